"""What an issue says: whose words these are, and what they were before."""

from dataclasses import replace
from typing import Any

from bim.bcf.model import Topic
from bim.issues import faults, policy, rules
from bim.issues.models import Issue
from bim.issues.selectors import project_of
from portal.accounts.actor import Actor
from portal.core.refusals import keep_refusal
from portal.quality.services.opening import retitle

CHANGED = ("title", "description", "priority", "kind", "labels", "stage", "assigned_to", "due_date")
MOST_KEPT = 2000
"""Characters of the words before and after that the history tells."""


def check(actor: Actor, issue: Issue, before: Topic, after: Topic) -> dict[str, Any]:
    """Return what it said before and says now, of what changes. Raises ``WordsNotYours``."""
    changed = [name for name in CHANGED if getattr(before, name) != getattr(after, name)]
    project, author = project_of(issue), issue.created_by_id
    bound = set(changed) - rules.FREE
    if bound & set(rules.SAID) and not policy.may_reword(actor, project, author):
        raise faults.WordsNotYours(number=issue.number)
    if bound and not policy.may_manage(actor, project, author):
        raise faults.WordsNotYours(number=issue.number)
    if not changed:
        return {}
    return {"was": {name: _told(before, name) for name in changed},
            "now": {name: _told(after, name) for name in changed}}  # fmt: skip


def _told(topic: Topic, name: str) -> str:
    value = getattr(topic, name)
    return ", ".join(value)[:MOST_KEPT] if isinstance(value, tuple | list) else str(value or "")[:MOST_KEPT]


def kept_words(actor: Actor, issue: Issue, before: Topic, topic: Topic) -> Topic:
    """Return a topic of an archive with the words it may change; what it would have changed is logged."""
    try:
        check(actor, issue, before, topic)
    except faults.WordsNotYours as error:
        asked = {name: _told(topic, name) for name in CHANGED}
        keep_refusal(actor=actor, subject_type="issue", subject_id=issue.pk, verb="import_issues",
                     error=error, asked=asked)  # fmt: skip
        return replace(topic, **{name: getattr(before, name) for name in CHANGED if name not in rules.FREE})
    return topic


def pass_on(issue: Issue) -> None:
    """Let an issue of quality be called the same in its course."""
    retitle(issue_id=issue.pk, title=issue.title)
