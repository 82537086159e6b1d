"""A building of many elements, a schedule of many tasks and weekly reports of all of them, for the bench."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

SQL = Path(__file__).resolve().parent / "sql"
FIRST = date(2024, 11, 4)
LASTS_DAYS, NAME = 70, "总进度计划（测速）"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is asked about. ``last``: the last day that is reported of."""

    model: str
    revision: str
    first: date
    last: date


def build(model: str, *, tasks: int, weeks: int) -> World:
    """Give a model a schedule, links and reports, unless it has them."""
    from bim.catalog.models import Model
    from portal.progress.models import Schedule

    revision = Model.objects.select_related("feature__root__project").get(pk=model).current
    project = revision.model.feature.root.project
    last = FIRST + timedelta(days=7 * weeks - 1)
    if not Schedule.objects.filter(project=project, name=NAME).exists():
        _fill(project, revision, tasks, weeks, last)
    return World(model=model, revision=str(revision.pk), first=FIRST, last=last)


def _fill(project, revision, tasks: int, weeks: int, last: date) -> None:
    from django.db import transaction

    from portal.accounts.actor import system_actor
    from portal.core import clock
    from portal.core.files import store_file
    from portal.core.sql import execute
    from portal.progress.services.keeping import keep_schedule

    with transaction.atomic():
        file = store_file(io.BytesIO(NAME.encode()), name="bench.xml")
        plan = keep_schedule(
            actor=system_actor("bench"), code=project.code, found=_schedule(tasks, weeks), file=file,
            file_name="bench.xml", at=clock.now(), name=NAME,
        )  # fmt: skip
        execute(SQL / "many_links.sql", schedule=plan.schedule_id, revision=revision.pk, tasks=tasks)
        execute(SQL / "many_reports.sql", project=project.pk, first=FIRST, weeks=weeks, tasks=tasks)
        execute(SQL / "reports_confirmed.sql", project=project.pk, last=last)


def _schedule(tasks: int, weeks: int):
    from portal.progress.schedules import model as form
    from portal.progress.schedules.worktime import USUAL_WEEK

    span = 7 * weeks - LASTS_DAYS
    begins = [FIRST + timedelta(days=span * n // tasks) for n in range(tasks)]
    return form.Schedule(
        format="mspdi", name=NAME, calendar="1", calendars=(form.Calendar(key="1", week=USUAL_WEEK),),
        tasks=tuple(_task(n, day) for n, day in enumerate(begins, start=1)), dates_given=True,
        baselines=tuple(
            form.Baseline(of="task", key=str(n), start=_at(day, 8), finish=_at(day + _lasts(n), 17))
            for n, day in enumerate(begins, start=1)
        ),
    )  # fmt: skip


def _task(number: int, day: date):
    from portal.progress.schedules import model as form

    return form.Task(key=str(number), name=f"任务 {number}", start=_at(day, 8), duration_min=480,
                     finish=_at(day + _lasts(number), 17))  # fmt: skip


def _lasts(number: int) -> timedelta:
    return timedelta(days=LASTS_DAYS - number % 30)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))
