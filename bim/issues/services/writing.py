"""Raise an issue, remark on it, change it, take it a step further."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.gis.geos import Point
from django.db import transaction

from bim.bcf.model import Comment, Topic, Viewpoint
from bim.bcf.plain import look_from_plain, topic_from_plain
from bim.catalog.selectors import get_model, get_place, project_of
from bim.issues import faults, policy, rules
from bim.issues.models import Issue, IssueComment
from bim.issues.selectors import LIFECYCLE, get_issue
from bim.issues.selectors import project_of as project_of_issue
from bim.issues.services import guarding, wording
from bim.issues.services.keeping import keep_comment, keep_topic, keep_view, write_topic
from portal.accounts.actor import Actor
from portal.core import clock, lifecycle
from portal.core.events import record_event
from portal.core.refusals import kept_refusals
from portal.projects.policy import roles_on
from portal.quality.names import mender
from portal.quality.rules import mirrored
from portal.quality.services.stepping import Order
from spatial.features.models import Feature

SUBJECT = "issue"
MOST = 150
"""Characters of who mends an issue."""
PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where an issue was seen before it came here. ``guid``: its own; ``place``: where, EPSG:4326; ``links``:
    addresses it refers to, the product's own without its host; ``severity``: of an issue of quality, which is
    then mended under the guards of 3.8; ``at``: when it was seen.
    """

    guid: UUID = field(default_factory=uuid4)
    place: Point | None = None
    links: tuple[str, ...] = ()
    severity: str = ""
    at: datetime | None = None


@transaction.atomic
def raise_issue(
    *, actor: Actor, structure_id: UUID, facts: Mapping[str, Any], look: Mapping[str, Any] | None,
    snapshot: str, on: date, model_id: UUID | None = None, seen: Seen | None = None,
) -> Issue:
    """Open an issue on a structure, or on a section or a site where it lies on no structure.

    ``look``: a viewpoint as plain values, in the axes of the model ``model_id``; ``snapshot``: a PNG in
    base64. ``seen``: at the site, or in a list of the product.
    """
    structure = get_place(actor=actor, feature_id=structure_id)
    project = project_of(structure)
    if project is None or not policy.may_write(actor, project):
        raise faults.WritingForbidden()
    if model_id is not None and get_model(actor=actor, model_id=model_id).feature_id != structure.pk:
        raise faults.ModelElsewhere()
    if not str(facts.get("title", "")).strip():
        raise faults.TitleMissing()
    facts = guarding.facts_of(facts, seen.severity) if seen else facts
    Feature.objects.select_for_update(no_key=True).get(pk=structure.pk)
    seen = seen or Seen()
    views = (_look(look, snapshot),) if look else ()
    topic = Topic(
        guid=str(seen.guid), status=rules.OPEN, creation_date=_stamp(), creation_author=actor.name,
        viewpoints=views, reference_links=seen.links, **_facts(facts),
    )  # fmt: skip
    issue = keep_topic(
        actor=actor, structure=structure, topic=topic, on=on, seen_in=model_id, place=seen.place
    )
    for view in views:
        keep_view(issue, 0, view, _png(snapshot))
    _record(actor, "raise", issue, {"title": topic.title[:200]})
    if seen.severity:
        guarding.open_case_of(actor=actor, project=project, issue=issue, severity=seen.severity, at=seen.at)
    return issue


@kept_refusals(SUBJECT, names=("issue_id",))
@transaction.atomic
def change_issue(*, actor: Actor, issue_id: UUID, version: int, facts: Mapping[str, Any]) -> Issue:
    """Change what an issue says: those of ``wording.CHANGED`` that are given."""
    issue = _locked(actor, issue_id)
    if issue.version != version:
        raise faults.IssueChanged(given=version, current=issue.version)
    guarding.refuse_degree(issue, facts)
    before = topic_from_plain(issue.topic)
    topic = replace(before, **_facts(facts), **_signed(actor))
    if not topic.title.strip():
        raise faults.TitleMissing()
    told = wording.check(actor, issue, before, topic)
    issue.version += 1
    write_topic(issue, topic)
    wording.pass_on(issue)
    _record(actor, "change", issue, {"changed": sorted(facts), **told})
    return issue


@kept_refusals(SUBJECT, names=("issue_id",))
@transaction.atomic
def act_on_issue(
    *, actor: Actor, issue_id: UUID, action: str, reason: str, order: Order | None = None
) -> Issue:
    """Take a step. Who said that it is mended cannot close it; an issue of quality has its own course,
    with ``order``: who mends it until when, or the number of an order.
    """
    issue = _locked(actor, issue_id, writing=False)
    if action == guarding.GRADE:
        return _grade(actor, issue, (order or Order()).severity)
    if guarding.is_guarded(issue):
        return _act_guarded(actor, issue, action, reason, order or Order())
    step = _step(actor, issue, action)
    if step.needs_reason and not reason.strip():
        raise faults.ReasonMissing(action=action)
    if action == "close" and not rules.may_close(issue.resolved_by_id, actor.user_id):
        raise faults.OwnMending()
    issue.resolved_by_id = (actor.user_id or None) if step.target == rules.RESOLVED else issue.resolved_by_id
    issue.version += 1
    write_topic(issue, replace(topic_from_plain(issue.topic), status=step.target, **_signed(actor)))
    if reason.strip():
        _say(actor, issue, reason, "")
    _record(actor, action, issue, {"state": step.target, "reason": reason[:500]})
    return issue


def _grade(actor: Actor, issue: Issue, severity: str) -> Issue:
    """Make an ordinary issue one of quality, of a degree: from here on it is mended under the guards."""
    project = project_of_issue(issue)
    guarding.check_gradable(actor, issue, project, severity)
    issue.version += 1
    said = guarding.facts_of({}, severity)
    write_topic(issue, replace(topic_from_plain(issue.topic), **said, **_signed(actor)))
    guarding.open_case_of(actor=actor, project=project, issue=issue, severity=severity, at=None)
    _record(actor, guarding.GRADE, issue, {"severity": severity})
    return issue


def _step(actor: Actor, issue: Issue, action: str) -> lifecycle.Step:
    roles = roles_on(actor, project_of_issue(issue))
    try:
        return LIFECYCLE.find(state=issue.state, action=action, roles=roles)
    except lifecycle.ActionNotAllowed:
        raise faults.IssueStepNotOpen(action=action[:24], state=issue.state) from None
    except lifecycle.ActionNotYours:
        raise faults.IssueStepNotYours(action=action[:24]) from None


def _act_guarded(actor: Actor, issue: Issue, action: str, reason: str, order: Order) -> Issue:
    """Take a step of a quality issue, and let the issue say the same."""
    case = guarding.step(actor=actor, issue=issue, action=action, order=replace(order, reason=reason))
    due = case.due_on.isoformat() if case.due_on else ""
    issue.resolved_by_id = case.claimed_by
    issue.version += 1
    status = mirrored(case.state)
    mends = mender(case.assigned_body.name if case.assigned_body else "", case.assigned_to)
    topic = replace(topic_from_plain(issue.topic), status=status, due_date=due, assigned_to=mends[:MOST])
    write_topic(issue, replace(topic, **_signed(actor)))
    if reason.strip():
        _say(actor, issue, reason, "")
    _record(actor, action, issue, {"state": status, "quality": case.state, "reason": reason[:500]})
    return issue


@transaction.atomic
def comment_on_issue(
    *, actor: Actor, issue_id: UUID, text: str, look: Mapping[str, Any] | None = None, snapshot: str = ""
) -> IssueComment:
    """Remark on an issue, with a look at the model where one helps."""
    issue = _locked(actor, issue_id)
    if not text.strip():
        raise faults.RemarkMissing()
    guid = ""
    if look:
        view = _look(look, snapshot)
        keep_view(issue, issue.views.count(), view, _png(snapshot))
        guid = view.guid
    said = _say(actor, issue, text, guid)
    _record(actor, "comment", issue, {"comment": str(said.guid)})
    return said


def _say(actor: Actor, issue: Issue, text: str, view: str) -> IssueComment:
    return keep_comment(issue, Comment(
        guid=str(uuid4()), date=_stamp(), author=actor.name, text=text.strip(), viewpoint=view,
    ))  # fmt: skip


def _locked(actor: Actor, issue_id: UUID, *, writing: bool = True) -> Issue:
    issue = get_issue(actor=actor, issue_id=issue_id)
    if writing and not policy.may_write(actor, project_of_issue(issue)):
        raise faults.WritingForbidden()
    rows = Issue.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("structure").get(pk=issue.pk)


def _facts(given: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: given[name] for name in wording.CHANGED if name in given}
    if "labels" in facts:
        facts["labels"] = tuple(facts["labels"])
    if "due_date" in facts:
        facts["due_date"] = facts["due_date"].isoformat() if facts["due_date"] else ""
    return facts


def _signed(actor: Actor) -> dict[str, Any]:
    return {"modified_date": _stamp(), "modified_author": actor.name}


def _stamp() -> str:
    return clock.now().isoformat(timespec="milliseconds")


def _look(given: Mapping[str, Any], snapshot: str) -> Viewpoint:
    """Return a look under a GUID of its own, each in files of that name."""
    guid = str(uuid4())
    drawn = f"{guid}.png" if snapshot else ""
    return replace(_readable(given), guid=guid, file=f"{guid}.bcfv", snapshot=drawn)


def _readable(given: Mapping[str, Any]) -> Viewpoint:
    """Read a look of which only what it tells is given."""
    empty: dict[str, Any] = {"camera": None, "components": None, "lines": (), "planes": (), "bitmaps": ()}
    try:
        return look_from_plain(empty | {"guid": ""} | dict(given))
    except (KeyError, TypeError, ValueError) as error:
        raise faults.LookUnreadable(reason=str(error)[:200]) from error


def _png(snapshot: str) -> bytes | None:
    try:
        data = base64.b64decode(snapshot, validate=True) if snapshot else None
    except binascii.Error as error:
        raise faults.SnapshotUnreadable() from error
    if data is not None and not data.startswith(PNG):
        raise faults.SnapshotUnreadable()
    return data


def _record(actor: Actor, verb: str, issue: Issue, facts: dict[str, Any]) -> None:
    record_event(actor=actor, verb=verb, subject_type=SUBJECT, subject_id=issue.pk, facts=facts)
