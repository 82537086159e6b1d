"""Who may see what work is worth: whoever sees its project; money only who reads its contracts."""

from portal.accounts.actor import Actor
from portal.contracts.policy import READERS
from portal.progress.rules.reports import OWNER_CONFIRMED, PUBLISHED
from portal.projects.models import Project
from portal.projects.policy import roles_on


def reads_money(actor: Actor, project: Project) -> bool:
    """Tell whether the actor reads amounts of a project; others read shares of its budget."""
    return actor.user_id == 0 or not READERS.isdisjoint(roles_on(actor, project))


def states_for(actor: Actor) -> list[str]:
    """Return the states in which a report counts for the actor, the one from which on it does first.

    For the public, published ones alone.
    """
    return [PUBLISHED] if actor.is_public else [OWNER_CONFIRMED, PUBLISHED]


def sees_measured(actor: Actor) -> bool:
    """Tell whether quantities measured for payment count for the actor."""
    return not actor.is_public
