"""Reads of schedules: lists, one revision, its tasks, and the whole of it in neutral form."""

from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from portal.accounts.actor import Actor
from portal.progress import faults, policy
from portal.progress.kept import form_of
from portal.progress.models import Schedule, ScheduleRevision, Task
from portal.progress.schedules import model as form
from portal.projects.selectors import get_project


def list_schedules(*, actor: Actor) -> QuerySet[Schedule]:
    """Return the schedules the actor may see, with the number of their latest revision."""
    latest = ScheduleRevision.objects.filter(schedule=OuterRef("pk")).order_by("-number")
    rows = Schedule.objects.filter(policy.viewable(actor)).select_related("project__owner")
    return rows.annotate(latest=Subquery(latest.values("number")[:1]))


def of_project(*, actor: Actor, code: str) -> QuerySet[Schedule]:
    """Return the schedules of a project, the one changed last first. Raises ``ProjectNotFound``."""
    project = get_project(actor=actor, code=code)
    return list_schedules(actor=actor).filter(project=project).order_by("-updated_at", "pk")


def get_schedule(*, actor: Actor, schedule_id: UUID) -> Schedule:
    """Return one schedule. Raises ``ScheduleNotFound`` both when it is absent and when it is hidden."""
    found = list_schedules(actor=actor).filter(pk=schedule_id).first()
    if found is None:
        raise faults.ScheduleNotFound(schedule=str(schedule_id))
    return found


def revisions_of(*, actor: Actor, schedule_id: UUID) -> QuerySet[ScheduleRevision]:
    """Return the revisions of a schedule, the latest first. Raises ``ScheduleNotFound``."""
    schedule = get_schedule(actor=actor, schedule_id=schedule_id)
    rows = ScheduleRevision.objects.filter(policy.viewable(actor, "schedule__"), schedule=schedule)
    return rows.select_related("file").order_by("-number")


def get_revision(*, actor: Actor, schedule_id: UUID, number: int) -> ScheduleRevision:
    """Return one revision. Raises ``ScheduleNotFound`` or ``ScheduleRevisionNotFound``."""
    found = revisions_of(actor=actor, schedule_id=schedule_id).filter(number=number).first()
    if found is None:
        raise faults.ScheduleRevisionNotFound(number=number)
    return found


def tasks_of(*, actor: Actor, schedule_id: UUID, number: int) -> QuerySet[Task]:
    """Return the tasks of a revision in order. Raises as ``get_revision`` does."""
    revision = get_revision(actor=actor, schedule_id=schedule_id, number=number)
    return Task.objects.filter(revision=revision).order_by("position")


def whole_of(*, actor: Actor, schedule_id: UUID, number: int) -> form.Schedule:
    """Return a revision in neutral form, as its file was read. Raises as ``get_revision`` does."""
    return form_of(get_revision(actor=actor, schedule_id=schedule_id, number=number))
