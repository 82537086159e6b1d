"""What is to be meshed: every unique shape once, under a key that says what it is made from."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ifcopenshell.util.unit
import numpy as np

from bim.files.attributes import attribute
from bim.files.bodies import body_representations, is_reference
from bim.files.digests import Endless, Texts, joined
from bim.geometry.children import Limits
from bim.geometry.classes import bare_colour
from bim.geometry.kernels import LADDER_VERSION, SETTINGS
from bim.geometry.linear import linear_matrices
from bim.geometry.model import Floats
from bim.geometry.nature import nature
from bim.geometry.placements import Placements
from bim.geometry.settle import Piece

STEP_M = 1e-6
WITNESSES = 16
NET_VOLUME = "NetVolume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Unique pieces, and for each element with a body the key of its piece and its own matrix.

    ``aside``: keys of pieces that are given for reference only.
    """

    pieces: tuple[Piece, ...]
    keys: dict[int, str]
    matrices: dict[int, Floats | None]
    aside: frozenset[str]


class Planner:
    """Reads one open file and its texts, without which nothing is kept; ``without``: kernels left out."""

    def __init__(self, file: Any, texts: Texts | None, without: frozenset[str] = frozenset()) -> None:
        self.without = without
        self.texts = texts
        linear = linear_matrices(file, _linear(file), Limits())
        self.placements = Placements(ifcopenshell.util.unit.calculate_unit_scale(file), linear)
        self.declared = _by_product(_net_volumes(file))
        self.units = [units.id() for units in file.by_type("IfcUnitAssignment")]
        self.material_styles = _MaterialStyles()
        self.styled_materials = bool(file.by_type("IfcMaterialDefinitionRepresentation"))

    def plan(self, products: Sequence[Any]) -> Plan:
        """Return the pieces of numbered products, and which element shows which."""
        pieces: dict[str, Piece] = {}
        keys: dict[int, str] = {}
        matrices: dict[int, Floats | None] = {}
        aside: set[str] = set()
        for el, product in enumerate(products):
            bodies = body_representations(product)
            if bodies:
                piece = self._piece(product, bodies)
                keys[el], matrices[el] = piece.key, piece.matrix
                pieces.setdefault(piece.key, piece)
                aside |= {piece.key} if is_reference(bodies[0]) else set()
        return Plan(
            pieces=tuple(pieces.values()), keys=keys, matrices=matrices, aside=frozenset(aside)
        )  # fmt: skip

    def _piece(self, product: Any, bodies: list[Any]) -> Piece:
        matrix = self.placements.of(product)
        openings = list(_openings(product))
        piece = Piece(
            key=f"product {product.id()}",
            product=product.id(),
            matrix=matrix,
            lasting=False,
            representations=tuple(body.id() for body in bodies),
            bare=bare_colour(product.is_a()),
            nature=nature(bodies),
            cut=bool(openings),
            witness=False,
            barred=self.without,
            declared_m3=self.declared.get(product.id(), ()),
        )
        if self.texts is None:
            return replace(piece, key=_bodies_key(piece)) if matrix is not None and not openings else piece
        try:
            content = list(self._content(product, piece, openings))
            key, sign = (_joined(content, told) for told in (self.texts.digest, self.texts.sign))
        except Endless:
            return piece
        return replace(piece, key=key, lasting=True, witness=int(sign[:8], 16) % WITNESSES == 0)

    def _content(self, product: Any, piece: Piece, openings: list[Any]) -> Iterator[bytes | int]:
        """Yield what a shape hangs on: as it is, or the number of the entity that holds it."""
        yield f"{LADDER_VERSION} {sorted(self.without)} {SETTINGS} {piece.bare}".encode()
        yield from self.units
        yield from piece.representations
        if piece.matrix is None:
            yield product.ObjectPlacement.id()
        for opening in openings:
            yield self._beside(piece.matrix, opening)
            yield from (body.id() for body in _all_representations(opening))
        yield " ".join(f"{declared:.6g}" for declared in piece.declared_m3).encode()
        if self.styled_materials:
            yield from self.material_styles.of(product)

    def _beside(self, matrix: Floats | None, opening: Any) -> bytes | int:
        """Tell where an opening stands as its host sees it, to the micrometre."""
        own = self.placements.of(opening)
        if matrix is None or own is None:
            return b"" if opening.ObjectPlacement is None else int(opening.ObjectPlacement.id())
        steps = np.round(np.linalg.inv(matrix) @ own / STEP_M)
        return (steps + 0.0).tobytes()


def _joined(content: Iterable[bytes | int], told: Callable[[int], bytes]) -> str:
    return joined(told(part) if isinstance(part, int) else part for part in content)


def _linear(file: Any) -> Sequence[Any]:
    has = file.schema_identifier.startswith("IFC4X3")
    return file.by_type("IfcLinearPlacement") if has else ()


def _bodies_key(piece: Piece) -> str:
    """Return a key by which products share the very same representations, for this file only."""
    return f"bodies {piece.representations} {piece.bare}"


def _openings(product: Any, depth: int = 0) -> Iterator[Any]:
    """Return what is cut from a product: its own openings and those of the whole it is a part of."""
    for relation in attribute(product, "HasOpenings") or ():
        yield relation.RelatedOpeningElement
    for relation in attribute(product, "Decomposes") or ():
        whole = relation.RelatingObject
        if depth < 8 and whole.is_a("IfcElement"):
            yield from _openings(whole, depth + 1)


def _all_representations(product: Any) -> Sequence[Any]:
    shape = product.Representation
    return () if shape is None else shape.Representations or ()


class _MaterialStyles:
    """Ids of everything that may give a product's material a colour, walked once for each material."""

    def __init__(self) -> None:
        self._below: dict[int, list[int]] = {}

    def of(self, product: Any) -> Iterator[int]:
        """Yield those of a product, and of its type."""
        for relation in attribute(product, "HasAssociations") or ():
            if relation.is_a("IfcRelAssociatesMaterial"):
                material = relation.RelatingMaterial
                yield material.id()
                if material.id() not in self._below:
                    self._below[material.id()] = list(_styles_below(material))
                yield from self._below[material.id()]
        for relation in attribute(product, "IsTypedBy") or ():
            yield from self.of(relation.RelatingType)


def _styles_below(material: Any) -> Iterator[int]:
    for entity in material.file.traverse(material):
        if entity.is_a("IfcMaterial"):
            for held in entity.HasRepresentation or ():
                yield held.id()


def _by_product(found: Iterator[tuple[int, float]]) -> dict[int, tuple[float, ...]]:
    declared: dict[int, tuple[float, ...]] = {}
    for product, volume_m3 in found:
        declared[product] = (*declared.get(product, ()), volume_m3)
    return declared


def _net_volumes(file: Any) -> Iterator[tuple[int, float]]:
    """Return the net volumes in cubic metres that the file's own quantity sets declare, by product."""
    if not file.by_type("IfcQuantityVolume"):
        return
    scale = ifcopenshell.util.unit.calculate_unit_scale(file, "VOLUMEUNIT")
    for relation in file.by_type("IfcRelDefinesByProperties"):
        for found in _in_set(relation.RelatingPropertyDefinition):
            for product in relation.RelatedObjects:
                yield product.id(), found * scale


def _in_set(definition: Any) -> Iterator[float]:
    if definition is None or not definition.is_a("IfcElementQuantity"):
        return
    for quantity in definition.Quantities or ():
        if quantity.is_a("IfcQuantityVolume") and quantity.Name == NET_VOLUME and quantity.VolumeValue:
            yield float(quantity.VolumeValue)
