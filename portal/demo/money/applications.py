"""The rows of applications: what was asked, how it was decided, what the bank said. Amounts in cents."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from portal.demo.money.contracts import Entry, post
from portal.demo.money.deals import WORKS, Deal
from portal.demo.money.hands import (
    BANK,
    BUILDER,
    CHECKER,
    CLERK,
    HEAD,
    RELEASER,
    REVIEWER,
    SUPERVISOR,
    Hand,
)
from portal.demo.money.job import Job, Pile, finance, later, moment, yuan
from portal.demo.money.ladder import Line
from portal.demo.money.pays import ADVANCE, PROGRESS, RELEASE, Pay, planned_in
from portal.demo.money.rows_budget import CostPostingRow
from portal.demo.money.rows_payments import (
    ApplicationRow,
    DecisionRow,
    EvidenceRow,
    InstructionRow,
    InvoiceRow,
    MeasuredLineRow,
    PaymentStepRow,
    ReceiptRow,
)
from portal.demo.money.years import authority, indicator_id
from portal.demo.province.hashing import fixed_id
from portal.payments.rules.rooms import Room, decide

ROAD = (
    ("submit", "draft", "submitted", None, -15), ("certify", "submitted", "sup_certified", SUPERVISOR, -12),
    ("approve", "sup_certified", "owner_approved", HEAD, -9),
    ("check", "owner_approved", "dept_checked", REVIEWER, -6),
    ("clear", "dept_checked", "treasury_checked", CHECKER, -3),
    ("instruct", "treasury_checked", "instructed", RELEASER, -2), ("pay", "instructed", "paid", BANK, 0),
    ("reconcile", "paid", "reconciled", BANK, 1),
)  # fmt: skip
FAIL = ("fail", "instructed", "failed", BANK, -1)
RETURN = ("return", "submitted", "returned", SUPERVISOR, -12)
WHY = "计量资料与现场进度不一致，请核对后重新申报"
PURPOSE = {ADVANCE: "工程预付款", PROGRESS: "工程进度款", RELEASE: "质量保证金返还"}


class Papers(NamedTuple):
    """Files the evidence points to: a quantity sheet and two photographs."""

    sheet: UUID
    photos: tuple[UUID, UUID]


Taken = tuple[str, str, str, Hand, date]


def application_rows(job: Job, pays: list[Pay], lines: list[Line], papers: Papers, pile: Pile) -> None:
    """Put all applications of a work down, in the order they were paid."""
    desk = _Desk(job, pays, lines)
    for n, pay in enumerate(pays, start=1):
        steps = _steps(job, pay)
        pile.add(_row(job, pay, steps))
        _steps_down(job, pay, steps, pile)
        _parts(job, pay, n, papers, pile)
        if pay.spent or pay.frozen:
            pile.add(desk.decision(pay, steps))
        _ledgers(pay, steps, pile)
        _bank(pay, steps, pile)
        desk.count(pay)


def maker(job: Job, pay: Pay) -> Hand:
    """Return who applies: the builder, or the unit's clerk."""
    return BUILDER if pay.deal.kind == WORKS and pay.deal.payee.body else CLERK


def _steps(job: Job, pay: Pay) -> list[Taken]:
    if pay.state == "draft":
        return []
    if pay.state == "returned":
        road: tuple[Any, ...] = (ROAD[0], RETURN)
    elif pay.state == "failed":
        road = (*ROAD[:6], FAIL)
    else:
        road = ROAD[: [step[2] for step in ROAD].index(pay.state) + 1]
    shift = 0 if pay.spent else (pay.since - later(pay.paid_on, road[-1][4])).days
    return [
        (action, source, target, hand or maker(job, pay), later(pay.paid_on, days + shift))
        for action, source, target, hand, days in road
    ]


def _row(job: Job, pay: Pay, steps: list[Taken]) -> ApplicationRow:
    deal, hand = pay.deal, maker(job, pay)
    took = {action: by.id for action, _s, _t, by, _on in steps}
    since = steps[-1][4] if steps else pay.since
    return ApplicationRow(
        id=pay.id, number=pay.number, project_id=job.row.id, contract_id=deal.id, feature_id=deal.feature,
        indicator_id=indicator_id(job, _year(pay)), cost_line_id=deal.line.id, kind=pay.kind, state=pay.state,
        period_from=pay.first, period_to=pay.last, amount_yuan=yuan(pay.cash),
        recovery_yuan=yuan(pay.recovery),
        retention_yuan=yuan(pay.retention), payee_id=deal.payee.account, payee_uscc=deal.payee.uscc,
        labour_yuan=yuan(pay.labour), wage_account_id=deal.wage if pay.labour else None,
        purpose=f"{PURPOSE[pay.kind]}（{pay.first:%Y-%m}至{pay.last:%Y-%m}）",
        physical_pct=yuan(pay.physical) if "certify" in took and pay.physical is not None else None,
        round=1 if steps else 0, maker_id=hand.id, maker_name=hand.name,
        maker_body_id=deal.payee.body if hand is BUILDER else job.owner.id, certifier_id=took.get("certify"),
        approver_id=took.get("approve"), reviewer_id=took.get("check"), checker_id=took.get("clear"),
        releaser_id=took.get("instruct"), state_since=moment(since, 15), due_on=pay.due,
        paid_on=pay.paid_on if pay.spent else None, request_id=f"demo/{pay.number}", version=1 + len(steps),
        created_at=moment(steps[0][4] if steps else pay.since, 8), updated_at=moment(since, 15),
    )  # fmt: skip


def _year(pay: Pay) -> int:
    return pay.paid_on.year if pay.spent else 2026


def _steps_down(job: Job, pay: Pay, steps: list[Taken], pile: Pile) -> None:
    bodies = {"dept_reviewer": job.department.id, "fin_treasury": finance().id, "con": pay.deal.payee.body,
              "sup": None, "system": None}  # fmt: skip
    for n, (action, source, target, hand, on) in enumerate(steps, start=2):
        pile.add(PaymentStepRow(
            application_id=pay.id, version=n, round=1, action=action, source=source, target=target,
            arrow=f"{action}:{source}:{target}", actor_id=hand.id, actor_name=hand.name,
            organisation_id=bodies.get(hand.role, job.owner.id), reason=WHY if action == "return" else "",
            request_id=f"demo/{pay.number}/{n}", at=moment(on, 15),
        ))  # fmt: skip


def _parts(job: Job, pay: Pay, n: int, papers: Papers, pile: Pile) -> None:
    """Put measured lines, the invoice and the evidence down."""
    for item, quantity in pay.built:
        pile.add(MeasuredLineRow(pay.id, item.id, yuan(quantity * 100), yuan(item.price)))
    if pay.kind != RELEASE:
        pile.add(InvoiceRow(pay.id, invoice_number(job.work, n), pay.last, pay.deal.payee.uscc,
        yuan(pay.cash),
                            freed=False))  # fmt: skip
    if pay.kind != PROGRESS or not job.rich or not pay.built:
        return
    at = moment(later(pay.last, 2))
    shown: list[tuple[str, UUID, UUID | None, date | None]] = [("quantity_sheet", papers.sheet, None, None)]
    if pay.deal.kind == WORKS:
        shown += [("photo", photo, pay.deal.feature, pay.last) for photo in papers.photos]
    pile.add(*(EvidenceRow(pay.id, kind, file, place, day, BUILDER.id, BUILDER.name, at)
               for kind, file, place, day in shown))  # fmt: skip


def invoice_number(work: int, n: int) -> str:
    """Return the number of an invoice, which nobody else has."""
    return f"2697{work:08d}{n:06d}"


def _ledgers(pay: Pay, steps: list[Taken], pile: Pile) -> None:
    """Write what a payment left in the contract's ledger and on the line of the estimate."""
    days, key, deal = {action: on for action, _s, _t, _h, on in steps}, f"{pay.number}/1", pay.deal
    if "certify" in days:
        post(deal, pile, Entry("certified", pay.value, key, pay.number, days["certify"], SUPERVISOR))
    parts = ((pay.kind, pay.cash), ("recovery", pay.recovery), ("retention", pay.retention))
    for kind, cents in parts:
        if pay.frozen:
            post(deal, pile, Entry(kind, cents, key, pay.number, days["approve"], HEAD), pledged=True)
        if pay.spent:
            post(deal, pile, Entry(kind, cents, f"{key}/pay", pay.number, pay.paid_on, BANK))
    if pay.spent:
        pile.add(CostPostingRow(deal.line.id, deal.feature, yuan(pay.cash), pay.number, f"{key}/cost",
        BANK.id,
                                BANK.name, moment(pay.paid_on)))  # fmt: skip
        deal.line.paid += pay.cash


def _bank(pay: Pay, steps: list[Taken], pile: Pile) -> None:
    """Put the instruction down and what the bank said of it."""
    sent = next((on for action, _s, _t, _h, on in steps if action == "instruct"), None)
    if sent is None:
        return
    key, made, good = f"{pay.number}-1", fixed_id("instruction", pay.number), pay.spent
    why = "" if good else "account_closed"
    payee = pay.deal.payee
    body = {
        "key": key, "amount_yuan": str(yuan(pay.cash)), "payee_name": payee.name, "payee_uscc": payee.uscc,
        "bank": "岚海银行（演示）", "account": "", "purpose": PURPOSE[pay.kind], "wage_account": "",
        "wage_yuan": str(yuan(pay.labour)),
    }  # fmt: skip
    pile.add(InstructionRow(
        id=made, application_id=pay.id, attempt=1, key=key, body=body, amount_yuan=yuan(pay.cash),
        state="paid" if good else "refused", tries=1, next_at=moment(sent), last_error="", reason=why,
        created_at=moment(sent), sent_at=moment(sent, 16), ended_at=moment(steps[-1][4]),
    ))  # fmt: skip
    receipt = ReceiptRow(
        receipt_id=f"DEMO-{key}", number=0, key=key, instruction_id=made, outcome="paid" if good
        else "refused",
        amount_yuan=yuan(pay.cash), reason=why, bank_at=sent.isoformat(), standing="settled",
        received_at=moment(steps[-1][4]),
    )  # fmt: skip
    pile.add(receipt)
    if pay.state == "paid":
        pile.add(receipt._replace(receipt_id=f"DEMO-{key}-2", amount_yuan=yuan(pay.cash - 100_00),
                                  standing="mismatch"))  # fmt: skip


class _Desk:
    """Keeps what the six headrooms count, so that each decision shows them as they stood."""

    def __init__(self, job: Job, pays: list[Pay], lines: list[Line]) -> None:
        self.job, self.pays, self.lines = job, pays, lines
        self.years: dict[int, list[Pay]] = {}
        for pay in pays:
            self.years.setdefault(_year(pay), []).append(pay)
        self.spent: dict[int, int] = {}
        self.deals: dict[UUID, dict[str, int]] = {}
        self.line: dict[UUID, int] = {}

    def decision(self, pay: Pay, steps: list[Taken]) -> DecisionRow:
        """Return the arithmetic with which an application was approved."""
        decision = decide(yuan(pay.cash), [Room(code=code, terms=tuple((n, yuan(c)) for n, c in terms))
                                           for code, terms in self._rooms(pay)])  # fmt: skip
        on = next(on for action, _s, _t, _h, on in steps if action == "approve")
        return DecisionRow(pay.id, "approve", yuan(pay.cash), decision.least.room_yuan, decision.written(),
        [],
                           HEAD.id, HEAD.name, moment(on, 15))  # fmt: skip

    def count(self, pay: Pay) -> None:
        """Let an application that holds or has spent money count."""
        known = self._of(pay.deal)
        if pay.spent or pay.frozen:
            year = _year(pay)
            self.spent[year] = self.spent.get(year, 0) + pay.cash
            self.line[pay.deal.line.id] = self.line.get(pay.deal.line.id, 0) + pay.cash
            for name, cents in (
                (pay.kind, pay.cash),
                ("recovery", pay.recovery),
                ("retention", pay.retention),
            ):
                known[name] = known.get(name, 0) + cents
            known["certified"] = known.get("certified", 0) + pay.value

    def _of(self, deal: Deal) -> dict[str, int]:
        return self.deals.setdefault(deal.id, {})

    def _rooms(self, pay: Pay) -> list[tuple[str, list[tuple[str, int]]]]:
        year, line = _year(pay), pay.deal.line
        used, on_line = self.spent.get(year, 0), self.line.get(line.id, 0)
        pays = self.years[year]
        month = pay.paid_on.month if pay.spent else 11
        part = line.budget if line.feature else line.cents
        return [
            ("H1", [("approved", authority(self.job, year, pays)), ("paid", -used)]),
            ("H2", [("planned_to_month", planned_in(pays, month)), ("paid", -used)]),
            ("H3", self._contract(pay)), ("H4", self._value(pay)),
            ("H5", [("line_original", line.cents - line.raised), ("line_revised", line.raised),
                    ("paid", -on_line)]),
            ("H6", [("part_approved", part), ("paid", -on_line)]),
        ]  # fmt: skip

    def _contract(self, pay: Pay) -> list[tuple[str, int]]:
        deal, known = pay.deal, self._of(pay.deal)
        held = known.get("retention", 0) - known.get("release", 0)
        if pay.kind == RELEASE:
            return [("retention_held", held)]
        paid = sum(known.get(kind, 0) for kind in (ADVANCE, PROGRESS, RELEASE))
        after = not pay.built and pay.kind == PROGRESS
        price = ("settled_price", deal.settled or 0) if after else ("current_price", deal.current)
        return [price, ("retention_held", -held), ("paid", -paid), ("own_retention", -pay.retention)]

    def _value(self, pay: Pay) -> list[tuple[str, int]]:
        deal, known = pay.deal, self._of(pay.deal)
        if pay.kind == ADVANCE:
            return [("advance_agreed", deal.advance), ("advance_paid", -known.get(ADVANCE, 0))]
        if pay.kind == RELEASE or not pay.built:
            return self._contract(pay)
        earned = deal.ratio * (known.get("certified", 0) + pay.value) // 100
        left = known.get(ADVANCE, 0) - known.get("recovery", 0)
        paid = known.get(ADVANCE, 0) + known.get(PROGRESS, 0)
        return [("ratio_of_certified", earned), ("unrecovered_advance", left), ("paid", -paid),
                ("own_recovery", -pay.recovery)]  # fmt: skip
