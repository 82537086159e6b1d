"""Points of the three judges, and what they are held against one another by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.refusals import kept_refusals
from portal.performance import faults, guards, selectors, tracing
from portal.performance.figures import Figures, gather
from portal.performance.lines import measure_of
from portal.performance.models import Evaluation, Score, TargetLine
from portal.performance.rules import grades, life
from portal.performance.rules.scoring import judge
from portal.performance.services.recording import Doing, keep
from portal.performance.tracing import Trace
from portal.projects.rules import MIN_REASON_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a judge gives for one indicator, by its place in the set. Figures left out are read live."""

    position: int
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    remark: str = ""


@kept_refusals(faults.SUBJECT, names=("evaluation_id",))
@transaction.atomic
def write_scores(
    *, actor: Actor, evaluation_id: UUID, version: int, party: str, entries: Sequence[Entry], on: date
) -> Evaluation:
    """Write a party's points from raw figures; those of indicators not named stay as they are."""
    evaluation = selectors.lock_evaluation(actor=actor, evaluation_id=evaluation_id, on=on)
    if party not in life.PARTIES:
        raise faults.WordUnknown(field="party", value=party[:40], known=", ".join(life.PARTIES))
    guards.check_writer(actor, evaluation, party, on=on)
    guards.check_version(evaluation, version)
    if evaluation.state != life.SCORES_IN[party]:
        raise faults.ScoresClosed(party=party, state=evaluation.state)
    lines = {line.position: line for line in selectors.lines_of(selectors.current_set(evaluation))}
    for entry in entries:
        if entry.position not in lines:
            raise faults.LineUnknown(line=entry.position)
        _write(actor, evaluation, lines[entry.position], party, entry, on)
    _total(evaluation, party, on)
    told = {"lines": sorted(entry.position for entry in entries), "party": party}
    doing = Doing(actor=actor, evaluation=evaluation, on=on)
    return keep(doing, f"score_{party}", told=told)


def _write(
    actor: Actor, evaluation: Evaluation, line: TargetLine, party: str, entry: Entry, on: date
) -> None:
    day = min(on, date(evaluation.year, 12, 31)) if evaluation.year < on.year else on
    found = gather(line, evaluation.project, on=day, entered=entry.figures)
    Score.objects.update_or_create(
        line=line, party=party,
        defaults={
            "evaluation": evaluation, "figures": found.kept(), "remark": entry.remark.strip(),
            "made_by": actor.user_id, "made_by_name": actor.name, "made_at": clock.now(),
            **_judged(line, found, evaluation, on),
        },
    )  # fmt: skip


def _judged(line: TargetLine, found: Figures, evaluation: Evaluation, on: date) -> dict[str, Any]:
    value = found.worked.value
    judged = judge(measure_of(line), value, tracing.book_for(evaluation, on=on).terms)
    return {
        "value": value, "attainment": judged.attainment, "points": judged.points, "over": judged.over,
        "vetoed": judged.vetoed,
    }  # fmt: skip


def _total(evaluation: Evaluation, party: str, on: date) -> Trace:
    found = tracing.trace(evaluation, on=on)
    setattr(evaluation, f"{party}_points", found.totals[party])
    return found


def _complete(doing: Doing, party: str) -> Trace:
    found = _total(doing.evaluation, party, doing.on)
    lacking = tracing.missing(found, party)
    if lacking:
        raise faults.ScoresMissing(lines=lacking)
    return found


def hand_in_self(doing: Doing) -> dict[str, Any]:
    """Hand in the unit's evaluation, every indicator scored."""
    found = _complete(doing, life.SELF)
    return {"points": str(found.totals[life.SELF])}


def hand_in_report(doing: Doing) -> dict[str, Any]:
    """Hand in the third party's report; far from the unit's points, only with an explanation."""
    found, evaluation = _complete(doing, life.THIRD), doing.evaluation
    bounds = found.book.bounds
    own, third = found.totals[life.SELF], found.totals[life.THIRD]
    explanation = str(doing.more.get("explanation") or doing.reason).strip()
    if grades.must_explain(own, third, bounds) and len(explanation) < MIN_REASON_LENGTH:
        raise faults.ExplanationDue(
            own=str(own), third=str(third), gap=str(grades.apart(own, third)),
            limit=format(bounds.explain.normalize(), "f"), least=MIN_REASON_LENGTH,
        )  # fmt: skip
    evaluation.explanation = explanation
    return {"points": str(third), "gap": str(grades.apart(own, third)), "explanation": explanation}


def judged_by_finance(doing: Doing) -> tuple[Trace, Decimal]:
    """Return finance's result: what it scored itself, else the third party's. Raises ``JointReviewDue``."""
    found, evaluation = _complete(doing, life.FINANCE), doing.evaluation
    third, finance = found.totals[life.THIRD], found.totals[life.FINANCE]
    bounds = found.book.bounds
    if grades.must_review(third, finance, bounds) and not _reviewed(evaluation, third, finance):
        raise faults.JointReviewDue(
            third=str(third), finance=str(finance), gap=str(grades.apart(third, finance)),
            limit=format(bounds.joint_review.normalize(), "f"),
        )  # fmt: skip
    return found, finance or Decimal(0)


def _reviewed(evaluation: Evaluation, third: Decimal | None, finance: Decimal | None) -> bool:
    if third is None or finance is None:
        return False
    return evaluation.joint_reviews.filter(third_points=third, finance_points=finance).exists()
