"""What the page of an issue shows: place, what it came of, talk, pictures, and whose turn it is."""

from typing import Any

from django.urls import reverse

from bim.disputes.policy import reads
from bim.disputes.selectors import dispute_of, line_address
from bim.issues import names
from bim.issues.models import Issue
from bim.issues.selectors import allowed_actions, history_of
from bim.issues.turns import turns_of
from portal.accounts.actor import Actor
from portal.pages.map_links import part_on_map, pin_on_map
from portal.projects.models import Project
from portal.quality import names as quality
from portal.quality.rules import SEVERITIES
from portal.quality.selectors import case_of

WEB = ("https://", "http://")


def shown(actor: Actor, project: Project, issue: Issue) -> dict[str, Any]:
    """Return what is shown of an issue the actor sees."""
    allowed = allowed_actions(actor=actor, issue=issue)
    line, case = dispute_of(issue.pk), case_of(issue.pk)
    own = line_address(line) if line else ""
    return {
        "project": project, "issue": issue, "topic": issue.topic, "case": case,
        "line": own if line and reads(actor, project) else "", "raised_of": line,
        "links": [_link(one) for one in issue.topic["reference_links"] if one != own],
        "pin": pin_on_map(project, issue), "part": part_on_map(project, issue.structure),
        "place": issue.feature.geom.centroid,
        "place_known": bool(issue.at) or issue.place_told,
        "turns": turns_of(actor=actor, issue=issue), "may_comment": "comment" in allowed,
        "may_change": "change" in allowed, "may_grade": case is None and "grade" in allowed,
        "severities": SEVERITIES, "talk": issue.comments.order_by("said_at", "pk"),
        "pictures": _pictures(issue),
        "history": [_told(event) for event in history_of(issue)],
    }  # fmt: skip


def _link(address: str) -> dict[str, str]:
    """Return what an issue refers to; only what leads to a page of the web or of the product is a link."""
    here = address.startswith("/") and not address.startswith(("//", "/\\"))
    return {"text": address, "to": address if here or address.lower().startswith(WEB) else ""}


def _pictures(issue: Issue) -> list[str]:
    drawn = issue.views.filter(snapshot__isnull=False).order_by("position").values_list("guid", flat=True)
    return [reverse("api:issue-snapshot", args=[issue.pk, guid]) for guid in drawn]


def _told(event: Any) -> dict[str, Any]:
    """Return a deed in words; the steps of one of quality have names of their own."""
    known = quality.ACTIONS if "quality" in event.facts else names.DEEDS
    return {
        "words": quality.word(known, event.verb), "reason": event.facts.get("reason", ""), "at": event.at,
        "by": event.actor_name, "was": event.facts.get("was", {}),
        "others": [
            (names.FIELDS[name], was, event.facts["now"].get(name, ""))
            for name, was in event.facts.get("was", {}).items() if name in names.FIELDS
        ],
    }  # fmt: skip
