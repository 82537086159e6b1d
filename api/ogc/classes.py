"""Conformance classes as a person reads them: by standard, each by its own name."""

from collections.abc import Iterable
from dataclasses import dataclass

STANDARDS = {
    "ogcapi-common-1": "OGC API – Common – Part 1: Core",
    "ogcapi-features-1": "OGC API – Features – Part 1: Core",
    "ogcapi-features-2": "OGC API – Features – Part 2: Coordinate Reference Systems by Reference",
    "ogcapi-features-3": "OGC API – Features – Part 3: Filtering",
    "cql2": "Common Query Language (CQL2)",
    "ogcapi-tiles-1": "OGC API – Tiles – Part 1: Core",
}
"""The titles of the standards themselves: they are not translated."""
MARK = "/spec/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """One class: its name in the standard, and its whole identifier."""

    name: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One standard with the classes of it that are met."""

    title: str
    classes: tuple[Class, ...]


def by_standard(uris: Iterable[str]) -> list[Standard]:
    """Return conformance classes grouped by standard, in the order in which they are declared."""
    grouped: dict[str, list[Class]] = {}
    for uri in uris:
        standard, _slash, rest = uri.partition(MARK)[2].partition("/")
        grouped.setdefault(standard, []).append(Class(name=rest.rpartition("/")[2], uri=uri))
    return [
        Standard(title=STANDARDS.get(standard, standard), classes=tuple(classes))
        for standard, classes in grouped.items()
    ]
