"""Targets and weights: drawn up, handed in, approved and locked; changed only as a case with a reason."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.refusals import kept_refusals
from portal.performance import faults, guards, moving, policy, selectors
from portal.performance.lines import flaws_of
from portal.performance.models import Evaluation, TargetLine, TargetSet
from portal.performance.rules import life, weights
from portal.performance.rules.library import BY_CODE
from portal.performance.rules.surveys import Component
from portal.performance.services.recording import Doing, keep
from portal.projects.selectors import get_project, list_features

PLACES = ("site", "section", "structure")
CHANGEABLE = (life.APPROVED, life.MONITORING)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """One indicator as it is written. Fractions of 1; ``planned`` in ``unit``."""

    code: str
    weight: Decimal
    target: Decimal | None = None
    zero: Decimal | None = None
    planned: Decimal | None = None
    unit: str = ""
    name: str = ""
    name_en: str = ""
    components: Sequence[Component] = ()


@kept_refusals(faults.SUBJECT, names=("code",))
@transaction.atomic
def begin(
    *, actor: Actor, code: str, year: int, mode: str, on: date, feature_id: UUID | None = None
) -> Evaluation:
    """Begin the evaluation of a project's site, section or structure in a year; it has no indicator yet."""
    project = get_project(actor=actor, code=code)
    if not policy.may_begin(actor, project):
        raise faults.StepNotYours(action="begin")
    if mode not in weights.MODES:
        raise faults.WordUnknown(field="mode", value=mode[:40], known=", ".join(weights.MODES))
    if not 2000 <= year <= 2100:
        raise faults.WordUnknown(field="year", value=str(year)[:40], known="2000–2100")
    place = list_features(actor=actor).filter(
        pk=feature_id or project.site_id, root_id=project.site_id, kind__in=PLACES
    ).first()  # fmt: skip
    if place is None:
        raise faults.FeatureElsewhere(code=code)
    known = Evaluation.objects.filter(project=project, feature=place, year=year, mode=mode)
    if known.exists():
        raise faults.EvaluationKnown(year=year)
    made = Evaluation(
        project=project, feature=place, year=year, mode=mode, version=0, created_at=clock.now(),
        updated_at=clock.now(),
    )  # fmt: skip
    guards.check_live(made)
    made.save()
    TargetSet.objects.create(evaluation=made, revision=1)
    return keep(Doing(actor=actor, evaluation=made, on=on), "begin", told={"mode": mode})


@kept_refusals(faults.SUBJECT, names=("evaluation_id",))
@transaction.atomic
def write_targets(
    *, actor: Actor, evaluation_id: UUID, version: int, lines: Sequence[NewLine], on: date
) -> Evaluation:
    """Replace the indicators of an evaluation while they are drawn up. They need not be fit yet."""
    evaluation = selectors.lock_evaluation(actor=actor, evaluation_id=evaluation_id, on=on)
    if policy.roles_of(actor, evaluation, on=on).isdisjoint(life.SCORERS[life.SELF]):
        raise faults.StepNotYours(action="write_targets")
    guards.check_version(evaluation, version)
    guards.check_live(evaluation)
    if evaluation.state not in life.EDITABLE:
        raise faults.TargetsLocked()
    check_lines(lines)
    targets = evaluation.sets.get(revision=1)
    targets.lines.all().delete()
    _write(targets, lines)
    doing = Doing(actor=actor, evaluation=evaluation, on=on)
    return keep(doing, "write_targets", told={"lines": len(lines), "weight": str(_sum(lines))})


@kept_refusals(faults.SUBJECT, names=("evaluation_id",))
@transaction.atomic
def propose_change(
    *, actor: Actor, evaluation_id: UUID, version: int, lines: Sequence[NewLine], reason: str, on: date
) -> Evaluation:
    """Put forward other targets with a reason; those in force stay until the department approves."""
    evaluation = selectors.lock_evaluation(actor=actor, evaluation_id=evaluation_id, on=on)
    if "pu_head" not in policy.roles_of(actor, evaluation, on=on):
        raise faults.StepNotYours(action="propose_change")
    guards.check_version(evaluation, version)
    if evaluation.state not in CHANGEABLE or selectors.waiting_change(evaluation) is not None:
        raise faults.ChangeClosed()
    guards.check_reason(reason)
    check_lines(lines)
    last = evaluation.sets.order_by("-revision").values_list("revision", flat=True)[0]
    targets = TargetSet.objects.create(
        evaluation=evaluation, revision=last + 1, reason=reason, proposed_by=actor.user_id,
        proposed_by_name=actor.name,
    )  # fmt: skip
    _write(targets, lines)
    _check_fit(evaluation, targets, on)
    doing = Doing(actor=actor, evaluation=evaluation, on=on, reason=reason)
    return keep(doing, "propose_change", told={"revision": targets.revision})


@kept_refusals(faults.SUBJECT, names=("evaluation_id",))
@transaction.atomic
def decide_change(
    *, actor: Actor, evaluation_id: UUID, version: int, approve: bool, reason: str, on: date
) -> Evaluation:
    """Approve a change of targets, which locks it and puts it into force, or reject it."""
    evaluation = selectors.lock_evaluation(actor=actor, evaluation_id=evaluation_id, on=on)
    action = "approve_change" if approve else "reject_change"
    if "dept_head" not in policy.roles_of(actor, evaluation, on=on):
        raise faults.StepNotYours(action=action)
    guards.check_version(evaluation, version)
    targets = selectors.waiting_change(evaluation)
    if targets is None:
        raise faults.NoChange()
    if evaluation.state not in CHANGEABLE:
        raise faults.ChangeClosed()
    guards.check_reason(reason)
    guards.check_separation(actor, evaluation, action)
    _decided(targets, actor, approve=approve)
    if approve:
        evaluation.self_points = None
    doing = Doing(actor=actor, evaluation=evaluation, on=on, reason=reason)
    return keep(doing, action, told={"revision": targets.revision})


def hand_in(doing: Doing) -> dict[str, Any]:
    """Hand in a set that is fit."""
    targets = doing.evaluation.sets.get(revision=1)
    _check_fit(doing.evaluation, targets, doing.on)
    TargetSet.objects.filter(pk=targets.pk).update(
        proposed_by=doing.actor.user_id, proposed_by_name=doing.actor.name
    )
    return {"lines": targets.lines.count()}


def approve(doing: Doing) -> dict[str, Any]:
    """Lock the targets before money moves."""
    if moving.money_moved(doing.evaluation, on=doing.on):
        raise faults.MoneyMoved(year=doing.evaluation.year)
    return _lock(doing)


def approve_late(doing: Doing) -> dict[str, Any]:
    """Lock targets though money has moved: seen by the auditors, and marked for good."""
    doing.evaluation.late = moving.money_moved(doing.evaluation, on=doing.on)
    return _lock(doing) | {"late": doing.evaluation.late, "report_to": "aud"}


def check_lines(lines: Sequence[NewLine]) -> None:
    """Refuse indicators that the library does not know, that stand twice, or with numbers that are none."""
    seen: set[tuple[str, str]] = set()
    found: list[weights.Flaw] = []
    for at, line in enumerate(lines, start=1):
        found += weights.written_flaws(at, line.code, line.weight, (line.target, line.zero, line.planned))
        called = (line.code, line.name.strip())
        if called in seen:
            found.append(weights.Flaw(position=at, kind="twice", field="code", value=line.code))
        seen.add(called)
    if found:
        raise faults.SetUnfit(flaws=[asdict(flaw) for flaw in found])


def _check_fit(evaluation: Evaluation, targets: TargetSet, on: date) -> None:
    flaws = flaws_of(evaluation, targets, on=on)
    if flaws:
        raise faults.SetUnfit(flaws=flaws)


def _lock(doing: Doing) -> dict[str, Any]:
    targets = doing.evaluation.sets.get(revision=1)
    _check_fit(doing.evaluation, targets, doing.on)
    _decided(targets, doing.actor, approve=True)
    return {"revision": targets.revision, "lines": targets.lines.count()}


def _decided(targets: TargetSet, actor: Actor, *, approve: bool) -> None:
    targets.locked_at = clock.now() if approve else None
    targets.rejected_at = None if approve else clock.now()
    targets.decided_by, targets.decided_by_name = actor.user_id, actor.name
    targets.save()


def _sum(lines: Sequence[NewLine]) -> Decimal:
    return sum((line.weight for line in lines), Decimal(0))


def _write(targets: TargetSet, lines: Sequence[NewLine]) -> None:
    TargetLine.objects.bulk_create(
        _row(targets, position, line) for position, line in enumerate(lines, start=1)
    )


def _row(targets: TargetSet, position: int, line: NewLine) -> TargetLine:
    known = BY_CODE[line.code]
    return TargetLine(
        set=targets, position=position, code=line.code, name=line.name.strip(), name_en=line.name_en.strip(),
        unit=line.unit.strip(), direction=known.direction, form=known.form, weight=line.weight,
        target=line.target, zero=line.zero, planned=line.planned,
        components=[
            {"name": one.name, "source": one.source, "weight": str(one.weight), "low": str(one.low),
             "high": str(one.high)}
            for one in line.components
        ],
    )  # fmt: skip
