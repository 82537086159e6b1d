"""Who may see a model, as a filter on its structure; who may bring one in."""

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.projects.models import Project
from portal.projects.policy import roles_on

SENDERS = frozenset({"pu_clerk", "pu_head", "eng", "con"})


def viewable(actor: Actor, at: str = "") -> Q:
    """Return the filter of models the actor may see. ``at``: the way to the model, ``model__`` for revisions.

    A model shows exact geometry, so the public sees none: it has the coarsened copy of the structure.
    """
    if actor.is_public:
        return policy.NOBODY
    return policy.viewable(actor, columns(at))


def columns(at: str) -> policy.Columns:
    """Return where the structure keeps what decides access."""
    feature = f"{at}feature__"
    return policy.Columns(
        organisation=f"{feature}organisation", region_code=f"{feature}region_code", label=f"{feature}label",
        published=f"{feature}published", project_id=f"{feature}root__project__pk",
        sector=f"{feature}root__project__sector",
    )  # fmt: skip


def may_send(actor: Actor, project: Project) -> bool:
    """Tell whether the actor may bring in and place models of this very project."""
    return actor.user_id == 0 or not SENDERS.isdisjoint(roles_on(actor, project))
