"""Reads of issues. Every exit starts from ``list_issues``."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from bim.issues import faults, policy, rules
from bim.issues.models import Issue, SavedView
from portal.accounts.actor import Actor
from portal.core.lifecycle import Lifecycle, Step
from portal.core.models import Event
from portal.core.refusals import REFUSED
from portal.projects.models import Project
from portal.projects.policy import roles_on
from portal.quality.rules import GRADERS
from portal.quality.selectors import allowed_actions as guarded
from portal.quality.selectors import case_of

LIFECYCLE = Lifecycle(*(Step(*row) for row in rules.STEPS))
WITH = ("feature", "structure", "structure__root__project", "structure__root__project__owner")


def list_issues(*, actor: Actor) -> QuerySet[Issue]:
    """Return the issues the actor may see, newest first."""
    rows = Issue.objects.filter(policy.viewable(actor)).select_related(*WITH)
    return rows.annotate(remarks=Count("comments", distinct=True)).order_by("-created_at", "pk")


def get_issue(*, actor: Actor, issue_id: UUID) -> Issue:
    """Return one issue. Raises ``IssueNotFound`` both when it is absent and when it is hidden."""
    found = list_issues(actor=actor).filter(pk=issue_id).first()
    if found is None:
        raise faults.IssueNotFound(issue_id=str(issue_id))
    return found


def get_project_issue(*, actor: Actor, code: str, issue_id: UUID) -> Issue:
    """Return one issue of a project. Raises ``IssueNotFound`` for one of another project, too."""
    issue = get_issue(actor=actor, issue_id=issue_id)
    if not of_project(Issue.objects.filter(pk=issue.pk), code).exists():
        raise faults.IssueNotFound(issue_id=str(issue_id))
    return issue


def of_project(rows: QuerySet[Issue], code: str) -> QuerySet[Issue]:
    """Return the issues that stand in one project."""
    return rows.filter(structure__root__project__code=code)


def in_state(rows: QuerySet[Issue], state: str) -> QuerySet[Issue]:
    """Return the issues in a state; all of them without one. Raises ``IssueQueryInvalid``."""
    if state and state not in rules.STATES:
        raise faults.IssueQueryInvalid(parameter="state", value=state[:40], known=list(rules.STATES))
    return rows.filter(state=state) if state else rows


def tally(rows: QuerySet[Issue]) -> dict[str, int]:
    """Return how many issues are in each state."""
    found = rows.order_by().values("state").annotate(n=Count("pk", distinct=True))
    counts = {row["state"]: row["n"] for row in found}
    return {state: counts.get(state, 0) for state in rules.STATES}


def history_of(issue: Issue) -> QuerySet[Event]:
    """Return what was done to an issue the actor sees, oldest first; what is said stands in its talk."""
    rows = Event.objects.filter(subject_type="issue", subject_id=str(issue.pk))
    return rows.exclude(verb__in=(REFUSED, "comment")).order_by("pk")


def within(rows: QuerySet[Issue], box: Any) -> QuerySet[Issue]:
    """Return the issues whose own place lies in a box, EPSG:4326."""
    return rows.filter(feature__geom__bboverlaps=box)


def list_saved_views(*, actor: Actor) -> QuerySet[SavedView]:
    """Return the kept views of structures the actor may see, by name."""
    return SavedView.objects.filter(policy.viewable_saved(actor)).order_by("name", "pk")


def get_saved_view(*, actor: Actor, view_id: UUID) -> SavedView:
    """Return one kept view. Raises ``SavedViewNotFound`` both when it is absent and when it is hidden."""
    found = list_saved_views(actor=actor).filter(pk=view_id).first()
    if found is None:
        raise faults.SavedViewNotFound(view_id=str(view_id))
    return found


def project_of(issue: Issue) -> Project:
    """Return the project an issue's structure stands in."""
    return Project.objects.select_related("owner").get(site_id=issue.structure.root_id)


def allowed_actions(*, actor: Actor, issue: Issue) -> list[str]:
    """Return the steps open to the actor."""
    project, case = project_of(issue), case_of(issue.pk)
    own = _own_steps(actor, issue, project) if case is None else guarded(actor=actor, case=case)
    said = ["comment"] * policy.may_write(actor, project)
    return [*own, *said, *["change"] * policy.may_reword(actor, project, issue.created_by_id)]


def _own_steps(actor: Actor, issue: Issue, project: Project) -> list[str]:
    steps = LIFECYCLE.allowed_actions(state=issue.state, roles=roles_on(actor, project))
    closing = rules.may_close(issue.resolved_by_id, actor.user_id)
    grading = [] if issue.state == rules.CLOSED or GRADERS.isdisjoint(roles_on(actor, project)) else ["grade"]
    return [*(step for step in dict.fromkeys(steps) if step != "close" or closing), *grading]
