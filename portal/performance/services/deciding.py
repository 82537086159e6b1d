"""From finance's points to the decision: joint review, opinion, objection, final grade, what follows."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.calendar import work_calendar
from portal.core.refusals import kept_refusals
from portal.performance import faults, guards, selectors, tracing
from portal.performance.models import Decision, Evaluation, JointReview
from portal.performance.rules import grades, life
from portal.performance.services import assigning
from portal.performance.services.recording import Doing, keep
from portal.performance.services.scoring import judged_by_finance
from portal.projects.rules import MIN_REASON_LENGTH


@kept_refusals(faults.SUBJECT, names=("evaluation_id",))
@transaction.atomic
def record_joint_review(
    *, actor: Actor, evaluation_id: UUID, version: int, held_on: date, present: Sequence[UUID],
    conclusion: str, on: date,
) -> Evaluation:  # fmt: skip
    """Put on record what third party and finance found together; it holds for just these two totals."""
    evaluation = selectors.lock_evaluation(actor=actor, evaluation_id=evaluation_id, on=on)
    guards.check_writer(actor, evaluation, life.FINANCE, on=on)
    guards.check_version(evaluation, version)
    third, finance = evaluation.third_points, evaluation.finance_points
    if evaluation.state != life.REEVALUATION or third is None or finance is None:
        raise faults.JointReviewNotDue()
    guards.check_reason(conclusion)
    bodies = {assigning.open_task(evaluation).organisation_id, actor.organisation_id}
    if not bodies <= set(present) or held_on > on:
        raise faults.ReviewIncomplete()
    JointReview.objects.create(
        evaluation=evaluation, held_on=held_on, present=sorted(set(present), key=str),
        conclusion=conclusion.strip(), third_points=third, finance_points=finance,
        recorded_by=actor.user_id, recorded_by_name=actor.name, recorded_at=clock.now(),
    )  # fmt: skip
    doing = Doing(actor=actor, evaluation=evaluation, on=on, reason=conclusion.strip())
    return keep(doing, "joint_review", told={"third": str(third), "finance": str(finance)})


def open_feedback(doing: Doing) -> dict[str, Any]:
    """Give the result to the unit, which has some working days for its opinion."""
    found, points = judged_by_finance(doing)
    evaluation = doing.evaluation
    evaluation.final_points, evaluation.grade = points, grades.grade(points, found.book.bounds)
    days = int(found.book.number("opinion_days"))
    evaluation.opinion_due_on = work_calendar().add(doing.on, days).on
    evaluation.opinion = ""
    return {
        "points": str(points),
        "grade": evaluation.grade,
        "until": evaluation.opinion_due_on.isoformat(),
    }


def give_opinion(doing: Doing) -> dict[str, Any]:
    """Keep what the unit says to its result."""
    doing.evaluation.opinion = doing.reason.strip()
    return {}


def uphold(doing: Doing) -> dict[str, Any]:
    """Follow the objection: finance scores anew."""
    evaluation = doing.evaluation
    evaluation.final_points, evaluation.grade, evaluation.opinion_due_on = None, "", None
    return {}


def dismiss(doing: Doing) -> dict[str, Any]:
    """Keep the result; the objection stands as the unit's opinion."""
    last = doing.evaluation.acts.filter(action="object").order_by("-pk").first()
    doing.evaluation.opinion = last.reason if last else doing.evaluation.opinion
    return {}


def finalise(doing: Doing) -> dict[str, Any]:
    """Make the result final once the unit has spoken or its time is over; the third party's access ends."""
    evaluation, until = doing.evaluation, doing.evaluation.opinion_due_on
    if not evaluation.opinion and until is not None and doing.on <= until:
        raise faults.OpinionPeriodRuns(until=until.isoformat())
    found = tracing.trace(evaluation, on=doing.on)
    if found.totals[life.FINANCE] is None:
        raise faults.ScoresMissing(lines=tracing.missing(found, life.FINANCE))
    assigning.end_task(evaluation, doing.on)
    return {"points": str(evaluation.final_points), "grade": evaluation.grade}


def apply(doing: Doing) -> dict[str, Any]:
    """Put on record what a person decides upon the grade; otherwise than it says, with a reason."""
    evaluation, decided = doing.evaluation, str(doing.needed("decision"))
    if decided not in grades.DECISIONS:
        raise faults.WordUnknown(field="decision", value=decided[:40], known=", ".join(grades.DECISIONS))
    default, reason = grades.DEFAULTS[evaluation.grade], doing.reason.strip()
    if decided != default and len(reason) < MIN_REASON_LENGTH:
        raise faults.ReasonForOther(grade=evaluation.grade, default=default, least=MIN_REASON_LENGTH)
    made = Decision.objects.create(
        evaluation=evaluation, default=default, decided=decided, reason=reason,
        budget_year=evaluation.year + 1, decided_at=clock.now(), decided_by=doing.actor.user_id or 0,
        decided_by_name=doing.actor.name,
    )  # fmt: skip
    return {"default": default, "decided": decided, "budget_year": made.budget_year}
