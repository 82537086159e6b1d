"""Writes of land documents: one verb for each step of their life."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.approvals import areas, boundaries, faults, granting, judging, parcels, policy, rules, selectors
from portal.approvals.cover import check_cover
from portal.approvals.models import LandDocument
from portal.approvals.recording import open_case, record, step_to
from portal.core import clock
from portal.core.lifecycle import Step
from portal.core.models import StoredFile
from portal.projects.models import ProjectApproval
from portal.projects.policy import roles_on
from portal.projects.selectors import ProjectNotFound, list_projects, lock_project
from spatial.features.models import Feature, SurveyOriginal
from spatial.land import chain


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a document says. ``areas``: land class code → m², ``area_names``: code → name as printed.

    ``uses``: land class codes printed as use.
    """

    number: str = ""
    authority: str = ""
    authority_level: str = ""
    issued_on: date | None = None
    valid_to: date | None = None
    applicant_uscc: str = ""
    project_code: str = ""
    uses: tuple[str, ...] = ()
    areas: Mapping[str, float] = field(default_factory=dict)
    area_names: Mapping[str, str] = field(default_factory=dict)
    declared_sqm: float | None = None


@transaction.atomic
def prepare(
    *, actor: Actor, code: str, kind: str, facts: DocumentFacts, supersedes_id: UUID | None = None,
    file: StoredFile | None = None,
) -> LandDocument:  # fmt: skip
    """Begin a document of the chain for a project; the applicant is its unit, unless the paper says else."""
    project = lock_project(actor=actor, code=code)
    faults.check_kind(kind)
    faults.check_dates(facts)
    check_cover(facts)
    if roles_on(actor, project).isdisjoint(rules.WRITERS):
        raise faults.StepNotYours(action="prepare")
    former = selectors.get_document(actor=actor, document_id=supersedes_id) if supersedes_id else None
    if former is not None and (former.project_id, former.kind) != (project.pk, kind):
        raise faults.NotASuccessor()
    document = LandDocument(project=project, kind=kind, supersedes=former, file=file, created_at=clock.now())
    _write(document, facts)
    areas.check(document, on=clock.today())
    document.applicant_uscc = document.applicant_uscc or project.owner.uscc
    document.project_code = document.project_code or project.investment_code
    document.updated_at = clock.now()
    document.save()
    record(actor, "prepare", document, {"to": document.state})
    return document


@transaction.atomic
def amend(*, actor: Actor, document_id: UUID, version: int, changes: Mapping[str, Any]) -> LandDocument:
    """Change what a document says while it is being prepared or corrected. ``changes``: some of its facts."""
    document = selectors.lock_document(actor=actor, document_id=document_id)
    faults.check_writer(actor, document)
    faults.check_version(document, version)
    for name, value in changes.items():
        setattr(document, name, list(value) if name == "uses" else value)
    faults.check_dates(document)
    check_cover(document)
    areas.check(document, on=clock.today())
    document.checked_on = None
    return _saved(actor, "amend", document, {"fields": sorted(changes)})


@transaction.atomic
def attach_boundary(
    *, actor: Actor, document_id: UUID, version: int, feature_id: UUID, survey_id: int
) -> LandDocument:
    """Give a document its surveyed boundary: a parcel or permit extent of its project, with its survey.

    Where surveyed parcels stand under the extent, the boundary is made of them.
    """
    document = selectors.lock_document(actor=actor, document_id=document_id)
    faults.check_writer(actor, document)
    faults.check_version(document, version)
    feature = Feature.objects.filter(pk=feature_id, kind__in=boundaries.KINDS).first()
    survey = SurveyOriginal.objects.filter(pk=survey_id, feature_id=feature_id).first()
    if feature is None or survey is None or feature.root_id != document.project.site_id:
        raise faults.BoundaryElsewhere(code=document.project.code)
    document.extent, document.survey, document.checked_on = feature, survey, None
    parcels.lay(document)
    told = {"feature": str(feature.pk), "geometry_version": feature.version, "survey_sha256": survey.sha256}
    return _saved(actor, "attach", document, told)


@transaction.atomic
def take_step(
    *, actor: Actor, document_id: UUID, action: str, version: int, on: date, reason: str = ""
) -> LandDocument:
    """Take a step that asks nothing but a reason: submit, withdraw, return, correct, waive."""
    if action not in PLAIN_STEPS:
        raise faults.ActionUnknown(value=action[:32], known=", ".join(sorted(ACTIONS)))
    return _stepped(actor, document_id, action, version, reason)


ACTIONS = frozenset(step.action for step in chain.LIFECYCLE.steps if chain.TIMER not in step.roles)
PLAIN_STEPS = (
    "waive", "require", "submit", "withdraw", "return", "ask_correction", "resubmit", "prepare_again",
)  # fmt: skip


@transaction.atomic
def accept(*, actor: Actor, document_id: UUID, version: int, on: date) -> LandDocument:
    """Accept a document for examination: its boundary is there, surveyed, valid, in its zone and county."""
    document = selectors.lock_document(actor=actor, document_id=document_id)
    step = step_to(actor, document, "accept", version)
    boundaries.check(document, on=on)
    return _saved(actor, step.action, document, {"from": step.source, "to": step.target})


@transaction.atomic
def check(*, actor: Actor, document_id: UUID, version: int, on: date) -> LandDocument:
    """Run L01-L18 over the case with this document in it; findings and report belong to it from now on.

    A finding that says the very same as before keeps its signature. While the check is under way it may be
    run again.
    """
    document = selectors.lock_document(actor=actor, document_id=document_id)
    source = document.state
    if source == chain.TECHNICAL_CHECK:
        _same_check(actor, document, version)
    else:
        step_to(actor, document, "check", version)
    told = {"from": source, "to": document.state, **judging.judge(actor=actor, document=document, on=on)}
    return _saved(actor, "check", document, told)


def grant(
    *, actor: Actor, document_id: UUID, version: int, on: date, cover: Mapping[str, Any] | None = None
) -> LandDocument:
    """Grant a checked document: freeze its ground, keep the signed report, write its paper.

    ``cover``: what the cover says now, by the names of ``COVER``. The case is judged anew with it: errors and
    warnings that nobody has seen are kept to be looked at, and nothing is granted.
    """
    with transaction.atomic():
        document = selectors.lock_document(actor=actor, document_id=document_id)
        step = step_to(actor, document, "grant", version)
        numbered = document.number
        _take_cover(document, cover or {}, on)
        new = judging.judge_again(actor=actor, document=document, on=on, numbered=numbered)
        if not new:
            return _granted(actor, document, step, on)
        document.state = step.source
        _saved(actor, "judge_again", document, {"findings": [f"{one.rule} {one.code}" for one in new]})
    raise judging.GrantJudgedAnew(findings=judging.told(new), count=len(new))


def _take_cover(document: LandDocument, cover: Mapping[str, Any], on: date) -> None:
    for name in COVER:
        if name in cover:
            setattr(document, name, cover[name])
    granting.check_cover(document, on=on)
    granting.check_fresh(document)
    document.save(update_fields=COVER)


def _granted(actor: Actor, document: LandDocument, step: Step, on: date) -> LandDocument:
    granting.check_gate(document)
    granting.freeze(document)
    document.report = granting.store_report(
        document, granting.signed_report(document, by=actor.name, on=on)
    )
    document.approval = granting.write_paper(document)
    told = {
        "from": step.source, "to": step.target, "number": document.number, "on": on.isoformat(),
        "geometry_version": document.geometry_version, "geometry_sha256": document.geometry_sha256,
        "report_sha256": document.report.sha256,
    }  # fmt: skip
    return _saved(actor, "grant", document, told)


@transaction.atomic
def refuse(*, actor: Actor, document_id: UUID, version: int, reason: str, on: date) -> LandDocument:
    """Refuse a checked document: the report with every signature is kept under its hash, as for a grant."""
    document = selectors.lock_document(actor=actor, document_id=document_id)
    step = step_to(actor, document, "refuse", version, reason)
    document.number, document.issued_on, document.valid_to = "", None, None  # of a grant that never was
    body = granting.refused_report(document, by=actor.name, on=on, reason=reason.strip())
    document.report = granting.store_report(document, body)
    told = {"from": step.source, "to": step.target, "reason": reason}
    return _saved(actor, "refuse", document, {**told, "report_sha256": document.report.sha256})


COVER = ("number", "authority", "authority_level", "issued_on", "valid_to")


@transaction.atomic
def take_effect(*, actor: Actor, document_id: UUID, version: int, on: date) -> LandDocument:
    """Put a granted document into force; the one it was made to replace is superseded with it."""
    document = _stepped(actor, document_id, "take_effect", version, "")
    former = document.supersedes
    if former is not None and former.state in chain.IN_FORCE:
        supersede(actor=actor, document_id=former.pk, version=former.version, by_id=document.pk, on=on)
    return document


@transaction.atomic
def supersede(*, actor: Actor, document_id: UUID, version: int, by_id: UUID, on: date) -> LandDocument:
    """Let a document in force give way to another of its kind."""
    document = selectors.lock_document(actor=actor, document_id=document_id)
    by = selectors.get_document(actor=actor, document_id=by_id)
    step = step_to(actor, document, "supersede", version)
    same = (by.project_id, by.kind) == (document.project_id, document.kind) and by.pk != document.pk
    if not same or by.state not in chain.IN_FORCE:
        raise faults.NotASuccessor()
    granting.end_paper(document, last=granting.day_before(by.issued_on or on))
    told = {"from": step.source, "to": step.target, "by": str(by.pk), "by_number": by.number}
    return _saved(actor, "supersede", document, told)


@transaction.atomic
def revoke(*, actor: Actor, document_id: UUID, version: int, reason: str, on: date) -> LandDocument:
    """Take a granted document back; from this day readiness no longer counts on its paper."""
    document = selectors.lock_document(actor=actor, document_id=document_id)
    step = step_to(actor, document, "revoke", version, reason)
    granting.end_paper(document, last=granting.day_before(on))
    return _saved(actor, "revoke", document, {"from": step.source, "to": step.target, "reason": reason})


@transaction.atomic
def take_up(*, actor: Actor, code: str, approval_id: UUID, on: date) -> LandDocument:
    """Give a paper that was only recorded its case, so that it can be extended, superseded, revoked.

    What it was granted on is not known: nothing is frozen.
    """
    paper = ProjectApproval.objects.select_related("project").filter(
        pk=approval_id, kind__in=rules.KINDS, project__in=list_projects(actor=actor), project__code=code
    ).first()  # fmt: skip
    if paper is None:
        raise ProjectNotFound(code=str(approval_id))
    project = lock_project(actor=actor, code=code)
    if rules.LAND not in roles_on(actor, project):
        raise faults.StepNotYours(action="take_up")
    if LandDocument.objects.filter(approval=paper).exists():
        raise faults.PaperTaken(number=paper.number)
    return open_case(actor=actor, paper=paper, on=on)


def _write(document: LandDocument, facts: DocumentFacts) -> None:
    for name, value in asdict(facts).items():
        setattr(document, name, list(value) if name == "uses" else value)


def _stepped(actor: Actor, document_id: UUID, action: str, version: int, reason: str) -> LandDocument:
    document = selectors.lock_document(actor=actor, document_id=document_id)
    step = step_to(actor, document, action, version, reason)
    told = {"from": step.source, "to": step.target, "reason": reason}
    return _saved(actor, action, document, told)


def _same_check(actor: Actor, document: LandDocument, version: int) -> None:
    faults.check_version(document, version)
    if rules.LAND not in policy.roles_of(actor, document):
        raise faults.StepNotYours(action="check")


def _saved(actor: Actor, verb: str, document: LandDocument, told: dict[str, Any]) -> LandDocument:
    document.version, document.updated_at = document.version + 1, clock.now()
    document.save()
    record(actor, verb, document, told)
    return document
