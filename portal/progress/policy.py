"""Who may see the schedules of a project, and who may send them."""

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.progress import builders
from portal.projects.models import Project
from portal.projects.policy import roles_on
from spatial.features.models import Feature

SENDERS = frozenset({"pu_clerk", "pu_head", "eng", "con", "sup", "plan"})
SEND = "send_revision"
BASE_APPROVERS = frozenset({"plan", "dept_head"})
APPROVE_BASE = "approve_base"
WITHDRAW = "withdraw_revision"
REPORTER = "con"


def viewable(actor: Actor, at: str = "") -> Q:
    """Return the filter of schedules the actor may see; the public none.

    ``at``: the way to the schedule, ``schedule__`` for revisions.
    """
    return policy.NOBODY if actor.is_public else policy.viewable(actor, _columns(at))


def _columns(at: str) -> policy.Columns:
    project = f"{at}project__"
    return policy.Columns(
        organisation=f"{project}owner", region_code=f"{project}region_code", label=f"{project}label",
        published=f"{project}published", project_id=f"{at}project_id", sector=f"{project}sector",
    )  # fmt: skip


def may_send(actor: Actor, project: Project) -> bool:
    """Tell whether the actor may send schedules of this very project."""
    return actor.user_id == 0 or not SENDERS.isdisjoint(roles_on(actor, project))


def allowed_actions(actor: Actor, project: Project) -> list[str]:
    """Return what the actor may do with a schedule of the project."""
    asked = {SEND: may_send, APPROVE_BASE: may_approve_base, WITHDRAW: may_approve_base}
    return [action for action, may in asked.items() if may(actor, project)]


def may_approve_base(actor: Actor, project: Project) -> bool:
    """Tell whether the actor decides by which revision the project's plan is measured, and which goes."""
    return not BASE_APPROVERS.isdisjoint(roles_on(actor, project))


def roles_of(actor: Actor, project: Project) -> frozenset[str]:
    """Return the roles the actor holds over a project's reports."""
    return roles_on(actor, project)


def may_report(actor: Actor, project: Project) -> bool:
    """Tell whether the actor writes progress reports of the project."""
    return REPORTER in roles_on(actor, project)


def may_report_of(actor: Actor, project: Project, place: Feature) -> bool:
    """Tell whether the actor writes the reports of one place: of what their own body builds."""
    return may_report(actor, project) and builders.builds(actor, place)
