"""Gather what reports, photos, schedule and money say of a period, and let the rules say what disagrees."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from portal.accounts.actor import Actor
from portal.core.sql import fetch_as
from portal.earned.rules import Claim, Disagreement, Evidence, Period, claimed_share, disagreements
from portal.earned.selectors import grown_on
from portal.earned.standing import Grown
from portal.progress.models import ProgressReport, Relation, ReportLine, ScheduleRevision, Task, in_turn
from portal.progress.rules.earned import ZERO
from portal.progress.rules.measuring import HUNDRED
from portal.progress.rules.reports import CONFIRMED, DRAFT, RETURNED
from portal.progress.schedules.model import FS
from portal.progress.selectors import plans_of
from portal.projects.models import Project

BACK = timedelta(days=165)
PACE_REPORTS = 4
"""Certification runs a quarter behind, and a month more on its way: so many reports are its pace."""
KNOWN_AFTER = timedelta(days=20)
MOST_READ = PACE_REPORTS + 2
"""Reports of a place that are read: the latest, its pace, and the one that pace begins with."""
SQL = Path(__file__).resolve().parent / "sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A report and what disagrees about its tasks, largest sum first; ``period``: all that was looked at."""

    report: ProgressReport
    section: Grown
    period: Period
    lines: tuple[Disagreement, ...]

    @property
    def at_stake(self) -> Decimal:
        """Return the money that hangs on it, in yuan."""
        return sum((line.at_stake for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the reports of a place come to, task by task, of 100. A task a report does not name stays.

    ``before``: confirmed before the latest ``report``; ``claimed``: with it; ``earlier``: what stood after
    each confirmed report before it, the latest first.
    """

    report: ProgressReport
    before: dict[str, Decimal]
    claimed: dict[str, Decimal]
    earlier: tuple[dict[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """What the plans of some projects say of tasks, by project and key."""

    names: dict[tuple[UUID, str], str]
    before: dict[tuple[UUID, str], list[str]]


def disputed(*, actor: Actor, projects: QuerySet[Project], as_of: date) -> list[Disputed]:
    """Return what disagrees about the latest report of each section of projects, largest sum first.

    ``projects``: as the actor may see them; ``as_of``: what was not known then does not count.
    """
    found = [one for one in examined(actor=actor, projects=projects, as_of=as_of) if one.lines]
    return sorted(found, key=lambda one: (-one.at_stake, str(one.report.pk)))


def examined(*, actor: Actor, projects: QuerySet[Project], as_of: date) -> list[Disputed]:
    """Return the latest report of each section, whether or not something disagrees about it."""
    sections = {one.section_id: one for one in grown_on(actor=actor, projects=projects, as_of=as_of)}
    by_place = _reports(projects, as_of)
    told, network = _told(by_place), _network(projects, as_of)
    found = []
    for place, reports in by_place.items():
        section = sections.get(place)
        if section is None:
            continue
        period = _period(section, _story(reports, told), network)
        found.append(Disputed(
            report=reports[0], section=section, period=period, lines=tuple(disagreements(period))
        ))  # fmt: skip
    return found


def _reports(projects: QuerySet[Project], as_of: date) -> dict[UUID, list[ProgressReport]]:
    """Return the last reports handed in, the latest first, of each place that told of the last months."""
    rows = (
        ProgressReport.objects.filter(project__in=projects, period_last__lte=as_of)
        .filter(period_last__gt=as_of - BACK).exclude(state__in=(DRAFT, RETURNED))
        .select_related("project__owner", "feature")
    )  # fmt: skip
    found: dict[UUID, list[ProgressReport]] = defaultdict(list)
    for row in rows.order_by(*in_turn(latest_first=True)):
        there = found[row.feature_id]
        if len(there) < MOST_READ or there[-1].period_last == row.period_last:
            there.append(row)
    prefetch_related_objects([reports[0] for reports in found.values()], "photos")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stood:
    place: UUID
    key: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Told:
    """What reports say, and what was confirmed before the first of a place, task by task, of 100."""

    said: dict[UUID, dict[str, Decimal]]
    before: dict[UUID, dict[str, Decimal]]


def _told(by_place: dict[UUID, list[ProgressReport]]) -> Told:
    ids = [report.pk for reports in by_place.values() for report in reports]
    lines = ReportLine.objects.filter(report__in=ids).values_list("report_id", "task_key", "percent")
    said: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for report, key, percent in lines:
        said[report][key] = percent
    first = {place: reports[-1] for place, reports in by_place.items()}
    before: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for row in fetch_as(
        _Stood, SQL / "stood.sql", places=list(first), projects=[one.project_id for one in first.values()],
        days=[one.period_last for one in first.values()],
    ):  # fmt: skip
        before[row.place][row.key] = row.percent
    return Told(said, before)


def _story(reports: list[ProgressReport], told: Told) -> Story:
    """Put together the reports of a place, the latest first. What nobody confirmed bears out nothing."""
    latest, *older = reports
    stood, earlier = dict(told.before.get(latest.feature_id, {})), []
    for report in reversed(older):
        if report.state in CONFIRMED:
            stood = stood | told.said.get(report.pk, {})
            earlier.append(stood)
    claimed = stood | told.said.get(latest.pk, {})
    return Story(report=latest, before=stood, claimed=claimed, earlier=tuple(reversed(earlier)))


def _period(section: Grown, story: Story, network: Network) -> Period:
    worths = dict(zip(section.keys, section.worths, strict=True))
    claims = tuple(_claim(section, key, worths, story, network) for key in section.keys)
    pace, last, usual = _pace(section, story, worths)
    return Period(
        claims=claims, budget=section.budget, certified=_share(section.certified[0], section.budget),
        paid=_share(section.cash[0], section.budget), pace=pace, before=last,
        usual=usual,
        photos=tuple(
            Evidence(task=photo.task_key, signs=tuple(sign["kind"] for sign in photo.signs))
            for photo in story.report.photos.all()
        ),
    )  # fmt: skip


def _claim(
    section: Grown, key: str, worths: dict[str, Decimal], story: Story, network: Network
) -> Claim:  # fmt: skip
    project = section.project_id
    first = network.before.get((project, key), [])
    waiting = [one for one in first if _open(one, worths, story)]
    return Claim(
        key=key, name=network.names.get((project, key), key), worth=worths[key],
        percent=story.claimed.get(key, ZERO), before=story.before.get(key, ZERO),
        open_before=tuple(network.names.get((project, one), one) for one in waiting),
    )  # fmt: skip


def _open(key: str, worths: dict[str, Decimal], story: Story) -> bool:
    """Tell whether work that comes before is not done; of another section's no report here speaks."""
    return story.claimed.get(key, ZERO if worths.get(key) else HUNDRED) < HUNDRED


def _pace(
    section: Grown, story: Story, worths: dict[str, Decimal]
) -> tuple[Decimal, Decimal, Decimal | None]:
    """Return of the reports before this one: a quarter's and a month's claim, the last, what each added."""
    wholes = [_whole(said, worths, section.budget) for said in story.earlier[: PACE_REPORTS + 1]]
    if not wholes:
        return HUNDRED, ZERO, None
    oldest = wholes[PACE_REPORTS] if len(wholes) > PACE_REPORTS else ZERO
    usual = (wholes[0] - wholes[-1]) / (len(wholes) - 1) if len(wholes) > 2 else None
    return max(wholes[0] - oldest, ZERO), wholes[0], usual


def _whole(said: dict[str, Decimal], worths: dict[str, Decimal], budget: Decimal) -> Decimal:
    claims = (
        Claim(key=key, name="", worth=worth, percent=said.get(key, ZERO), before=ZERO)
        for key, worth in worths.items()
    )
    return claimed_share(claims, budget) or ZERO


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return HUNDRED * part / whole if whole > ZERO else None


def _network(projects: QuerySet[Project], as_of: date) -> Network:
    """Return names and finish-to-start predecessors in the plans as they stood on a day.

    Names of tasks that are gone come from earlier revisions; their relations count no more. Other schedules
    of a project have keys of their own, which mean other tasks.
    """
    plans = list(plans_of(projects).values_list("pk", flat=True))
    known = ScheduleRevision.objects.filter(withdrawal=None, schedule__in=plans, received_at__date__lte=as_of)
    way = "revision__schedule__project_id"
    tasks = Task.objects.filter(revision__in=known).order_by("revision__number")
    names = {(project, key): name for project, key, name in tasks.values_list(way, "key", "name")}
    latest = known.order_by("schedule_id", "-number").distinct("schedule_id").values("pk")
    ties = Relation.objects.filter(kind=FS, lag_min__gte=0, revision__in=latest)
    before: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for project, after, first in _pairs(ties.values_list(way, "after_key", "before_key").distinct()):
        before[project, after].append(first)
    return Network(names, before)


def _pairs(rows: Iterable[tuple[UUID, str, str]]) -> list[tuple[UUID, str, str]]:
    return sorted(rows, key=str)
