"""Issues of quality: what they say of their course is what the guards of 3.8 let through, whoever writes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from bim.bcf.model import Topic
from bim.issues import rules as issue_rules
from bim.issues.faults import IssueStepNotOpen, IssueStepNotYours, NotOfQuality
from bim.issues.models import Issue
from bim.issues.selectors import get_issue
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.refusals import keep_refusal, kept_refusals
from portal.progress.services.evidence import Claimed
from portal.projects.models import Project
from portal.projects.policy import roles_on
from portal.quality import faults, rules
from portal.quality.models import QualityCase, QualityPhoto
from portal.quality.rules import mirrored
from portal.quality.selectors import case_of
from portal.quality.services.opening import Fault, open_case
from portal.quality.services.picturing import add_photo
from portal.quality.services.stepping import Order, take_step

KIND = "quality"
PRIORITIES = {"minor": "一般", "major": "较大", "critical": "重大"}
"""The three degrees of a quality problem, as the inspection's own rules call them."""
GRADE = "grade"
"""The step that makes an ordinary issue one of quality."""
DEGREE = ("kind", "priority")


def facts_of(facts: Mapping[str, Any], severity: str) -> Mapping[str, Any]:
    """Return what an issue says, with kind and priority of its degree where it is one of quality."""
    return {**facts, "kind": KIND, "priority": PRIORITIES[severity]} if severity else facts


def open_case_of(
    *, actor: Actor, project: Project, issue: Issue, severity: str, at: datetime | None
) -> QualityCase:
    """Open the course of an issue of quality. Must run in the transaction that raises it."""
    fault = Fault(
        issue_id=issue.pk, number=issue.number, title=issue.title, severity=severity,
        structure=issue.structure, place=issue.feature.geom.centroid, seen_at=at or issue.created_at,
    )  # fmt: skip
    return open_case(actor=actor, project=project, fault=fault)


def check_gradable(actor: Actor, issue: Issue, project: Project, severity: str) -> None:
    """Raise unless the actor may say of this open, ordinary issue that it is one of quality."""
    if rules.GRADERS.isdisjoint(roles_on(actor, project)):
        raise IssueStepNotYours(action=GRADE)
    if is_guarded(issue) or issue.state == issue_rules.CLOSED:
        raise IssueStepNotOpen(action=GRADE, state=issue.state)
    if severity not in rules.SEVERITIES:
        raise faults.DegreeMissing(known=", ".join(rules.SEVERITIES))


def is_guarded(issue: Issue) -> bool:
    """Tell whether an issue has the course of an issue of quality."""
    return case_of(issue.pk) is not None


def step(*, actor: Actor, issue: Issue, action: str, order: Order) -> QualityCase:
    """Take a step of an issue of quality. Raises as ``portal.quality`` does."""
    return take_step(
        actor=actor, issue_id=issue.pk, action=action, order=order, on=clock.today(), at=clock.now()
    )


def case_seen(*, actor: Actor, issue_id: UUID) -> QualityCase:
    """Return the course of an issue the actor may see. Raises ``IssueNotFound`` and ``NotOfQuality``."""
    issue = get_issue(actor=actor, issue_id=issue_id)
    case = case_of(issue.pk)
    if case is None:
        raise NotOfQuality(number=issue.number)
    return case


@kept_refusals("issue", names=("issue_id",))
@transaction.atomic
def add_issue_photo(
    *, actor: Actor, issue_id: UUID, side: str, stream: IO[bytes], name: str, claimed: Claimed
) -> QualityPhoto:
    """Keep a photo of an issue of quality the actor may see. Raises as ``portal.quality`` does."""
    case_seen(actor=actor, issue_id=issue_id)
    return add_photo(
        actor=actor, issue_id=issue_id, side=side, stream=stream, name=name, on=clock.today(), at=clock.now(),
        claimed=claimed,
    )  # fmt: skip


def refuse_degree(issue: Issue, facts: Mapping[str, Any]) -> None:
    """Raise ``GuardedField`` where a change says another degree of an issue of quality or who mends it."""
    if not is_guarded(issue):
        return
    for name in (*DEGREE, "assigned_to", "due_date"):
        if name in facts and _plain(facts[name]) != _plain(issue.topic[name]):
            raise faults.GuardedField(field=name, rule=faults.RULE)


def kept_course(actor: Actor, issue: Issue, topic: Topic) -> Topic:
    """Return a topic of an archive as it may be kept: it moves no course of an issue of quality.

    What it would have moved is written to the log as refused.
    """
    case = case_of(issue.pk)
    if case is None:
        return topic
    own = {
        "status": mirrored(case.state), "kind": issue.topic["kind"], "priority": issue.topic["priority"],
        "assigned_to": issue.topic["assigned_to"], "due_date": issue.topic["due_date"],
    }  # fmt: skip
    moved = {name: getattr(topic, name) for name, value in own.items() if getattr(topic, name) != value}
    if moved:
        error = faults.GuardedField(field=", ".join(moved), rule=faults.RULE)
        keep_refusal(actor=actor, subject_type="issue", subject_id=issue.pk, verb="import_issues",
                     error=error, asked=moved)  # fmt: skip
    return replace(topic, **own)


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")
