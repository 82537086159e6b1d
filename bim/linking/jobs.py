"""Links follow by themselves: what is new of a model or a schedule has them renewed in the background."""

from typing import Any
from uuid import UUID

from bim.catalog import rules as catalog
from bim.catalog.models import Revision
from bim.linking.selectors import pair_of, standing
from bim.linking.services.carrying import renew_links
from portal.accounts.actor import system_actor
from portal.core import clock
from portal.core.following import follows
from portal.core.jobs import Progress, enqueue, handler
from portal.core.models import Event
from portal.progress.models import Schedule

RENEW_JOB = "linking.renew"
NAME = "links"


@handler(RENEW_JOB)
def renew(progress: Progress) -> dict[str, Any]:
    """Renew the links between the schedules of a project and the models that stand for it."""
    actor, renewed = system_actor(NAME), []
    for schedule, revision in _pairs(progress.payload):
        if schedule.revisions.exists():
            renew_links(actor=actor, pair=pair_of(schedule, revision), at=clock.now())
            renewed.append([str(schedule.pk), str(revision.pk)])
    return {"renewed": renewed}


def _pairs(payload: dict[str, Any]) -> list[tuple[Schedule, Revision]]:
    schedules = Schedule.objects.select_related("project__owner")
    if "schedule" in payload:
        schedule = schedules.get(pk=UUID(payload["schedule"]))
        return [(schedule, revision) for revision in standing(schedule)]
    revision = Revision.objects.select_related("model__feature").get(pk=UUID(payload["revision"]))
    if revision.state != catalog.PUBLISHED:
        return []
    return [(one, revision) for one in schedules.filter(project__site_id=revision.model.feature.root_id)]


@follows("schedule", "send_revision")
def plan_sent(event: Event) -> None:
    """Have the elements a schedule's file names linked."""
    if standing(Schedule.objects.select_related("project").get(pk=UUID(event.subject_id))):
        enqueue(actor=system_actor(NAME), kind=RENEW_JOB, payload={"schedule": event.subject_id})


@follows("revision", "publish")
def model_published(event: Event) -> None:
    """Have the links of the revision before carried to the new one."""
    root = Revision.objects.values_list("model__feature__root_id", flat=True).get(pk=UUID(event.subject_id))
    if Schedule.objects.filter(project__site_id=root).exists():
        enqueue(actor=system_actor(NAME), kind=RENEW_JOB, payload={"revision": event.subject_id})
