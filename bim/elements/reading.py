"""Rows of a revision's elements, in the order of their numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import ifcopenshell.util.unit as units

from bim.elements.kept import KeptSets
from bim.elements.relations import Relations, relations_of, storey_of
from bim.elements.values import Plain, Reader
from bim.files.attributes import attribute
from bim.files.texts import mended

Sets = dict[str, dict[str, Plain]]
Watch = Callable[[int, int], None]
EVERY = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRow:
    """One element as the file describes it. ``parent``, ``storey``: element numbers, -1 for none.

    ``quantities``: as given, in m, m², m³, kg, s; ``units``: which of them, by set and name, empty for a
    number of things. ``materials``: name and, for layers, thickness in metres.
    """

    el: int
    global_id: str
    step_id: int
    ifc_class: str
    predefined: str
    name: str
    description: str
    tag: str
    object_type: str
    type_name: str
    parent: int
    storey: int
    elevation_m: float | None
    psets: Sets = field(default_factory=dict)
    quantities: Sets = field(default_factory=dict)
    units: dict[str, dict[str, str]] = field(default_factory=dict)
    materials: list[dict[str, Plain]] = field(default_factory=list)
    classification: list[dict[str, str]] = field(default_factory=list)


def read_elements(
    file: Any, products: Sequence[Any], *, code_page: str = "", watch: Watch = lambda done, of: None,
    kept: KeptSets | None = None,
) -> Iterator[ElementRow]:  # fmt: skip
    """Yield the rows of the numbered products of an open file. ``kept``: sets that were read before."""
    desk = _Desk(file, products, code_page, kept)
    for el, product in enumerate(products):
        if el % EVERY == 0:
            watch(el, len(products))
        yield desk.row(el, product)
    if kept is not None:
        kept.save()


class _Desk:
    """What is looked up for every row."""

    def __init__(self, file: Any, products: Sequence[Any], code_page: str, kept: KeptSets | None) -> None:
        self._reader = Reader(file, partial(mended, code_page=code_page), kept)
        self._relations: Relations = relations_of(file)
        self._numbers = {product.id(): el for el, product in enumerate(products)}
        self._storeys = frozenset(one.id() for one in file.by_type("IfcBuildingStorey"))
        self._unit_m = float(units.calculate_unit_scale(file))
        self._materials: dict[int, list[dict[str, Plain]]] = {}

    def row(self, el: int, product: Any) -> ElementRow:
        """Return one row."""
        text, key, related = self._reader.text, product.id(), self._relations
        kind = related.types.get(key)
        psets, quantities, units_of = self._sets(key)
        storey = storey_of(key, related.parents, self._storeys)
        parent = related.parents.get(key)
        return ElementRow(
            el=el, global_id=text(product.GlobalId)[:22], step_id=key, ifc_class=product.is_a(),
            predefined=text(attribute(product, "PredefinedType") or attribute(kind, "PredefinedType")),
            name=text(product.Name), description=text(product.Description),
            tag=text(attribute(product, "Tag")), object_type=text(attribute(product, "ObjectType")),
            type_name=text(attribute(kind, "Name")), parent=self._number(parent),
            storey=self._number(storey), elevation_m=self._elevation(product), psets=psets,
            quantities=quantities, units=units_of, materials=self._material(key, kind),
            classification=[found for one in related.classes.get(key, ())
                            if (found := self._classified(one))],
        )  # fmt: skip

    def _number(self, key: int | None) -> int:
        return self._numbers.get(key, -1) if key is not None else -1

    def _sets(self, key: int) -> tuple[Sets, Sets, dict[str, dict[str, str]]]:
        psets: Sets = {}
        quantities: Sets = {}
        units_of: dict[str, dict[str, str]] = {}
        for one in self._relations.sets.get(key, ()):
            name, measured, values, units_here = self._reader.definition(one)
            target = quantities if measured else psets
            target[name] = target.get(name, {}) | values
            if measured:
                units_of[name] = units_of.get(name, {}) | units_here
        return psets, quantities, units_of

    def _elevation(self, product: Any) -> float | None:
        elevation = attribute(product, "Elevation") if product.is_a("IfcBuildingStorey") else None
        return None if elevation is None else float(elevation) * self._unit_m

    def _material(self, key: int, kind: Any) -> list[dict[str, Plain]]:
        given = self._relations.materials.get(key)
        if given is None and kind is not None:
            given = self._relations.materials.get(kind.id())
        if given is None:
            return []
        if given.id() not in self._materials:
            self._materials[given.id()] = list(self._parts(given))
        return self._materials[given.id()]

    def _parts(self, given: Any) -> Iterator[dict[str, Plain]]:
        if given.is_a("IfcMaterial"):
            yield {"name": self._reader.text(given.Name)}
        elif given.is_a("IfcMaterialList"):
            for one in given.Materials or ():
                yield {"name": self._reader.text(one.Name)}
        elif given.is_a("IfcMaterialLayerSetUsage"):
            yield from self._parts(given.ForLayerSet)
        elif given.is_a("IfcMaterialProfileSetUsage"):
            yield from self._parts(given.ForProfileSet)
        else:
            for name in ("MaterialLayers", "MaterialProfiles", "MaterialConstituents"):
                yield from (self._part(one) for one in attribute(given, name) or ())

    def _part(self, one: Any) -> dict[str, Plain]:
        material, thickness = attribute(one, "Material"), attribute(one, "LayerThickness")
        name = self._reader.text(attribute(material, "Name")) or self._reader.text(attribute(one, "Name"))
        thick = {} if thickness is None else {"thickness_m": round(float(thickness) * self._unit_m, 6)}
        return {"name": name, **thick}

    def _classified(self, one: Any) -> dict[str, str] | None:
        text = self._reader.text
        if one is None or not one.is_a("IfcClassificationReference"):
            return None
        code = attribute(one, "Identification") or attribute(one, "ItemReference")
        return {
            "system": text(attribute(attribute(one, "ReferencedSource"), "Name")), "code": text(code),
            "name": text(attribute(one, "Name")),
        }  # fmt: skip
