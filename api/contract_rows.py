"""How contracts read to a program. Money in yuan with two decimals, ratios between 0 and 1."""

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec

from portal.contracts import names, sentences
from portal.contracts.bringing.rows import Entry
from portal.contracts.contractview import ChangeView, ContractView, Ground
from portal.contracts.models import (
    ChangeLine,
    ChangeOrder,
    Contract,
    ContractPosting,
    ContractStep,
    Party,
    PartyAccount,
    Settlement,
)
from portal.contracts.rules.clauses import Finding
from portal.contracts.rules.headroom import Headroom, Tally
from portal.contracts.standing import tally_of

Row = dict[str, Any]
P = ParamSpec("P")


def exact(data: Any) -> Any:
    """Return an answer with every decimal as text, to its last digit: a number in JSON would round it."""
    if isinstance(data, Decimal):
        return format(data, "f")
    if isinstance(data, dict):
        return {name: exact(value) for name, value in data.items()}
    return [exact(value) for value in data] if isinstance(data, list | tuple) else data


def _exactly(tell: Callable[P, Row]) -> Callable[P, Row]:
    @wraps(tell)
    def told(*args: P.args, **kwargs: P.kwargs) -> Row:
        return dict(exact(tell(*args, **kwargs)))

    return told


ENTRY_TERMS = (
    "progress_ratio", "retention_ratio", "advance_ratio", "advance_yuan", "labour_ratio", "start_on",
    "end_on",
)  # fmt: skip
TERMS = (
    "progress_ratio", "retention_ratio", "advance_ratio", "advance_yuan", "labour_ratio", "pay_cycle_months",
    "payment_guarantee_yuan", "guarantee", "guarantee_yuan", "guarantee_until", "prefinanced", "site_ready",
    "awarded_yuan", "awarded_on", "signed_on", "effective_on", "start_on", "end_on", "completed_on",
    "warranty_until",
)  # fmt: skip


@_exactly
def contract_row(row: Contract) -> dict[str, Any]:
    """Return one line of a list of contracts."""
    tally = tally_of(row.balance)
    return {
        "id": str(row.pk), "project": row.project.code, "project_name": row.project.name,
        "number": row.number, "name": row.name, "kind": row.kind, "track": row.track, "state": row.state,
        "state_name": names.state(row.state), "party": party_named(row.party),
        "feature": str(row.feature_id), "feature_name": str(row.feature),
        "feature_name_en": row.feature.name_en,
        "cost_line": str(row.cost_line_id) if row.cost_line_id else None,
        "original_yuan": row.original_yuan, "approved_changes_yuan": row.approved_changes_yuan,
        "current_yuan": row.current_yuan, "certified_yuan": tally.certified_yuan,
        "paid_yuan": tally.paid_yuan, "retention_held_yuan": tally.held_yuan, "signed_on": row.signed_on,
        "version": row.version, "updated_at": row.updated_at,
    }  # fmt: skip


@_exactly
def entry_row(entry: Entry) -> dict[str, Any]:
    """Return one contract a workbook would draw up."""
    facts, own = entry.facts, ("number", "name", "kind", "track", "original_yuan", *ENTRY_TERMS)
    return {
        "row": entry.row, "project": entry.project.code, "uscc": entry.uscc, "party": entry.party,
        "new_party": entry.new_party, "ground": entry.ground, "tender_no": facts.source.get("tender_no", ""),
        **{name: getattr(facts, name) for name in own},
    }  # fmt: skip


@_exactly
def contract_detail(view: ContractView) -> dict[str, Any]:
    """Return one contract with its terms, where its money stands, its rooms, clauses and open steps."""
    row = view.contract
    return {
        **contract_row(row), **{name: getattr(row, name) for name in TERMS},
        "wage_account": str(row.wage_account_id) if row.wage_account_id else None,
        "tender_no": row.source.get("tender_no", ""),
        "standing": tally_row(view.tally), "headrooms": [room_row(room) for room in view.rooms],
        "clauses": [clause_row(finding) for finding in view.findings],
        "settlement": settlement_row(view.settlement, view.settlement_actions) if view.settlement else None,
        "allowed_actions": list(view.actions), "may_draft": view.may_draft, "may_raise": view.may_raise,
    }  # fmt: skip


@_exactly
def tally_row(tally: Tally) -> dict[str, Any]:
    """Return where a contract's money stands."""
    told = {name: value for name, value in asdict(tally).items() if name != "ratio"}
    return told | {
        "paid_yuan": tally.paid_yuan, "retention_held_yuan": tally.held_yuan,
        "unrecovered_advance_yuan": tally.unrecovered_yuan, "overpaid_yuan": tally.overpaid_yuan,
    }  # fmt: skip


@_exactly
def room_row(room: Headroom) -> dict[str, Any]:
    """Return one headroom with its arithmetic."""
    return {
        "code": room.code, "name": names.headroom(room.code), "room_yuan": room.room_yuan,
        "terms": [{"code": code, "name": names.term(code), "yuan": yuan} for code, yuan in room.terms],
    }  # fmt: skip


@_exactly
def clause_row(finding: Finding) -> dict[str, Any]:
    """Return what one clause says."""
    return {
        "code": finding.code, "reason": finding.reason, "verdict": finding.verdict,
        "message": sentences.clause(finding), "facts": dict(finding.facts), "basis": finding.basis,
    }  # fmt: skip


@_exactly
def ground_row(ground: Ground) -> dict[str, Any]:
    """Return the items of a bill on one feature."""
    return {
        "feature": str(ground.feature.pk), "name": str(ground.feature), "kind": ground.feature.kind,
        "original_yuan": ground.original_yuan, "current_yuan": ground.current_yuan,
        "items": [
            {"id": str(item.pk), "code": item.code, "name": item.name, "unit": item.unit,
             "quantity": item.quantity, "unit_price": item.unit_price, "amount_yuan": item.amount_yuan,
             "changed_quantity": item.changed_quantity, "changed_amount_yuan": item.changed_amount_yuan,
             "current_quantity": item.current_quantity, "current_yuan": item.current_yuan,
             "change": item.change.number if item.change else None}
            for item in ground.items
        ],
    }  # fmt: skip


@_exactly
def change_row(row: ChangeOrder) -> dict[str, Any]:
    """Return one change as a list tells it."""
    return {
        "id": str(row.pk), "contract": str(row.contract_id), "number": row.number, "title": row.title,
        "kind": row.kind, "state": row.state, "state_name": names.state(row.state), "reason": row.reason,
        "feature": str(row.feature_id), "drawing": row.drawing, "part": row.part, "days": row.days,
        "amount_yuan": row.amount_yuan, "priced_yuan": row.priced_yuan, "raised_on": row.raised_on,
        "approved_on": row.approved_on, "emergency": row.emergency, "started_on": row.started_on,
        "beyond_scope": row.beyond_scope, "moves_ground": row.moves_ground,
        "double_of": row.double_of.number if row.double_of else None,
        "double_cleared": row.double_cleared_by is not None, "version": row.version,
    }  # fmt: skip


@_exactly
def change_detail(view: ChangeView) -> dict[str, Any]:
    """Return one change with the way the limits ask of it, its lines and open steps."""
    row = view.change
    return {
        **change_row(row), "opinion": row.opinion, "double_reason": row.double_reason,
        "scope_approval": row.scope_approval.number if row.scope_approval else None,
        "delta_sha256": row.delta.sha256 if row.delta else None,
        "route": {
            "desks": list(view.path), "reasons": list(view.route.reasons), "pct": f"{view.route.pct:.2f}",
            "single_pct": f"{view.route.single_pct:.2f}", "audit": view.route.audit,
            "stopped": view.route.stopped, "limits": asdict(view.limits),
        },
        "emergency_due_on": view.due, "lines": [line_row(line) for line in row.lines.order_by("position")],
        "allowed_actions": list(view.actions),
    }  # fmt: skip


@_exactly
def line_row(line: ChangeLine) -> dict[str, Any]:
    """Return one line of a change."""
    return {
        "item": str(line.item_id) if line.item_id else None, "feature": str(line.feature_id),
        "code": line.code, "name": line.name, "unit": line.unit, "quantity": line.quantity,
        "unit_price": line.unit_price, "amount_yuan": line.amount_yuan,
    }  # fmt: skip


@_exactly
def settlement_row(row: Settlement, actions: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a settlement."""
    return {
        "id": str(row.pk), "state": row.state, "state_name": names.state(row.state),
        "claimed_yuan": row.claimed_yuan, "settled_yuan": row.settled_yuan, "cut_reason": row.cut_reason,
        "approved_on": row.approved_on, "refund_due_on": row.refund_due_on, "version": row.version,
        "allowed_actions": list(actions),
    }  # fmt: skip


@_exactly
def posting_row(row: ContractPosting) -> dict[str, Any]:
    """Return one entry of the contract ledger."""
    return {
        "id": row.pk, "kind": row.kind, "kind_name": names.posting(row.kind), "pledged": row.pledged,
        "amount_yuan": row.amount_yuan, "reverses": row.reverses_id,
        "change": row.change.number if row.change else None,
        "feature": str(row.feature_id) if row.feature_id else None, "ref": row.ref,
        "request_id": row.request_id, "on": row.on, "at": row.at, "actor": row.actor_name,
    }  # fmt: skip


@_exactly
def step_row(row: ContractStep) -> dict[str, Any]:
    """Return one step that was taken."""
    return {
        "action": row.action, "action_name": names.verb(row.action), "from": row.source, "to": row.target,
        "role": row.role, "actor": row.actor_name, "reason": row.reason, "on": row.on, "at": row.at,
        "version": row.version,
    }  # fmt: skip


def party_named(row: Party) -> dict[str, Any]:
    """Return who is paid."""
    return {"id": str(row.pk), "uscc": row.uscc, "name": row.name, "name_en": row.name_en}


@_exactly
def party_row(row: Party, *, accounts: bool) -> dict[str, Any]:
    """Return a party, with its accounts for those who may see them."""
    told = party_named(row)
    if accounts:
        told["accounts"] = [account_row(one) for one in row.accounts.select_related("project").order_by("pk")]
    return told


@_exactly
def account_row(row: PartyAccount) -> dict[str, Any]:
    """Return a bank account."""
    return {
        "id": str(row.pk), "bank": row.bank, "number": row.number, "holder": row.holder, "wage": row.wage,
        "project": row.project.code if row.project else None, "usable": row.usable,
        "closed_on": row.closed_on,
    }  # fmt: skip
