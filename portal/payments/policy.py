"""Who may see a payment and what they may do with it: its project decides, never the public."""

from dataclasses import replace

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.contracts.models import Contract
from portal.payments.models import Application
from portal.payments.rules import life
from portal.projects.models import Project
from portal.projects.policy import roles_on

CONTRACTOR = "con"
_PROJECT = policy.Columns(organisation="owner", project_id="pk", sector="sector")


def viewable(actor: Actor) -> Q:
    """Return the filter of applications the actor may see; a contractor sees those of its own contracts."""
    if actor.is_public:
        return policy.NOBODY
    seen = _within(actor, life.READERS - {CONTRACTOR})
    if CONTRACTOR not in actor.roles:
        return seen
    own = Contract.objects.filter(Q(party__organisation_id=actor.organisation_id))
    return seen | (_within(actor, {CONTRACTOR}) & Q(contract__in=own.values("pk")))


def waiting_for(actor: Actor) -> Q:
    """Return the filter of applications on the actor's desks: a role held elsewhere opens none."""
    found = policy.NOBODY
    for state, roles in life.DESKS.items():
        found |= Q(state=state) & _within(actor, set(roles))
    return found & viewable(actor)


def roles_of(actor: Actor, application: Application) -> frozenset[str]:
    """Return the roles the actor holds over an application; a contractor's only over its own contracts."""
    roles = roles_on(actor, application.project) & life.READERS
    body = application.contract.party.organisation_id
    return roles if body is not None and body == actor.organisation_id else roles - {CONTRACTOR}


def may_make(actor: Actor) -> bool:
    """Tell whether the actor applies for payments anywhere."""
    return not actor.is_public and not actor.roles.isdisjoint(life.MAKERS)


def may_read(actor: Actor) -> bool:
    """Tell whether the actor reads payments anywhere."""
    return not actor.is_public and not actor.roles.isdisjoint(life.READERS)


def _within(actor: Actor, roles: set[str] | frozenset[str]) -> Q:
    """Return the filter of rows of the projects these roles open; the projects are looked up once."""
    scopes = tuple(scope for scope in actor.scopes if scope.role in roles)
    if not scopes:
        return policy.NOBODY
    projects = Project.objects.filter(policy.viewable(replace(actor, scopes=scopes), _PROJECT))
    return Q(project__in=projects.values("pk"))
