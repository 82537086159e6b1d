"""The spatial structure: everything in it once, nothing empty, buildings where they belong."""

from collections.abc import Iterator
from typing import Any

from bim.checks.finding import Finding, about, once
from bim.files.attributes import is_any

CONTAINERS = ("IfcBuildingStorey", "IfcBuilding")
NO_PARTS = ("IfcFeatureElement", "IfcPort", "IfcVirtualElement", "IfcDistributionPort")
DEEPEST = 64


def check_tree(file: Any, products: tuple[Any, ...]) -> Iterator[Finding]:
    """Yield elements outside the structure or in it twice, empty containers, buildings out of place."""
    tree = _Tree(file)
    yield from _sites_and_buildings(file, tree)
    parts = _parts(file)
    yield from about("outside_tree", (one for one in parts if not tree.leads_to_project(one)))
    yield from about("held_twice", (one for one in parts if tree.twice(one)))
    yield from about("alignment_contained", (one for one in tree.contained if one.is_a("IfcAlignment")))
    for name in CONTAINERS:
        empty = [one for one in products if one.is_a(name) and not tree.holds_anything(one)]
        yield from about("container_empty", empty, kind=name)


def _parts(file: Any) -> list[Any]:
    found = list(file.by_type("IfcElement"))
    for name in ("IfcAnnotation", "IfcGrid"):
        found += file.by_type(name)
    return [one for one in found if not is_any(one, NO_PARTS)]


def _sites_and_buildings(file: Any, tree: "_Tree") -> Iterator[Finding]:
    sites, buildings = file.by_type("IfcSite"), file.by_type("IfcBuilding")
    if len(sites) > 1:
        yield from about("sites_many", sites)
    if not buildings and file.schema in {"IFC2X3", "IFC4"}:
        yield once("building_missing")
    loose = [one for one in buildings if not tree.leads_to_project(one)]
    yield from about("building_loose", loose)
    wrong = [one for one in buildings if one not in loose and not tree.under_site(one, bool(sites))]
    yield from about("building_misplaced", wrong)


class _Tree:
    """Who is in what, by STEP id."""

    def __init__(self, file: Any) -> None:
        self.wholes: dict[int, Any] = {}
        self.containers: dict[int, Any] = {}
        self.others: dict[int, Any] = {}
        self.contained: list[Any] = []
        self.full: set[int] = set()
        self._led: dict[int, bool] = {}
        self._file = file
        self._read_containers()
        self._read_wholes()
        self._read_hosts()

    def _read_containers(self) -> None:
        for relation in self._file.by_type("IfcRelContainedInSpatialStructure"):
            for one in relation.RelatedElements or ():
                self._put(self.containers, relation.RelatingStructure, one)
                self.contained.append(one)

    def _read_wholes(self) -> None:
        for kind in ("IfcRelAggregates", "IfcRelNests"):
            for relation in self._file.by_type(kind):
                for one in relation.RelatedObjects or ():
                    self._put(self.wholes, relation.RelatingObject, one)

    def _read_hosts(self) -> None:
        """Openings lead to their wall, doors to their opening, panels to what they cover."""
        for kind, host, guest in (
            ("IfcRelVoidsElement", "RelatingBuildingElement", "RelatedOpeningElement"),
            ("IfcRelFillsElement", "RelatingOpeningElement", "RelatedBuildingElement"),
            ("IfcRelProjectsElement", "RelatingElement", "RelatedFeatureElement"),
        ):
            for relation in self._file.by_type(kind):
                self._put(self.others, getattr(relation, host), getattr(relation, guest))

    def _put(self, where: dict[int, Any], whole: Any, part: Any) -> None:
        if whole is not None and part is not None:
            where[part.id()] = whole
            self.full.add(whole.id())

    def _parent(self, one: Any) -> Any:
        key = one.id()
        return self.wholes.get(key) or self.containers.get(key) or self.others.get(key)

    def leads_to_project(self, one: Any) -> bool:
        """Tell whether climbing ends at the project; a file may lead in circles."""
        parent = self._parent(one)
        if parent is None:
            return bool(one.is_a("IfcProject"))
        if parent.id() not in self._led:
            self._led[parent.id()] = self._climb(parent)
        return self._led[parent.id()]

    def _climb(self, at: Any) -> bool:
        for _step in range(DEEPEST):
            if at is None:
                return False
            if at.is_a("IfcProject"):
                return True
            at = self._parent(at)
        return False

    def under_site(self, building: Any, sites: bool) -> bool:
        """A building is a part of a site or of another building; of the project where there is no site."""
        whole = self.wholes.get(building.id())
        allowed = ("IfcSite", "IfcBuilding") if sites else ("IfcProject", "IfcBuilding")
        return whole is not None and any(whole.is_a(name) for name in allowed)

    def twice(self, one: Any) -> bool:
        """A part of something is where its whole is, and nowhere else."""
        whole = self.wholes.get(one.id())
        return whole is not None and one.id() in self.containers

    def holds_anything(self, one: Any) -> bool:
        """Tell whether anything is in a container, at any depth."""
        return one.id() in self.full
