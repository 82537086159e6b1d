"""Reads of links. Whoever sees both the schedule and the model sees them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from bim.catalog import rules as catalog
from bim.catalog import selectors as models
from bim.catalog.models import Model, Revision
from bim.linking import faults, policy, rules
from bim.linking.models import Link, LinkRule
from portal.accounts.actor import Actor
from portal.progress import selectors as schedules
from portal.progress.models import Schedule, ScheduleRevision, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A schedule with its latest revision, and a published revision of a model of the same project."""

    schedule: Schedule
    plan: ScheduleRevision
    revision: Revision

    @property
    def links(self) -> QuerySet[Link]:
        """Return every link between the two, ended ones, too."""
        return Link.objects.filter(schedule=self.schedule, revision=self.revision)

    @property
    def rules(self) -> QuerySet[LinkRule]:
        """Return the rules in force, in order."""
        rows = LinkRule.objects.filter(schedule=self.schedule, model_id=self.revision.model_id)
        return rows.filter(retired_at=None).order_by("position")


def get_pair(*, actor: Actor, schedule_id: UUID, revision_id: UUID) -> Pair:
    """Return both. Raises what hides either, ``NotPublished``, ``NoTasksYet`` and ``OtherProject``."""
    schedule = schedules.get_schedule(actor=actor, schedule_id=schedule_id)
    revision = models.published_revision(actor=actor, revision_id=revision_id)
    return pair_of(schedule, revision)


def pair_of(schedule: Schedule, revision: Revision) -> Pair:
    """Return a schedule and a revision as a pair. Raises ``NoTasksYet`` and ``OtherProject``."""
    if revision.model.feature.root_id != schedule.project.site_id:
        raise faults.OtherProject()
    plan = schedule.revisions.order_by("-number").first()
    if plan is None:
        raise faults.NoTasksYet()
    return Pair(schedule=schedule, plan=plan, revision=revision)


def list_links(*, actor: Actor) -> QuerySet[Link]:
    """Return the links of schedules the actor may see."""
    return Link.objects.filter(policy.viewable(actor)).select_related("schedule__project__owner", "rule")


def get_rule(*, actor: Actor, schedule_id: UUID, rule_id: UUID) -> LinkRule:
    """Return one rule. Raises ``RuleNotFound`` both when it is absent and when it is hidden."""
    rows = LinkRule.objects.filter(policy.viewable(actor)).select_related("schedule__project__owner", "model")
    found = rows.filter(pk=rule_id, schedule_id=schedule_id).first()
    if found is None:
        raise faults.RuleNotFound(rule=str(rule_id))
    return found


def standing(schedule: Schedule) -> list[Revision]:
    """Return the revisions that stand for the models of the schedule's project today."""
    rows = Model.objects.filter(feature__root_id=schedule.project.site_id, current__isnull=False)
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


def task_of(pair: Pair, key: str) -> Task:
    """Return a task of the latest revision that work is done in. Raises ``TaskNotThere``."""
    found = Task.objects.filter(revision=pair.plan, key=key, node=False).first()
    if found is None:
        raise faults.TaskNotThere(task=key[:64])
    return found
