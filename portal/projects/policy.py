"""Who may see a project and what stands in its tree, as filters."""

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor, Scope
from portal.projects.models import Project

FILERS = frozenset({"pu_clerk", "pu_head"})
APPROVERS = frozenset({"plan", "land", "dept_reviewer", "dept_head"})
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
    return not actor.roles.isdisjoint(FILERS)


IMPORTERS = frozenset({"pu_clerk", "pu_head", "dept_reviewer", "dept_head", "plan"})
STAGE_RECORDERS = frozenset({"dept_reviewer", "dept_head", "plan"})


def importable(actor: Actor) -> bool:
    """Tell whether the actor may bring in many projects at once."""
    return not actor.roles.isdisjoint(IMPORTERS)


def import_scopes(actor: Actor, owner_path: str) -> list[Scope]:
    """Return the scopes in which the actor may bring in projects of the unit at this path."""
    scopes = (scope for scope in actor.scopes if scope.role in IMPORTERS)
    return [scope for scope in scopes if owner_path.startswith(scope.organisation_path)]


def roles_on(actor: Actor, project: Project) -> frozenset[str]:
    """Return the roles the actor holds over one project: a role held elsewhere counts for nothing here."""
    place = policy.Place(
        organisation_path=project.owner.path, region_code=project.region_code, label=project.label,
        project_id=project.pk, sector=project.sector,
    )  # fmt: skip
    return policy.roles_at(actor, place)


def may_file_for(actor: Actor, owner_path: str) -> bool:
    """Tell whether the actor is a clerk or head of the unit (or of a body above it) at this path."""
    return any(s.role in FILERS and owner_path.startswith(s.organisation_path) for s in actor.scopes)


def may_change(actor: Actor, project: Project) -> bool:
    """Tell whether the actor files for this very project."""
    return not FILERS.isdisjoint(roles_on(actor, project))


def may_approve(actor: Actor, project: Project) -> bool:
    """Tell whether the actor may record approvals of this project."""
    return not (FILERS | APPROVERS).isdisjoint(roles_on(actor, project))


def may_publish(actor: Actor, project: Project) -> bool:
    """Tell whether the actor decides what the public sees of this project."""
    return "plan" in roles_on(actor, project)
