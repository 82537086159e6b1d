"""Keep a schedule that was read: one revision more, or the one that is already there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.models import StoredFile
from portal.core.refusals import keep_refusal
from portal.core.sql import read
from portal.progress import faults, policy
from portal.progress.kept import aware, form_of
from portal.progress.models import Schedule, ScheduleRevision
from portal.progress.rows import COPY, PARTS, remarks_of
from portal.progress.schedules import model as form
from portal.progress.schedules.agreeing import agreement
from portal.progress.schedules.critical import Dates, reckon
from portal.progress.schedules.rekeying import with_kept_keys
from portal.progress.selectors import known_guids, latest_of, losing
from portal.progress.telling import told
from portal.projects.models import Project
from portal.projects.selectors import get_project, lock_project

SUBJECT = "schedule"
LONGEST_NAME = 200
MOST_TOLD = 20


def check_sending(*, actor: Actor, code: str) -> Project:
    """Return the project if the actor sends its schedules, else raise what says that they do not."""
    project = get_project(actor=actor, code=code)
    if not policy.may_send(actor, project):
        raise faults.SendingNotYours(project=code)
    return project


def keep_schedule(
    *, actor: Actor, code: str, found: form.Schedule, file: StoredFile, file_name: str, at: datetime,
    name: str = "", loses_reports: bool = False,
) -> ScheduleRevision:  # fmt: skip
    """Keep a read schedule as the next revision of the project's schedule of that name.

    The latest file sent again is the revision it already is; an earlier one is the newest again.
    ``loses_reports``: the sender means it that tasks with reports go. Raises ``ProjectNotFound``,
    ``SendingNotYours``, ``ReportsLost``.
    """
    check_sending(actor=actor, code=code)
    try:
        with transaction.atomic():
            project = lock_project(actor=actor, code=code)
            called = name.strip() or _known(project, found.identity) or found.name.strip() or file_name
            schedule, _made = Schedule.objects.get_or_create(
                project=project, name=called[:LONGEST_NAME], defaults={"created_at": at, "updated_at": at}
            )
            return _next(actor, schedule, found, file, file_name, at, loses_reports)
    except faults.ReportsLost as error:
        keep_refusal(
            actor=actor, subject_type=SUBJECT, subject_id=error.facts["schedule"], verb=policy.SEND,
            error=error, file=file_name,
        )  # fmt: skip
        raise


def _next(
    actor: Actor, schedule: Schedule, found: form.Schedule, file: StoredFile, file_name: str, at: datetime,
    loses_reports: bool,
) -> ScheduleRevision:  # fmt: skip
    latest = latest_of(schedule)
    if latest is not None and latest.file_id == file.pk:
        return latest
    if latest is not None:
        found = with_kept_keys(form_of(latest), found, known_guids(schedule, found))
    lost = losing(latest, [task.key for task in found.tasks]) if latest is not None else []
    if lost and not loses_reports:
        raise faults.ReportsLost(count=len(lost), tasks=lost[:MOST_TOLD], schedule=str(schedule.pk))
    reckoned = reckon(found)
    revision = _revision(actor, schedule, found, reckoned, file, file_name, at)
    for part in PARTS:
        _copy(part.table, part.columns, part.rows(revision.pk, found, reckoned))
    schedule.updated_at = at
    schedule.save(update_fields=["updated_at"])
    facts = {"revision": revision.number, "sha256": file.sha256, "tasks": revision.tasks_count}
    record_event(
        actor=actor, verb=policy.SEND, subject_type=SUBJECT, subject_id=str(schedule.pk),
        facts=facts | ({"loses_reports": [one["key"] for one in lost]} if lost else {}),
    )  # fmt: skip
    return revision


def _known(project: Project, identity: str) -> str:
    """Return the name of the project's schedule a file says it was written of."""
    names = {str(row.pk): row.name for row in project.schedules.all()}
    return names.get(identity, "")


def _revision(
    actor: Actor, schedule: Schedule, found: form.Schedule, reckoned: dict[str, Dates], file: StoredFile,
    file_name: str, at: datetime,
) -> ScheduleRevision:  # fmt: skip
    numbers = told(found)
    agreed = agreement(found, reckoned)
    last = schedule.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    critical = sum(reckoned[t.key].critical for t in found.tasks if t.key in reckoned and not t.node)
    return ScheduleRevision.objects.create(
        schedule=schedule, number=last + 1, file=file, file_name=file_name[:255], format=found.format,
        title=found.name[:300], program=found.program[:120], currency=found.currency[:3],
        begins_at=aware(found.start), ends_at=aware(found.finish), status_at=aware(found.status_at),
        start_on=found.first_day, finish_on=found.last_day, calendar_key=found.calendar or "",
        minutes_per_day=found.minutes_per_day, minutes_per_week=found.minutes_per_week,
        float_limit_min=found.float_limit_min, lag_calendar=found.lag_calendar,
        dates_given=found.dates_given, tasks_count=numbers.tasks, milestones_count=numbers.milestones,
        relations_count=numbers.relations, baselines_count=numbers.baselines,
        linked_elements=numbers.linked_elements, critical_count=critical, stated_values=agreed.stated,
        same_values=agreed.same, warnings=remarks_of(found), received_at=at, received_by=actor.user_id,
        received_by_name=actor.name,
    )  # fmt: skip


def _copy(table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL(read(COPY)).format(table=sql.Identifier(table), columns=named)  # type: ignore[arg-type]
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
