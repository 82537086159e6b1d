"""The cost ladder of a work: estimate, approved estimate with its lines, budget, contracts, settlement."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.demo.money import planted
from portal.demo.money.hands import CLERK
from portal.demo.money.job import Job, Pile, later, moment, yuan
from portal.demo.money.rows_budget import CostLineRow, CostRevisionRow, CostStageRow
from portal.demo.province.hashing import fixed_id

BUILT, EQUIPMENT, OTHER = 0.80, 0.04, 0.11
"""What construction, equipment and other costs take of the whole; the rest is contingency."""


@dataclass(slots=True)
class Line:
    """One line of the approved estimate. ``paid``: on it so far; cents."""

    id: UUID
    code: str
    name: str
    category: str
    feature: UUID | None
    cents: int
    budget: int
    raised: int = 0
    paid: int = 0


def lines_of(job: Job) -> list[Line]:
    """Return the lines: one for each section, then equipment, other costs and contingency."""
    weights = [0.7 + job.luck("section", n) for n in range(len(job.sections))]
    built = [int(job.cents * BUILT * weight / sum(weights)) for weight in weights]
    over = planted.BUDGET_FACTOR if planted.has(job, planted.OVER_BUDGET) else 0.98
    made = [
        Line(fixed_id("cost_line", job.work, n), f"1.{n + 1}", f"建筑安装工程费·{place.name}"[:200],
        "building",
             place.id, cents, int(cents * over))
        for n, (place, cents) in enumerate(zip(job.sections, built, strict=True))
    ]  # fmt: skip
    rest = (("2", "设备购置费", "equipment", int(job.cents * EQUIPMENT)),
            ("3", "工程建设其他费", "other", int(job.cents * OTHER)))  # fmt: skip
    made += [Line(fixed_id("cost_line", job.work, "rest", c), c, name, kind, None, cents, int(cents * 0.98))
             for c, name, kind, cents in rest]  # fmt: skip
    left = job.cents - sum(line.cents for line in made)
    last = Line(fixed_id("cost_line", job.work, "rest", "4"), "4", "基本预备费", "contingency_basic", None,
    left,
                left // 2)  # fmt: skip
    if job.rich and job.at("construction") and job.luck("raised") < 0.07:
        made[0].raised = int(made[0].cents * 0.03)
    return [*made, last]


def ladder(job: Job, lines: list[Line], pile: Pile) -> None:
    """Put down estimate, approved estimate and budget, as far as the work has come."""
    share = 1.03 + 0.08 * job.luck("estimate")
    estimate = int(job.cents / planted.OVER_FACTOR if planted.has(job, planted.OVER_ESTIMATE)
                   else job.cents * share) // 100_000 * 100_000  # fmt: skip
    start = job.starts
    stage(job, pile, "estimate", estimate, later(start, -250))
    if not job.at("design_approved"):
        return
    raised = sum(line.raised for line in lines)
    approx = stage(job, pile, "approx", job.cents, later(start, -180), raised=raised)
    pile.add(*(_row(n, line, approx, line.cents - line.raised, line.cents, line.paid)
               for n, line in enumerate(lines, start=1)))  # fmt: skip
    if raised:
        _raise(job, pile, approx, lines[0])
    if job.at("planned"):
        budget = stage(job, pile, "budget", sum(line.budget for line in lines), later(start, -100))
        pile.add(*(_budgeted(n, line, budget) for n, line in enumerate(lines, start=1)))


def stage(job: Job, pile: Pile, name: str, cents: int, on: date, *, raised: int = 0) -> UUID:
    """Put one stage down; return its identifier. ``raised``: what revisions added to it."""
    made = fixed_id("cost_stage", job.work, name)
    short = f"岚发改投〔{on.year}〕{job.work % 900 + 10}号" if name in {"estimate", "approx"} else ""
    pile.add(CostStageRow(
        id=made, project_id=job.row.id, stage=name, original_yuan=yuan(cents - raised),
        current_yuan=yuan(cents), number=short, authority="岚海省发展和改革委员会" if short
        else job.owner.name,
        approved_on=on, decision_no="", file_id=None, recorded_by=CLERK.id, recorded_at=moment(on),
    ))  # fmt: skip
    return made


def _row(n: int, line: Line, stage_id: UUID, original: int, current: int, paid: int) -> CostLineRow:
    return CostLineRow(
        line.id, stage_id, n, line.code, line.name, line.category, line.feature, yuan(original),
        yuan(current), yuan(paid),
    )  # fmt: skip


def _budgeted(n: int, line: Line, stage_id: UUID) -> CostLineRow:
    row = _row(n, line, stage_id, line.budget, line.budget, 0)
    return row._replace(id=fixed_id("cost_line", line.id, "budget"))


def _raise(job: Job, pile: Pile, stage_id: UUID, line: Line) -> None:
    on = later(job.starts, 60)
    pile.add(CostRevisionRow(
        stage_id=stage_id, line_id=line.id, delta_yuan=yuan(line.raised), ground="price",
        basis_no=f"岚发改投调〔{on.year}〕{job.work % 90 + 1}号", authority="岚海省发展和改革委员会",
        money_from="省级预备费", audit_no="", reason="主要材料价格上涨，按规定程序申请调整概算",
        approved_on=on,
        request_id=f"demo/revision/{job.work}", actor_id=CLERK.id, actor_name=CLERK.name, at=moment(on),
    ))  # fmt: skip
