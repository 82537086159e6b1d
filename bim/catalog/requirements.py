"""Reads of IDS files: which there are, and which are in force for a revision."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from bim.catalog import faults, policy
from bim.catalog.models import Revision
from bim.catalog.models_checks import IDS, IdsFile, ModelFinding
from bim.catalog.selectors import project_of
from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.core.models import Job
from portal.projects.selectors import list_projects

IDS_JOB = "model.requirements"
NONE, PENDING, RUNNING, DONE, FAILED = "none", "pending", "running", "done", "failed"
STATES = {
    Job.State.QUEUED: PENDING, Job.State.RUNNING: RUNNING, Job.State.DONE: DONE, Job.State.FAILED: FAILED,
    Job.State.CANCELLED: FAILED,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class IdsChecks:
    """How far a revision is held against IDS files. ``none``: no file was in force for it.

    ``files``: those held against, or, while it goes on, those to be.
    """

    state: str
    files: tuple[str, ...]
    job: str

    @property
    def open(self) -> bool:
        """Tell whether findings are still to come."""
        return self.state in {PENDING, RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a revision was last held against, and what is in force for it that it was not held against.

    ``at``: when that ended; none: never. ``waiting``: also files whose check did not come to its end.
    """

    at: datetime | None
    files: tuple[IdsFile, ...]
    waiting: tuple[IdsFile, ...]


def list_ids(*, actor: Actor) -> QuerySet[IdsFile]:
    """Return the IDS files the actor may see, the newest first."""
    rows = IdsFile.objects.filter(policy.viewable_ids(actor)).select_related(
        "organisation", "file", "created_by"
    )
    return rows.order_by("-valid_from", "name", "pk")


def get_ids(*, actor: Actor, ids_id: UUID) -> IdsFile:
    """Return one IDS file. Raises ``IdsNotFound`` both when it is absent and when it is hidden."""
    found = list_ids(actor=actor).filter(pk=ids_id).first()
    if found is None:
        raise faults.IdsNotFound(ids_id=str(ids_id))
    return found


def fitting(revision: Revision, *, on: date) -> list[IdsFile]:
    """Return the IDS files in force for a revision: by day, owner, discipline and the project's stage."""
    project = project_of(revision.model.feature)
    if project is None:
        return []
    open_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    rows = IdsFile.objects.filter(open_ended, valid_from__lte=on).select_related("organisation", "file")
    return [
        one
        for one in rows.order_by("created_at", "pk")
        if (one.organisation is None or project.owner.path.startswith(one.organisation.path))
        and (not one.disciplines or revision.model.discipline in one.disciplines)
        and (not one.stages or project.stage in one.stages)
    ]


def ids_checks(revision: Revision, *, on: date) -> IdsChecks:
    """Return how far a revision is held against the IDS files in force for it."""
    jobs = Job.objects.filter(kind=IDS_JOB, payload__revision=str(revision.pk))
    job = jobs.order_by("-created_at", "-pk").first()
    if job is None:
        return IdsChecks(state=NONE, files=(), job="")
    files = tuple(one.name for one in fitting(revision, on=on))
    return IdsChecks(state=STATES[Job.State(job.state)], files=files, job=str(job.pk))


def held_against(revision: Revision, *, on: date) -> Held:
    """Return the IDS files a revision was last held against, and those in force that it was not."""
    jobs = Job.objects.filter(kind=IDS_JOB, payload__revision=str(revision.pk), state=Job.State.DONE)
    job = jobs.order_by("-created_at", "-pk").first()
    broken = ModelFinding.objects.filter(revision=revision, source=IDS, code="ids_unfinished")
    named = IdsFile.objects.filter(pk__in=job.result.get("ids", []) if job else [])
    held = named.exclude(pk__in=broken.values("ids_file")).order_by("created_at", "pk")
    known = {one.pk for one in held}
    return Held(
        at=job.ended_at if job else None, files=tuple(held),
        waiting=tuple(one for one in fitting(revision, on=on) if one.pk not in known),
    )  # fmt: skip


def list_keepable_units(*, actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations whose IDS files the actor keeps: the own one, and owners of projects they see.

    Others are not named: that a unit is there may itself be hidden.
    """
    seen = Q(pk=actor.organisation_id) | Q(pk__in=list_projects(actor=actor).order_by().values("owner_id"))
    return Organisation.objects.filter(policy.keepable_units(actor), seen).order_by("name", "pk")
