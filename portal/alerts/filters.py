"""What a list of alerts may be narrowed by, read from text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from portal.alerts import faults
from portal.alerts.rules import life
from portal.alerts.rules.conditions import RULES, SEVERITIES

OPEN, CLOSED = "open", "closed"
STATES = (OPEN, CLOSED, *life.STATES)
AGES = ("3", "7", "15", "30", "90")
KNOWN: dict[str, tuple[str, ...]] = {
    "rule": RULES, "state": STATES, "severity": SEVERITIES,
    "level": tuple(str(level) for level in life.LEVELS),
}  # fmt: skip
PARAMETERS = (*KNOWN, "project", "age", "q")
MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter:
    """One filter of alerts; empty means all. ``age``: raised so many days ago, or longer."""

    rule: str = ""
    state: str = ""
    severity: str = ""
    level: str = ""
    project: str = ""
    text: str = ""
    age: int | None = None

    def where(self, *, on: date) -> Q:
        """Return the filter for the database."""
        found = Q()
        for name in ("rule", "severity", "level"):
            if value := getattr(self, name):
                found &= Q(**{name: value})
        if self.state:
            found &= self._state()
        if self.project:
            found &= Q(project__code=self.project)
        if self.text:
            found &= Q(project__name__icontains=self.text) | Q(project__code__icontains=self.text)
        if self.age is not None:
            found &= Q(raised_on__lte=on - timedelta(days=self.age))
        return found

    def _state(self) -> Q:
        if self.state in (OPEN, CLOSED):
            is_open = Q(state__in=life.OPEN)
            return is_open if self.state == OPEN else ~is_open
        return Q(state=self.state)


def parse_filter(given: Mapping[str, str]) -> AlertFilter:
    """Return the filter of an address. Raises ``FilterUnreadable``."""
    words = {name: _one_of(name, given.get(name, ""), known) for name, known in KNOWN.items()}
    return AlertFilter(
        **words, project=given.get("project", "").strip()[:32], text=given.get("q", "").strip()[:100],
        age=_age(given.get("age", "")),
    )  # fmt: skip


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value and value not in known:
        raise faults.FilterUnreadable(parameter=name, value=value[:40], known=", ".join(known))
    return value


def _age(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= MOST_DAYS):
        raise faults.FilterUnreadable(parameter="age", value=text[:40], known=f"0-{MOST_DAYS}")
    return int(text)
