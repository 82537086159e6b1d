"""Budget requests with their review, the indicators issued on them, their ledger, plans and ceilings."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from portal.demo.money import planted
from portal.demo.money.hands import BUDGET, CLERK, HEAD, REVIEWER, Hand
from portal.demo.money.job import TODAY, YEAR, Job, Pile, finance, later, moment, working_days_later, yuan
from portal.demo.money.pays import Pay
from portal.demo.money.rows_budget import (
    BudgetLineRow,
    BudgetRequestRow,
    CeilingEntryRow,
    IndicatorEntryRow,
    IndicatorRow,
    MonthlyPlanRow,
    ReviewStepRow,
    SourceCeilingRow,
)
from portal.demo.province.hashing import fixed_id
from portal.demo.works.organisations import Body

FUNCTIONAL = {
    "road": "2140104", "railway": "2140201", "waterway": "2140110", "airport": "2140301",
    "urban_transport": "2140199", "flood_control": "2130305", "water_supply_sanitation": "2120303",
    "municipal_road": "2120303", "energy": "2111401", "education": "2050299", "health": "2100201",
    "culture_sports": "2070199", "social_housing": "2210106", "governance": "2010399",
    "information": "2150508", "industrial_park": "2150805",
}  # fmt: skip
INFRASTRUCTURE, BUILDINGS = "50302", "50301"
WAN = 1_000_000
NEXT = ("draft", "unit_review", "unit_review", "dept_review", "dept_review", "finance_review",
    "finance_review",
        "approved", "returned")  # fmt: skip
ROAD = (
    ("submit", "draft", "unit_review", CLERK), ("pass", "unit_review", "dept_review", HEAD),
    ("pass", "dept_review", "finance_review", REVIEWER), ("approve", "finance_review", "approved", BUDGET),
    ("issue", "approved", "issued", BUDGET), ("close", "issued", "closed", BUDGET),
)  # fmt: skip
LEVEL = {"unit_review": "unit", "dept_review": "dept", "finance_review": "finance"}
CLOCK_DAYS = {"unit_review": 5, "dept_review": 10, "finance_review": 15}


class Ceilings:
    """What was taken of each source in each year, by treasury and department; cents."""

    def __init__(self) -> None:
        self.taken: dict[tuple[UUID | None, str, int], int] = defaultdict(int)

    def take(
        self, pile: Pile, row: BudgetRequestRow, department: UUID | None, source: str, cents: int
    ) -> None:
        """Take an amount, by one entry."""
        key = (department, source, row.year)
        self.taken[key] += cents
        pile.add(CeilingEntryRow(
            ceiling_id=_ceiling_id(*key), kind="taken", amount_yuan=yuan(cents), request_id=row.id,
            basis_no="", key=f"demo/{row.number}/{department or 'treasury'}", actor_id=BUDGET.id,
            actor_name=BUDGET.name, at=row.updated_at,
        ))  # fmt: skip

    def rows(self, departments: Iterable[UUID], sources: Iterable[str]) -> Pile:
        """Return all ceilings with what was granted: what was taken and room for more."""
        pile = Pile()
        for department in (None, *departments):
            for source in sources:
                for year in (YEAR, YEAR + 1):
                    self.taken[department, source, year] += 0
        for (department, source, year), taken in sorted(self.taken.items(), key=str):
            amount = (taken * 13 // 10 // WAN + 50_000) * WAN
            made = _ceiling_id(department, source, year)
            pile.add(SourceCeilingRow(made, "97", department, source, year, yuan(amount), yuan(taken)))
            pile.add(CeilingEntryRow(
                ceiling_id=made, kind="granted", amount_yuan=yuan(amount), request_id=None,
                basis_no=f"岚财预〔{year}〕1号", key=f"demo/granted/{made}", actor_id=BUDGET.id,
                actor_name=BUDGET.name, at=moment(date(year - 1, 9, 20)),
            ))  # fmt: skip
        return pile


def _ceiling_id(department: UUID | None, source: str, year: int) -> UUID:
    return fixed_id("ceiling", department, source, year)


def indicator_id(job: Job, year: int) -> UUID:
    """Return the indicator of a work in a year."""
    return fixed_id("indicator", job.work, year)


def authority(job: Job, year: int, pays: list[Pay]) -> int:
    """Return what was issued in a year: what was paid and is asked for, and some more, in whole 万."""
    wanted = sum(pay.cash for pay in pays)
    more = wanted // 20 if year < YEAR else wanted // 12
    return -(-(wanted + more) // WAN) * WAN


def year_rows(job: Job, year: int, pays: list[Pay], ceilings: Ceilings, pile: Pile) -> None:
    """Put down a year's request, indicator, ledger and plan."""
    whole, past = authority(job, year, pays), year < YEAR
    request = _request(job, year, "closed" if past else "issued", whole, pile, ceilings)
    spent = sum(pay.cash for pay in pays if pay.spent)
    frozen = sum(pay.cash for pay in pays if pay.frozen)
    lapsed = whole - spent if past else 0
    made = indicator_id(job, year)
    number = f"ZB{year}-D{job.work + 1:05d}"
    pile.add(IndicatorRow(
        id=made, number=number, year=year, unit_id=job.owner.id, project_id=job.row.id, request_id=request.id,
        line_id=fixed_id("budget_line", request.id), feature_id=None, source=job.row.funding_source,
        functional=FUNCTIONAL[job.row.sector], economic=_economic(job), state="closed" if past else "open",
        approved_yuan=yuan(whole), adjusted_yuan=yuan(0), carried_yuan=yuan(-lapsed),
        frozen_yuan=yuan(frozen),
        committed_yuan=yuan(0), paid_yuan=yuan(spent), years_held=1, carried_from_id=None,
        issued_on=date(year, 1, 20), closed_on=date(year, 12, 31) if past else None,
    ))  # fmt: skip
    entry = _Ledger(made, pile)
    entry.put("approved", whole, f"{number}/issued", request.number, date(year, 1, 20), BUDGET)
    for pay in pays:
        _entries(pay, entry)
    if lapsed:
        entry.put("lapsed", -lapsed, f"{number}/lapsed", number, date(year, 12, 31), BUDGET)
    if not planted.has(job, planted.NO_PLAN):
        _plan(made, year, whole, pays, pile)


class _Ledger:
    """Writes the entries of one indicator."""

    def __init__(self, indicator: UUID, pile: Pile) -> None:
        self.indicator, self.pile = indicator, pile

    def put(self, kind: str, cents: int, key: str, ref: str, on: date, hand: Hand) -> None:
        """Write one entry."""
        self.pile.add(IndicatorEntryRow(self.indicator, kind, yuan(cents), key, ref, on, moment(on), hand.id,
                                        hand.name))  # fmt: skip


def _entries(pay: Pay, entry: _Ledger) -> None:
    key = f"{pay.number}/1"
    if pay.spent or pay.frozen:
        on = later(pay.paid_on, -9) if pay.spent else later(pay.since, -2)
        entry.put("frozen", pay.cash, f"{key}/freeze", pay.number, on, HEAD)
    if pay.spent:
        entry.put("paid", pay.cash, f"{key}/pay", pay.number, pay.paid_on, Hand(0, "treasury", ""))


def _plan(indicator: UUID, year: int, whole: int, pays: list[Pay], pile: Pile) -> None:
    """Plan each month's payments; what is asked for now, and the rest, this month."""
    months: dict[int, int] = defaultdict(int)
    for pay in pays:
        months[pay.paid_on.month if pay.spent else TODAY.month] += pay.cash
    if year == YEAR:
        months[TODAY.month] += whole - sum(months.values())
    pile.add(*(MonthlyPlanRow(indicator, month, yuan(cents))
               for month, cents in sorted(months.items()) if cents > 0))  # fmt: skip


def next_year(job: Job, cents: int, ceilings: Ceilings, pile: Pile) -> None:
    """Put down what is asked for next year, somewhere on its way through the review."""
    if cents < WAN:
        return
    state = NEXT[int(job.luck("next") * len(NEXT))]
    _request(job, YEAR + 1, state, cents // WAN * WAN, pile, ceilings)


def _economic(job: Job) -> str:
    return BUILDINGS if job.row.sector in {"education", "health", "social_housing", "governance"} \
        else INFRASTRUCTURE  # fmt: skip


def _request(job: Job, year: int, state: str, whole: int, pile: Pile, ceilings: Ceilings) -> BudgetRequestRow:
    """Put down a request, its one line and the steps that led to its state."""
    made, number = fixed_id("budget_request", job.work, year), f"YS{year}-D{job.work + 1:05d}"
    steps = _steps(job, year, state)
    since = steps[-1][0] if steps else date(year - 1, 11, 16)
    done = {source for _on, (_action, source, _target, _hand) in steps}
    issued = state in {"issued", "closed"}
    cut = whole // 40 // WAN * WAN if job.luck("cut", year) < 0.3 else 0
    amounts = _amounts(whole, cut, done if state != "returned" else set())
    days = CLOCK_DAYS.get(state)
    row = BudgetRequestRow(
        id=made, number=number, project_id=job.row.id,
        department_id=job.department.id if "dept_review" in done else None, year=year,
        title=f"{job.row.name}{year}年度预算"[:200], purpose="按年度施工计划安排建设资金",
        targets=_targets(job),
        priority=1 + job.work % 3, state=state, returned_by="unit" if state == "returned" else "", round=min(
            1, len(steps)), level_since=moment(since) if steps else None,
        due_on=working_days_later(since, days) if days else None, due_provisional=False,
        adopted_no=f"岚人大〔{year}〕3号" if issued else "", adopted_on=date(year, 1, 16) if issued else None,
        author_id=CLERK.id, author_name=CLERK.name, version=1 + len(steps), created_at=moment(later(since,
        -40)),
        updated_at=moment(since),
    )  # fmt: skip
    pile.add(row, _line(job, row, amounts))
    pile.add(*_step_rows(job, row, steps, amounts))
    if "dept_review" in done:
        left = amounts["finance_yuan"] or amounts["dept_yuan"] or 0
        ceilings.take(pile, row, job.department.id, job.row.funding_source, left)
    if "finance_review" in done:
        ceilings.take(pile, row, None, job.row.funding_source, whole)
    return row


def _amounts(whole: int, cut: int, done: set[str]) -> dict[str, int | None]:
    asked = whole + cut
    return {
        "requested_yuan": asked, "unit_yuan": asked if "unit_review" in done else None,
        "dept_yuan": whole if "dept_review" in done else None,
        "finance_yuan": whole if "finance_review" in done else None,
    }  # fmt: skip


def _steps(job: Job, year: int, state: str) -> list[tuple[date, tuple[str, str, str, Hand]]]:
    """Return the steps with their days. Next year's are of these weeks."""
    if state == "draft":
        return []
    if state == "returned":
        road = [ROAD[0], ("return", "unit_review", "returned", HEAD)]
    else:
        road = [*ROAD[: [step[2] for step in ROAD].index(state) + 1]]
    if year > YEAR:
        last = later(TODAY, -1 - int(job.luck("waits") * 3))
        days = [later(last, -7 * n) for n in reversed(range(len(road)))]
    else:
        days = [date(year - 1, 10, 10), date(year - 1, 10, 16), date(year - 1, 10, 27),
                date(year - 1, 11, 14), date(year, 1, 20), date(year + 1, 1, 9)]  # fmt: skip
    return list(zip(days, road, strict=False))


def _line(job: Job, row: BudgetRequestRow, amounts: dict[str, int | None]) -> BudgetLineRow:
    given: dict[str, Any] = {n: None if cents is None else yuan(cents) for n, cents in amounts.items()}
    cut = amounts["dept_yuan"] is not None and amounts["dept_yuan"] != amounts["requested_yuan"]
    return BudgetLineRow(
        id=fixed_id("budget_line", row.id), request_id=row.id, position=1, name="工程建设支出",
        functional=FUNCTIONAL[job.row.sector], economic=_economic(job), source=job.row.funding_source,
        year=row.year, feature_id=None, unit_reason="", dept_reason=CUT if cut else "", finance_reason="",
        **given,
    )  # fmt: skip


CUT = "按施工进度核减，超出部分列入下一年度"


def _step_rows(
    job: Job, row: BudgetRequestRow, steps: list[tuple[date, tuple[str, str, str, Hand]]],
    amounts: dict[str, int | None],
) -> list[ReviewStepRow]:  # fmt: skip
    bodies: dict[str, Body] = {"dept_reviewer": job.department, "fin_budget": finance()}
    made, before = [], amounts["requested_yuan"] or 0
    for n, (on, (action, source, target, hand)) in enumerate(steps, start=1):
        level = LEVEL.get(source, "")
        after = amounts.get(f"{level}_yuan") or before
        told = [{"position": 1, "name": "工程建设支出", "before": str(yuan(before)),
        "after": str(yuan(after)),
                 "reason": CUT}] if after < before else []  # fmt: skip
        made.append(ReviewStepRow(
            request_id=row.id, round=1, level=level, action=action, source=source, target=target,
            version=1 + n, reason="附件不全，请补充施工计划后重新提交" if action == "return" else "",
            differences=told, before_yuan=yuan(before) if level else None,
            after_yuan=yuan(after) if level or action == "submit" else None, due_on=None, late_days=None,
            key=f"demo/{row.number}/{n}", actor_id=hand.id, actor_name=hand.name,
            organisation_id=bodies.get(hand.role, job.owner).id, at=moment(on),
        ))  # fmt: skip
        before = after
    return made


def _targets(job: Job) -> list[dict[str, str]]:
    return [
        {"name": "年度投资完成率", "value": "95", "unit": "%"},
        {"name": "质量合格率", "value": "100", "unit": "%"},
    ]
