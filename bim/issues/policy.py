"""Who may see an issue, as a filter on its structure; who may write."""

from django.db.models import Q

from bim.issues import rules
from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.projects.models import Project
from portal.projects.policy import roles_on


def viewable(actor: Actor) -> Q:
    """Return the filter of issues the actor may see. The public sees none."""
    if actor.is_public:
        return policy.NOBODY
    return on_structure(actor)


def on_structure(actor: Actor) -> Q:
    """Return the filter of what hangs on a structure the actor may see."""
    return policy.viewable(actor, policy.Columns(
        organisation="structure__organisation", region_code="structure__region_code",
        label="structure__label", published="structure__published",
        project_id="structure__root__project__pk", sector="structure__root__project__sector",
    ))  # fmt: skip


def viewable_saved(actor: Actor) -> Q:
    """Return the filter of kept views: those of the structures the actor sees. The public sees none."""
    return policy.NOBODY if actor.is_public else on_structure(actor)


def may_reword(actor: Actor, project: Project, author: int | None) -> bool:
    """Tell whether the actor changes what an issue says: its author does, and who checks the work."""
    own = author is not None and author == actor.user_id and may_write(actor, project)
    return actor.user_id == 0 or own or not rules.REWORDERS.isdisjoint(roles_on(actor, project))


def may_manage(actor: Actor, project: Project, author: int | None) -> bool:
    """Tell whether the actor says of what kind an issue is, how urgent, whose, and until when."""
    own = may_reword(actor, project, author)
    return own or not rules.MANAGERS.isdisjoint(roles_on(actor, project))


def may_write(actor: Actor, project: Project) -> bool:
    """Tell whether the actor raises issues and remarks on this very project."""
    return actor.user_id == 0 or not rules.WRITERS.isdisjoint(roles_on(actor, project))
