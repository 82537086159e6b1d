"""What the money of one work is reckoned from, and where its rows are gathered. Amounts in whole cents."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from portal.demo.province.hashing import uniform
from portal.demo.works.organisations import FINANCE, Body, build_organisations
from portal.demo.works.planted import PAID_AHEAD, of_kind
from portal.demo.works.programme import SIZES
from portal.demo.works.rows import FeatureRow, ProjectRow
from portal.demo.works.schedule import AT

CHINA = timezone(timedelta(hours=8))
TODAY = date(2026, 11, 20)
YEAR = TODAY.year
DONE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Place:
    """A section, with the structures that stand in it."""

    id: UUID
    name: str
    structures: list[tuple[UUID, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One work. ``rich``: in the first page, with payments every quarter and all that hangs on them."""

    work: int
    row: ProjectRow
    owner: Body
    sections: list[Place]
    cents: int
    done: Decimal
    began: date | None
    until: date
    rich: bool

    def at(self, stage: str) -> bool:
        """Tell whether the work has come as far as a stage."""
        return AT[stage] <= AT[self.row.stage] <= AT["archived"]

    def luck(self, purpose: str, *more: int) -> float:
        """Return a number in [0, 1) that is this work's for ever."""
        return float(uniform(f"money-{purpose}", self.work, *more))

    @property
    def starts(self) -> date:
        """Return when work began, or is to begin."""
        return self.began or self.row.planned_start or TODAY

    @property
    def ended(self) -> date | None:
        """Return the day work ended."""
        return self.row.actual_end

    @property
    def department(self) -> Body:
        """Return the department over the unit."""
        return self.owner.parent or self.owner


@dataclass(slots=True)
class Pile:
    """Rows by their type, in the order they were put there; ``paid``: cents by project;
    ``seen``: rows that are shared and there already."""

    rows: dict[type, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    paid: dict[UUID, int] = field(default_factory=dict)
    seen: set[UUID] = field(default_factory=set)

    def add(self, *rows: tuple[Any, ...]) -> None:
        """Put rows on their piles."""
        for row in rows:
            self.rows[type(row)].append(row)

    def yuan_paid(self, project: UUID) -> Decimal:
        """Return what was paid of a work."""
        return yuan(self.paid[project])


def yuan(cents: int) -> Decimal:
    """Return cents as yuan with two decimals."""
    return Decimal(cents).scaleb(-2)


def moment(day: date, hour: int = 9) -> datetime:
    """Return a moment of a day."""
    return datetime.combine(day, time(hour, 30), tzinfo=CHINA)


def later(day: date, days: int) -> date:
    """Return a day some days later."""
    return day + timedelta(days=days)


def working_days_later(day: date, days: int) -> date:
    """Return the day after so many weekdays; no holiday lies in the demo's last weeks."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


@cache
def bodies() -> dict[UUID, Body]:
    """Return the organisations by their identifier."""
    return {body.id: body for body in build_organisations()}


@cache
def finance() -> Body:
    """Return the province's treasury."""
    return next(b for b in build_organisations() if b.kind == FINANCE and b.region_code == "97")


@cache
def bodies_of(kind: str) -> tuple[Body, ...]:
    """Return the firms of one kind."""
    return tuple(body for body in build_organisations() if body.kind == kind)


@cache
def ahead() -> frozenset[int]:
    """Return the works that were paid far ahead of what was built."""
    return frozenset(anomaly.work for anomaly in of_kind(PAID_AHEAD))


def jobs_of(projects: Iterable[ProjectRow], features: Iterable[FeatureRow]) -> list[Job]:
    """Return the works of one batch that money is kept of: up to size M, and begun to be approved."""
    places = _places(features)
    made = []
    for row in projects:
        work = int(row.code[-6:]) - 1
        begun = AT["feasibility_approved"] <= AT[row.stage] <= AT["archived"]
        if work < SIZES["M"] and begun and places.get(row.site_id):
            made.append(_job(work, row, places[row.site_id]))
    return made


def _job(work: int, row: ProjectRow, sections: list[Place]) -> Job:
    return Job(
        work=work, row=row, owner=bodies()[row.owner_id], sections=sections, rich=work < SIZES["S"],
        cents=int(row.investment_yuan) * 100, done=row.progress_pct / DONE, began=row.actual_start,
        until=row.actual_end or row.figures_as_of or TODAY,
    )  # fmt: skip


def _places(features: Iterable[FeatureRow]) -> dict[UUID, list[Place]]:
    """Return the sections under each site, with what stands in them."""
    found: dict[UUID, list[Place]] = defaultdict(list)
    by_section: dict[UUID | None, list[tuple[UUID, str]]] = defaultdict(list)
    rows = list(features)
    for row in rows:
        if row.kind == "structure":
            by_section[row.parent_id].append((row.id, row.name))
    for row in rows:
        if row.kind == "section" and row.root_id:
            found[row.root_id].append(Place(row.id, row.name, by_section[row.id][:3]))
    return found
