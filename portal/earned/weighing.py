"""Hold the reports of a place, one after the other, against what is known of it today."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from portal.earned.rules import (
    PAID,
    Claim,
    Disagreement,
    Evidence,
    Period,
    carried,
    disagreements,
    together,
)
from portal.earned.standing import Grown
from portal.progress.models import ProgressReport
from portal.progress.rules.earned import ZERO
from portal.progress.rules.measuring import HUNDRED

PACE_MONTHS = 4
"""Certification runs a quarter behind, and a month more on its way: so many months are its pace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A report and what disagrees about the tasks it moved last, largest sum first.

    ``claims``: of these tasks; of the latest report also of those that none of the last reports moved.
    ``period``: what is known of the section today, with the photos of this report.
    """

    report: ProgressReport
    section: Grown
    period: Period
    claims: tuple[Claim, ...]
    lines: tuple[Disagreement, ...]

    @property
    def at_stake(self) -> Decimal:
        """Return the money that hangs on it, in yuan."""
        return sum((line.at_stake for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True)
class Told:
    """What reports say, and what was confirmed before the first of a place, task by task, of 100."""

    said: Mapping[UUID, Mapping[str, Decimal]]
    before: Mapping[UUID, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Network:
    """What the plans of some projects say of tasks, by project and key."""

    names: dict[tuple[UUID, str], str]
    before: dict[tuple[UUID, str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the reports of a place come to, task by task, of 100. A task a report does not name stays.

    ``before``: confirmed before ``report``; ``claimed``: with it; ``now``: with the latest; ``borne``: what
    of ``before`` holds up; ``earlier``: what held up at the end of each month with a confirmed report before
    it, the latest first.
    """

    report: ProgressReport
    before: Mapping[str, Decimal]
    claimed: Mapping[str, Decimal]
    now: Mapping[str, Decimal]
    borne: Mapping[str, Decimal]
    earlier: tuple[Mapping[str, Decimal], ...]

    def moves(self, key: str) -> bool:
        """Tell whether the report says something else of a task than stood before it."""
        return self.claimed.get(key, ZERO) != self.before.get(key, ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report, its period, and the line it gave a task that nothing has mended since."""

    report: ProgressReport
    period: Period
    line: Disagreement | None


def weighed(
    section: Grown, reports: list[ProgressReport], told: Told, network: Network, sure: Collection[UUID]
) -> list[Disputed]:
    """Hold the reports of a place, the latest first, against what is known today, from the first on.

    A claim that does not hold up does so after later reports, too, until its task is proven or corrected:
    what they add is held against what held up, and not against what was claimed. What is not among the
    ``sure``, those confirmed by then, bears out nothing, but is weighed like them.
    """
    latest, *older = reports
    way = [*reversed(older), latest]
    stood = borne = dict(told.before.get(latest.feature_id, {}))
    now = stood | {key: said for one in way for key, said in told.said.get(one.pk, {}).items()}
    months: dict[tuple[int, int], Mapping[str, Decimal]] = {}
    kept: dict[str, Kept] = {}
    for report in way:
        claimed = stood | dict(told.said.get(report.pk, {}))
        story = Story(
            report=report, before=stood, claimed=claimed, now=now, borne=borne,
            earlier=tuple(reversed(months.values())),
        )  # fmt: skip
        period = _period(section, story, network, paid=report is latest)
        lines = {one.key: one for one in disagreements(period)}
        _keep(kept, story, period, lines)
        if report.pk in sure:
            stood, borne = claimed, _borne(claimed, kept)
            months[report.period_last.year, report.period_last.month] = borne
    return _parted(section, Kept(report=latest, period=period, line=None), lines, kept, stood, now)


def _borne(claimed: Mapping[str, Decimal], kept: Mapping[str, Kept]) -> dict[str, Decimal]:
    """Return what holds up of what is claimed."""
    doubts = {key: one.line for key, one in kept.items() if one.line and _of_work(one.line)}
    return {**claimed, **{key: min(line.supported, claimed.get(key, ZERO)) for key, line in doubts.items()}}


def _keep(kept: dict[str, Kept], story: Story, period: Period, lines: Mapping[str, Disagreement]) -> None:
    """Let what a report moves take the place of the lines before it, which may still stand.

    A doubt that goes on for the same reason stays with the report it began with.
    """
    for claim in period.claims:
        if not story.moves(claim.key):
            continue
        known = kept.pop(claim.key, None)
        line, before = lines.get(claim.key), known.line if known else None
        if line is None and before is not None:
            line = carried(before, claim, period)
        if line is None:
            continue
        goes_on = known is not None and before is not None and set(before.reasons) & set(line.reasons)
        at = known if goes_on and known is not None else Kept(report=story.report, period=period, line=None)
        kept[claim.key] = replace(at, line=line)


def _of_work(line: Disagreement) -> bool:
    return any(reason != PAID for reason in line.reasons)


def _parted(
    section: Grown, last: Kept, lines: Mapping[str, Disagreement], kept: Mapping[str, Kept],
    sure: Mapping[str, Decimal], now: Mapping[str, Decimal],
) -> list[Disputed]:  # fmt: skip
    """Give each task to the report that moved it where that still stands in doubt, else to the latest."""
    by_report = {last.report.pk: last} | {one.report.pk: one for one in kept.values()}
    claims: dict[UUID, list[Claim]] = defaultdict(list)
    found: dict[UUID, list[Disagreement]] = defaultdict(list)
    for n, claim in enumerate(last.period.claims):
        one, line = kept.get(claim.key, last), lines.get(claim.key)
        percent = now.get(claim.key, ZERO) if one.line is not None else claim.percent
        own = replace(one.period.claims[n], percent=percent, sure=sure.get(claim.key, ZERO))
        claims[one.report.pk].append(own)
        if one.line is not None:
            line = one.line if one.report.pk == last.report.pk else together(one.line, line)
        if line is not None:
            found[one.report.pk].append(line)
    return [
        Disputed(
            report=one.report, section=section, claims=tuple(claims[pk]),
            period=replace(last.period, photos=one.period.photos),
            lines=tuple(sorted(found[pk], key=lambda line: (-line.at_stake, line.key))),
        )
        for pk, one in by_report.items()
    ]  # fmt: skip


def _period(section: Grown, story: Story, network: Network, *, paid: bool) -> Period:
    """Return what is known of a section with a report. ``paid``: whether payment is held against it."""
    worths = dict(zip(section.keys, section.worths, strict=True))
    claims = tuple(_claim(section, key, worths, story, network) for key in section.keys)
    pace, last, usual = _pace(section, story, worths)
    return Period(
        claims=claims, budget=section.budget, certified=_share(section.certified[0], section.budget),
        paid=_share(section.cash[0], section.budget) if paid else None, pace=pace, before=last, usual=usual,
        photos=tuple(
            Evidence(task=photo.task_key, signs=tuple(sign["kind"] for sign in photo.signs))
            for photo in story.report.photos.all()
        ),
    )  # fmt: skip


def _claim(
    section: Grown, key: str, worths: Mapping[str, Decimal], story: Story, network: Network
) -> Claim:  # fmt: skip
    project = section.project_id
    first = network.before.get((project, key), [])
    waiting = [one for one in first if _open(one, worths, story)]
    return Claim(
        key=key, name=network.names.get((project, key), key), worth=worths[key],
        percent=story.claimed.get(key, ZERO), before=story.before.get(key, ZERO),
        borne=story.borne.get(key, ZERO),
        open_before=tuple(network.names.get((project, one), one) for one in waiting),
    )  # fmt: skip


def _open(key: str, worths: Mapping[str, Decimal], story: Story) -> bool:
    """Tell whether work that comes before is not done today; of another section's no report here speaks."""
    return story.now.get(key, ZERO if worths.get(key) else HUNDRED) < HUNDRED


def _pace(
    section: Grown, story: Story, worths: Mapping[str, Decimal]
) -> tuple[Decimal, Decimal, Decimal | None]:
    """Return of the months before: what a quarter and a month added, the last, what each added.

    Of each what held up: a claim in doubt makes no pace.
    """
    wholes = [_whole(said, worths, section.budget) for said in story.earlier[: PACE_MONTHS + 1]]
    if not wholes:
        return HUNDRED, ZERO, None
    oldest = wholes[PACE_MONTHS] if len(wholes) > PACE_MONTHS else ZERO
    usual = (wholes[0] - wholes[-1]) / (len(wholes) - 1) if len(wholes) > 2 else None
    return max(wholes[0] - oldest, ZERO), wholes[0], usual


def _whole(said: Mapping[str, Decimal], worths: Mapping[str, Decimal], budget: Decimal) -> Decimal:
    whole = sum((worth * said[key] for key, worth in worths.items() if key in said), ZERO)
    return whole / budget if budget > ZERO else ZERO


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return HUNDRED * part / whole if whole > ZERO else None
