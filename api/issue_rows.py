"""How issues read in answers."""

from typing import Any

from django.urls import reverse

from api.quality_rows import quality_row
from bim.disputes.policy import reads
from bim.disputes.selectors import dispute_of, line_address
from bim.issues.models import Issue, IssueComment, IssueView
from bim.issues.selectors import allowed_actions
from portal.accounts.actor import Actor


def issue_row(issue: Issue) -> dict[str, Any]:
    """Return one row of a list. ``position``: longitude, latitude; ``at``: metres in the model's axes.

    ``place_known``: otherwise the position is the structure's middle. Without ``at`` no model has a pin.
    """
    ground = issue.feature.geom.centroid
    project = getattr(issue.structure.root, "project", None)
    return {
        "id": str(issue.pk), "guid": str(issue.guid), "number": issue.number, "title": issue.title,
        "state": issue.state, "kind": issue.kind, "priority": issue.priority,
        "assigned_to": issue.assigned_to, "due_on": issue.due_on,
        "project": project.code if project else "",
        "page": reverse("issue-page", args=[project.code, issue.pk]) if project else "",
        "structure": {
            "id": str(issue.structure_id), "name": issue.structure.name, "kind": issue.structure.kind,
        },
        "model": str(issue.model_id) if issue.model_id else None,
        "author": issue.topic["creation_author"], "created_at": issue.created_at,
        "changed_at": issue.changed_at, "remarks": getattr(issue, "remarks", 0),
        "position": [ground.x, ground.y], "at": issue.at or None,
        "place_known": bool(issue.at) or issue.place_told, "version": issue.version,
    }  # fmt: skip


def detail_row(issue: Issue, *, actor: Actor) -> dict[str, Any]:
    """Return an issue with its talk, its views and what the asker may do."""
    topic = issue.topic
    return issue_row(issue) | {
        "description": topic["description"], "labels": topic["labels"], "stage": topic["stage"],
        "reference_links": topic["reference_links"], "disagreement": _line(issue, actor),
        "comments": [_comment(one) for one in issue.comments.order_by("said_at", "pk")],
        "views": [_view(issue, one) for one in issue.views.order_by("position")],
        "allowed_actions": allowed_actions(actor=actor, issue=issue),
        "quality": quality_row(issue, actor=actor),
    }  # fmt: skip


def _line(issue: Issue, actor: Actor) -> dict[str, Any] | None:
    """Return the line of the list of disagreements an issue was raised of, to who reads that list."""
    found = dispute_of(issue.pk)
    if found is None or not reads(actor, found.project):
        return None
    return {
        "project": found.project.code, "feature": str(found.feature_id), "task": found.task_key,
        "report": str(found.report_id), "reasons": found.reasons, "at_stake_yuan": str(found.at_stake),
        "address": line_address(found),
    }  # fmt: skip


def _comment(comment: IssueComment) -> dict[str, Any]:
    return {
        "guid": str(comment.guid), "author": comment.author, "at": comment.said_at,
        "text": comment.said["text"], "view": comment.said["viewpoint"] or None,
    }  # fmt: skip


def _view(issue: Issue, view: IssueView) -> dict[str, Any]:
    drawn = reverse("api:issue-snapshot", args=[issue.pk, view.guid]) if view.snapshot_id else None
    return {"guid": str(view.guid), "look": view.look, "snapshot": drawn}
