"""The clauses a contract is held against before it may take effect (domain reference, 2.9). No Django.

A clause whose rule is not in force on the day is not asked. Money in yuan, ratios between 0 and 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from portal.contracts.rules import life

PASS, WARN, FAIL, PENDING = "pass", "warn", "fail", "pending"
HUNDRED = Decimal(100)
RULES = (
    "contract_signing_days", "performance_bond_pct", "supplement_pct", "progress_floor_pct", "retention_pct",
    "advance_min_pct", "advance_max_pct", "wage_cycle_months", "no_prefinancing", "subcontract_limits",
    "award_substance",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One row of the rule table in force."""

    value: Decimal
    basis: str
    effective_from: date


Book = Mapping[str, Ruled]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sub:
    """A part that is given on."""

    amount_yuan: Decimal
    key_part: bool
    consented: bool
    passed_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a contract says, as the clauses read it. ``bill_yuan``: ``None`` where it has no bill."""

    kind: str
    track: str
    price_yuan: Decimal
    progress_ratio: Decimal
    retention_ratio: Decimal
    advance_ratio: Decimal
    advance_yuan: Decimal
    labour_ratio: Decimal
    guarantee_yuan: Decimal
    payment_guarantee_yuan: Decimal
    pay_cycle_months: int | None = None
    wage_account: bool = False
    wage_account_usable: bool = False
    prefinanced: bool = False
    awarded_yuan: Decimal | None = None
    awarded_on: date | None = None
    signed_on: date | None = None
    bill_yuan: Decimal | None = None
    subcontracts: Sequence[Sub] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one clause says. ``reason``: the key of its sentence; ``basis``: the law it stands on."""

    code: str
    reason: str
    verdict: str
    facts: Mapping[str, Any]
    basis: str


def check(terms: Terms, book: Book, *, on: date) -> tuple[Finding, ...]:
    """Return what every clause that applies says of a contract on a day."""
    parts = (_award(terms, book, on), _guarantee(terms, book), _payment(terms, book), _advance(terms, book),
             _labour(terms, book), _duties(terms, book), _bill(terms))  # fmt: skip
    return tuple(finding for part in parts for finding in part)


def _award(terms: Terms, book: Book, on: date) -> Iterator[Finding]:
    if terms.track == "direct":
        return
    if terms.awarded_on is None or terms.awarded_yuan is None:
        yield _finding("T16", "award_missing", FAIL, book.get("award_substance"))
        return
    window = book.get("contract_signing_days")
    if window:
        days = ((terms.signed_on or on) - terms.awarded_on).days
        verdict = PASS if 0 <= days <= window.value else FAIL
        if terms.signed_on is None and verdict == PASS:
            verdict = PENDING
        yield _finding("T12", "signing_days", verdict, window, days=days, limit=int(window.value))
    substance = book.get("award_substance")
    if substance:
        same = terms.price_yuan == terms.awarded_yuan
        yield _finding(
            "T16", "award_price", PASS if same else FAIL, substance, price_yuan=terms.price_yuan,
            awarded_yuan=terms.awarded_yuan,
        )  # fmt: skip


def _guarantee(terms: Terms, book: Book) -> Iterator[Finding]:
    rule = book.get("performance_bond_pct")
    if rule:
        pct = terms.guarantee_yuan * HUNDRED / terms.price_yuan
        yield _bounded("T15", "guarantee_pct", rule, pct, most=rule.value)


def _payment(terms: Terms, book: Book) -> Iterator[Finding]:
    if terms.kind != life.WORKS:
        return
    floor, retention = book.get("progress_floor_pct"), book.get("retention_pct")
    if floor:
        yield _bounded("K01", "progress_pct", floor, terms.progress_ratio * HUNDRED, least=floor.value)
    if retention:
        yield _bounded(
            "K01", "retention_pct", retention, terms.retention_ratio * HUNDRED, most=retention.value
        )


def _advance(terms: Terms, book: Book) -> Iterator[Finding]:
    least, most = book.get("advance_min_pct"), book.get("advance_max_pct")
    if terms.kind != life.WORKS or not least or not most:
        return
    if not terms.advance_yuan:
        yield _finding("K02", "advance_none", WARN, least)
        return
    pct = terms.advance_yuan * HUNDRED / terms.price_yuan
    yield _bounded("K02", "advance_pct", most, pct, least=least.value, most=most.value)
    agreed = terms.advance_ratio * terms.price_yuan
    same = abs(terms.advance_yuan - agreed) < 1
    yield _finding("K02", "advance_sum", PASS if same else FAIL, most, advance_yuan=terms.advance_yuan,
                   agreed_yuan=agreed.quantize(Decimal("0.01")))  # fmt: skip


def _labour(terms: Terms, book: Book) -> Iterator[Finding]:
    rule = book.get("wage_cycle_months")
    if terms.kind != life.WORKS or not rule:
        return
    share = 0 < terms.labour_ratio < 1
    labour = (terms.labour_ratio * HUNDRED).normalize()
    yield _finding("K03", "labour_share", PASS if share else FAIL, rule, pct=labour)
    months = terms.pay_cycle_months
    held = months is not None and 0 < months <= rule.value
    yield _finding(
        "K03", "pay_cycle", PASS if held else FAIL, rule, months=months or "—", limit=int(rule.value)
    )
    reason = "wage_account_open" if terms.wage_account and not terms.wage_account_usable else "wage_account"
    yield _finding("K03", reason, PASS if terms.wage_account_usable else FAIL, rule)
    yield _finding(
        "K03", "payment_guarantee", PASS if terms.payment_guarantee_yuan > 0 else FAIL, rule,
        yuan=terms.payment_guarantee_yuan,
    )  # fmt: skip


def _duties(terms: Terms, book: Book) -> Iterator[Finding]:
    alone, parts = book.get("no_prefinancing"), book.get("subcontract_limits")
    if alone and terms.kind == life.WORKS:
        yield _finding("K04", "prefinanced", FAIL if terms.prefinanced else PASS, alone)
    if not parts or not terms.subcontracts:
        return
    given = sum((sub.amount_yuan for sub in terms.subcontracts), Decimal(0))
    whole = given >= terms.price_yuan
    yield _finding(
        "K05", "whole", FAIL if whole else PASS, parts, given_yuan=given, price_yuan=terms.price_yuan
    )
    for reason, wrong in (
        ("key_part", sum(sub.key_part for sub in terms.subcontracts)),
        ("consent", sum(not sub.consented for sub in terms.subcontracts)),
        ("passed_on", sum(sub.passed_on for sub in terms.subcontracts)),
    ):
        yield _finding("K05", reason, FAIL if wrong else PASS, parts, count=wrong)


def _bill(terms: Terms) -> Iterator[Finding]:
    if terms.bill_yuan is None:
        if terms.kind == life.WORKS:
            yield _finding("BQ", "bill_missing", FAIL, None)
        return
    same = terms.bill_yuan == terms.price_yuan
    yield _finding("BQ", "bill_sum", PASS if same else FAIL, None, bill_yuan=terms.bill_yuan,
                   price_yuan=terms.price_yuan, short_yuan=terms.price_yuan - terms.bill_yuan)  # fmt: skip


def _bounded(
    code: str, reason: str, rule: Ruled, pct: Decimal, *, least: Decimal = Decimal(0),
    most: Decimal = HUNDRED,
) -> Finding:  # fmt: skip
    verdict = PASS if least <= pct <= most else FAIL
    told = pct.quantize(Decimal("0.01")).normalize()
    return _finding(code, reason, verdict, rule, pct=told, least=least.normalize(), most=most.normalize())


def _finding(code: str, reason: str, verdict: str, rule: Ruled | None, **facts: Any) -> Finding:
    told = {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in facts.items()}
    return Finding(code=code, reason=reason, verdict=verdict, facts=told, basis=rule.basis if rule else "")
