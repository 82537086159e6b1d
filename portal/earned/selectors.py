"""Reads of earned value: one project with its sections and curves, or many projects as of one day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from portal.accounts.actor import Actor
from portal.core.sql import fetch_around
from portal.earned import policy
from portal.earned.cents import adding_up
from portal.earned.standing import CurvePoint, Grown, SectionStands, Stands, by_section, curve, stands
from portal.progress.models import ProgressReport, ReportLine, ScheduleRevision, Task
from portal.progress.selectors import base_of, confirmed_before, plan_of
from portal.projects.models import Project
from portal.projects.selectors import get_project

SQL = Path(__file__).resolve().parent / "sql"
MOST_POINTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStands:
    """Where a project stands on a day. ``money``: whether the asker reads amounts."""

    project: Project
    as_of: date
    whole: Stands
    sections: tuple[SectionStands, ...]
    money: bool


def project_stands(*, actor: Actor, code: str, as_of: date) -> ProjectStands:
    """Return where a project stands at the end of a day. Raises ``ProjectNotFound``."""
    project = get_project(actor=actor, code=code)
    found = _grown(actor, Project.objects.filter(pk=project.pk), as_of, [as_of])
    return ProjectStands(
        project=project, as_of=as_of, whole=stands(found, as_of=as_of),
        sections=tuple(_to_the_cent(by_section(found, as_of=as_of))),
        money=policy.reads_money(actor, project),
    )  # fmt: skip


def _to_the_cent(sections: list[SectionStands]) -> list[SectionStands]:
    told = adding_up([one.stands for one in sections])
    return [replace(one, stands=stands) for one, stands in zip(sections, told, strict=True)]


def projects_stand(*, actor: Actor, projects: QuerySet[Project], as_of: date) -> dict[UUID, Stands]:
    """Return where many projects stand on a day, by project; one without works contract or tasks has none.

    ``projects``: as the actor may see them, from a selector that filters for them.
    """
    by_project: dict[UUID, list[Grown]] = defaultdict(list)
    for row in _grown(actor, projects, as_of, [as_of]):
        by_project[row.project_id].append(row)
    return {key: stands(rows, as_of=as_of) for key, rows in by_project.items()}


def curves_of(
    *, actor: Actor, code: str, as_of: date, section_id: UUID | None = None
) -> tuple[CurvePoint, ...]:
    """Return the four curves of a project, or of a section, month by month and on ``as_of``."""
    project = get_project(actor=actor, code=code)
    rows = Project.objects.filter(pk=project.pk)
    days = curve_days(_of(_grown(actor, rows, as_of, [as_of]), section_id), as_of)
    found = _of(_grown(actor, rows, as_of, days), section_id)
    return tuple(curve(found, days, as_of=as_of)) if days else ()


def curve_days(sections: Sequence[Grown], as_of: date) -> list[date]:
    """Return the days of a curve: the day before it begins, month ends, the last day, and ``as_of``.

    It begins with the plan, or with the work where that began earlier. The sections stand as of ``as_of``.
    """
    parts = [part for section in sections for part in section.planned]
    if not parts:
        return []
    begins = [*(part.first for part in parts), *_begun(sections, as_of)]
    first = date.fromordinal(min(begins).toordinal() - 1)
    last = max(max(part.last for part in parts), as_of)
    ends = [day for day in _month_ends(first, last) if first < day < last]
    step = max(1, -(-len(ends) // MOST_POINTS))
    return sorted({first, *ends[::step], last, max(as_of, first)})


def _begun(sections: Sequence[Grown], as_of: date) -> list[date]:
    """Return when work began, as far as it is known; at the latest on the day something stands."""
    found = [one.actual_start for one in sections if one.actual_start and one.actual_start <= as_of]
    stands_there = any(one.earned[0] or one.certified[0] or one.cash[0] for one in sections)
    return found + [as_of] * stands_there


def _month_ends(first: date, last: date) -> list[date]:
    months = range(first.year * 12 + first.month, last.year * 12 + last.month + 2)
    begins = [date((month - 1) // 12, (month - 1) % 12 + 1, 1) for month in months]
    return [date.fromordinal(after.toordinal() - 1) for _before, after in pairwise(begins)]


def _of(sections: list[Grown], section_id: UUID | None) -> list[Grown]:
    return [one for one in sections if section_id in (None, one.section_id)]


def _grown(actor: Actor, projects: QuerySet[Project], as_of: date, days: list[date]) -> list[Grown]:
    return fetch_around(
        Grown, SQL / "sections.sql", projects.order_by().values("pk"), as_of=as_of, days=days,
        zone=settings.TIME_ZONE, states=policy.states_for(actor), measured=policy.sees_measured(actor),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskToReport:
    """A task a report may speak of. ``before``, ``now``: per cent confirmed last, and said.

    ``counts``: what measures the plan has it, so that reports of it are worth something.
    """

    key: str
    name: str
    code: str
    first_on: date
    last_on: date
    before: Decimal
    now: Decimal | None
    correction: str
    note: str
    counts: bool


def tasks_to_report(*, actor: Actor, report: ProgressReport, on: date) -> list[TaskToReport]:
    """Return the tasks of a report's place in order of days, and what is said of each."""
    found = _grown(actor, Project.objects.filter(pk=report.project_id), on, [on])
    own = [one for one in found if one.section_id == report.feature_id]
    plan = plan_of(report.project)
    names = _names(plan)
    before = confirmed_before(report)
    lines = {line.task_key: line for line in report.lines.all()}
    counted = _names(base_of(plan.schedule)) if plan else {}
    return [
        _to_report(key, first, last, names[key], before, lines.get(key), counts=key in counted)
        for one in own
        for key, first, last in zip(one.keys, one.firsts, one.lasts, strict=True)
        if key in names
    ]


def _names(plan: ScheduleRevision | None) -> dict[str, tuple[str, str]]:
    rows = Task.objects.filter(revision=plan).values_list("key", "name", "code") if plan else ()
    return {key: (name, code) for key, name, code in rows}


def _to_report(
    key: str, first: date, last: date, called: tuple[str, str], before: dict[str, Decimal],
    line: ReportLine | None, *, counts: bool,
) -> TaskToReport:  # fmt: skip
    return TaskToReport(
        key=key, name=called[0], code=called[1], first_on=first, last_on=last,
        before=before.get(key, Decimal(0)), now=line.percent if line else None,
        correction=line.correction if line else "", note=line.note if line else "", counts=counts,
    )  # fmt: skip


def grown_on(*, actor: Actor, projects: QuerySet[Project], as_of: date) -> list[Grown]:
    """Return the sections of projects, as the actor may see them, on one day."""
    return _grown(actor, projects, as_of, [as_of])
