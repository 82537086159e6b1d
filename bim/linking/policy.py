"""Who may see links, as a filter through the schedule or the contract; who may make them."""

from django.db.models import Q

from bim.linking import rules
from portal.accounts.actor import Actor
from portal.contracts import policy as contracts
from portal.contracts.models import Contract
from portal.progress import policy as schedules
from portal.projects.models import Project
from portal.projects.policy import roles_on

LINK = "link"


def viewable(actor: Actor) -> Q:
    """Return the filter of links and rules the actor may see: those of schedules and contracts they see."""
    tasks = Q(schedule__isnull=False) & schedules.viewable(actor, "schedule__")
    return tasks | Q(contract__in=Contract.objects.filter(contracts.viewable(actor)))


def may_link(actor: Actor, project: Project) -> bool:
    """Tell whether the actor links elements of this very project to tasks and items they see."""
    return actor.user_id == 0 or not rules.LINKERS.isdisjoint(roles_on(actor, project))


def allowed_actions(actor: Actor, project: Project) -> list[str]:
    """Return what the actor may do with the links of a project."""
    return [LINK] if may_link(actor, project) else []
