"""What kinds, states, steps, clauses and terms are called, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Promise] = {
    "works": pgettext_lazy("contract kind", "Works"),
    "design": pgettext_lazy("contract kind", "Design"),
    "survey": pgettext_lazy("contract kind", "Survey"),
    "supervision": pgettext_lazy("contract kind", "Supervision"),
    "goods": pgettext_lazy("contract kind", "Goods"),
    "services": pgettext_lazy("contract kind", "Services"),
}
TRACKS: dict[str, Promise] = {
    "tender": pgettext_lazy("award", "Tendered"),
    "procurement": pgettext_lazy("award", "Government procurement"),
    "direct": pgettext_lazy("award", "Below the limits"),
}
GUARANTEES: dict[str, Promise] = {
    "none": pgettext_lazy("guarantee", "None"),
    "bank_guarantee": pgettext_lazy("guarantee", "Bank guarantee"),
    "insurance": pgettext_lazy("guarantee", "Insurance"),
    "bond": pgettext_lazy("guarantee", "Surety bond"),
    "deposit": pgettext_lazy("guarantee", "Deposit"),
}
CHANGE_KINDS: dict[str, Promise] = {
    "design": pgettext_lazy("change kind", "Design change"),
    "visa": pgettext_lazy("change kind", "Site instruction"),
    "claim": pgettext_lazy("change kind", "Claim"),
    "price": pgettext_lazy("change kind", "Price adjustment"),
    "provisional": pgettext_lazy("change kind", "Provisional sum"),
    "time": pgettext_lazy("change kind", "Time"),
}
STATES: dict[str, Promise] = {
    "draft": pgettext_lazy("contract state", "Draft"),
    "clause_check": pgettext_lazy("contract state", "Clauses under check"),
    "internal_approval": pgettext_lazy("contract state", "For approval in the unit"),
    "signed": pgettext_lazy("contract state", "Signed"),
    "effective": pgettext_lazy("contract state", "In force"),
    "performing": pgettext_lazy("contract state", "Being performed"),
    "suspended": pgettext_lazy("contract state", "Suspended"),
    "completed": pgettext_lazy("contract state", "Completed"),
    "warranty": pgettext_lazy("contract state", "Under warranty"),
    "settled": pgettext_lazy("contract state", "Settled"),
    "closed": pgettext_lazy("contract state", "Closed"),
    "terminated": pgettext_lazy("contract state", "Terminated"),
    "raised": pgettext_lazy("contract state", "Raised"),
    "sup_opinion": pgettext_lazy("contract state", "With the supervisor"),
    "owner_review": pgettext_lazy("contract state", "With the unit"),
    "design_review": pgettext_lazy("contract state", "With the designer"),
    "dept_review": pgettext_lazy("contract state", "With the department"),
    "head_review": pgettext_lazy("contract state", "With the head of department"),
    "fin_review": pgettext_lazy("contract state", "With the finance office"),
    "approved": pgettext_lazy("contract state", "Approved"),
    "priced": pgettext_lazy("contract state", "Priced"),
    "incorporated": pgettext_lazy("contract state", "Part of the contract"),
    "rejected": pgettext_lazy("contract state", "Rejected"),
    "withdrawn": pgettext_lazy("contract state", "Withdrawn"),
    "submitted": pgettext_lazy("contract state", "Handed in"),
    "checked": pgettext_lazy("contract state", "Checked by the supervisor"),
    "agreed": pgettext_lazy("contract state", "Agreed by the unit"),
}
VERBS: dict[str, Promise] = {
    "draft": pgettext_lazy("contract step", "Draw up"),
    "amend": pgettext_lazy("contract step", "Change the content"),
    "submit": pgettext_lazy("contract step", "Hand in"),
    "pass_clauses": pgettext_lazy("contract step", "Pass the clauses"),
    "return": pgettext_lazy("contract step", "Return"),
    "sign": pgettext_lazy("contract step", "Approve and sign"),
    "take_effect": pgettext_lazy("contract step", "Put into force"),
    "begin": pgettext_lazy("contract step", "Begin the work"),
    "suspend": pgettext_lazy("contract step", "Suspend"),
    "resume": pgettext_lazy("contract step", "Resume"),
    "complete": pgettext_lazy("contract step", "Record completion"),
    "start_warranty": pgettext_lazy("contract step", "Start the warranty"),
    "settle": pgettext_lazy("contract step", "Record as settled"),
    "close": pgettext_lazy("contract step", "Close"),
    "terminate": pgettext_lazy("contract step", "Terminate"),
    "withdraw": pgettext_lazy("contract step", "Withdraw"),
    "endorse": pgettext_lazy("contract step", "Endorse"),
    "ask_design": pgettext_lazy("contract step", "Ask the designer"),
    "confirm_design": pgettext_lazy("contract step", "Confirm the design"),
    "forward": pgettext_lazy("contract step", "Agree and pass on"),
    "approve": pgettext_lazy("contract step", "Approve"),
    "approve_late": pgettext_lazy("contract step", "Approve late"),
    "reject": pgettext_lazy("contract step", "Reject"),
    "price": pgettext_lazy("contract step", "Price"),
    "incorporate": pgettext_lazy("contract step", "Make part of the contract"),
    "check": pgettext_lazy("contract step", "Check"),
    "agree": pgettext_lazy("contract step", "Agree"),
    "raise": pgettext_lazy("contract step", "Raise a change"),
    "clear_double": pgettext_lazy("contract step", "Say that it is no double"),
    "draw_settlement": pgettext_lazy("contract step", "Draw up the settlement"),
    "refund": pgettext_lazy("contract step", "Record a refund"),
    "subcontract": pgettext_lazy("contract step", "Record a subcontract"),
    "register": pgettext_lazy("contract step", "Register"),
    "confirm_account": pgettext_lazy("contract step", "Confirm the account"),
    "close_account": pgettext_lazy("contract step", "Close the account"),
}
TERMS: dict[str, Promise] = {
    "current_price": _("Current price"),
    "settled_price": _("Settled price"),
    "retention_held": _("Retention held"),
    "paid": _("Paid, advance included"),
    "pledged": _("Applications under way"),
    "pledged_retention": _("Retention of applications under way"),
    "own_retention": _("Retention of this application"),
    "ratio_of_certified": _("Certified value × ratio"),
    "unrecovered_advance": _("Advance not yet recovered"),
    "pledged_recovery": _("Recovery of applications under way"),
    "own_recovery": _("Recovery of this application"),
    "advance_agreed": _("Advance agreed"),
    "advance_paid": _("Advance paid"),
}
HEADROOMS: dict[str, Promise] = {
    "H3": _("H3 contract price"),
    "H4": _("H4 value of work"),
}
REASONS: dict[str, Promise] = {
    "single_pct": _("a single change beyond {single_pct} % of the price"),
    "single_yuan": _("a single change beyond {single_yuan} yuan"),
    "head_pct": _("all changes together beyond {head_pct} % of the price"),
    "finance_pct": _("all changes together beyond {finance_pct} % of the price"),
    "emergency_late": _("work that began before approval was not approved within its days"),
}
FIELDS: dict[str, Promise] = {
    "party": _("contractor"),
    "party_id": _("contractor"),
    "feature": _("section or structure"),
    "feature_id": _("section or structure"),
    "number": _("number"),
    "name": _("name"),
    "kind": _("kind"),
    "track": _("way of award"),
    "original_yuan": _("price"),
    "progress_ratio": _("progress payment ratio"),
    "retention_ratio": _("retention ratio"),
    "advance_ratio": _("advance ratio"),
    "advance_yuan": _("advance"),
    "labour_ratio": _("labour share"),
    "guarantee": _("guarantee"),
    "wage_account_id": _("wage account"),
    "cost_line_id": _("cost line"),
    "end_on": _("end"),
    "signed_on": _("day of signing"),
    "warranty_until": _("end of the warranty"),
    "settled_yuan": _("settled amount"),
    "cut_reason": _("reason for the cut"),
    "title": _("title"),
    "reason": _("reason"),
    "amount_yuan": _("amount"),
    "started_on": _("day the work began"),
    "delta": _("file of the changed ground"),
    "scope_approval_id": _("approval of the scope"),
    "opinion": _("opinion"),
    "lines": _("lines of the change"),
    "quantity": _("quantity"),
    "unit_price": _("unit price"),
    "unit": _("unit"),
    "code": _("item code"),
    "item_id": _("bill item"),
    "bank": _("bank"),
    "holder": _("account holder"),
    "project": _("project"),
    "completed_on": _("day of completion"),
}


POSTINGS: dict[str, Promise] = {
    "certified": pgettext_lazy("ledger entry", "Work certified"),
    "advance": pgettext_lazy("ledger entry", "Advance paid"),
    "progress": pgettext_lazy("ledger entry", "Progress money paid"),
    "release": pgettext_lazy("ledger entry", "Retention paid out"),
    "recovery": pgettext_lazy("ledger entry", "Advance recovered"),
    "retention": pgettext_lazy("ledger entry", "Retention withheld"),
    "refund": pgettext_lazy("ledger entry", "Paid back"),
    "settled": pgettext_lazy("ledger entry", "Settled"),
    "change": pgettext_lazy("ledger entry", "Price changed"),
}
RULES: dict[str, Promise] = {
    "contract_balance_not_negative": _("no sum falls below nothing"),
    "contract_advance_as_agreed": _("not more advance than was agreed"),
    "contract_recovered_within_advance": _("not more is recovered than was advanced"),
    "contract_released_within_held": _("not more retention is paid out than is held"),
    "contract_paid_within_price": _("paid and held stay within the price"),
    "contract_paid_within_value": _("paid stays within the certified work"),
    "contract_current_positive": _("the price stays above nothing"),
    "bill_quantity_not_cut_below_zero": _("no quantity is cut below nothing"),
    "bill_item_once": _("the item is on the bill already"),
    "kind": _("no such entry is asked for"),
    "ledger": _("it does not fit what is on record"),
}


def _told(words: Mapping[str, Promise], code: str) -> str:
    return str(words.get(code, code))


def kind(code: str) -> str:
    """Return what a kind of contract is called."""
    return _told(KINDS, code)


def change_kind(code: str) -> str:
    """Return what a kind of change is called."""
    return _told(CHANGE_KINDS, code)


def track(code: str) -> str:
    """Return what a way of award is called."""
    return _told(TRACKS, code)


def guarantee(code: str) -> str:
    """Return what a form of guarantee is called."""
    return _told(GUARANTEES, code)


def state(code: str) -> str:
    """Return what a state is called."""
    return _told(STATES, code)


def verb(code: str) -> str:
    """Return what a step is called."""
    return _told(VERBS, code)


def term(code: str) -> str:
    """Return what a term of a headroom's arithmetic is called."""
    return _told(TERMS, code)


def posting(code: str) -> str:
    """Return what an entry of the ledger is called."""
    return _told(POSTINGS, code)


def rule(code: str) -> str:
    """Return what a rule of the ledger says."""
    return _told(RULES, code)


def headroom(code: str) -> str:
    """Return what a headroom is called."""
    return _told(HEADROOMS, code)


def field(code: str) -> str:
    """Return what a field is called."""
    return _told(FIELDS, code)
