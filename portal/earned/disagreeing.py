"""Gather what reports, photos, schedule and money say, and let them be weighed against each other."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db.models import Max, Q, QuerySet, prefetch_related_objects
from django.utils.timezone import localdate

from portal.accounts.actor import Actor
from portal.core.sql import fetch_as
from portal.earned.selectors import grown_on
from portal.earned.weighing import Disputed, Network, Told, weighed
from portal.progress.models import ProgressReport, Relation, ReportLine, ScheduleRevision, Task, in_turn
from portal.progress.rules.reports import CONFIRMED, DRAFT, OWNER_CONFIRMED, RETURNED
from portal.progress.schedules.model import FS
from portal.progress.selectors import plans_of
from portal.projects.models import Project

BACK = timedelta(days=165)
"""How far back reports are read: the quarter and the month of pace, and the month it begins with."""
KNOWN_AFTER = timedelta(days=20)
SQL = Path(__file__).resolve().parent / "sql"


def disputed(*, actor: Actor, projects: QuerySet[Project], as_of: date) -> list[Disputed]:
    """Return what disagrees about the reports of each section of projects, largest sum first.

    ``projects``: as the actor may see them; ``as_of``: what was not known then does not count.
    """
    found = [one for one in examined(actor=actor, projects=projects, as_of=as_of) if one.lines]
    return sorted(found, key=lambda one: (-one.at_stake, str(one.report.pk)))


def examined(*, actor: Actor, projects: QuerySet[Project], as_of: date) -> list[Disputed]:
    """Return the latest report of each section, and those before it that something still stands against."""
    sections = {one.section_id: one for one in grown_on(actor=actor, projects=projects, as_of=as_of)}
    by_place = _reports(projects, as_of)
    told, network = _told(by_place), _network(projects, as_of)
    found: list[Disputed] = []
    for place, reports in by_place.items():
        if place in sections:
            found += weighed(sections[place], reports, told, network, _sure(reports, as_of))
    return found


def _sure(reports: Iterable[ProgressReport], as_of: date) -> set[UUID]:
    """Return the reports that were confirmed by the end of a day, as earned value counts them."""
    return {
        one.pk for one in reports
        if one.state in CONFIRMED and (at := getattr(one, "sure_at", None)) and localdate(at) <= as_of
    }  # fmt: skip


def _reports(projects: QuerySet[Project], as_of: date) -> dict[UUID, list[ProgressReport]]:
    """Return the reports of the last months that were handed in, the latest first, by their place."""
    rows = (
        ProgressReport.objects.filter(project__in=projects, period_last__lte=as_of)
        .filter(period_last__gt=as_of - BACK).exclude(state__in=(DRAFT, RETURNED))
        .select_related("project__owner", "feature")
        .annotate(sure_at=Max("acts__at", filter=Q(acts__target=OWNER_CONFIRMED)))
    )  # fmt: skip
    found: dict[UUID, list[ProgressReport]] = defaultdict(list)
    for row in rows.order_by(*in_turn(latest_first=True)):
        found[row.feature_id].append(row)
    prefetch_related_objects([report for reports in found.values() for report in reports], "photos")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stood:
    place: UUID
    key: str
    percent: Decimal


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
