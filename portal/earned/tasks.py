"""Earned value task by task: what sections are made of, so that any part of them can be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.conf import settings

from portal.accounts.actor import Actor
from portal.core.sql import fetch_as
from portal.earned import policy
from portal.earned.selectors import grown_on
from portal.earned.standing import CurvePoint, Grown, Stands, stands
from portal.progress.models import Task
from portal.progress.rules.earned import ZERO
from portal.progress.rules.measuring import HUNDRED, Planned, planned_value
from portal.progress.selectors import base_of, plan_of
from portal.projects.models import Project

SQL = Path(__file__).resolve().parent / "sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGrown:
    """One task: its worth in yuan over its days, and what is earned of it on each day asked for.

    ``group``: the summary task it lies under, with its key; empty where it lies under none.
    """

    key: str
    name: str
    group: tuple[str, str]
    section_id: UUID
    first: date
    last: date
    worth: Decimal
    earned: tuple[Decimal, ...]

    def part(self, share: Decimal) -> "TaskGrown":
        """Return a share of the task, 0-1, as if it were one."""
        return TaskGrown(
            key=self.key, name=self.name, group=self.group, section_id=self.section_id, first=self.first,
            last=self.last, worth=self.worth * share, earned=tuple(one * share for one in self.earned),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Percents:
    key: str
    percents: list[Decimal]


def sections_grown(
    *, actor: Actor, project: Project, as_of: date, section_id: UUID | None = None
) -> list[Grown]:
    """Return the sections of a project the actor may see, or one of them, on a day."""
    rows = grown_on(actor=actor, projects=Project.objects.filter(pk=project.pk), as_of=as_of)
    return [one for one in rows if section_id in (None, one.section_id)]


def tasks_grown(
    *, actor: Actor, project: Project, sections: Iterable[Grown], days: Sequence[date]
) -> list[TaskGrown]:
    """Return the tasks of sections that are worth something, with what is earned of them on each day."""
    said, nothing = _said(actor, project, days), (ZERO,) * len(days)
    names, groups = _called(project)
    return [
        TaskGrown(
            key=key, name=names.get(key, key), group=groups.get(key, ("", "")), section_id=one.section_id,
            first=first, last=last, worth=worth,
            earned=tuple(worth * percent / HUNDRED for percent in said[key]) if key in said else nothing,
        )
        for one in sections
        for key, first, last, worth in zip(one.keys, one.firsts, one.lasts, one.worths, strict=True)
        if worth
    ]  # fmt: skip


def _said(actor: Actor, project: Project, days: Sequence[date]) -> dict[str, list[Decimal]]:
    asked = {"project": project.pk, "days": list(days), "states": policy.states_for(actor),
             "zone": settings.TIME_ZONE}  # fmt: skip
    return {row.key: row.percents for row in fetch_as(_Percents, SQL / "said.sql", **asked)}


def _called(project: Project) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Return the names of tasks, and of each the summary right above it.

    As the plan has them; what it has no more, as the revision has it that the project is measured by.
    """
    plan = plan_of(project)
    revisions = (base_of(plan.schedule), plan) if plan else ()
    rows = [
        row for one in revisions
        for row in Task.objects.filter(revision=one).values_list("key", "name", "parent_key")
    ]  # fmt: skip
    names = {key: name for key, name, _above in rows}
    return names, {key: (above, names[above]) for key, _name, above in rows if above in names}


def parts_stand(parts: Iterable[TaskGrown], *, as_of: date, n: int = 0) -> Stands:
    """Return where tasks, or shares of them, stand together on the n-th of the days they were asked for.

    What was certified and paid is known by section and contract alone, so it is none here.
    """
    return stands([_as_section(list(parts), n)], as_of=as_of)


def parts_curve(parts: Sequence[TaskGrown], days: Sequence[date], *, as_of: date) -> list[CurvePoint]:
    """Return what was planned and earned of tasks on days; of days to come only the plan is known."""
    planned = [Planned(budget=one.worth, first=one.first, last=one.last) for one in parts]
    return [
        CurvePoint(
            on=day, planned=planned_value(planned, day), certified=None, cash=None,
            earned=None if day > as_of else sum((one.earned[n] for one in parts), ZERO),
        )
        for n, day in enumerate(days)
    ]  # fmt: skip


def _as_section(parts: list[TaskGrown], n: int) -> Grown:
    empty = UUID(int=0)
    return Grown(
        project_id=empty, section_id=parts[0].section_id if parts else empty, code="", name="", name_en="",
        budget=sum((one.worth for one in parts), ZERO), method="", plan="", first_on=None, last_on=None,
        actual_start=None, actual_end=None, keys=[one.key for one in parts],
        firsts=[one.first for one in parts], lasts=[one.last for one in parts],
        worths=[one.worth for one in parts], earned=[sum((one.earned[n] for one in parts), ZERO)],
        certified=[ZERO], cash=[ZERO], sources=[],
    )  # fmt: skip
