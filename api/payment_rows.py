"""Payments as programs read them. Amounts in yuan as text with two decimals."""

from dataclasses import asdict
from typing import Any

from portal.accounts.actor import Actor
from portal.payments import selectors
from portal.payments.models import Application, Instruction
from portal.payments.rules.rooms import Decision
from portal.payments.selectors import Totals


def list_row(row: Application) -> dict[str, Any]:
    """Return one row of the list."""
    return {
        "id": row.pk, "number": row.number, "project": row.project.code, "contract": row.contract.number,
        "contract_id": row.contract_id, "party": row.contract.party.name, "feature": row.feature_id,
        "indicator": row.indicator_id, "cost_line": row.cost_line_id, "kind": row.kind, "state": row.state,
        "state_since": row.state_since, "due_on": row.due_on, "period_from": row.period_from,
        "period_to": row.period_to, "amount_yuan": str(row.amount_yuan),
        "labour_yuan": str(row.labour_yuan), "paid_on": row.paid_on, "version": row.version,
    }  # fmt: skip


def payment_row(actor: Actor, row: Application) -> dict[str, Any]:
    """Return one application with all that hangs on it, and the steps open to the asker."""
    return list_row(row) | {
        "recovery_yuan": str(row.recovery_yuan), "retention_yuan": str(row.retention_yuan),
        "payee": row.payee_id, "payee_uscc": row.payee_uscc, "wage_account": row.wage_account_id,
        "purpose": row.purpose, "physical_pct": row.physical_pct and str(row.physical_pct),
        "round": row.round, "maker": row.maker_name,
        "allowed_actions": selectors.allowed_actions(actor=actor, application=row),
        "lines": [_line(line) for line in row.lines.select_related("item")],
        "invoices": [
            {"number": one.number, "issued_on": one.issued_on, "seller_uscc": one.seller_uscc,
             "amount_yuan": str(one.amount_yuan), "freed": one.freed}
            for one in row.invoices.order_by("number")
        ],
        "evidence": [
            {"id": one.pk, "kind": one.kind, "name": one.file.name, "sha256": one.file.sha256,
             "taken_on": one.taken_on, "place": one.place_id, "added_by": one.added_by_name}
            for one in row.evidence.select_related("file").order_by("pk")
        ],
        "steps": [
            {"action": one.action, "from": one.source, "to": one.target, "by": one.actor_name, "at": one.at,
             "reason": one.reason, "round": one.round}
            for one in row.steps.order_by("id")
        ],
        "decisions": [
            {"action": one.action, "at": one.at, "by": one.actor_name, "asked_yuan": str(one.asked_yuan),
             "rooms": one.rooms, "checks": one.checks}
            for one in row.decisions.order_by("id")
        ],
        "instructions": [_instruction(one) for one in row.instructions.order_by("attempt")],
    }  # fmt: skip


def room_row(row: Application, decision: Decision, checks: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the arithmetic of an application as it stands now."""
    return {
        "number": row.number, "asked_yuan": str(decision.asked_yuan), "passes": decision.passes,
        "least": decision.least.code, "room_yuan": str(decision.least.room_yuan),
        "rooms": decision.written(), "checks": checks,
    }  # fmt: skip


def totals_row(totals: Totals) -> dict[str, Any]:
    """Return what a list adds up to."""
    return {name: value if name == "payments" else str(value) for name, value in asdict(totals).items()}


def _line(line: Any) -> dict[str, Any]:
    return {
        "item": line.item_id, "code": line.item.code, "name": line.item.name, "unit": line.item.unit,
        "quantity": str(line.quantity), "unit_price": str(line.unit_price),
        "value_yuan": str(line.value_yuan),
    }  # fmt: skip


def _instruction(row: Instruction) -> dict[str, Any]:
    return {
        "key": row.key, "attempt": row.attempt, "state": row.state, "tries": row.tries,
        "amount_yuan": str(row.amount_yuan), "created_at": row.created_at, "sent_at": row.sent_at,
        "ended_at": row.ended_at, "reason": row.reason, "last_error": row.last_error,
        "receipts": [
            {"receipt_id": one.receipt_id, "outcome": one.outcome, "amount_yuan": str(one.amount_yuan),
             "standing": one.standing, "bank_at": one.bank_at, "reason": one.reason}
            for one in row.receipts.order_by("number")
        ],
    }  # fmt: skip
