"""The rows of contracts: what was signed, each step of their lives, changes, settlements, balances."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from portal.contracts.rules import life
from portal.demo.money import planted
from portal.demo.money.deals import ADVANCE, WORKS, Deal, Item, price_of
from portal.demo.money.hands import (
    BUDGET,
    BUILDER,
    CLERK,
    DEPT_HEAD,
    ENGINEER,
    HEAD,
    REVIEWER,
    SUPERVISOR,
    Hand,
)
from portal.demo.money.job import TODAY, Job, Pile, finance, later, moment, yuan
from portal.demo.money.rows_contracts import (
    BillItemRow,
    ChangeLineRow,
    ChangeOrderRow,
    ContractBalanceRow,
    ContractPostingRow,
    ContractRow,
    ContractStepRow,
    SettlementRow,
)
from portal.demo.province.hashing import fixed_id

ROAD = (
    ("submit", "draft", "clause_check", CLERK, -12), ("pass_clauses", "clause_check", "internal_approval",
     ENGINEER, -8), ("sign", "internal_approval", "signed", HEAD, 0), ("take_effect", "signed", "effective",
     HEAD, 3), ("begin", "effective", "performing", ENGINEER, 30),
    ("complete", "performing", "completed", HEAD, 0), ("start_warranty", "completed", "warranty", HEAD, 25),
    ("settle", "warranty", "settled", HEAD, 58), ("close", "settled", "closed", HEAD, 750),
)  # fmt: skip
AFTER_END = 5
CHANGE = (
    ("submit", "raised", "sup_opinion", BUILDER), ("endorse", "sup_opinion", "owner_review", SUPERVISOR),
    ("forward", "owner_review", "dept_review", HEAD), ("approve", "dept_review", "approved", REVIEWER),
    ("price", "approved", "priced", ENGINEER), ("incorporate", "priced", "incorporated", HEAD),
)  # fmt: skip
FAR = (*CHANGE[:3], ("forward", "dept_review", "head_review", REVIEWER),
       ("forward", "head_review", "fin_review", DEPT_HEAD))  # fmt: skip
SMALL = (*CHANGE[:2], ("approve", "owner_review", "approved", HEAD), *CHANGE[4:])
SETTLING = (
    ("submit", "draft", "submitted", BUILDER), ("check", "submitted", "checked", SUPERVISOR),
    ("agree", "checked", "agreed", HEAD), ("approve", "agreed", "approved", BUDGET),
)  # fmt: skip
OPEN_CHANGES = ("sup_opinion", "owner_review", "dept_review")
HALF_MILLION = 50_000_000


def finish(job: Job, deals: list[Deal]) -> None:
    """Let the works contracts have their changes, their state and, at the end, their settled price."""
    for n, deal in enumerate(deals):
        if deal.kind != WORKS:
            deal.state = "completed" if job.ended and later(job.ended, 1) <= TODAY else "performing"
            continue
        deal.state = _state(job)
        if job.rich and job.luck("change", n) < 0.35 and not planted.has(job, planted.OVER_CONTRACT):
            item = deal.items[0]
            item.more = max(1, int(deal.original * (0.002 + 0.012 * job.luck("change-size", n)) / item.price))
        if job.at("final_accounts"):
            deal.settled = int(deal.current * (0.955 + 0.03 * job.luck("settled", n)))


def _state(job: Job) -> str:
    found = {"completed": "completed", "final_accounts": "settled", "handed_over": "settled",
             "evaluated": "settled", "archived": "closed"}  # fmt: skip
    return found.get(job.row.stage, "performing")


def contract_rows(job: Job, deal: Deal, pile: Pile) -> None:
    """Put a contract down with its bill, its steps, its changes and its settlement."""
    works, steps = deal.kind == WORKS, _steps(job, deal)
    began, ended = job.starts, job.ended
    pile.add(ContractRow(
        id=deal.id, project_id=job.row.id, feature_id=deal.feature, party_id=deal.payee.id,
        cost_line_id=deal.line.id, number=deal.number, name=deal.name, kind=deal.kind, track=deal.track,
        state=deal.state, original_yuan=yuan(deal.original), approved_changes_yuan=yuan(deal.changes),
        progress_ratio=yuan(deal.ratio), retention_ratio=yuan(deal.retention),
        advance_ratio=yuan(ADVANCE if deal.advance else 0), advance_yuan=yuan(deal.advance),
        labour_ratio=yuan(deal.labour), pay_cycle_months=1 if works else None, wage_account_id=deal.wage,
        payment_guarantee_yuan=yuan(deal.original // 10 if works else 0),
        guarantee="bank_guarantee" if works else "none", guarantee_yuan=yuan(deal.original // 20 if works
        else 0),
        guarantee_until=later(job.row.planned_end or TODAY, 60) if works else None, prefinanced=False,
        site_ready=True, awarded_yuan=yuan(deal.original), awarded_on=later(deal.signed, -16),
        signed_on=deal.signed, effective_on=later(deal.signed, 3), start_on=min(began, later(deal.signed,
        30)),
        end_on=max(job.row.planned_end or TODAY, later(deal.signed, 31)),
        completed_on=ended if deal.state not in {"performing", "suspended"} else None,
        warranty_until=later(ended, 730) if works and ended and deal.settled else None, source={},
        version=1 + len(steps), created_at=moment(later(deal.signed, -14)), updated_at=moment(steps[-1][4]),
    ))  # fmt: skip
    pile.add(*(_item(deal, n, item) for n, item in enumerate(deal.items)))
    _put_steps("contract", deal.id, job, deal, steps, pile)
    if works:
        _changes(job, deal, pile)
    if deal.settled is not None:
        _settlement(job, deal, pile)


def _item(deal: Deal, n: int, item: Item) -> BillItemRow:
    return BillItemRow(
        id=item.id, contract_id=deal.id, feature_id=item.feature, change_id=None, code=item.code,
        name=item.name,
        unit=item.unit, quantity=price_of(item) * 0 + item.quantity, unit_price=price_of(item),
        changed_quantity=price_of(item) * 0 + item.more, changed_amount_yuan=yuan(item.more * item.price),
        position=n,
    )  # fmt: skip


Taken = tuple[str, str, str, Hand, date]


def _steps(job: Job, deal: Deal) -> list[Taken]:
    upto = [target for _action, _source, target, _hand, _days in ROAD].index(deal.state) + 1
    ended = job.ended or TODAY
    return [
        (action, source, target, hand, later(deal.signed if n < AFTER_END else ended, days))
        for n, (action, source, target, hand, days) in enumerate(ROAD[:upto])
    ]


def _put_steps(subject: str, subject_id: UUID, job: Job, deal: Deal, steps: list[Taken], pile: Pile) -> None:
    bodies = {"dept_reviewer": job.department.id, "dept_head": job.department.id, "fin_budget": finance().id,
              "con": deal.payee.body, "sup": None}  # fmt: skip
    for n, (action, source, target, hand, on) in enumerate(steps, start=2):
        pile.add(ContractStepRow(
            subject=subject, subject_id=subject_id, version=n, action=action, source=source, target=target,
            arrow=f"{subject}:{action}:{source}:{target}", role=hand.role, actor_id=hand.id,
            actor_name=hand.name, organisation_id=bodies.get(hand.role, job.owner.id), reason="",
            request_id=f"demo/{subject_id.hex}/{n}", on=on, at=moment(on),
        ))  # fmt: skip


def _changes(job: Job, deal: Deal, pile: Pile) -> None:
    item = deal.items[0]
    if item.more:
        cents = item.more * item.price
        far = cents * 100 > deal.original or cents > HALF_MILLION
        begin = later(job.starts, 45)
        _change(job, deal, pile, "01", cents, begin, CHANGE if far else SMALL)
    if job.work in planted.works(planted.CHANGES) and deal.number.endswith("01"):
        _change(job, deal, pile, "09", deal.original * 11 // 100, later(TODAY, -30), FAR)
    elif job.work in planted.works(planted.STOPPED):
        _change(job, deal, pile, "09", deal.original * 12 // 100, later(TODAY, -20), CHANGE[:2])
    elif deal.state == "performing" and job.rich and job.luck("asked", int(deal.number[-2:])) < 0.2:
        state = OPEN_CHANGES[int(job.luck("asked-state") * 3)]
        cents = deal.original // 80 + 60_000_00
        steps = CHANGE[: [target for _a, _s, target, _h in CHANGE].index(state) + 1]
        if cents * 100 < deal.original * 4:
            _change(job, deal, pile, "09", cents, later(TODAY, -21), steps)


def _change(
    job: Job, deal: Deal, pile: Pile, number: str, cents: int, begin: date,
    road: tuple[tuple[str, str, str, Hand], ...],
) -> None:  # fmt: skip
    """Put one change down: more of the first item of the bill."""
    item, made = deal.items[0], fixed_id("change", deal.id, number)
    quantity = cents // item.price
    worth, state = quantity * item.price, road[-1][2]
    steps = [(*step, min(later(begin, 5 * n), TODAY)) for n, step in enumerate(road)]
    approved = next((on for action, _s, _t, _h, on in steps if action == "approve"), None)
    pile.add(ChangeOrderRow(
        id=made, contract_id=deal.id, feature_id=deal.feature, feature_version=1, number=f"BG-{number}",
        kind="visa", state=state, title="地质条件变化增加土石方",
        reason="现场地质与勘察报告不符，需增加开挖与回填量",
        drawing="", part="", amount_yuan=yuan(worth), priced_yuan=yuan(worth) if state == "incorporated"
        else None,
        days=0, moves_ground=False, delta_id=None, beyond_scope=False, scope_approval_id=None,
        emergency=False,
        started_on=None, double_of_id=None, double_cleared_by=None, double_reason="", design_seen=False,
        opinion="经现场复核，情况属实，工程量核定无误" if len(steps) > 1 else "", raised_by=BUILDER.id,
        raised_on=begin, approved_on=approved, version=1 + len(steps), created_at=moment(begin),
        updated_at=moment(steps[-1][4]),
    ))  # fmt: skip
    pile.add(ChangeLineRow(
        id=fixed_id("change_line", made), change_id=made, item_id=item.id, feature_id=item.feature,
        code=item.code, name=item.name, unit=item.unit, quantity=price_of(item) * 0 + quantity,
        unit_price=price_of(item), amount_yuan=yuan(worth), position=0,
    ))  # fmt: skip
    _put_steps("change", made, job, deal, steps, pile)
    if state == "incorporated":
        entry = Entry("change", worth, f"change/{made}", f"BG-{number}", steps[-1][4], HEAD)
        post(deal, pile, entry, change=made)


def _settlement(job: Job, deal: Deal, pile: Pile) -> None:
    made, settled = fixed_id("settlement", deal.id), deal.settled or 0
    ended = job.ended or TODAY
    steps = [(*step, later(ended, days)) for step, days in zip(SETTLING, (22, 32, 42, 54), strict=True)]
    claimed = max(settled, deal.current)
    pile.add(SettlementRow(
        id=made, contract_id=deal.id, state="approved", claimed_yuan=yuan(claimed),
        settled_yuan=yuan(settled),
        cut_reason="按实际完成工程量与合同单价核定" if claimed > settled else "", approved_on=steps[-1][4],
        refund_due_on=later(steps[-1][4], 30), version=1 + len(steps), created_at=moment(later(ended, 20)),
        updated_at=moment(steps[-1][4]),
    ))  # fmt: skip
    _put_steps("settlement", made, job, deal, steps, pile)
    post(deal, pile, Entry("settled", settled, f"settlement/{made}", deal.number, steps[-1][4], BUDGET))


class Entry(NamedTuple):
    """One entry of the contract ledger; cents."""

    kind: str
    cents: int
    request_id: str
    ref: str
    on: date
    hand: Hand


def post(
    deal: Deal, pile: Pile, entry: Entry, *, change: UUID | None = None, pledged: bool = False
) -> None:
    """Write one entry of the contract ledger; nothing of nothing."""
    if entry.cents:
        pile.add(ContractPostingRow(
            contract_id=deal.id, kind=entry.kind, pledged=pledged, amount_yuan=yuan(entry.cents),
            reverses_id=None, change_id=change, feature_id=deal.feature, request_id=entry.request_id,
            ref=entry.ref, on=entry.on, at=moment(entry.on), actor_id=entry.hand.id,
            actor_name=entry.hand.name,
        ))  # fmt: skip


def balance_row(deal: Deal) -> ContractBalanceRow:
    """Return what the ledger of a contract adds up to."""
    held = {f"pledged_{kind}_yuan": yuan(deal.pledged.get(kind, 0)) for kind in life.PLEDGED}
    return ContractBalanceRow(
        contract_id=deal.id, current_yuan=yuan(deal.current), ratio=yuan(deal.ratio),
        agreed_advance_yuan=yuan(deal.advance), certified_yuan=yuan(deal.certified),
        advance_yuan=yuan(deal.paid_advance), progress_yuan=yuan(deal.progress),
        release_yuan=yuan(deal.released), recovery_yuan=yuan(deal.recovery), retention_yuan=yuan(deal.held),
        refund_yuan=yuan(0), settled_yuan=None if deal.settled is None else yuan(deal.settled), **held,
    )  # fmt: skip
