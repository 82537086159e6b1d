"""What states, steps, headrooms, terms, checks and banks' reasons are called, in the reader's language."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: dict[str, Promise] = {
    "draft": pgettext_lazy("payment state", "Draft"),
    "submitted": pgettext_lazy("payment state", "Handed in"),
    "sup_certified": pgettext_lazy("payment state", "Measured and certified"),
    "owner_approved": pgettext_lazy("payment state", "Approved by the owner"),
    "dept_checked": pgettext_lazy("payment state", "Checked by the department"),
    "treasury_checked": pgettext_lazy("payment state", "Cleared by the treasury"),
    "instructed": pgettext_lazy("payment state", "Instructed"),
    "paid": pgettext_lazy("payment state", "Paid"),
    "reconciled": pgettext_lazy("payment state", "Reconciled"),
    "returned": pgettext_lazy("payment state", "Returned"),
    "rejected": pgettext_lazy("payment state", "Rejected"),
    "failed": pgettext_lazy("payment state", "Refused by the bank"),
    "reversed": pgettext_lazy("payment state", "Money came back"),
}
VERBS: dict[str, Promise] = {
    "make": pgettext_lazy("payment step", "Make an application"),
    "amend": pgettext_lazy("payment step", "Change the application"),
    "add_evidence": pgettext_lazy("payment step", "Add evidence"),
    "submit": pgettext_lazy("payment step", "Hand in"),
    "withdraw": pgettext_lazy("payment step", "Withdraw"),
    "certify": pgettext_lazy("payment step", "Certify the measured work"),
    "approve": pgettext_lazy("payment step", "Approve"),
    "check": pgettext_lazy("payment step", "Confirm the check"),
    "clear": pgettext_lazy("payment step", "Clear for payment"),
    "instruct": pgettext_lazy("payment step", "Instruct the payment"),
    "return": pgettext_lazy("payment step", "Return"),
    "reject": pgettext_lazy("payment step", "Reject"),
    "pay": pgettext_lazy("payment step", "Paid by the bank"),
    "fail": pgettext_lazy("payment step", "Refused by the bank"),
    "reconcile": pgettext_lazy("payment step", "Reconcile"),
    "reverse": pgettext_lazy("payment step", "Given back by the bank"),
    "refused": pgettext_lazy("payment step", "Refused"),
}
KINDS: dict[str, Promise] = {
    "advance": pgettext_lazy("payment kind", "Advance"),
    "progress": pgettext_lazy("payment kind", "Progress payment"),
    "release": pgettext_lazy("payment kind", "Release of retention"),
}
EVIDENCE: dict[str, Promise] = {
    "quantity_sheet": _("Quantity sheet"),
    "photo": _("Photo of the site"),
    "bim_state": _("State of the building model"),
    "other": _("Other evidence"),
}
ROOMS: dict[str, Promise] = {
    "H1": _("Budget indicator"),
    "H2": _("Monthly plan"),
    "H3": _("Contract price"),
    "H4": _("Value of work"),
    "H5": _("Line of the estimate"),
    "H6": _("Estimate of the section"),
}
TERMS: dict[str, Promise] = {
    "approved": pgettext_lazy("headroom term", "Approved"),
    "adjusted": pgettext_lazy("headroom term", "Adjusted"),
    "carried": pgettext_lazy("headroom term", "Carried over"),
    "frozen": pgettext_lazy("headroom term", "Frozen for applications under way"),
    "committed": pgettext_lazy("headroom term", "Committed"),
    "paid": pgettext_lazy("headroom term", "Paid"),
    "planned_to_month": pgettext_lazy("headroom term", "Planned up to this month"),
    "in_flight": pgettext_lazy("headroom term", "Under way"),
    "line_original": pgettext_lazy("headroom term", "Approved line"),
    "line_revised": pgettext_lazy("headroom term", "Its revisions"),
    "stage_approved": pgettext_lazy("headroom term", "Approved for the whole project"),
    "part_approved": pgettext_lazy("headroom term", "Approved for this part"),
    "current_price": pgettext_lazy("headroom term", "Present contract price"),
    "settled_price": pgettext_lazy("headroom term", "Settled price"),
    "retention_held": pgettext_lazy("headroom term", "Retention held"),
    "pledged": pgettext_lazy("headroom term", "Under way"),
    "pledged_retention": pgettext_lazy("headroom term", "Retention under way"),
    "pledged_recovery": pgettext_lazy("headroom term", "Recovery of the advance under way"),
    "own_retention": pgettext_lazy("headroom term", "Retention of this application"),
    "own_recovery": pgettext_lazy("headroom term", "Recovery of this application"),
    "ratio_of_certified": pgettext_lazy("headroom term", "Agreed share of the certified value"),
    "unrecovered_advance": pgettext_lazy("headroom term", "Advance not yet worked off"),
    "advance_agreed": pgettext_lazy("headroom term", "Advance agreed"),
    "advance_paid": pgettext_lazy("headroom term", "Advance paid"),
}
CHECKS: dict[str, Promise] = {
    "payee_uscc": _("The payee is the contract's party"),
    "payee_account": _("The account is registered and confirmed for the payee"),
    "invoice_seller": _("The invoices are the payee's"),
    "invoices_cover": _("The invoices cover the amount"),
    "contract_effective": _("The contract is in force"),
    "prefinanced": _("The contractor does not finance the work in advance"),
    "advance_ready": _("The contract is signed and the site is ready"),
    "warranty_over": _("The warranty has ended"),
    "labour_share": _("The workers' share goes to their wage account"),
    "retention_ceiling": _("Not more is withheld than may be"),
    "retention_kept": _("The agreed retention is withheld"),
    "recovery_within": _("Not more of the advance is worked off than is open"),
    "advance_recovered": _("The advance is being worked off"),
    "pay_floor": _("At least the due share of the certified work is paid"),
    "papers_valid": _("Land and works are permitted on the days of work"),
    "ground_unchanged": _("The ground is the one that was approved"),
    "project_active": _("The project is not suspended"),
    "quality_critical": _("No critical quality issue is open on the section"),
    "lines_present": _("There are measured lines"),
    "lines_within_bill": _("Nothing is measured beyond the bill of quantities"),
    "lines_on_ground": _("All measured items stand on the section"),
    "photos": _("There are photos taken on the section in the period"),
    "bim_state": _("The state of the building model is shown"),
    "quantity_sheet": _("The supervisor's quantity sheet is there"),
    "pay_ahead_of_work": _("Payment does not run ahead of the work"),
}
LEVELS: dict[str, Promise] = {
    "ok": pgettext_lazy("check level", "in order"),
    "warn": pgettext_lazy("check level", "not met: asks for a reason"),
    "alert": pgettext_lazy("check level", "not met: alert to the owner"),
    "block": pgettext_lazy("check level", "not met: stops the payment"),
}
REASONS: dict[str, Promise] = {
    "account_unknown": pgettext_lazy("bank reason", "the account is not known"),
    "account_closed": pgettext_lazy("bank reason", "the account was closed"),
    "name_mismatch": pgettext_lazy("bank reason", "the name is not that of the account"),
    "quota_short": pgettext_lazy("bank reason", "the quota does not suffice"),
    "bank_error": pgettext_lazy("bank reason", "the bank could not carry it out"),
    "returned_by_payee": pgettext_lazy("bank reason", "the payee's bank gave it back"),
}
INSTRUCTIONS: dict[str, Promise] = {
    "queued": pgettext_lazy("instruction state", "Waiting to be sent"),
    "sent": pgettext_lazy("instruction state", "Taken by the treasury"),
    "paid": pgettext_lazy("instruction state", "Paid"),
    "refused": pgettext_lazy("instruction state", "Sent back by the bank"),
    "returned": pgettext_lazy("instruction state", "Given back"),
}
UNREACHED: dict[str, Promise] = {
    "ConnectionRefusedError": _("the treasury is not on line"),
    "not started": _("the treasury is not on line"),
    "gaierror": _("the treasury's address is not known"),
    "TimeoutError": _("the treasury did not answer in time"),
    "RemoteDisconnected": _("the line broke before the treasury answered"),
    "ConnectionResetError": _("the line broke before the treasury answered"),
    "BrokenPipeError": _("the line broke before the treasury answered"),
    "IncompleteRead": _("the line broke before the treasury answered"),
    "JSONDecodeError": _("the treasury's answer cannot be read"),
    "unreadable answer": _("the treasury's answer cannot be read"),
    "unreadable receipts": _("the treasury's answer cannot be read"),
}
"""Why an instruction waits to be sent again, by what the line or the treasury said."""
ACCOUNTS: dict[str, Promise] = {
    "none": _("no wage account is chosen"),
    "not_wage": _("the account chosen is no wage account"),
    "party": _("the wage account is another contractor's"),
    "project": _("the wage account is of another project"),
    "unconfirmed": _("the treasury has not confirmed the wage account"),
    "closed": _("the wage account is closed"),
}
"""What is wrong with a wage account."""
STANDINGS: dict[str, Promise] = {
    "settled": pgettext_lazy("receipt", "matched"),
    "duplicate": pgettext_lazy("receipt", "told again, counted once"),
    "unknown": pgettext_lazy("receipt", "no instruction of ours"),
    "held": pgettext_lazy("receipt", "waits to be booked"),
    "mismatch": pgettext_lazy("receipt", "another amount than instructed"),
}
FIELDS: dict[str, Promise] = {
    "period_to": _("End of the period"), "feature": _("Section or structure"), "indicator": _("Indicator"),
    "cost_line": _("Line of the estimate"), "payee": _("Payee's account"), "wage_account": _("Wage account"),
    "kind": _("Kind"), "number": pgettext_lazy("of an invoice", "Number"),
    "seller_uscc": _("Seller's credit code"), "purpose": _("Purpose"),
    "request_id": _("Request id"), "item": _("Item of the bill"), "quantity": _("Quantity"),
    "physical_pct": _("Physical progress"), "recovery_yuan": _("Recovery"), "retention_yuan": _("Retention"),
    "labour_yuan": _("Workers' share"), "taken_on": _("Taken on"), "place": _("Place"),
}  # fmt: skip


def word(table: dict[str, Promise], code: str) -> str:
    """Return what a code is called; one that has no name stands for itself."""
    return str(table.get(code, code))


def words(table: dict[str, Promise], codes: Iterable[str]) -> str:
    """Return several names in one line."""
    return "、".join(word(table, code) for code in codes)


def money(yuan: Decimal | str) -> str:
    """Return an amount as sentences tell it: grouped, two decimals."""
    return f"{Decimal(yuan):,.2f}"


SHARED = "ratio_of_certified"
"""The term that is a product: its factors stand beside the room as ``share``."""


def share_line(room: dict[str, Any]) -> str:
    """Return the factors of the agreed share as a reader multiplies them: ``600,000.00 × 85%``."""
    ratio, certified = (Decimal(one) for one in room["share"])
    return f"{money(certified)} × {(ratio * 100).normalize():f}%"


def room_line(room: dict[str, Any]) -> str:
    """Return a headroom's arithmetic in one line: ``Approved 100.00 − Paid 60.00 = 40.00``."""
    parts: list[str] = []
    for name, yuan in room["terms"]:
        amount = Decimal(yuan)
        if not amount and len(room["terms"]) > 1:
            continue
        sign = "−" if amount < 0 else "+" if parts else ""
        of = f" ({share_line(room)})" if name == SHARED and room.get("share") else ""
        parts.append(f"{sign} {word(TERMS, name)}{of} {money(abs(amount))}".strip())
    return f"{' '.join(parts) or money('0')} = {money(room['room_yuan'])}"


FACTS: dict[str, Promise] = {
    "uscc": pgettext_lazy("check fact", "payee"), "contract_uscc": pgettext_lazy("check fact", "contract"),
    "invoices_yuan": pgettext_lazy("check fact", "invoices"),
    "amount_yuan": pgettext_lazy("check fact", "amount"),
    "effective_on": pgettext_lazy("check fact", "in force since"),
    "labour_yuan": pgettext_lazy("check fact", "workers' share"),
    "due_yuan": pgettext_lazy("check fact", "due"),
    "held_yuan": pgettext_lazy("check fact", "withheld"),
    "ceiling_yuan": pgettext_lazy("check fact", "at most"),
    "recovery_yuan": pgettext_lazy("check fact", "worked off"),
    "unrecovered_yuan": pgettext_lazy("check fact", "advance still open"),
    "paid_yuan": pgettext_lazy("check fact", "paid"), "floor_yuan": pgettext_lazy("check fact", "at least"),
    "certified_yuan": pgettext_lazy("check fact", "certified"),
    "missing": pgettext_lazy("check fact", "missing"), "on": pgettext_lazy("check fact", "on"),
    "kinds": pgettext_lazy("check fact", "documents"), "items": pgettext_lazy("check fact", "items"),
    "numbers": pgettext_lazy("check fact", "numbers"), "photos": pgettext_lazy("check fact", "photos"),
    "least": pgettext_lazy("check fact", "at least"), "paid_pct": pgettext_lazy("check fact", "paid %"),
    "physical_pct": pgettext_lazy("check fact", "built %"),
    "points": pgettext_lazy("check fact", "points ahead"),
    "warn_points": pgettext_lazy("check fact", "reason above"),
    "block_points": pgettext_lazy("check fact", "stop above"),
    "warranty_until": pgettext_lazy("check fact", "warranty until"),
    "signed_on": pgettext_lazy("check fact", "signed on"), "pct": pgettext_lazy("check fact", "ceiling %"),
}  # fmt: skip


def unreached(said: str) -> str:
    """Return why an instruction waits, as a sentence; the word itself stays in the record."""
    return str(UNREACHED.get(said, _("the treasury did not take it")))


def _fact(name: str, value: Any) -> str:
    """Return one fact with its name; the sign of a percentage goes behind its number."""
    label = str(FACTS[name])
    if label.endswith("%"):
        return f"{label.rstrip('% ')} {value}%"
    return f"{label} {money(value) if name.endswith('_yuan') else value}"


def facts_line(facts: dict[str, Any]) -> str:
    """Return what a check compared, in one line; what has no name of its own is left to the record."""
    fault = str(facts.get("account_fault") or "")
    told = [_fact(name, value) for name, value in facts.items() if name in FACTS and value not in (None, "")]
    return " · ".join([word(ACCOUNTS, fault), *told] if fault else told)
