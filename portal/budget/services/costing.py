"""The cost ladder is recorded stage by stage and changed only by signed revisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.budget import faults, ladder, policy, selectors
from portal.budget.headroom import approx_headroom
from portal.budget.models import CostLine, CostRevision, CostStage
from portal.budget.understanding import places_of
from portal.core import clock, money
from portal.core.events import record_event
from portal.core.models import StoredFile
from portal.core.refusals import kept_refusals
from portal.core.rulebook import rule
from portal.projects.models import Project
from portal.projects.policy import roles_on

SUBJECT = "cost_stage"
FACTS = (ladder.SETTLEMENT, ladder.FINAL)
"""Stages that tell what was: an excess is flagged, not refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLineFacts:
    """One line of a 概算 or 预算, in yuan."""

    code: str
    name: str
    category: str
    yuan: Decimal
    feature_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """What a stage was approved at. ``decision_no``: of the decision where it passes its ceiling."""

    stage: str
    yuan: Decimal
    approved_on: date
    number: str = ""
    authority: str = ""
    decision_no: str = ""
    file: StoredFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A signed change. ``money_from``: where the money for a raise comes from; ``audit_no``: of the audit."""

    delta_yuan: Decimal
    ground: str
    basis_no: str
    authority: str
    reason: str
    approved_on: date
    money_from: str = ""
    audit_no: str = ""
    line_code: str = ""


@kept_refusals(SUBJECT, names=("code",))
@transaction.atomic
def record_stage(
    *, actor: Actor, code: str, facts: StageFacts, lines: Sequence[CostLineFacts] = ()
) -> CostStage:
    """Record a stage once. Above its ceiling it is refused, or needs the number of a decision."""
    project = _writable(actor, code, "record_cost")
    yuan = money.positive(facts.yuan, field="yuan")
    current = {name: row.current_yuan for name, row in selectors.stages_of(project).items()}
    if facts.stage in current or facts.stage not in ladder.STAGES:
        raise faults.StageKnown(stage=facts.stage)
    _check_ladder(project, facts.stage, current | {facts.stage: yuan}, facts.decision_no)
    _check_lines(project, facts, yuan, lines)
    row = CostStage.objects.create(
        project=project, stage=facts.stage, original_yuan=yuan, current_yuan=yuan, number=facts.number,
        authority=facts.authority, approved_on=facts.approved_on, decision_no=facts.decision_no,
        file=facts.file, recorded_by=actor.user_id, recorded_at=clock.now(),
    )  # fmt: skip
    CostLine.objects.bulk_create(
        CostLine(
            stage=row, position=n, code=line.code, name=line.name, category=line.category,
            feature_id=line.feature_id, original_yuan=line.yuan, current_yuan=line.yuan,
        )
        for n, line in enumerate(lines, start=1)
    )  # fmt: skip
    _record(actor, "record_cost", row, {"stage": facts.stage, "yuan": str(yuan), "lines": len(lines)})
    return row


@kept_refusals(SUBJECT, names=("code",))
@transaction.atomic
def revise_stage(
    *, actor: Actor, code: str, stage: str, revision: Revision, request_id: str
) -> CostStage:
    """Change what a stage allows by a signed delta; a raise of the 概算 as 政府投资条例 23 has it."""
    project = _writable(actor, code, "revise_cost")
    rows = CostStage.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(project=project, stage=stage).first()
    if row is None:
        raise faults.StageUnknown(stage=stage)
    delta = money.signed(revision.delta_yuan, field="delta_yuan")
    line = _line_of(row, revision.line_code)
    if _known_revision(request_id, row, line, delta, revision.basis_no):
        return row
    _check_revision(project, row, line, revision, delta)
    CostRevision.objects.create(
        stage=row, line=line, delta_yuan=delta, ground=revision.ground, basis_no=revision.basis_no,
        authority=revision.authority, money_from=revision.money_from, audit_no=revision.audit_no,
        reason=revision.reason, approved_on=revision.approved_on, request_id=request_id,
        actor_id=actor.user_id, actor_name=actor.name, at=clock.now(),
    )  # fmt: skip
    row.refresh_from_db()
    told = {"stage": stage, "delta": str(delta), "ground": revision.ground, "after": str(row.current_yuan)}
    _record(actor, "revise_cost", row, told)
    return row


def _known_revision(
    request_id: str, stage: CostStage, line: CostLine | None, delta: Decimal, basis_no: str
) -> bool:
    """Tell whether a call has counted already; the same id for another revision raises ``CallKnown``."""
    known = CostRevision.objects.filter(request_id=request_id).first()
    if known is None:
        return False
    said = (stage.pk, line.pk if line else None, delta, basis_no)
    if (known.stage_id, known.line_id, known.delta_yuan, known.basis_no) != said:
        raise faults.CallKnown(request_id=request_id)
    return True


def excesses_of(project: Project) -> tuple[ladder.Excess, ...]:
    """Return the stages that stand above their ceilings now (三超)."""
    current = {name: row.current_yuan for name, row in selectors.stages_of(project).items()}
    return ladder.excesses(current, report_pct=_report_pct(project))


def _writable(actor: Actor, code: str, action: str) -> Project:
    project = selectors.readable_project(actor=actor, code=code)
    if roles_on(actor, project).isdisjoint(policy.FILES):
        raise faults.StepNotYours(action=action)
    return project


def _check_ladder(project: Project, stage: str, current: dict[str, Decimal], decision_no: str) -> None:
    """Raise for a stage above its ceiling: a 概算 over 估算 passes by decision, beyond facts nothing does."""
    for one in ladder.excesses(current, report_pct=_report_pct(project)):
        decided = one.stage == ladder.APPROX and (one.verdict == ladder.OVER or decision_no.strip())
        if stage in {one.stage, one.ceiling} and one.stage not in FACTS and not decided:
            raise faults.CostOver(
                stage=one.stage, ceiling=one.ceiling, yuan=one.yuan, ceiling_yuan=one.ceiling_yuan,
                over=one.over_yuan, pct=one.over_pct.quantize(Decimal("0.01")),
            )  # fmt: skip


def _check_lines(
    project: Project, facts: StageFacts, yuan: Decimal, lines: Sequence[CostLineFacts]
) -> None:
    if not lines and facts.stage != ladder.APPROX:
        return
    places = set(places_of(project).values_list("pk", flat=True))
    for line in lines:
        money.not_negative(line.yuan, field=f"line {line.code}")
        if line.feature_id is not None and line.feature_id not in places:
            raise faults.FeatureElsewhere(feature=str(line.feature_id))
    total = sum((line.yuan for line in lines), money.ZERO)
    if total != yuan or facts.stage not in ladder.LINED:
        raise faults.LinesDoNotAddUp(lines=total, stage_yuan=yuan)


def _line_of(row: CostStage, code: str) -> CostLine | None:
    line = row.lines.select_for_update(of=("self",), no_key=True).filter(code=code).first() if code else None
    if line is None and (code or row.lines.exists()):
        raise faults.CostLineNotFound(line=code or "–")
    return line


def _check_revision(
    project: Project, row: CostStage, line: CostLine | None, revision: Revision, delta: Decimal
) -> None:
    if len(revision.reason.strip()) < 1 or row.authority != revision.authority:
        raise faults.AuthorityDiffers(authority=row.authority)
    if row.stage == ladder.APPROX and delta > 0:
        _check_raise(project, row, revision, delta)
    if row.stage == ladder.APPROX and delta < 0:
        room = approx_headroom(project).room_yuan
        if -delta > room:
            raise faults.BelowSpent(after=row.current_yuan + delta, bound=row.current_yuan - room)
    if line is not None and line.current_yuan + delta < line.paid_yuan:
        raise faults.BelowSpent(after=line.current_yuan + delta, bound=line.paid_yuan)
    current = {name: one.current_yuan for name, one in selectors.stages_of(project).items()}
    current[row.stage] = row.current_yuan + delta
    if current[row.stage] <= 0:
        raise faults.BelowSpent(after=current[row.stage], bound=money.CENT)
    _check_ladder(project, row.stage, current, revision.basis_no)


def _check_raise(project: Project, row: CostStage, revision: Revision, delta: Decimal) -> None:
    if revision.ground not in ladder.RAISING_GROUNDS or not revision.money_from.strip():
        raise faults.RaiseNotAllowed(ground=revision.ground, money_from=revision.money_from)
    limit = rule("approx_raise_audit_pct", on=clock.today(), jurisdiction=project.region_code)
    needed = ladder.needs_audit(row.original_yuan, row.current_yuan, delta, audit_pct=limit)
    if needed and not revision.audit_no.strip():
        raise faults.AuditMissing(limit=limit.normalize())


def _report_pct(project: Project) -> Decimal:
    return rule("estimate_over_feasibility_pct", on=clock.today(), jurisdiction=project.region_code)


def _record(actor: Actor, verb: str, row: CostStage, told: Mapping[str, object]) -> None:
    facts = {"project": row.project.code, **told}
    record_event(actor=actor, verb=verb, subject_type=SUBJECT, subject_id=row.pk, facts=facts)
