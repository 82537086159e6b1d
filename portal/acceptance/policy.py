"""Who may see what is accepted: who sees its project; the public none. Who draws up, samples and tells."""

from django.db.models import Q

from portal.acceptance import rules
from portal.accounts.actor import Actor
from portal.accounts.policy import NOBODY
from portal.projects.models import Project
from portal.projects.policy import roles_on
from portal.projects.policy import viewable as viewable_projects


def viewable(actor: Actor) -> Q:
    """Return the filter of pieces, and of material tests, the actor may see."""
    if actor.is_public:
        return NOBODY
    return Q(project__in=Project.objects.filter(viewable_projects(actor)).values("pk"))


def may_plan(actor: Actor, project: Project) -> bool:
    """Tell whether the actor draws up the tree of this very project."""
    return not rules.PLANNERS.isdisjoint(roles_on(actor, project))


def may_sample(actor: Actor, project: Project) -> bool:
    """Tell whether the actor puts samples of this very project on record."""
    return not rules.SAMPLERS.isdisjoint(roles_on(actor, project))


def may_tell(actor: Actor, project: Project) -> bool:
    """Tell whether the actor records what a laboratory found for this very project."""
    return not rules.WITNESSES.isdisjoint(roles_on(actor, project))
