"""Reads of schedules: lists, one revision, its tasks, and the whole of it in neutral form."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.accounts.actor import Actor
from portal.progress import faults, policy
from portal.progress.kept import form_of
from portal.progress.models import (
    IN_TURN,
    BaseApproval,
    ProgressReport,
    ReportAct,
    ReportLine,
    ReportPhoto,
    Schedule,
    ScheduleRevision,
    Task,
    in_turn,
)
from portal.progress.rules import reports
from portal.progress.schedules import model as form
from portal.projects.models import Project
from portal.projects.selectors import get_project
from spatial.features.models import Feature


def standing_revisions() -> QuerySet[ScheduleRevision]:
    """Return the revisions that were not taken back; whatever goes by a revision goes by one of these."""
    return ScheduleRevision.objects.filter(withdrawal=None)


def list_schedules(*, actor: Actor) -> QuerySet[Schedule]:
    """Return the schedules the actor may see, with the number of their latest revision."""
    latest = standing_revisions().filter(schedule=OuterRef("pk")).order_by("-number")
    rows = Schedule.objects.filter(policy.viewable(actor)).select_related("project__owner")
    return rows.annotate(latest=Subquery(latest.values("number")[:1]))


def of_project(*, actor: Actor, code: str) -> QuerySet[Schedule]:
    """Return the schedules of a project, the one changed last first. Raises ``ProjectNotFound``."""
    project = get_project(actor=actor, code=code)
    return list_schedules(actor=actor).filter(project=project).order_by("-updated_at", "pk")


def latest_of(schedule: Schedule) -> ScheduleRevision | None:
    """Return the revision a schedule goes by today: the latest not taken back."""
    return standing_revisions().filter(schedule=schedule).order_by("-number").first()


def latest_of_each(schedules: Iterable[UUID] | QuerySet[Schedule]) -> QuerySet[ScheduleRevision]:
    """Return the revision each of some schedules goes by today."""
    rows = standing_revisions().filter(schedule__in=schedules).order_by("schedule_id", "-number")
    return rows.distinct("schedule_id")


def get_schedule(*, actor: Actor, schedule_id: UUID) -> Schedule:
    """Return one schedule. Raises ``ScheduleNotFound`` both when it is absent and when it is hidden."""
    found = list_schedules(actor=actor).filter(pk=schedule_id).first()
    if found is None:
        raise faults.ScheduleNotFound(schedule=str(schedule_id))
    return found


def schedule_of(*, actor: Actor, code: str, schedule_id: UUID) -> Schedule:
    """Return one schedule of this very project. Raises ``ScheduleNotFound``."""
    found = get_schedule(actor=actor, schedule_id=schedule_id)
    if found.project.code != code:
        raise faults.ScheduleNotFound(schedule=str(schedule_id))
    return found


def revisions_of(*, actor: Actor, schedule_id: UUID) -> QuerySet[ScheduleRevision]:
    """Return the revisions of a schedule, the latest first. Raises ``ScheduleNotFound``."""
    schedule = get_schedule(actor=actor, schedule_id=schedule_id)
    rows = ScheduleRevision.objects.filter(policy.viewable(actor, "schedule__"), schedule=schedule)
    return rows.select_related("file", "withdrawal").order_by("-number")


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


def list_reports(*, actor: Actor) -> QuerySet[ProgressReport]:
    """Return the reports the actor may see."""
    rows = ProgressReport.objects.filter(policy.viewable(actor))
    return rows.select_related("project__owner", "feature")


def get_report(*, actor: Actor, report_id: UUID) -> ProgressReport:
    """Return one report. Raises ``ReportNotFound`` both when it is absent and when it is hidden."""
    found = list_reports(actor=actor).filter(pk=report_id).first()
    if found is None:
        raise faults.ReportNotFound(report=str(report_id))
    return found


def lock_report(*, actor: Actor, report_id: UUID) -> ProgressReport:
    """Return one report, locked until the transaction ends."""
    found = get_report(actor=actor, report_id=report_id)
    ProgressReport.objects.select_for_update(no_key=True).get(pk=found.pk)
    return get_report(actor=actor, report_id=report_id)


def place_of(*, actor: Actor, project: Project, feature_id: UUID | None) -> Feature:
    """Return the part of the project a report is of; without one, the site. Raises ``PlaceNotFound``."""
    if feature_id is None:
        return project.site
    found = Feature.objects.filter(pk=feature_id, root_id=project.site_id).first()
    if found is None:
        raise faults.PlaceNotFound(feature=str(feature_id))
    return found


def task_names(project: Project) -> dict[str, str]:
    """Return what the tasks of a project's plan are called, by key."""
    plan = plan_of(project)
    return dict(Task.objects.filter(revision=plan).values_list("key", "name")) if plan else {}


def confirmed_before(report: ProgressReport) -> dict[str, Decimal]:
    """Return the per cent confirmed last of each task of a project, by the reports that come before one."""
    rows = _confirmed_beside(report).filter(report__period_last__lte=report.period_last)
    mine = _turn(report)
    return {
        line.task_key: line.percent for line in rows.order_by(*in_turn("report__"))
        if _turn(line.report) < mine
    }  # fmt: skip


def confirmed_after(report: ProgressReport) -> dict[str, Decimal]:
    """Return the per cent of each task by the next confirmed report after one, if it is no correction."""
    rows = _confirmed_beside(report).filter(report__period_last__gte=report.period_last, correction="")
    mine = _turn(report)
    return {
        line.task_key: line.percent for line in rows.order_by(*in_turn("report__", latest_first=True))
        if _turn(line.report) > mine
    }  # fmt: skip


def _confirmed_beside(report: ProgressReport) -> QuerySet[ReportLine]:
    rows = ReportLine.objects.filter(
        report__project_id=report.project_id, report__state__in=reports.CONFIRMED
    ).exclude(report=report).select_related("report")  # fmt: skip
    return rows.only("task_key", "percent", *in_turn("report__"))


def _turn(report: ProgressReport) -> tuple[object, ...]:
    return tuple(getattr(report, name) for name in IN_TURN)


def hands_of(report: ProgressReport) -> set[int | None]:
    """Return the people who handed this report in or confirmed it, since it was handed in last."""
    acts = report.acts.exclude(action="return")
    last = acts.filter(action="submit").order_by("-pk").first()
    return set(acts.filter(pk__gte=last.pk).values_list("actor_id", flat=True)) if last else set()


def reports_of(*, actor: Actor, code: str) -> QuerySet[ProgressReport]:
    """Return the reports of a project, the latest period first. Raises ``ProjectNotFound``."""
    project = get_project(actor=actor, code=code)
    return list_reports(actor=actor).filter(project=project).order_by("-period_last", "feature__code", "pk")


def waiting_reports(*, actor: Actor) -> QuerySet[ProgressReport]:
    """Return the reports in states from which the actor's roles take a step; ``since``: when they came there.

    Whose place and whose turn each is, ``reporting.allowed_actions`` tells.
    """
    mine = {scope.role for scope in actor.scopes}
    states = {step.source for step in reports.LIFECYCLE.steps if not mine.isdisjoint(step.roles)}
    came = ReportAct.objects.filter(report=OuterRef("pk")).order_by("-pk").values("at")[:1]
    rows = list_reports(actor=actor).filter(state__in=states)
    return rows.annotate(since=Coalesce(Subquery(came), "created_at")).order_by("since", "pk")


def get_photo(*, actor: Actor, report_id: UUID, photo_id: UUID) -> ReportPhoto:
    """Return one photo of a report. Raises ``PhotoNotFound`` both when it is absent and when it is hidden."""
    rows = ReportPhoto.objects.filter(policy.viewable(actor, "report__"), report_id=report_id)
    found = rows.select_related("file").filter(pk=photo_id).first()
    if found is None:
        raise faults.PhotoNotFound(photo=str(photo_id))
    return found


def photos_to_take_out(report: ProgressReport) -> QuerySet[ReportPhoto]:
    """Return the photos a report was not handed in with, while its author holds it."""
    rows = ReportPhoto.objects.filter(report=report, report__state__in=reports.HELD)
    last = report.acts.filter(action="submit").order_by("-at").first()
    return rows.filter(added_at__gt=last.at) if last else rows


def earlier_uses(*, actor: Actor, photos: Iterable[ReportPhoto]) -> dict[str, ReportPhoto]:
    """Return the photos that showed reused pictures before, by id, as far as the actor may see them."""
    ids = {sign["photo"] for one in photos for sign in one.signs if sign.get("photo")}
    rows = ReportPhoto.objects.filter(policy.viewable(actor, "report__"), pk__in=ids)
    return {str(row.pk): row for row in rows.select_related("report__project", "report__feature", "file")}


def plans_of(projects: QuerySet[Project]) -> QuerySet[Schedule]:
    """Return what each project is measured by: the schedule it has had longest, of those with a revision."""
    rows = Schedule.objects.filter(project__in=projects, revisions__isnull=False)
    return rows.order_by("project_id", "created_at", "pk").distinct("project_id")


def plan_of(project: Project) -> ScheduleRevision | None:
    """Return what a project is measured by: the latest revision of the schedule it has had longest."""
    first = Schedule.objects.filter(project=project, revisions__isnull=False).order_by("created_at", "pk")
    schedule = first.first()
    return latest_of(schedule) if schedule else None


def approvals_of(schedule: Schedule) -> QuerySet[BaseApproval]:
    """Return who had a schedule measured by which of its revisions, the latest first."""
    rows = BaseApproval.objects.filter(revision__schedule=schedule).select_related("revision")
    return rows.order_by("-approved_at", "-pk")


def base_of(schedule: Schedule) -> ScheduleRevision:
    """Return the revision a schedule is measured by: the one approved last, else the first."""
    latest = approvals_of(schedule).first()
    return latest.revision if latest else schedule.revisions.get(number=1)


def not_measured(revision: ScheduleRevision) -> list[str]:
    """Return the keys a revision has and what measures its schedule has not: worth nothing until agreed."""
    base = base_of(revision.schedule)
    if base.pk == revision.pk:
        return []
    known = Task.objects.filter(revision=base).values("key")
    rows = Task.objects.filter(revision=revision, node=False, active=True).exclude(kind="summary")
    return list(rows.exclude(key__in=known).order_by("position").values_list("key", flat=True))


def losing(revision: ScheduleRevision, kept: Iterable[str] | QuerySet[Any, Any]) -> list[dict[str, str]]:
    """Return key and name of the tasks with reports that a revision has and that are not kept."""
    said = reported_of(revision.schedule).values("task_key")
    gone = Task.objects.filter(revision=revision, key__in=said).exclude(key__in=kept).order_by("position")
    return [{"key": key, "name": name} for key, name in gone.values_list("key", "name")]


def known_guids(schedule: Schedule, found: form.Schedule) -> dict[str, str]:
    """Return the key that each GUID of a file had first in the revisions of a schedule."""
    guids = {task.guid for task in found.tasks if task.guid}
    rows = Task.objects.filter(revision__in=standing_revisions().filter(schedule=schedule), guid__in=guids)
    first = rows.order_by("guid", "revision__number", "position").distinct("guid")
    return dict(first.values_list("guid", "key"))


def reported_gone(revision: ScheduleRevision) -> list[str]:
    """Return the keys of tasks with reports that a revision has no more.

    Only of what the project is measured by; other schedules have no reports.
    """
    said = reported_of(revision.schedule)
    known = Task.objects.filter(revision=revision).values("key")
    return sorted(said.exclude(task_key__in=known).values_list("task_key", flat=True).distinct())


def reported_of(schedule: Schedule) -> QuerySet[ReportLine]:
    """Return what was reported of the tasks of a schedule: nothing unless the project is measured by it."""
    plan = plan_of(schedule.project)
    if plan is None or plan.schedule_id != schedule.pk:
        return ReportLine.objects.none()
    return ReportLine.objects.filter(report__project=schedule.project)
