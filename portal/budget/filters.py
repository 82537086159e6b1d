"""What lists of requests and indicators are narrowed by."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.budget import rules
from portal.core.errors import Invalid
from portal.projects.names import joined
from portal.projects.rules import FUNDING_CODES


class BudgetWordUnknown(Invalid):
    """A list is narrowed by certain words."""

    message = _("The parameter {parameter} takes one of {known}, not “{value}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFilter:
    """Requests by project, year, state, region prefix and words in number or title; empty means all."""

    project: str = ""
    year: int | None = None
    state: str = ""
    region: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        _one_of("state", self.state, tuple(rules.LIFECYCLE.states))

    def condition(self) -> Q:
        """Return the filter."""
        found = Q(project__code=self.project) if self.project else Q()
        found &= Q(year=self.year) if self.year else Q()
        found &= Q(state=self.state) if self.state else Q()
        found &= Q(project__region_code__startswith=self.region) if self.region else Q()
        if self.text:
            words = ("number", "title", "project__name", "project__code")
            any_of = Q()
            for name in words:
                any_of |= Q(**{f"{name}__icontains": self.text})
            found &= any_of
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFilter:
    """Indicators by project, year, source, state, region prefix and words; empty means all."""

    project: str = ""
    year: int | None = None
    source: str = ""
    state: str = ""
    region: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        _one_of("source", self.source, FUNDING_CODES)
        _one_of("state", self.state, (rules.OPEN_INDICATOR, rules.CLOSED_INDICATOR))

    def condition(self) -> Q:
        """Return the filter."""
        found = Q(project__code=self.project) if self.project else Q()
        found &= Q(year=self.year) if self.year else Q()
        found &= Q(source=self.source) if self.source else Q()
        found &= Q(state=self.state) if self.state else Q()
        found &= Q(project__region_code__startswith=self.region) if self.region else Q()
        if self.text:
            found &= (
                Q(number__icontains=self.text) | Q(project__name__icontains=self.text)
                | Q(project__code__icontains=self.text)
            )  # fmt: skip
        return found


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value and value not in known:
        raise BudgetWordUnknown(parameter=name, value=value[:40], known=joined(list(known)))


class YearUnreadable(Invalid):
    """A year has four digits."""

    message = _("“{value}” is not a year.")


def year_of(text: str) -> int | None:
    """Return the year a parameter says, or none."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise YearUnreadable(value=text[:40])
    return int(text)
