"""Geometry: what should have a body and has none, what no kernel made, what the jury doubts."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bim.checks.finding import Finding, about
from bim.geometry.model import Doubt, Element, Model, Status

GROUPS = ("IfcElementAssembly", "IfcVirtualElement", "IfcDistributionPort", "IfcFeatureElement")
TOLD = (Doubt.OPEN, Doubt.NO_VOLUME, Doubt.OUTSIDE_BOX, Doubt.AGAINST_FILE, Doubt.KERNELS_DIFFER,
        Doubt.AS_WRITTEN)  # fmt: skip
SURE = 0.9


def check_shapes(file: Any, products: tuple[Any, ...], model: Model) -> Iterator[Finding]:
    """Yield elements without geometry, with geometry nobody could make, and with doubtful geometry."""
    wholes = {
        one.RelatingObject.id() for one in file.by_type("IfcRelAggregates") if one.RelatingObject is not None
    }
    bare = [one for one in model.elements if one.status in {Status.NONE, Status.EMPTY}]
    yield from about(
        "geometry_missing", (products[one.el] for one in bare if _should(products[one.el], wholes))
    )
    failed = [products[one.el] for one in model.elements if one.status is Status.FAILED]
    yield from about("geometry_failed", failed)
    for doubt, elements in _doubted(model).items():
        yield from about("geometry_doubtful", (products[one.el] for one in elements), doubt=str(doubt))


def _should(product: Any, wholes: set[int]) -> bool:
    """An element has a body of its own unless its parts have it."""
    return (
        product.is_a("IfcElement")
        and product.id() not in wholes
        and not any(product.is_a(name) for name in GROUPS)
    )


def _doubted(model: Model) -> dict[Doubt, list[Element]]:
    found: dict[Doubt, list[Element]] = defaultdict(list)
    for element in model.shown():
        shape = model.shapes[element.shape]
        if shape.confidence < SURE:
            for doubt in shape.doubts:
                if doubt in TOLD:
                    found[doubt].append(element)
    return found
