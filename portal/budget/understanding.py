"""Whether lines say what a budget line must say: codes, sources, years, places, amounts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from portal.budget import faults
from portal.core import money
from portal.projects.models import Project
from portal.projects.rules import FUNDING_CODES
from spatial.features.models import Feature

L = TypeVar("L", bound="Line")
YEARS_AHEAD = 9
PLACES = ("site", "section", "structure")


class Line(Protocol):
    """What is read of a line."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def functional(self) -> str: ...  # noqa: D102
    @property
    def economic(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def year(self) -> int: ...  # noqa: D102
    @property
    def requested_yuan(self) -> Decimal: ...  # noqa: D102
    @property
    def feature_id(self) -> UUID | None: ...  # noqa: D102


def check_lines(project: Project, year: int, lines: Sequence[L]) -> list[tuple[L, Decimal]]:
    """Return lines with their exact amounts; raise ``LineInvalid`` for the first that is wrong."""
    places = set(places_of(project).values_list("pk", flat=True))
    checked = []
    for position, line in enumerate(lines, start=1):
        for field, reason in wrong_of(line, year=year, places=places):
            raise faults.LineInvalid(position=position, field=field, reason=reason)
        checked.append((line, money.positive(line.requested_yuan)))
    return checked


def wrong_of(line: Line, *, year: int, places: set[UUID]) -> Iterable[tuple[str, str]]:
    """Yield what is wrong with a line: field and reason, as ``names`` call them."""
    if not line.name.strip():
        yield "name", "missing"
    if not _digits(line.functional, 7):
        yield "functional", "seven_digits"
    if not _digits(line.economic, 5):
        yield "economic", "five_digits"
    if line.source not in FUNDING_CODES:
        yield "source", "source_unknown"
    if line.year < year:
        yield "year", "year_past"
    if line.year > year + YEARS_AHEAD:
        yield "year", "year_far"
    if line.feature_id is not None and line.feature_id not in places:
        yield "feature", "place_unknown"
    yield from _amount(line.requested_yuan)


def places_of(project: Project) -> QuerySet[Feature]:
    """Return the ground money of a project may hang on: its site, sections and structures."""
    rows = Feature.objects.filter(root=project.site_id) | Feature.objects.filter(pk=project.site_id)
    return rows.filter(kind__in=PLACES).order_by("kind", "code", "name")


def _amount(value: object) -> Iterable[tuple[str, str]]:
    try:
        money.positive(value)
    except money.AmountInvalid as error:
        yield "requested_yuan", str(error.facts["reason"])


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()
