"""Who may see how an issue of quality is mended: who sees its project; the public none."""

from django.db.models import Q

from portal.accounts.actor import Actor
from portal.accounts.policy import NOBODY
from portal.projects.models import Project
from portal.projects.policy import roles_on, viewable_features
from portal.quality import rules
from spatial.features.models import Feature


def viewable(actor: Actor) -> Q:
    """Return the filter of quality issues the actor may see."""
    if actor.is_public:
        return NOBODY
    return Q(section__in=Feature.objects.filter(viewable_features(actor)).values("pk"))


def may_show(actor: Actor, project: Project) -> bool:
    """Tell whether the actor adds photos to issues of this very project."""
    return actor.user_id == 0 or not rules.PHOTOGRAPHERS.isdisjoint(roles_on(actor, project))
