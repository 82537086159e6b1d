"""What stands on a day, put together from sections: exact inside, two decimals outside. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.progress.rules.earned import ZERO, EarnedSchedule, Indices, Standing, earned_schedule, indices
from portal.progress.rules.measuring import HUNDRED, Planned, planned_curve, planned_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A section as ``sql/sections.sql`` tells it. Amounts in yuan; the arrays of days hold one value a day.

    ``method``: how tasks are weighed (quantity, cost, duration, none); ``plan``: where days come from
    (baseline, schedule, contract, project); ``sources``: what was earned by (reports, measured, none).
    """

    project_id: UUID
    section_id: UUID
    code: str
    name: str
    name_en: str
    budget: Decimal
    method: str
    plan: str
    first_on: date | None
    last_on: date | None
    actual_start: date | None
    actual_end: date | None
    keys: list[str]
    firsts: list[date]
    lasts: list[date]
    worths: list[Decimal]
    earned: list[Decimal]
    certified: list[Decimal]
    cash: list[Decimal]
    sources: list[str]

    @property
    def planned(self) -> list[Planned]:
        """Return the parts of the plan: its tasks, and what no task takes up over the section's days."""
        parts = [
            Planned(budget=worth, first=first, last=last)
            for worth, first, last in zip(self.worths, self.firsts, self.lasts, strict=True)
            if worth
        ]
        rest = self.budget - sum(self.worths, ZERO)
        if rest > Decimal("0.005") and self.first_on and self.last_on and self.last_on >= self.first_on:
            parts.append(Planned(budget=rest, first=self.first_on, last=self.last_on))
        return parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """Where something stands on a day, and all that follows. ``percent``: physical, 0-100."""

    at: Standing
    percent: Decimal | None
    planned_percent: Decimal | None
    follows: Indices
    time: EarnedSchedule


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionStands:
    """One section's line."""

    section: Grown
    source: str
    stands: Stands


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """The four curves at the end of a day, in yuan. Of days to come only the plan is known."""

    on: date
    planned: Decimal
    earned: Decimal | None
    certified: Decimal | None
    cash: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldsUp:
    """What is left of progress without what is contradicted: ``contested`` yuan, per cent 0-100, SPI."""

    contested: Decimal
    percent: Decimal | None
    spi: Decimal | None


def holds_up(at: Standing, contested: Decimal) -> HoldsUp | None:
    """Return what is left without the contested part of what is earned; nothing where none is contested."""
    if contested <= ZERO:
        return None
    left = replace(at, earned=max(at.earned - contested, ZERO))
    return HoldsUp(contested=contested, percent=_share(left.earned, left.budget), spi=indices(left).spi)


def stands(sections: Sequence[Grown], *, as_of: date, n: int = 0) -> Stands:
    """Return where sections stand together. ``n``: which of the days asked for ``as_of`` is."""
    parts = [part for section in sections for part in section.planned]
    at = Standing(
        budget=sum((one.budget for one in sections), ZERO), planned=planned_value(parts, as_of),
        earned=sum((one.earned[n] for one in sections), ZERO),
        certified=sum((one.certified[n] for one in sections), ZERO),
        cash=sum((one.cash[n] for one in sections), ZERO),
    )  # fmt: skip
    return Stands(
        at=at, percent=_share(at.earned, at.budget), planned_percent=_share(at.planned, at.budget),
        follows=indices(at), time=_time(sections, parts, at, as_of),
    )  # fmt: skip


def by_section(sections: Iterable[Grown], *, as_of: date) -> list[SectionStands]:
    """Return the line of each section."""
    return [
        SectionStands(section=one, source=one.sources[0], stands=stands([one], as_of=as_of))
        for one in sections
    ]


def curve(sections: Sequence[Grown], days: Sequence[date], *, as_of: date) -> list[CurvePoint]:
    """Return the four curves on the days the sections were asked for."""
    parts = [part for section in sections for part in section.planned]
    return [
        CurvePoint(
            on=day, planned=planned_value(parts, day), earned=_known(sections, "earned", n, day, as_of),
            certified=_known(sections, "certified", n, day, as_of),
            cash=_known(sections, "cash", n, day, as_of),
        )
        for n, day in enumerate(days)
    ]  # fmt: skip


def _known(sections: Sequence[Grown], name: str, n: int, day: date, as_of: date) -> Decimal | None:
    return None if day > as_of else sum((getattr(one, name)[n] for one in sections), ZERO)


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return None if whole <= ZERO else HUNDRED * part / whole


def _time(sections: Sequence[Grown], parts: list[Planned], at: Standing, as_of: date) -> EarnedSchedule:
    """Return the earned schedule: the planned curve only bends where a task begins or ends."""
    if not parts:
        return EarnedSchedule(earned_days=ZERO, actual_days=0, spi_t=None, forecast_finish=None)
    start = min(part.first for part in parts)
    bends = sorted({day for part in parts for day in _bends(part, start)})
    ended = max((one.actual_end for one in sections if one.actual_end), default=None)
    done = at.budget > ZERO and at.earned >= at.budget
    return earned_schedule(
        planned_curve(parts, bends), start=start, as_of=as_of, earned=at.earned,
        finished_on=ended if done and ended and ended <= as_of else None,
    )  # fmt: skip


def _bends(part: Planned, start: date) -> tuple[date, ...]:
    before = date.fromordinal(part.first.toordinal() - 1)
    return (before, part.last) if part.first > start else (part.last,)
