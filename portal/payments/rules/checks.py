"""What else a payment must pass (domain reference, 3.6; 2.9 K01-K04): pure functions of facts. No Django.

A ``block`` stops the payment, a ``warn`` asks the approver for a reason, an ``alert`` tells the owner.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.payments.rules.life import ADVANCE, PROGRESS, RELEASE

BLOCK, WARN, ALERT, OK = "block", "warn", "alert", "ok"
LIMITS = (
    "payment_gap_warn_points", "payment_gap_block_points", "progress_floor_pct", "payment_photos_least",
    "retention_pct",
)  # fmt: skip
HUNDRED, ZERO, CENT = Decimal(100), Decimal("0.00"), Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The dated rows of the rule table. Points and per cent, 0-100."""

    gap_warn_points: Decimal
    gap_block_points: Decimal
    floor_pct: Decimal
    photos_least: int
    retention_ceiling_pct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check and what came of it. ``facts``: what was compared; amounts as text."""

    code: str
    level: str
    basis: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Tell whether nothing is to be said."""
        return self.level == OK

    def written(self) -> dict[str, Any]:
        """Return the check as it is kept."""
        facts = {name: _plain(value) for name, value in self.facts.items()}
        return {"code": self.code, "level": self.level, "basis": self.basis, "facts": facts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Where the money is to go, beside what the contract says."""

    uscc: str
    contract_uscc: str
    account_of_party: bool
    account_usable: bool
    account_is_wage: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wages:
    """The workers' share (K03). ``account_fault``: why its account is no confirmed wage account of the payee

    for this project, a key of ``names.ACCOUNTS``; empty where it is one.
    """

    works: bool
    agreed_ratio: Decimal
    labour_yuan: Decimal
    account_fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Money of the contract so far, in yuan. ``paid_yuan``: for work, with what was worked off."""

    price_yuan: Decimal
    certified_yuan: Decimal
    paid_yuan: Decimal
    retained_yuan: Decimal
    unrecovered_yuan: Decimal
    retention_ratio: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Paid against built on the section. ``physical_pct``: signed by the supervisor, 0-100."""

    value_yuan: Decimal
    paid_yuan: Decimal
    physical_pct: Decimal | None
    photos: int
    bim_state: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measured line. ``measured_before``: of the item in all other applications that count."""

    code: str
    quantity: Decimal
    measured_before: Decimal
    bill_quantity: Decimal
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is read of one application. ``quality_critical``: open on the section, of the gravest sort."""

    kind: str
    amount_yuan: Decimal
    recovery_yuan: Decimal
    retention_yuan: Decimal
    period_from: date
    period_to: date
    on: date
    payee: Payee
    wages: Wages
    standing: Standing
    place: Place
    lines: tuple[Line, ...]
    invoices_yuan: Decimal
    invoices_foreign: tuple[str, ...]
    quantity_sheet: bool
    contract_open: bool
    contract_state: str
    effective_on: date | None
    signed_on: date | None
    site_ready: bool
    prefinanced: bool
    warranty_until: date | None
    papers_missing: tuple[str, ...]
    ground_changed: tuple[str, ...]
    project_paused: bool
    certified: bool
    quality_critical: tuple[str, ...] = ()


def judge(case: Case, limits: Limits) -> tuple[Check, ...]:
    """Return every check that applies, in the order a reviewer reads them."""
    work = [*_measured(case), *_evidence(case, limits)] if case.kind == PROGRESS else []
    return (*_parties(case), *_money(case, limits), *_ground(case), *work)


def blocking(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks that stop a payment."""
    return tuple(check for check in checks if check.level == BLOCK)


def warnings(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks that ask for a reason."""
    return tuple(check for check in checks if check.level == WARN)


def labour_due(case: Case) -> Decimal:
    """Return what must go into the wage account, to the cent."""
    return (case.amount_yuan * case.wages.agreed_ratio).quantize(CENT, rounding=ROUND_HALF_UP)


def paid_pct(place: Place, amount_yuan: Decimal) -> Decimal | None:
    """Return what is paid of a section's value with this payment, in per cent; ``None`` without a value."""
    if place.value_yuan <= 0:
        return None
    return ((place.paid_yuan + amount_yuan) * HUNDRED / place.value_yuan).quantize(CENT)


def _parties(case: Case) -> list[Check]:
    payee, lawful = case.payee, "政府采购法实施条例 51；3.6"
    account = payee.account_of_party and payee.account_usable and not payee.account_is_wage
    effective = case.contract_open and case.effective_on is not None and case.effective_on <= case.on
    return [
        _verdict("payee_uscc", payee.uscc == payee.contract_uscc, lawful,
                 uscc=payee.uscc, contract_uscc=payee.contract_uscc),
        _verdict("payee_account", account, lawful, of_party=payee.account_of_party,
                 usable=payee.account_usable, wage=payee.account_is_wage),
        _verdict("invoice_seller", not case.invoices_foreign, "发票管理办法 21",
                 numbers=", ".join(case.invoices_foreign)),
        _verdict("invoices_cover", case.invoices_yuan >= case.amount_yuan or case.kind == RELEASE,
                 "发票管理办法 18", invoices_yuan=case.invoices_yuan, amount_yuan=case.amount_yuan),
        _verdict("contract_effective", effective, "民法典 502", state=case.contract_state,
                 effective_on=case.effective_on),
        _verdict("prefinanced", not case.prefinanced, "政府投资条例 22 (K04)"),
    ]  # fmt: skip


def _money(case: Case, limits: Limits) -> list[Check]:
    if case.kind == ADVANCE:
        ready = case.site_ready and case.signed_on is not None
        return [_verdict("advance_ready", ready, "财建〔2022〕183号 (K02)", site_ready=case.site_ready,
                         signed_on=case.signed_on), _wages(case)]  # fmt: skip
    if case.kind == RELEASE:
        over = case.warranty_until is not None and case.warranty_until <= case.on
        return [_verdict("warranty_over", over, "建质〔2017〕138号 10", warranty_until=case.warranty_until)]
    standing = case.standing
    recovered = case.recovery_yuan > 0 or standing.unrecovered_yuan == 0
    return [
        _wages(case), _retention(case, limits), _retention_kept(case),
        _verdict("recovery_within", case.recovery_yuan <= standing.unrecovered_yuan, "K02",
                 recovery_yuan=case.recovery_yuan, unrecovered_yuan=standing.unrecovered_yuan),
        _verdict("advance_recovered", recovered, "K02", fails=WARN,
                 unrecovered_yuan=standing.unrecovered_yuan),
        _floor(case, limits),
    ]  # fmt: skip


def _wages(case: Case) -> Check:
    wages, due = case.wages, labour_due(case)
    good = not wages.works or (
        wages.agreed_ratio > 0 and due <= wages.labour_yuan <= case.amount_yuan and not wages.account_fault
    )
    return _verdict("labour_share", good, "保障农民工工资支付条例 24、29、31 (K03)",
                    labour_yuan=wages.labour_yuan, due_yuan=due,
                    account_fault="" if good else wages.account_fault)  # fmt: skip


def _retention(case: Case, limits: Limits) -> Check:
    standing = case.standing
    pct = min(limits.retention_ceiling_pct, standing.retention_ratio * HUNDRED)
    ceiling = (standing.price_yuan * pct / HUNDRED).quantize(CENT)
    held = standing.retained_yuan + case.retention_yuan
    return _verdict("retention_ceiling", held <= ceiling, "建质〔2017〕138号 7 (K01)", held_yuan=held,
                    ceiling_yuan=ceiling, pct=pct)  # fmt: skip


def _retention_kept(case: Case) -> Check:
    """Tell the owner where a retention was agreed and nothing at all is withheld."""
    held = case.standing.retained_yuan + case.retention_yuan
    return _verdict("retention_kept", held > 0 or case.standing.retention_ratio == 0, "建质〔2017〕138号 7",
                    fails=ALERT, held_yuan=held, pct=case.standing.retention_ratio * HUNDRED)  # fmt: skip


def _floor(case: Case, limits: Limits) -> Check:
    standing = case.standing
    paid = standing.paid_yuan + case.amount_yuan + case.recovery_yuan
    due = (standing.certified_yuan * limits.floor_pct / HUNDRED).quantize(CENT)
    return _verdict("pay_floor", paid >= due, "财建〔2022〕183号 (K01)", fails=ALERT, paid_yuan=paid,
                    floor_yuan=due, certified_yuan=standing.certified_yuan)  # fmt: skip


def _ground(case: Case) -> list[Check]:
    return [
        _verdict("papers_valid", not case.papers_missing, "建筑法 7；土地管理法 44；城乡规划法 40",
                 missing=", ".join(case.papers_missing), on=case.period_to),
        _verdict("ground_unchanged", not case.ground_changed, "2.8 L14",
                 kinds=", ".join(case.ground_changed)),
        _verdict("project_active", not case.project_paused, "3.0 G0"),
        _verdict("quality_critical", not case.quality_critical, "建设工程质量管理条例 29、36；3.8",
                 issues=", ".join(case.quality_critical)),
    ]  # fmt: skip


def _measured(case: Case) -> list[Check]:
    beyond = [one.code for one in case.lines if one.measured_before + one.quantity > one.bill_quantity]
    outside = [one.code for one in case.lines if not one.inside]
    return [
        _verdict("lines_present", bool(case.lines), "预算法实施条例 57"),
        _verdict("lines_within_bill", not beyond, "预算法实施条例 57", items=", ".join(beyond)),
        _verdict("lines_on_ground", not outside, "3.6", items=", ".join(outside)),
    ]


def _evidence(case: Case, limits: Limits) -> list[Check]:
    place, photos = case.place, case.place.photos
    found = [
        _verdict("photos", photos >= limits.photos_least, "3.6", fails=WARN, photos=photos,
                 least=limits.photos_least),
        _verdict("bim_state", place.bim_state, "3.6", fails=WARN),
    ]  # fmt: skip
    if case.certified:
        found = [_verdict("quantity_sheet", case.quantity_sheet, "3.6"), _gap(case, limits), *found]
    return found


def _gap(case: Case, limits: Limits) -> Check:
    pct, place = paid_pct(case.place, case.amount_yuan + case.recovery_yuan), case.place
    if pct is None or place.physical_pct is None:
        return Check(code="pay_ahead_of_work", level=BLOCK, basis="预算法实施条例 57", facts={
            "paid_pct": pct, "physical_pct": place.physical_pct, "points": None})  # fmt: skip
    points = pct - place.physical_pct
    level = BLOCK if points > limits.gap_block_points else WARN if points > limits.gap_warn_points else OK
    return Check(code="pay_ahead_of_work", level=level, basis="预算法实施条例 57", facts={
        "paid_pct": pct, "physical_pct": place.physical_pct, "points": points,
        "warn_points": limits.gap_warn_points, "block_points": limits.gap_block_points,
    })  # fmt: skip


def _verdict(code: str, good: bool, basis: str, *, fails: str = BLOCK, **facts: Any) -> Check:
    return Check(code=code, level=OK if good else fails, basis=basis, facts=facts)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.quantize(CENT) if value == value.quantize(CENT) else value, "f")
    return value.isoformat() if isinstance(value, date) else value
