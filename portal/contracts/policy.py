"""Who may see contracts and act on them: the project decides, and of a contractor the party."""

from dataclasses import replace

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.contracts.models import Contract
from portal.contracts.rules import life
from portal.projects.models import Project
from portal.projects.policy import roles_on

CONTRACTOR = "con"
READERS = frozenset({
    "pu_clerk", "pu_head", "dept_reviewer", "dept_head", "fin_budget", "fin_treasury", "plan", "eng", "sup",
    "proc", "tp", "aud", "lead",
})  # fmt: skip
"""Who reads all contracts of the projects they see; a contractor reads their own."""
PARTY_KEEPERS = frozenset({*life.DRAFTERS, "pu_head"})
ACCOUNT_CONFIRMERS = frozenset({"fin_treasury"})
ACCOUNT_READERS = frozenset({*PARTY_KEEPERS, *ACCOUNT_CONFIRMERS, "fin_budget", "aud"})
_OF_PROJECT = policy.Columns(
    organisation="project__owner", region_code="project__region_code", label="project__label",
    published="project__published", project_id="project_id", sector="project__sector",
)  # fmt: skip


def viewable(actor: Actor) -> Q:
    """Return the filter of contracts the actor may see; the public sees none."""
    if actor.is_public:
        return policy.NOBODY
    found = of_roles(actor, READERS)
    if actor.organisation_id and CONTRACTOR in actor.roles:
        found |= of_roles(actor, frozenset({CONTRACTOR})) & Q(party__organisation_id=actor.organisation_id)
    return found


def of_roles(actor: Actor, roles: frozenset[str]) -> Q:
    """Return the filter of contracts on whose project the actor holds one of the roles."""
    scopes = tuple(scope for scope in actor.scopes if scope.role in roles)
    return policy.viewable(replace(actor, scopes=scopes), _OF_PROJECT) if scopes else policy.NOBODY


def roles_of(actor: Actor, contract: Contract) -> frozenset[str]:
    """Return the roles the actor holds over a contract; a contractor over those of their own body alone."""
    roles = roles_on(actor, contract.project)
    if CONTRACTOR in roles and contract.party.organisation_id != actor.organisation_id:
        return roles - {CONTRACTOR}
    return roles


def may_draft(actor: Actor, project: Project) -> bool:
    """Tell whether the actor draws up contracts for a project."""
    return not roles_on(actor, project).isdisjoint(life.DRAFTERS)


def may_read(actor: Actor, project: Project) -> bool:
    """Tell whether the actor reads contracts of one project, all or their own."""
    return not (READERS | {CONTRACTOR}).isdisjoint(roles_on(actor, project))


def reads_parties(actor: Actor) -> bool:
    """Tell whether the actor sees who is paid under contracts."""
    return not actor.is_public and not READERS.isdisjoint(actor.roles)


def reads_contracts(actor: Actor) -> bool:
    """Tell whether the actor has any contracts to read: all of their projects, or their own."""
    return not actor.is_public and not (READERS | {CONTRACTOR}).isdisjoint(actor.roles)


def reads_accounts(actor: Actor) -> bool:
    """Tell whether the actor sees the bank accounts of parties."""
    return not ACCOUNT_READERS.isdisjoint(actor.roles)


def may_draft_any(actor: Actor) -> bool:
    """Tell whether the actor draws up contracts for any project."""
    return not actor.is_public and not actor.roles.isdisjoint(life.DRAFTERS)
