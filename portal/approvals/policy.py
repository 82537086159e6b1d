"""Who may see a land document and what they may do with it: its project decides."""

from dataclasses import replace

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.approvals.models import LandDocument
from portal.approvals.rules import LAND
from portal.projects.policy import roles_on

_DOCUMENT = policy.Columns(
    organisation="project__owner", region_code="project__region_code", label="project__label",
    published="project__published", project_id="project_id", sector="project__sector",
)  # fmt: skip


def viewable(actor: Actor) -> Q:
    """Return the filter of documents the actor may see: those of the projects they see; the public none."""
    return policy.NOBODY if actor.is_public else policy.viewable(actor, _DOCUMENT)


def judged_by(actor: Actor) -> Q:
    """Return the filter of documents the actor judges as a land officer: a role held elsewhere opens none."""
    scopes = tuple(scope for scope in actor.scopes if scope.role == LAND)
    return policy.viewable(replace(actor, scopes=scopes), _DOCUMENT) if scopes else policy.NOBODY


def roles_of(actor: Actor, document: LandDocument) -> frozenset[str]:
    """Return the roles the actor holds over a document's project."""
    return roles_on(actor, document.project)


def may_judge(actor: Actor) -> bool:
    """Tell whether the actor is a land officer anywhere."""
    return not actor.is_public and LAND in actor.roles
