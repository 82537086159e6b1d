"""Who may see money records and what they may do with them: the project decides, and the role."""

from dataclasses import replace

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.budget.rules import BUDGET_OFFICER, LEVEL_OF, LIFECYCLE, READERS
from portal.projects.models import Project
from portal.projects.policy import roles_on

_OF_PROJECT = policy.Columns(
    organisation="project__owner", region_code="project__region_code", label="project__label",
    published="project__published", project_id="project_id", sector="project__sector",
)  # fmt: skip
FILES = frozenset({"plan", "dept_head", BUDGET_OFFICER})
"""Who records what a stage of cost was approved at."""


def viewable(actor: Actor) -> Q:
    """Return the filter of money records the actor may see; the public sees none.

    Contractors, agents, experts and land officers see a project and not its budget.
    """
    return of_roles(actor, READERS)


def of_roles(actor: Actor, roles: frozenset[str]) -> Q:
    """Return the filter of records on whose project the actor holds one of the roles."""
    scopes = tuple(scope for scope in actor.scopes if scope.role in roles)
    return policy.viewable(replace(actor, scopes=scopes), _OF_PROJECT) if scopes else policy.NOBODY


def waits_for(actor: Actor) -> Q:
    """Return the filter of requests that wait for a level the actor is of."""
    found = policy.NOBODY
    for state in (*LEVEL_OF, "returned", "approved", "adjusting"):
        roles = frozenset(
            role for step in LIFECYCLE.steps if step.source == state and step.action != "withdraw"
            for role in step.roles
        )  # fmt: skip
        found |= Q(state=state) & of_roles(actor, roles)
    return found


def may_read(actor: Actor, project: Project) -> bool:
    """Tell whether the actor reads the money records of one project."""
    return not READERS.isdisjoint(roles_on(actor, project))


def may_set_ceilings(actor: Actor, region_code: str) -> bool:
    """Tell whether the actor is a budget officer of the treasury of this region, or of one above it."""
    return any(
        scope.region_code == "*" or region_code.startswith(scope.region_code)
        for scope in actor.scopes if scope.role == BUDGET_OFFICER
    )


def may_read_any(actor: Actor) -> bool:
    """Tell whether the actor reads money records anywhere."""
    return not actor.is_public and not READERS.isdisjoint(actor.roles)
