"""Reads of surveys. A person sees their own, and what was put on record for projects they see."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import NotFound
from portal.core.models import Job
from portal.projects.models import Project
from portal.surveying import policy
from portal.surveying.models import SurveyBatch
from spatial.intake import wire
from spatial.survey import wiring as _wiring  # noqa: F401  names the types a reading is made of
from spatial.survey.answer import SurveyReading

BUSY = (Job.State.QUEUED, Job.State.RUNNING)


class SurveyNotFound(NotFound):
    """No such survey, or one the actor may not see."""

    message = _("There is no survey {batch_id}.")


def own_batches(*, actor: Actor) -> QuerySet[SurveyBatch]:
    """Return the actor's own surveys, the latest first; nobody's for the public."""
    if not actor.user_id:
        return SurveyBatch.objects.none()
    return SurveyBatch.objects.filter(created_by_id=actor.user_id).order_by("-created_at", "-pk")


def list_batches(*, actor: Actor) -> QuerySet[SurveyBatch]:
    """Return the surveys the actor may look at, the latest first; none for the public."""
    return SurveyBatch.objects.filter(policy.viewable(actor)).order_by("-created_at", "-pk")


def get_batch(*, actor: Actor, batch_id: UUID) -> SurveyBatch:
    """Return one survey. Raises ``SurveyNotFound`` both when it is absent and when it is hidden."""
    return _one(list_batches(actor=actor).select_related("file", "job", "project"), batch_id)


def follow_batch(*, actor: Actor, batch_id: UUID) -> SurveyBatch:
    """Return one survey without what was read of it, for asking again and again how far it is."""
    rows = list_batches(actor=actor).select_related("file", "job")
    return _one(rows.defer("reading", "findings", "offers", "mended"), batch_id)


def _one(rows: QuerySet[SurveyBatch], batch_id: UUID) -> SurveyBatch:
    batch = rows.filter(pk=batch_id).first()
    if batch is None:
        raise SurveyNotFound(batch_id=str(batch_id))
    return batch


def lock_batch(*, actor: Actor, batch_id: UUID) -> SurveyBatch:
    """Return one of the actor's own surveys, locked until the transaction ends."""
    rows = own_batches(actor=actor).select_related("file").select_for_update(of=("self",), no_key=True)
    return _one(rows, batch_id)


def log_of(project: Project) -> Q:
    """Return which events tell that surveys were put on record for a project, whoever did it."""
    rows = SurveyBatch.objects.filter(project=project, state=SurveyBatch.State.CONFIRMED)
    ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
    return Q(subject_type="survey", verb="confirm", subject_id__in=ids)


def is_busy(batch: SurveyBatch) -> bool:
    """Tell whether a worker has the survey, or will."""
    return batch.job is not None and batch.job.state in BUSY


def reading_of(batch: SurveyBatch) -> SurveyReading | None:
    """Return what was read, ``None`` before."""
    found = wire.typed_deep(batch.reading) if batch.reading else None
    return found if isinstance(found, SurveyReading) else None
