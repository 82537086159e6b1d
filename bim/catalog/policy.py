"""Who may see a model, as a filter on its structure; who may bring one in."""

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.projects.models import Project
from portal.projects.policy import roles_on

SENDERS = frozenset({"pu_clerk", "pu_head", "eng", "con"})
DEPARTMENTS = frozenset({"dept_reviewer", "dept_head", "plan"})
KEEPERS = DEPARTMENTS | {"eng"}
PROVINCE_LETTERS = 2


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


def may_have_checked(actor: Actor, project: Project) -> bool:
    """Tell whether the actor may have models of this very project checked once more."""
    return actor.user_id == 0 or not (SENDERS | KEEPERS).isdisjoint(roles_on(actor, project))


def viewable_ids(actor: Actor) -> Q:
    """Return the filter of IDS files: the province's, the own unit's, and those within the actor's scopes."""
    if actor.is_public or not actor.record_scopes:
        return policy.NOBODY
    allowed = Q(organisation__isnull=True) | Q(organisation_id=actor.organisation_id)
    for scope in actor.record_scopes:
        allowed |= Q(organisation__path__startswith=scope.organisation_path)
    return allowed


def keepable_units(actor: Actor) -> Q:
    """Return the filter of organisations whose IDS files the actor keeps."""
    if actor.user_id == 0:
        return Q()
    allowed = policy.NOBODY
    for scope in actor.record_scopes:
        if scope.role in KEEPERS:
            allowed |= Q(path__startswith=scope.organisation_path)
    return allowed


def keeps_any_ids(actor: Actor) -> bool:
    """Tell whether the actor keeps IDS files of any unit."""
    return actor.user_id == 0 or any(scope.role in KEEPERS for scope in actor.record_scopes)


def may_keep_ids(actor: Actor, organisation_path: str | None) -> bool:
    """Tell whether the actor keeps IDS files of a unit, or, with ``None``, of the whole province."""
    if organisation_path is None:
        return actor.user_id == 0 or any(
            scope.role in DEPARTMENTS and len(scope.region_code) <= PROVINCE_LETTERS
            for scope in actor.record_scopes
        )
    return actor.user_id == 0 or any(
        scope.role in KEEPERS and organisation_path.startswith(scope.organisation_path)
        for scope in actor.record_scopes
    )
