"""Signatures under findings: a warning takes one land officer, the override of an error takes two."""

from dataclasses import dataclass

from django.db import transaction

from portal.accounts.actor import Actor
from portal.approvals import faults, policy, rules, selectors
from portal.approvals.models import LandFinding
from portal.approvals.recording import record
from portal.core import clock
from spatial.land.chain import TECHNICAL_CHECK
from spatial.land.rules.finding import ALERT, ERROR, WARN


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a person puts under a finding of a project. ``seen``: the mark of the finding they looked at."""

    actor: Actor
    code: str
    finding_id: int
    seen: str
    reason: str


@transaction.atomic
def sign_finding(given: Signature, *, accept: bool) -> LandFinding:
    """Accept or reject a warning with a reason."""
    finding = _open(given, (WARN, ALERT))
    faults.check_reason(given.reason)
    finding.verdict = rules.ACCEPTED if accept else rules.REJECTED
    return _signed(given, "sign", finding)


@transaction.atomic
def propose_override(given: Signature) -> LandFinding:
    """Propose that an error shall not stand in the way; it still does until a second person confirms."""
    finding = _open(given, (ERROR,))
    faults.check_reason(given.reason)
    finding.verdict, finding.second_by = rules.PROPOSED, None
    finding.second_by_name = finding.second_reason = ""
    return _signed(given, "propose_override", finding)


@transaction.atomic
def confirm_override(given: Signature) -> LandFinding:
    """Confirm a proposed override as the second person, with a reason of one's own."""
    finding = _open(given, (ERROR,))
    if finding.verdict != rules.PROPOSED:
        raise faults.NotSignable(severity=finding.severity, state=finding.document.state)
    if finding.signed_by == given.actor.user_id:
        raise faults.SecondPersonNeeded()
    faults.check_reason(given.reason)
    finding.verdict, finding.second_reason = rules.OVERRIDDEN, given.reason.strip()
    finding.second_by, finding.second_by_name = given.actor.user_id, given.actor.name
    finding.save()
    _record(given.actor, "confirm_override", finding)
    return finding


def _open(given: Signature, severities: tuple[str, ...]) -> LandFinding:
    """Return a finding the actor may sign now."""
    finding = selectors.lock_finding(actor=given.actor, code=given.code, finding_id=given.finding_id)
    if rules.LAND not in policy.roles_of(given.actor, finding.document):
        raise faults.StepNotYours(action="check")
    if finding.document.state != TECHNICAL_CHECK or finding.severity not in severities:
        raise faults.NotSignable(severity=finding.severity, state=finding.document.state)
    if finding.mark != given.seen:
        by = finding.second_by_name or finding.signed_by_name
        if not by:
            raise faults.FindingChanged()
        raise faults.FindingSigned(by=by, verdict=finding.verdict)
    return finding


def _signed(given: Signature, verb: str, finding: LandFinding) -> LandFinding:
    finding.reason, finding.signed_at = given.reason.strip(), clock.now()
    finding.signed_by, finding.signed_by_name = given.actor.user_id, given.actor.name
    finding.save()
    _record(given.actor, verb, finding)
    return finding


def _record(actor: Actor, verb: str, finding: LandFinding) -> None:
    told = {
        "rule": finding.rule, "finding": finding.code, "subject": finding.subject,
        "severity": finding.severity, "verdict": finding.verdict,
        "reason": finding.second_reason or finding.reason, "sign": finding.sign,
    }  # fmt: skip
    record(actor, verb, finding.document, told)
