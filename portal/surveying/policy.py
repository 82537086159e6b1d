"""Who may have a survey checked, who may put its parcels on record, and who may look at it then."""

from django.db.models import Q

from portal.accounts.actor import Actor
from portal.accounts.policy import NOBODY
from portal.accounts.rules import ANY_REGION
from portal.approvals import policy as documents
from portal.projects.models import Project
from portal.projects.policy import roles_on
from portal.surveying.models import SurveyBatch

CHECKERS = frozenset({"land", "plan", "pu_clerk", "pu_head"})


def viewable(actor: Actor) -> Q:
    """Return the filter of surveys the actor may look at: their own, and those that stand on record for a
    project whose land documents they see; the public none.
    """
    if not actor.user_id:
        return NOBODY
    on_record = Q(state=SurveyBatch.State.CONFIRMED) & documents.viewable(actor)
    return Q(created_by_id=actor.user_id) | on_record


def may_check(actor: Actor) -> bool:
    """Tell whether the actor may have surveys read and measured."""
    return not actor.is_public and not actor.roles.isdisjoint(CHECKERS)


def may_save_for(actor: Actor, project: Project) -> bool:
    """Tell whether the actor may put parcels under this very project."""
    return not CHECKERS.isdisjoint(roles_on(actor, project))


def may_save_in(actor: Actor, region_code: str) -> bool:
    """Tell whether the actor may put parcels of no project on record in a region: land officers only."""
    scopes = (scope for scope in actor.record_scopes if scope.role == "land")
    return any(s.region_code == ANY_REGION or region_code.startswith(s.region_code) for s in scopes)
