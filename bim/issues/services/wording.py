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

MOST_KEPT = 2000
"""Characters of the words before and after that the history tells."""


def check(actor: Actor, issue: Issue, before: Topic, after: Topic) -> dict[str, Any]:
    """Return the words before and after, of those that change. Raises ``WordsNotYours``."""
    changed = [name for name in rules.SAID if getattr(before, name) != getattr(after, name)]
    if changed and not policy.may_reword(actor, project_of(issue), issue.created_by_id):
        raise faults.WordsNotYours(number=issue.number)
    return {
        "was": {name: getattr(before, name)[:MOST_KEPT] for name in changed},
        "now": {name: getattr(after, name)[:MOST_KEPT] for name in changed},
    } if changed else {}  # fmt: skip


def kept_words(actor: Actor, issue: Issue, before: Topic, topic: Topic) -> Topic:
    """Return a topic of an archive with the words it may change; what it would have changed is logged."""
    try:
        check(actor, issue, before, topic)
    except faults.WordsNotYours as error:
        asked = {name: getattr(topic, name)[:MOST_KEPT] for name in rules.SAID}
        keep_refusal(actor=actor, subject_type="issue", subject_id=issue.pk, verb="import_issues",
                     error=error, asked=asked)  # fmt: skip
        return replace(topic, **{name: getattr(before, name) for name in rules.SAID})
    return topic


def pass_on(issue: Issue) -> None:
    """Let an issue of quality be called the same in its course."""
    retitle(issue_id=issue.pk, title=issue.title)
