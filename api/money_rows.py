"""Money on the map as programs read it. Yuan as text with two decimals, figures as numbers."""

from dataclasses import asdict
from datetime import date
from typing import Any

from api.budget_rows import entry_row, indicator_row, room_row
from api.contract_rows import contract_row
from api.payment_rows import list_row, totals_row
from api.performance_rows import evaluation_row
from portal.budget import names as budget_names
from portal.core import clock
from portal.moneymap.figures import PlaceFigure
from portal.moneymap.hanging import BudgetPart, ContractPart, Hanging, PaymentPart
from portal.moneymap.trail import Trail
from portal.payments import names
from portal.payments.models import Application


def figure_row(one: PlaceFigure) -> dict[str, Any]:
    """Return one place with its figure and what it was made of."""
    return {
        "id": str(one.id), "project": one.project, "value": one.value, "class": one.index,
        "within": one.within, "parts": {name: str(value) for name, value in one.parts.items()},
    }  # fmt: skip


def hanging_row(found: Hanging, on: date) -> dict[str, Any]:
    """Return what hangs on a place."""
    place = found.place
    feature = place.feature
    return {
        "project": place.project.code,
        "feature": None if feature is None else {
            "id": str(feature.pk), "kind": feature.kind, "code": feature.code, "name": feature.name,
            "name_en": feature.name_en,
        },
        "budget": found.budget and _budget(found.budget),
        "contracts": found.contracts and _contracts(found.contracts),
        "payments": found.payments and payments_row(found.payments, on),
        "evaluations": [evaluation_row(row) for row in found.evaluations],
    }  # fmt: skip


def payments_row(part: PaymentPart, on: date) -> dict[str, Any]:
    """Return the payments for a place with their sums."""
    return {"totals": totals_row(part.totals), "payments": [_payment(row, on) for row in part.payments]}


def _payment(row: Application, on: date) -> dict[str, Any]:
    waits = row.paid_on is None and row.state not in {"rejected", "reversed"}
    return list_row(row) | {
        "state_name": names.word(names.STATES, row.state), "kind_name": names.word(names.KINDS, row.kind),
        "purpose": row.purpose, "feature_name": str(row.feature), "feature_name_en": row.feature.name_en,
        "waits_days": (on - clock.day_of(row.state_since)).days if waits else None,
        "late": bool(waits and row.due_on and row.due_on < on),
    }  # fmt: skip


def _budget(part: BudgetPart) -> dict[str, Any]:
    return {
        "lines": [
            {
                "code": line.code, "name": line.name, "stage": line.stage.stage,
                "stage_name": budget_names.stage(line.stage.stage), "current_yuan": line.current_yuan,
                "paid_yuan": line.paid_yuan, "left_yuan": line.current_yuan - line.paid_yuan,
            }
            for line in part.lines
        ],
        "indicators": [indicator_row(row) for row in part.indicators], "room": room_row(part.room),
    }  # fmt: skip


def _contracts(part: ContractPart) -> dict[str, Any]:
    return {
        "contracts": [contract_row(row) for row in part.contracts], "totals": asdict(part.totals),
        "items_yuan": part.items_yuan,
    }  # fmt: skip


def trail_row(found: Trail) -> dict[str, Any]:
    """Return the knots of one payment's money."""
    request, feature = found.request, found.feature
    return {
        "payment": list_row(found.application),
        "request": request and {"id": str(request.pk), "number": request.number, "title": request.title},
        "indicator": found.indicator and indicator_row(found.indicator),
        "entries": [entry_row(row) for row in found.entries],
        "contract": found.contract and contract_row(found.contract),
        "items": [
            {"item": str(one.item_id), "code": one.item.code, "name": one.item.name,
             "feature": str(one.item.feature_id), "quantity": one.quantity, "value_yuan": one.value_yuan}
            for one in found.items
        ],
        "postings": [
            {"kind": one.kind, "pledged": one.pledged, "amount_yuan": one.amount_yuan, "on": one.on}
            for one in found.postings
        ],
        "feature": feature and {"id": str(feature.pk), "kind": feature.kind, "name": feature.name},
        "evidence": [
            {"id": one.pk, "kind": one.kind, "sha256": one.file.sha256, "taken_on": one.taken_on}
            for one in found.evidence
        ],
        "invoices": [{"number": one.number, "amount_yuan": one.amount_yuan} for one in found.invoices],
        "instructions": [
            {"key": one.key, "state": one.state,
             "receipts": [{"receipt": r.receipt_id, "outcome": r.outcome, "amount_yuan": r.amount_yuan}
                          for r in one.receipts.all()]}
            for one in found.instructions
        ],
    }  # fmt: skip
