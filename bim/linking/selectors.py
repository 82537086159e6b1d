"""Reads of links. Whoever sees both the model and the schedule, or the contract, sees them."""

from uuid import UUID

from django.db.models import QuerySet

from bim.catalog import rules as catalog
from bim.catalog import selectors as models
from bim.catalog.models import Model, Revision
from bim.linking import faults, policy, rules
from bim.linking.models import Link, LinkRule
from bim.linking.pairs import ItemPair, Pair, Target, TaskPair
from portal.accounts.actor import Actor
from portal.contracts import selectors as contracts
from portal.contracts.models import Contract
from portal.progress import selectors as schedules
from portal.progress.models import Schedule
from portal.projects.models import Project

OWNERS = ("schedule__project__owner", "contract__project__owner")


def get_pair(*, actor: Actor, target: Target, revision_id: UUID) -> Pair:
    """Return both sides. Raises what hides either, ``NotPublished``, ``NoTasksYet`` and ``OtherProject``."""
    if target.contract_id is None:
        return task_pair(actor=actor, schedule_id=target.pk, revision_id=revision_id)
    contract = contracts.get_contract(actor=actor, contract_id=target.pk)
    return bill_of(contract, models.published_revision(actor=actor, revision_id=revision_id))


def task_pair(*, actor: Actor, schedule_id: UUID, revision_id: UUID) -> TaskPair:
    """Return a schedule and a revision the actor sees. Raises as ``get_pair`` does."""
    schedule = schedules.get_schedule(actor=actor, schedule_id=schedule_id)
    revision = models.published_revision(actor=actor, revision_id=revision_id)
    return pair_of(schedule, revision)


def pair_of(schedule: Schedule, revision: Revision) -> TaskPair:
    """Return a schedule and a revision as a pair. Raises ``NoTasksYet`` and ``OtherProject``."""
    if revision.model.feature.root_id != schedule.project.site_id:
        raise faults.OtherProject()
    plan = schedules.latest_of(schedule)
    if plan is None:
        raise faults.NoTasksYet()
    return TaskPair(schedule=schedule, plan=plan, revision=revision)


def bill_of(contract: Contract, revision: Revision) -> ItemPair:
    """Return a contract's bill and a revision as a pair. Raises ``OtherProject``."""
    if revision.model.feature.root_id != contract.project.site_id:
        raise faults.OtherProject()
    return ItemPair(contract=contract, revision=revision)


def project_of(*, actor: Actor, target: Target) -> Project:
    """Return the project of a schedule or contract the actor sees. Raises what hides it."""
    if target.contract_id is None:
        return schedules.get_schedule(actor=actor, schedule_id=target.pk).project
    return contracts.get_contract(actor=actor, contract_id=target.pk).project


def list_links(*, actor: Actor) -> QuerySet[Link]:
    """Return the links of schedules and contracts the actor may see."""
    return Link.objects.filter(policy.viewable(actor)).select_related("rule")


def get_rule(*, actor: Actor, target: Target, rule_id: UUID) -> LinkRule:
    """Return one rule. Raises ``RuleNotFound`` both when it is absent and when it is hidden."""
    rows = LinkRule.objects.filter(policy.viewable(actor), **target.where).select_related(*OWNERS, "model")
    found = rows.filter(pk=rule_id).first()
    if found is None:
        raise faults.RuleNotFound(rule=str(rule_id))
    return found


def standing(project: Project) -> list[Revision]:
    """Return the revisions that stand for the models of a project today, whoever asks."""
    rows = Model.objects.filter(feature__root_id=project.site_id, current__isnull=False)
    found = Revision.objects.filter(pk__in=rows.values("current_id"), state=catalog.PUBLISHED)
    return list(found.select_related("model__feature").order_by("model__created_at", "pk"))


def schedule_for(*, actor: Actor, revision: Revision, schedule_id: UUID | None) -> Schedule:
    """Return the schedule named, else the one linked to most elements of the revision."""
    if schedule_id is not None:
        return schedules.get_schedule(actor=actor, schedule_id=schedule_id)
    seen = schedules.list_schedules(actor=actor).filter(project__site_id=revision.model.feature.root_id)
    links = Link.objects.filter(schedule__in=seen, revision=revision, state=rules.LIVE)
    linked = [row for row in seen if links.filter(schedule=row).exists()]
    if not linked:
        raise faults.NoScheduleLinked()
    return linked[0] if len(linked) == 1 else max(linked, key=lambda row: links.filter(schedule=row).count())
