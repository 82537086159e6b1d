"""Evaluations of works that are done, and the targets of those that are being built."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.demo.money import planted
from portal.demo.money.hands import BUDGET, CLERK, DEPT_HEAD, EVALUATOR, HEAD, Hand
from portal.demo.money.job import YEAR, Job, Pile, bodies_of, finance, later, moment
from portal.demo.money.rows_performance import (
    EvaluationActRow,
    EvaluationRow,
    ScoreRow,
    TargetLineRow,
    TargetSetRow,
)
from portal.demo.province.hashing import fixed_id
from portal.demo.works.organisations import EVALUATOR as EVALUATORS
from portal.performance.book import Book
from portal.performance.rules import grades, scoring
from portal.performance.rules.library import BY_CODE
from portal.performance.rules.working import figure_names, work

WEIGHTS = (("budget_execution", 10), ("completion", 20), ("quality_met", 10), ("timeliness", 10),
           ("cost_saving", 10), ("sustained_effect", 15), ("social_benefit", 15), ("satisfaction",
           10))  # fmt: skip
PARTIES = (("self", HEAD, 2), ("third", EVALUATOR, 0), ("finance", BUDGET, 1))
ROAD = (
    ("set_targets", "draft", "targets_set", HEAD), ("approve_targets", "targets_set", "targets_approved",
    DEPT_HEAD),
    ("monitor", "targets_approved", "mid_monitoring", CLERK),
    ("self_evaluate", "mid_monitoring", "self_evaluated", HEAD),
    ("assign", "self_evaluated", "third_party_assigned", DEPT_HEAD),
    ("accept", "third_party_assigned", "tp_in_progress", EVALUATOR),
    ("submit_report", "tp_in_progress", "tp_submitted", EVALUATOR),
    ("reevaluate", "tp_submitted", "finance_reevaluation", BUDGET),
    ("open_feedback", "finance_reevaluation", "feedback", BUDGET), ("finalise", "feedback", "finalised",
    BUDGET),
    ("publish", "finalised", "published", BUDGET),
)  # fmt: skip
LAST_DAY = date(2026, 11, 18)
MILLION = Decimal(1_000_000)


def score_rows(job: Job, paid: int, book: Book, pile: Pile) -> None:
    """Put a work's evaluation down: scored where it is done, with targets alone where it is being built."""
    if not job.rich:
        return
    if job.ended and job.at("evaluated"):
        state = "finance_reevaluation" if planted.has(job, planted.SCORES) else "published"
        _evaluation(job, job.ended.year, state, paid, book, pile)
    elif job.row.stage == "construction" and job.luck("targets") < 0.5:
        _evaluation(job, YEAR, "mid_monitoring" if job.luck("watched") < 0.5 else "targets_approved", paid,
        book,
                    pile)  # fmt: skip


def _evaluation(job: Job, year: int, state: str, paid: int, book: Book, pile: Pile) -> None:
    made, number = fixed_id("evaluation", job.work, year), 1_000_000 + job.work
    targets = [_target(number, n, code, weight) for n, (code, weight) in enumerate(WEIGHTS, start=1)]
    begun = later(job.starts, -20) if year < YEAR else date(year, 1, 8)
    steps = _steps(job, begun, state)
    pile.add(TargetSetRow(number, made, 1, "", HEAD.id, HEAD.name, DEPT_HEAD.id, DEPT_HEAD.name,
                          moment(steps[1][1]), None), *targets)  # fmt: skip
    points: dict[str, Decimal | None] = {}
    for party, hand, kind in PARTIES if state in {"published", "finance_reevaluation"} else ():
        given = [_score(job, target, party, hand, kind, paid, book, steps) for target in targets]
        pile.add(*(row._replace(evaluation_id=made) for row in given))
        points[party] = sum((row.points or Decimal(0) for row in given), Decimal(0))
    final = points.get("finance") if state == "published" else None
    pile.add(EvaluationRow(
        id=made, project_id=job.row.id, feature_id=job.row.site_id, year=year, mode="finance", state=state,
        late=False, self_points=points.get("self"), third_points=points.get("third"),
        finance_points=points.get("finance"), final_points=final,
        grade=grades.grade(final, book.bounds) if final is not None else "",
        explanation="单位自评与第三方评价口径不同，已逐项核对" if points else "", opinion="",
        opinion_due_on=None,
        version=1 + len(steps), created_at=moment(begun), updated_at=moment(steps[-1][1]),
    ))  # fmt: skip
    _acts(job, made, steps, pile)


Taken = tuple[tuple[str, str, str, Hand], date]


def _steps(job: Job, begun: date, state: str) -> list[Taken]:
    upto = [step[2] for step in ROAD].index(state) + 1
    ended = job.ended or LAST_DAY
    days = [begun, later(begun, 9), later(begun, 100), *(later(ended, 60 + 25 * n) for n in range(8))]
    return [(step, min(day, LAST_DAY)) for step, day in zip(ROAD[:upto], days, strict=False)]


def _acts(job: Job, made: UUID, steps: list[Taken], pile: Pile) -> None:
    firms = bodies_of(EVALUATORS)
    bodies = {"dept_head": job.department.id, "fin_budget": finance().id,
              "tp": firms[int(job.luck("evaluator") * len(firms))].id}  # fmt: skip
    for (action, source, target, hand), on in steps:
        pile.add(EvaluationActRow(
            made, action, source, target, hand.id, hand.name, bodies.get(hand.role, job.owner.id), "", None,
            moment(on),
        ))  # fmt: skip


def _target(number: int, n: int, code: str, weight: int) -> TargetLineRow:
    known = BY_CODE[code]
    return TargetLineRow(
        id=number * 10 + n, set_id=number, position=n, code=code, name=known.zh, name_en=known.en,
        unit=known.unit, direction=known.direction, form=known.form, weight=Decimal(weight),
        target=known.target, zero=known.zero, planned=Decimal(100) if code == "completion" else None,
        components=[],
    )  # fmt: skip


def _score(
    job: Job, target: TargetLineRow, party: str, hand: Hand, kind: int, paid: int, book: Book,
    steps: list[Taken],
) -> ScoreRow:  # fmt: skip
    known, on = BY_CODE[target.code], steps[min(3 + 2 * kind, len(steps) - 1)][1]
    values = _figures(job, target.code, party, paid)
    figures = {name: Decimal(values[name]) for name in figure_names(known)}
    worked = work(known, figures)
    measure = scoring.Measure(form=target.form, weight=target.weight, direction=target.direction,
                              target=target.target, zero=target.zero)  # fmt: skip
    judged = scoring.judge(measure, worked.value, book.terms)
    return ScoreRow(
        evaluation_id=job.row.id, line_id=target.id, party=party,
        figures={name: {"value": format(value.normalize(), "f"), "origin": "entered", "as_of": on.isoformat()}
                 for name, value in figures.items()},
        value=worked.value, attainment=judged.attainment, points=judged.points, over=judged.over,
        vetoed=judged.vetoed, remark="", evidence_id=None, made_by=hand.id, made_by_name=hand.name,
        made_at=moment(on),
    )  # fmt: skip


def _figures(job: Job, code: str, party: str, paid: int) -> dict[str, int | str]:
    """Return the raw figures a judge took; the unit sees itself a little better, within the rule."""
    generous = {"self": 3, "third": 0, "finance": 1}[party]
    harsh = 40 if party == "finance" and planted.has(job, planted.SCORES) else 0
    base = 78 + int(job.luck("score", len(code)) * 18)
    if code in {"sustained_effect", "social_benefit"}:
        return {"share": str(Decimal(min(base + generous - harsh, 100)) / 100)}
    if code == "satisfaction":
        happy = 50 + int(job.luck("happy") * 40)
        names = figure_names(BY_CODE[code])
        return dict(zip(names, (happy, 60, 25, 8, 3)[: len(names)], strict=False))
    planned = ((job.row.planned_end or LAST_DAY) - (job.row.planned_start or job.starts)).days + 1
    taken = ((job.ended or LAST_DAY) - job.starts).days + 1
    cost = job.cents // 100
    return {
        "paid": paid // 100, "received": paid * 21 // 2000, "actual_output": 100, "planned_output": 100,
        "passed_output": 96 + int(job.luck("quality") * 5), "planned_days": planned, "actual_days": taken,
        "planned_cost": cost, "actual_cost": cost * (95 + int(job.luck("cost") * 5)) // 100,
    }  # fmt: skip
