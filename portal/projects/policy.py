"""Who may see a project and what stands in its tree, as filters."""

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor, Scope

_PROJECT = policy.Columns(organisation="owner", project_id="pk", sector="sector")
_MEMBER = policy.Columns(
    organisation="organisation", project_id="root__project__pk", sector="root__project__sector"
)


def viewable(actor: Actor) -> Q:
    """Return the filter of projects the actor may see."""
    return policy.viewable(actor, _PROJECT)


def viewable_features(actor: Actor) -> Q:
    """Return the filter of features the actor may see, those of projects and free-standing ones."""
    return policy.viewable(actor, _MEMBER)


def editable(actor: Actor) -> bool:
    """Tell whether the actor may file and change projects of their own unit."""
    return not actor.roles.isdisjoint({"pu_clerk", "pu_head"})


IMPORTERS = frozenset({"pu_clerk", "pu_head", "dept_reviewer", "dept_head", "plan"})
STAGE_RECORDERS = frozenset({"dept_reviewer", "dept_head", "plan"})


def importable(actor: Actor) -> bool:
    """Tell whether the actor may bring in many projects at once."""
    return not actor.roles.isdisjoint(IMPORTERS)


def import_scopes(actor: Actor, owner_path: str) -> list[Scope]:
    """Return the scopes in which the actor may bring in projects of the unit at this path."""
    scopes = (scope for scope in actor.scopes if scope.role in IMPORTERS)
    return [scope for scope in scopes if owner_path.startswith(scope.organisation_path)]


def may_file_for(actor: Actor, owner_path: str) -> bool:
    """Tell whether the actor is a clerk or head of the unit (or of a body above it) at this path."""
    filers = {"pu_clerk", "pu_head"}
    return any(s.role in filers and owner_path.startswith(s.organisation_path) for s in actor.scopes)


def is_within(actor: Actor, owner_path: str) -> bool:
    """Tell whether any of the actor's scopes covers the unit at this path."""
    return any(owner_path.startswith(scope.organisation_path) for scope in actor.record_scopes)
