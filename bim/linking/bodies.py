"""What of a revision somebody builds: elements with a body, and what is below those that have parts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bim.catalog.models import Element, Revision

AIRY = frozenset({
    "IfcSpace", "IfcSpatialZone", "IfcExternalSpatialElement", "IfcOpeningElement", "IfcVirtualElement",
    "IfcAnnotation", "IfcGrid",
})  # fmt: skip
SPATIAL = frozenset({
    "IfcProject", "IfcSite", "IfcBuilding", "IfcBuildingStorey", "IfcFacility", "IfcFacilityPart",
    "IfcBridge", "IfcBridgePart", "IfcRoad", "IfcRoadPart", "IfcRailway", "IfcRailwayPart",
    "IfcMarineFacility", "IfcMarinePart", "IfcSpace",
})  # fmt: skip
COLUMNS = ("el", "parent_el", "global_id", "ifc_class", "storey_name", "triangles")


@dataclass(frozen=True, slots=True)
class Body:
    """One element that is built."""

    el: int
    global_id: str
    ifc_class: str
    storey: str


@dataclass(frozen=True, slots=True)
class Bodies:
    """All of a revision, by number; ``parts``: what is right below an element that is no place."""

    by_el: dict[int, Body]
    parts: dict[int, list[int]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def under(self, els: Iterable[int]) -> list[int]:
        """Return what is built of these elements: themselves and their parts, each once, rising."""
        found: set[int] = set()
        waiting = list(els)
        while waiting:
            el = waiting.pop()
            if el not in found:
                found.add(el)
                waiting.extend(self.parts.get(el, ()))
        return sorted(el for el in found if el in self.by_el)


def bodies_of(revision: Revision) -> Bodies:
    """Read a revision's elements as far as links need them."""
    rows = Element.objects.filter(revision_id=revision.pk).order_by("el").values_list(*COLUMNS)
    by_el: dict[int, Body] = {}
    parts: dict[int, list[int]] = defaultdict(list)
    numbers: dict[str, int] = {}
    places: set[int] = set()
    for el, parent, global_id, ifc_class, storey, triangles in rows.iterator(chunk_size=10_000):
        numbers.setdefault(global_id, el)
        if ifc_class in SPATIAL:
            places.add(el)
        if ifc_class in AIRY:
            continue
        if triangles and ifc_class not in SPATIAL:
            by_el[el] = Body(el, global_id, ifc_class, storey)
        parts[parent].append(el)
    for el in places:
        parts.pop(el, None)
    return Bodies(by_el, dict(parts), numbers)
