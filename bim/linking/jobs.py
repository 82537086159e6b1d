"""Links follow by themselves: what is new of a model, a schedule or a bill has them renewed later."""

from typing import Any
from uuid import UUID

from bim.catalog import rules as catalog
from bim.catalog.models import Revision
from bim.linking.pairs import ItemPair, Pair
from bim.linking.selectors import bill_of, pair_of, standing
from bim.linking.services.carrying import before, renew_links
from portal.accounts.actor import system_actor
from portal.contracts.models import Contract
from portal.core import clock
from portal.core.following import follows
from portal.core.jobs import Progress, enqueue, handler
from portal.core.models import Event
from portal.progress.models import Schedule

RENEW_JOB = "linking.renew"
NAME = "links"
GROUND = "model__feature__parent__parent"


@handler(RENEW_JOB)
def renew(progress: Progress) -> dict[str, Any]:
    """Renew the links between a project's schedules and bills and the models that stand for it."""
    actor, renewed = system_actor(NAME), []
    for pair in _pairs(progress.payload):
        renew_links(actor=actor, pair=pair, at=clock.now())
        renewed.append([str(pair.target.pk), str(pair.revision.pk)])
    return {"renewed": renewed}


def _pairs(payload: dict[str, Any]) -> list[Pair]:
    schedules = Schedule.objects.select_related("project__owner").filter(revisions__isnull=False).distinct()
    bills = Contract.objects.select_related("project__owner").filter(items__isnull=False).distinct()
    if "schedule" in payload:
        plan = schedules.filter(pk=UUID(payload["schedule"])).first()
        return [pair_of(plan, revision) for revision in standing(plan.project)] if plan else []
    if "contract" in payload:
        bill = bills.filter(pk=UUID(payload["contract"])).first()
        return _worth([bill_of(bill, revision) for revision in standing(bill.project)] if bill else [])
    revision = Revision.objects.select_related(GROUND).get(pk=UUID(payload["revision"]))
    if revision.state != catalog.PUBLISHED:
        return []
    site = revision.model.feature.root_id
    tasks = [pair_of(one, revision) for one in schedules.filter(project__site_id=site)]
    return tasks + _worth([bill_of(one, revision) for one in bills.filter(project__site_id=site)])


def _worth(pairs: list[ItemPair]) -> list[Pair]:
    """Return the bills that something links to: cost items of the file, rules, a revision before."""
    return [
        pair for pair in pairs if pair.items and (pair.revision.costs or pair.rules.exists() or before(pair))
    ]


@follows("schedule", "send_revision")
@follows("schedule", "withdraw_revision")
def plan_sent(event: Event) -> None:
    """Have the elements a schedule's file names linked."""
    if standing(Schedule.objects.select_related("project").get(pk=UUID(event.subject_id)).project):
        enqueue(actor=system_actor(NAME), kind=RENEW_JOB, payload={"schedule": event.subject_id})


@follows("contract", "contract.billed")
def bill_written(event: Event) -> None:
    """Have the elements linked whose model names the items of a new bill."""
    project = Contract.objects.select_related("project").get(pk=UUID(event.subject_id)).project
    if any(revision.costs for revision in standing(project)):
        enqueue(actor=system_actor(NAME), kind=RENEW_JOB, payload={"contract": event.subject_id})


@follows("revision", "publish")
def model_published(event: Event) -> None:
    """Have the links of the revision before carried to the new one."""
    root = Revision.objects.values_list("model__feature__root_id", flat=True).get(pk=UUID(event.subject_id))
    plans, bills = (row.objects.filter(project__site_id=root) for row in (Schedule, Contract))
    if plans.exists() or bills.exists():
        enqueue(actor=system_actor(NAME), kind=RENEW_JOB, payload={"revision": event.subject_id})
