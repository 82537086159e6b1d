"""What to ask of a revision and to colour it by, in its own words: nothing suggested finds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count, QuerySet

from bim.catalog.models import Element, Revision
from bim.catalog.questions import TEXTS, find
from bim.catalog.selectors import elements_of
from portal.core.sql import fetch_as

SQL = Path(__file__).parent / "sql"
LOOKED_AT = 20_000
MOST_PROPERTIES, MOST_COLOURS, MOST_VALUES = 200, 30, 60
FIELDS = ("class", "type", "storey", "material", "predefined", "status")
WALLS = "wall"
MOST_TRIED = 6
SPATIAL = ("IfcProject", "IfcSite", "IfcBuilding", "IfcBuildingStorey", "IfcSpace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property of the elements looked at. ``values``: how many differ; ``usual``: the one met most."""

    name_of_set: str
    name: str
    count: int
    values: int
    usual: str

    @property
    def key(self) -> str:
        """Return what the question language calls it."""
        return f"{_quoted(self.name_of_set)}.{_quoted(self.name)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question and how many elements it finds."""

    q: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A field or property to colour by. ``count``: elements with a value."""

    by: str
    label: str
    values: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """All suggestions of one revision."""

    searches: tuple[Search, ...]
    colours: tuple[Colour, ...]


def suggested(revision: Revision) -> Suggested:
    """Return questions that find something in a revision, and what tells its elements apart."""
    rows, properties = elements_of(revision), _properties(revision)
    asked = dict.fromkeys(_asked(rows, properties))
    found = [Search(q=q, label=label, count=find(rows, q).count()) for q, label in asked]
    telling = [one for one in properties if 1 < one.values <= MOST_VALUES]
    colours = [*_fields(rows), *(
        Colour(by=one.key, label=f"{one.name} · {one.name_of_set}", values=one.values, count=one.count)
        for one in telling
    )]  # fmt: skip
    return Suggested(
        searches=tuple(one for one in found if one.count), colours=tuple(colours[:MOST_COLOURS])
    )


def _properties(revision: Revision) -> list[Property]:
    total = int(revision.counts.get("elements", 0))
    return fetch_as(
        Property, SQL / "properties.sql", revision=revision.pk, step=max(1, total // LOOKED_AT),
        most=MOST_PROPERTIES,
    )  # fmt: skip


def _asked(rows: QuerySet[Element], properties: list[Property]) -> Iterator[tuple[str, str]]:
    """Yield one question of each sort the language knows, in the model's own words."""
    built = rows.exclude(ifc_class__in=SPATIAL)
    for kind, storey in _usual(built.exclude(storey_name=""), "ifc_class", "storey_name")[:1]:
        yield f"class={kind} storey={_quoted(storey)}", f"{kind} · {storey}"
    for (kind,) in _usual(built, "ifc_class")[1:2]:
        yield f"class={kind}", kind
    for (name,) in _usual(built.exclude(type_name=""), "type_name")[:1]:
        yield f"type={_quoted(name)}", name
    for prop in [one for one in properties if one.values > 1 and _sayable(one.usual)][:2]:
        yield f"{prop.key}={_quoted(prop.usual)}", f"{prop.name} = {prop.usual}"
    yield from _missing(rows, properties)


def _missing(rows: QuerySet[Element], properties: list[Property]) -> Iterator[tuple[str, str]]:
    """Yield what some walls lack and others have: what no wall has is no omission, nor what all have."""
    walls = find(rows, "class=IfcWall").count()
    if not walls:
        return
    fitting = sorted(properties, key=lambda one: WALLS not in one.name_of_set.lower())
    for prop in fitting[:MOST_TRIED]:
        question = f"class=IfcWall !{prop.key}"
        if 0 < find(rows, question).count() < walls:
            yield question, f"IfcWall, – {prop.name}"
            return


def _usual(rows: QuerySet[Element], *columns: str) -> list[tuple[str, ...]]:
    """Return the values that most elements have in some columns, the usual first."""
    counted = rows.order_by().values_list(*columns).annotate(n=Count("el")).order_by("-n", *columns)
    return [row[:-1] for row in counted[:2]]


def _fields(rows: QuerySet[Element]) -> Iterator[Colour]:
    for name in FIELDS:
        column = TEXTS.get(name, "ifc_class")
        told = rows.order_by().exclude(**{column: ""}).aggregate(
            values=Count(column, distinct=True), count=Count("el")
        )  # fmt: skip
        if told["values"] > 1:
            yield Colour(by=name, label=name, values=told["values"], count=told["count"])


def _sayable(text: str) -> bool:
    return 0 < len(text) <= MOST_VALUES and '"' not in text


def _quoted(text: str) -> str:
    """Quote a word of the language where it would be read otherwise."""
    plain = text.replace('"', "")
    return plain if plain.isascii() and plain.replace("_", "").isalnum() else f'"{plain}"'
