"""What every verb does alike: find the step with its guards, keep findings, write the event."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.accounts.actor import Actor
from portal.approvals import faults, policy, rules
from portal.approvals.models import LandDocument, LandFinding
from portal.core import clock
from portal.core.events import Who, record_event
from portal.core.lifecycle import Step
from portal.core.rulebook import rule
from portal.projects.models import ProjectApproval
from spatial.land import chain
from spatial.land.rules.finding import Finding

KEPT = ("verdict", "reason", "signed_by", "signed_by_name", "signed_at", "second_by", "second_by_name",
        "second_reason")


def step_to(actor: Actor, document: LandDocument, action: str, version: int, reason: str = "") -> Step:
    """Move a locked document along an arrow, with the guards that all arrows have; the caller saves."""
    step = faults.find_step(document, action, policy.roles_of(actor, document))
    faults.check_version(document, version)
    faults.check_step(actor, document, step, reason)
    document.state = step.target
    return step


def record(actor: Who, verb: str, document: LandDocument, told: dict[str, Any]) -> None:
    """Write the event of a step, in its transaction."""
    facts = {"code": document.project.code, "kind": document.kind, "version": document.version, **told}
    record_event(actor=actor, verb=verb, subject_type=faults.SUBJECT, subject_id=document.pk, facts=facts)


def open_case(*, actor: Who, paper: ProjectApproval, on: date) -> LandDocument:
    """Give a recorded paper its case. What it was granted on is not known: nothing is frozen."""
    soon = int(rule("land_alert_first_days", on=on))
    state = rules.state_on(valid_to=paper.valid_to, on=on, first_days=soon)
    document = LandDocument.objects.create(
        project=paper.project, approval=paper, kind=paper.kind, state=state, number=paper.number,
        authority=paper.authority, issued_on=paper.issued_on, valid_to=paper.valid_to, extent=paper.extent,
        file=paper.file, created_at=clock.now(), updated_at=clock.now(),
    )  # fmt: skip
    record(actor, "take_up", document, {"to": state})
    return document


def save_findings(document: LandDocument, found: Iterable[Finding], *, numbered: str) -> None:
    """Replace a document's findings; one that says the very same keeps its signature.

    ``numbered``: the document's number when it was last judged; a new one is not another word.

    What was accepted or overridden when another document of the project was granted is not asked again,
    unless that grant was revoked.
    """
    before = _settled_elsewhere(document)
    own = {row.sign: row for row in document.findings.exclude(verdict=rules.OPEN)}
    unnamed = {rules.sign_of(finding_of(row), unnamed=numbered): row for row in own.values()}
    found = list(found)
    for finding in found:
        known = unnamed.get(rules.sign_of(finding, unnamed=document.number))
        own |= {rules.sign_of(finding): known} if known is not None else {}
    before |= own
    document.findings.all().delete()
    LandFinding.objects.bulk_create(
        _row(document, position, finding, before) for position, finding in enumerate(found, start=1)
    )


def _settled_elsewhere(document: LandDocument) -> dict[str, LandFinding]:
    granted = LandFinding.objects.filter(
        document__project_id=document.project_id, document__state__in=chain.FROZEN,
        verdict__in=(rules.ACCEPTED, rules.OVERRIDDEN),
    ).exclude(document__state=chain.REVOKED)  # fmt: skip
    return {row.sign: row for row in granted.exclude(document=document).order_by("signed_at", "pk")}


def _row(
    document: LandDocument, position: int, finding: Finding, before: dict[str, LandFinding]
) -> LandFinding:
    sign = rules.sign_of(finding)
    kept = {name: getattr(before[sign], name) for name in KEPT} if sign in before else {}
    return LandFinding(
        document=document, position=position, sign=sign, rule=finding.rule, code=finding.code,
        severity=finding.severity, subject=finding.subject, facts=dict(finding.facts),
        area_sqm=finding.area_sqm, distance_m=finding.distance_m, geometry=finding.geometry,
        legal_basis=finding.legal_basis, effective_from=finding.effective_from, **kept,
    )  # fmt: skip


def finding_of(row: LandFinding) -> Finding:
    """Return a stored finding as the rules made it, so that its sentence can be told."""
    return Finding(
        rule=row.rule, code=row.code, severity=row.severity, subject=row.subject, facts=row.facts,
        area_sqm=row.area_sqm, distance_m=row.distance_m, geometry=row.geometry,
        legal_basis=row.legal_basis, effective_from=row.effective_from,
    )  # fmt: skip
