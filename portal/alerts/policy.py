"""Who may see an alert, and what part they play in it: its project decides, never the public."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.alerts.models import Alert
from portal.alerts.rules import life
from portal.projects.models import Project
from portal.projects.policy import roles_on

READERS = life.ROLES | {"plan", "aud", "sup", "fin_treasury"}
"""Contractors, agents, experts and evaluators are not told what the owner is warned of."""
HOOKERS = frozenset({"dept_head", "lead"})
"""Who may have alerts sent to another program; it learns what they themselves may see, and no more."""
_PROJECT = policy.Columns(organisation="owner", project_id="pk", sector="sector")


def viewable(actor: Actor) -> Q:
    """Return the filter of alerts the actor may see."""
    return policy.NOBODY if actor.is_public else _within(actor, READERS)


def waiting_for(actor: Actor) -> Q:
    """Return the filter of alerts that wait for the actor: told or given to them, or theirs to judge."""
    told = policy.NOBODY
    for role in sorted(actor.roles & life.ROLES):
        reach = [Q(rule=rule, level__gte=level) for rule, level in life.reached(role).items()]
        told |= _any(reach) & _within(actor, {role})
    judged = policy.NOBODY
    for role in sorted(actor.roles & frozenset(r for roles in life.JUDGES.values() for r in roles)):
        rules = [rule for rule, roles in life.JUDGES.items() if role in roles]
        judged |= Q(rule__in=rules) & _within(actor, {role})
    mine = Q(assignee_id=actor.user_id) | Q(assignee=None, acknowledged_by=actor.user_id)
    found = (Q(state=life.RAISED) & told) | (Q(state__in=(life.ACKNOWLEDGED, life.IN_PROGRESS)) & mine)
    found |= Q(state=life.RAISED, assignee_id=actor.user_id)
    found |= Q(state=life.RESOLVED) & judged & ~Q(resolved_by=actor.user_id)
    return found & viewable(actor)


def parts_of(actor: Actor, alert: Alert) -> frozenset[str]:
    """Return which parts of an alert's life the actor plays."""
    held = roles_on(actor, alert.project) & READERS
    given = bool(held) and actor.user_id is not None and alert.assignee_id == actor.user_id
    return life.parts(alert.rule, alert.level, held, assigned=given)


def reads_any(actor: Actor) -> bool:
    """Tell whether the actor reads alerts anywhere."""
    return not actor.is_public and not actor.roles.isdisjoint(READERS)


def may_hook(actor: Actor) -> bool:
    """Tell whether the actor may have alerts sent to an address."""
    return not actor.is_public and not actor.roles.isdisjoint(HOOKERS)


def _any(choices: Collection[Q]) -> Q:
    found = policy.NOBODY
    for one in choices:
        found |= one
    return found


def _within(actor: Actor, roles: Collection[str]) -> Q:
    """Return the filter of alerts of the projects these roles open."""
    scopes = tuple(scope for scope in actor.scopes if scope.role in roles)
    if not scopes:
        return policy.NOBODY
    projects = Project.objects.filter(policy.viewable(replace(actor, scopes=scopes), _PROJECT))
    return Q(project__in=projects.values("pk"))
