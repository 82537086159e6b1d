"""Every operation of the budget as something to try with a row, a person and an amount, fitting or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from portal.budget import ledger
from portal.budget.models import Adjustment, BudgetRequest, CostLine, Indicator, IndicatorEntry
from portal.budget.services import adjusting, ceiling, closing, costing, planning, reviewing
from portal.budget.services.adjusting import Proposal
from portal.core import clock
from portal.core.errors import NotFound
from tests.budget.conftest import Bench, call, fresh
from tests.conftest import NOON

REASON = "按支出标准核减，理由详见评审意见"
NEW_YEAR = datetime(2027, 1, 11, 4, 0, tzinfo=UTC)


class NothingThere(NotFound):
    """There is no row to try it on yet."""


def _yuan(one: Any) -> Decimal:
    return Decimal(one.cents) / 100


def _pick(rows: Any, one: Any) -> Any:
    """One of the six newest rows."""
    found = list(rows[:6])
    if not found:
        raise NothingThere()
    return found[one.row % len(found)]


def _request(one: Any, *states: str) -> BudgetRequest:
    rows = BudgetRequest.objects.order_by("-created_at", "pk")
    return _pick(rows.filter(state__in=states) if one.who < 8 else rows, one)


def _indicator(one: Any) -> Indicator:
    return _pick(Indicator.objects.filter(state="open").order_by("-number"), one)


def _actor(bench: Bench, one: Any, usual: str) -> Any:
    """The usual person, or now and then another."""
    everybody = ("clerk", "head", "dept", "dept_head", "fin", "treasury")
    return getattr(bench, usual if one.who < 8 else everybody[one.cents % len(everybody)])


def _cuts(one: Any, row: BudgetRequest, column: str) -> dict[int, reviewing.Cut]:
    if one.cents % 3:
        return {}
    line = row.lines.order_by("position").first()
    amount = (getattr(line, column) or line.requested_yuan) - Decimal(one.cents % 5000)
    return {line.position: reviewing.Cut(amount_yuan=max(amount, Decimal(0)), reason=REASON)}


def _draft(bench: Bench, one: Any) -> None:
    bench.draft(str(_yuan(one)), str(_yuan(one)))


def _submit(bench: Bench, one: Any) -> None:
    row = _request(one, "draft", "returned")
    reviewing.submit(actor=_actor(bench, one, "clerk"), request_id=row.pk, call=call(row))


def _pass_unit(bench: Bench, one: Any) -> None:
    row = _request(one, "unit_review")
    reviewing.pass_on(
        actor=_actor(bench, one, "head"), request_id=row.pk, call=call(row),
        cuts=_cuts(one, row, "requested_yuan"),
    )  # fmt: skip


def _pass_dept(bench: Bench, one: Any) -> None:
    row = _request(one, "dept_review")
    reviewing.pass_on(
        actor=_actor(bench, one, "dept"), request_id=row.pk, call=call(row), cuts=_cuts(one, row, "unit_yuan")
    )


def _approve(bench: Bench, one: Any) -> None:
    row = _request(one, "finance_review")
    reviewing.approve(
        actor=_actor(bench, one, "fin"), request_id=row.pk, call=call(row), cuts=_cuts(one, row, "dept_yuan")
    )


def _turn_back(bench: Bench, one: Any) -> None:
    row = _request(one, "unit_review", "dept_review", "finance_review")
    usual = {"unit_review": "head", "dept_review": "dept_head"}.get(row.state, "fin")
    action = "reject" if one.cents % 7 == 0 else "return"
    reviewing.turn_back(
        actor=_actor(bench, one, usual), request_id=row.pk, action=action, call=call(row, REASON)
    )


def _issue(bench: Bench, one: Any) -> None:
    row = _request(one, "approved")
    bench_of = replace(bench, fin=_actor(bench, one, "fin"))
    bench_of.issue(row)


def _at(row: Indicator) -> Any:
    return clock.standing_at(NEW_YEAR if row.year > NOON.year else NOON)


def _plan(bench: Bench, one: Any) -> None:
    row = _indicator(one)
    with _at(row):
        share = row.balance.authority * (one.who + 1) / 10
        planning.plan_months(
            actor=_actor(bench, one, "clerk"), indicator_id=row.pk, request_id=fresh(), reason=REASON,
            months={1: share.quantize(Decimal("0.01"))},
        )  # fmt: skip


def _move(verb: Callable[..., Any], usual: str, ref: str = "") -> Callable[[Bench, Any], None]:
    def run(bench: Bench, one: Any) -> None:
        row = _indicator(one)
        amount = min(_yuan(one), max(row.available_yuan, Decimal("0.01")))
        with _at(row):
            verb(getattr(bench, usual), row.pk, amount, request_id=fresh(), ref=ref or f"REF-{one.who % 3}")

    return run


def _what_was(verb: Callable[..., Any], kind: str) -> Callable[[Bench, Any], None]:
    """Move all or a part of what an entry of some kind moved before, or a cent too much."""

    def run(bench: Bench, one: Any) -> None:
        entry = _pick(IndicatorEntry.objects.filter(kind=kind, indicator__state="open").order_by("-id"), one)
        share = (entry.amount_yuan / (1 + one.who % 2)).quantize(Decimal("0.01"))
        with _at(entry.indicator):
            verb(bench.treasury, entry.indicator_id, share, request_id=fresh(), ref=entry.ref)

    return run


def _freeze_promised(bench: Bench, one: Any) -> None:
    entry = _pick(
        IndicatorEntry.objects.filter(kind="committed", indicator__state="open").order_by("-id"), one
    )
    with _at(entry.indicator):
        ledger.freeze(
            bench.clerk, entry.indicator_id, entry.amount_yuan, request_id=fresh(), ref=entry.ref,
            committed=entry.amount_yuan,
        )  # fmt: skip


def _propose(bench: Bench, one: Any) -> None:
    row = _request(one, "issued")
    kind = ("transfer", "add", "reduce")[one.who % 3]
    own = list(row.indicators.filter(state="open").order_by("number"))
    if not own:
        raise NothingThere()
    ends = {"transfer": (own[0].pk, own[-1].pk), "add": (None, own[0].pk), "reduce": (own[0].pk, None)}[kind]
    amount = _yuan(one) if one.cents % 50 == 0 else Decimal(one.who + 1)
    adjusting.propose_adjustment(
        actor=_actor(bench, one, "head"), request_id=row.pk, call=call(row, REASON),
        proposal=Proposal(kind=kind, amount_yuan=amount, giver_id=ends[0], taker_id=ends[1]),
    )  # fmt: skip


def _decide(bench: Bench, one: Any) -> None:
    adjustment = _pick(Adjustment.objects.filter(state="proposed").order_by("-proposed_at"), one)
    indicator = adjustment.giver or adjustment.taker
    with _at(indicator):
        adjusting.decide_adjustment(
            actor=_actor(bench, one, "fin"), adjustment_id=adjustment.pk, grant=one.cents % 4 > 0,
            call=call(adjustment.request, REASON),
        )  # fmt: skip


def _ceiling(bench: Bench, one: Any) -> None:
    ceiling.grant_ceiling(
        actor=bench.fin, region_code="97", source="county_budget", year=2026, basis_no="财预",
        delta_yuan=_yuan(one) * (-1 if one.who > 7 else 1), request_id=fresh(),
        department_id=bench.department.pk if one.row % 2 else None,
    )  # fmt: skip


def _revise(bench: Bench, one: Any) -> None:
    costing.revise_stage(
        actor=bench.fin, code=bench.project.code, stage="approx", request_id=fresh(),
        revision=costing.Revision(
            delta_yuan=_yuan(one) * (1 if one.who < 5 else -10), ground="price", basis_no="1", line_code="1",
            authority="省发改委", reason="价格",
            approved_on=date(2026, 1, 1), money_from="省级财政", audit_no="审1",
        ),
    )  # fmt: skip


def _post(bench: Bench, one: Any) -> None:
    line = CostLine.objects.get(code="12"[one.row % 2])
    amount = _yuan(one) * (1 if one.who < 7 else -1)
    ledger.post_cost(bench.treasury, line.pk, amount, request_id=fresh(), ref="x")


def _close(way: str) -> Callable[[Bench, Any], None]:
    def run(bench: Bench, one: Any) -> None:
        row = _indicator(one)
        later = way == "carry" or row.year > NOON.year
        with clock.standing_at(NEW_YEAR if later else NOON):
            closing.close_year(
                actor=bench.fin, indicator_id=row.pk, way=way, request_id=fresh(), reason=REASON
            )

    return run


OPERATIONS: dict[str, Callable[[Bench, Any], None]] = {
    "draft": _draft, "submit": _submit, "pass_unit": _pass_unit, "pass_dept": _pass_dept,
    "approve": _approve, "turn_back": _turn_back, "issue": _issue, "plan": _plan,
    "freeze": _move(ledger.freeze, "clerk"), "commit": _move(ledger.commit, "clerk"),
    "release": _what_was(ledger.release, "frozen"), "pay": _what_was(ledger.pay, "frozen"),
    "refund": _what_was(ledger.refund, "paid"), "uncommit": _what_was(ledger.uncommit, "committed"),
    "freeze_promised": _freeze_promised, "propose": _propose, "decide": _decide, "ceiling": _ceiling,
    "revise": _revise, "post": _post, "carry": _close("carry"), "lapse": _close("lapse"),
}  # fmt: skip
