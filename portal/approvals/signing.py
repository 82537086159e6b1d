"""Signatures under findings: a warning takes one land officer, the override of an error takes two."""

from django.db import transaction

from portal.accounts.actor import Actor
from portal.approvals import faults, policy, rules, selectors
from portal.approvals.models import LandFinding
from portal.approvals.recording import record
from portal.core import clock
from spatial.land.chain import TECHNICAL_CHECK
from spatial.land.rules.finding import ALERT, ERROR, WARN


@transaction.atomic
def sign_finding(
    *, actor: Actor, finding_id: int, seen: str, accept: bool, reason: str
) -> LandFinding:
    """Accept or reject a warning with a reason. ``seen``: the mark of the finding the signer looked at."""
    finding = _open(actor, finding_id, seen, (WARN, ALERT))
    faults.check_reason(reason)
    finding.verdict = rules.ACCEPTED if accept else rules.REJECTED
    return _signed(actor, "sign", finding, reason)


@transaction.atomic
def propose_override(*, actor: Actor, finding_id: int, seen: str, reason: str) -> LandFinding:
    """Propose that an error shall not stand in the way; it still does until a second person confirms."""
    finding = _open(actor, finding_id, seen, (ERROR,))
    faults.check_reason(reason)
    finding.verdict, finding.second_by = rules.PROPOSED, None
    finding.second_by_name = finding.second_reason = ""
    return _signed(actor, "propose_override", finding, reason)


@transaction.atomic
def confirm_override(*, actor: Actor, finding_id: int, seen: str, reason: str) -> LandFinding:
    """Confirm a proposed override as the second person, with a reason of one's own."""
    finding = _open(actor, finding_id, seen, (ERROR,))
    if finding.verdict != rules.PROPOSED:
        raise faults.NotSignable(severity=finding.severity, state=finding.document.state)
    if finding.signed_by == actor.user_id:
        raise faults.SecondPersonNeeded()
    faults.check_reason(reason)
    finding.verdict, finding.second_reason = rules.OVERRIDDEN, reason.strip()
    finding.second_by, finding.second_by_name = actor.user_id, actor.name
    finding.save()
    _record(actor, "confirm_override", finding)
    return finding


def _open(actor: Actor, finding_id: int, seen: str, severities: tuple[str, ...]) -> LandFinding:
    """Return a finding the actor may sign now."""
    finding = selectors.lock_finding(actor=actor, finding_id=finding_id)
    if rules.LAND not in policy.roles_of(actor, finding.document):
        raise faults.StepNotYours(action="check")
    if finding.document.state != TECHNICAL_CHECK or finding.severity not in severities:
        raise faults.NotSignable(severity=finding.severity, state=finding.document.state)
    if finding.mark != seen:
        by = finding.second_by_name or finding.signed_by_name
        raise faults.FindingSigned(by=by, verdict=finding.verdict)
    return finding


def _signed(actor: Actor, verb: str, finding: LandFinding, reason: str) -> LandFinding:
    finding.reason, finding.signed_at = reason.strip(), clock.now()
    finding.signed_by, finding.signed_by_name = actor.user_id, actor.name
    finding.save()
    _record(actor, verb, finding)
    return finding


def _record(actor: Actor, verb: str, finding: LandFinding) -> None:
    told = {
        "rule": finding.rule, "finding": finding.code, "subject": finding.subject,
        "severity": finding.severity, "verdict": finding.verdict,
        "reason": finding.second_reason or finding.reason, "sign": finding.sign,
    }  # fmt: skip
    record(actor, verb, finding.document, told)
