"""What states, steps, levels, stages and kinds are called, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from portal.projects.rules import FUNDING

STATES: dict[str, Promise] = {
    "draft": pgettext_lazy("budget state", "Draft"),
    "unit_review": pgettext_lazy("budget state", "First review by the unit"),
    "dept_review": pgettext_lazy("budget state", "Second review by the department"),
    "finance_review": pgettext_lazy("budget state", "Final review by finance"),
    "approved": pgettext_lazy("budget state", "Approved"),
    "issued": pgettext_lazy("budget state", "Indicators issued"),
    "adjusting": pgettext_lazy("budget state", "Under adjustment"),
    "closed": pgettext_lazy("budget state", "Closed"),
    "returned": pgettext_lazy("budget state", "Returned"),
    "rejected": pgettext_lazy("budget state", "Rejected"),
    "withdrawn": pgettext_lazy("budget state", "Withdrawn"),
    "open": pgettext_lazy("budget state", "Open"),
}
VERBS: dict[str, Promise] = {
    "draft": pgettext_lazy("budget step", "Draft"),
    "amend": pgettext_lazy("budget step", "Change"),
    "submit": pgettext_lazy("budget step", "Submit"),
    "withdraw": pgettext_lazy("budget step", "Withdraw"),
    "pass": pgettext_lazy("budget step", "Pass on"),
    "return": pgettext_lazy("budget step", "Return"),
    "reject": pgettext_lazy("budget step", "Reject"),
    "approve": pgettext_lazy("budget step", "Approve"),
    "issue": pgettext_lazy("budget step", "Issue indicators"),
    "propose_adjustment": pgettext_lazy("budget step", "Propose an adjustment"),
    "adjust": pgettext_lazy("budget step", "Grant the adjustment"),
    "refuse_adjustment": pgettext_lazy("budget step", "Refuse the adjustment"),
    "close": pgettext_lazy("budget step", "Close"),
    "plan": pgettext_lazy("budget step", "Plan the months"),
    "close_year": pgettext_lazy("budget step", "Close the year"),
    "record_cost": pgettext_lazy("budget step", "Record the cost"),
    "revise_cost": pgettext_lazy("budget step", "Revise the cost"),
    "set_ceiling": pgettext_lazy("budget step", "Set the ceiling"),
}
LEVELS: dict[str, Promise] = {
    "unit": pgettext_lazy("budget level", "Unit"),
    "dept": pgettext_lazy("budget level", "Department"),
    "finance": pgettext_lazy("budget level", "Finance"),
}
STAGES: dict[str, Promise] = {
    "estimate": pgettext_lazy("cost stage", "Investment estimate"),
    "approx": pgettext_lazy("cost stage", "Approved estimate"),
    "budget": pgettext_lazy("cost stage", "Working-drawing budget"),
    "contract": pgettext_lazy("cost stage", "Contract price"),
    "settlement": pgettext_lazy("cost stage", "Settlement"),
    "final": pgettext_lazy("cost stage", "Final accounts"),
}
CATEGORIES: dict[str, Promise] = {
    "building": pgettext_lazy("cost category", "Building works"),
    "installation": pgettext_lazy("cost category", "Installation works"),
    "equipment": pgettext_lazy("cost category", "Equipment"),
    "other": pgettext_lazy("cost category", "Other construction costs"),
    "contingency_basic": pgettext_lazy("cost category", "Basic contingency"),
    "contingency_price": pgettext_lazy("cost category", "Price contingency"),
    "interest": pgettext_lazy("cost category", "Interest during construction"),
    "working_capital": pgettext_lazy("cost category", "Initial working capital"),
}
GROUNDS: dict[str, Promise] = {
    "policy": pgettext_lazy("cost ground", "Change of policy"),
    "price": pgettext_lazy("cost ground", "Change of prices"),
    "geology": pgettext_lazy("cost ground", "Major geological change"),
    "correction": pgettext_lazy("cost ground", "Correction"),
}
ENTRIES: dict[str, Promise] = {
    "approved": pgettext_lazy("ledger", "Issued"),
    "adjusted": pgettext_lazy("ledger", "Adjusted"),
    "carried": pgettext_lazy("ledger", "Carried over"),
    "lapsed": pgettext_lazy("ledger", "Lapsed as surplus"),
    "frozen": pgettext_lazy("ledger", "Reserved"),
    "released": pgettext_lazy("ledger", "Released"),
    "committed": pgettext_lazy("ledger", "Promised by contract"),
    "uncommitted": pgettext_lazy("ledger", "Promise ended"),
    "paid": pgettext_lazy("ledger", "Paid"),
    "refunded": pgettext_lazy("ledger", "Paid back"),
}
TERMS: dict[str, Promise] = {
    "approved": pgettext_lazy("headroom", "issued"),
    "adjusted": pgettext_lazy("headroom", "adjusted"),
    "carried": pgettext_lazy("headroom", "carried over or lapsed"),
    "frozen": pgettext_lazy("headroom", "reserved"),
    "committed": pgettext_lazy("headroom", "promised by contract"),
    "paid": pgettext_lazy("headroom", "paid"),
    "planned_to_month": pgettext_lazy("headroom", "planned up to the month"),
    "line_original": pgettext_lazy("headroom", "line as first approved"),
    "line_revised": pgettext_lazy("headroom", "revised since"),
    "part_approved": pgettext_lazy("headroom", "approved for the part"),
    "ceiling": pgettext_lazy("headroom", "ceiling"),
    "ceiling_taken": pgettext_lazy("headroom", "taken by requests"),
    "approx_current": pgettext_lazy("headroom", "approved estimate"),
    "authority_open": pgettext_lazy("headroom", "issued and not yet paid"),
    "approved_not_issued": pgettext_lazy("headroom", "approved and not yet issued"),
}
HEADROOMS: dict[str, Promise] = {
    "H1": pgettext_lazy("headroom", "Indicator"),
    "H2": pgettext_lazy("headroom", "Monthly plan"),
    "H5": pgettext_lazy("headroom", "Cost line"),
    "H6": pgettext_lazy("headroom", "Finished part"),
    "approx": pgettext_lazy("headroom", "Approved estimate over all years"),
}
ADJUSTMENTS: dict[str, Promise] = {
    "transfer": pgettext_lazy("adjustment", "Transfer"),
    "add": pgettext_lazy("adjustment", "Addition"),
    "reduce": pgettext_lazy("adjustment", "Reduction"),
}
FIELDS: dict[str, Promise] = {
    "name": pgettext_lazy("budget field", "Item"),
    "functional": pgettext_lazy("budget field", "Functional class"),
    "economic": pgettext_lazy("budget field", "Economic class"),
    "source": pgettext_lazy("budget field", "Source"),
    "year": pgettext_lazy("budget field", "Year"),
    "feature": pgettext_lazy("budget field", "Place"),
    "requested_yuan": pgettext_lazy("budget field", "Amount (yuan)"),
}
LINE_REASONS: dict[str, Promise] = {
    "missing": pgettext_lazy("budget line", "is missing"),
    "formula_bare": pgettext_lazy(
        "budget line", "is a formula without its result: open and save it in the spreadsheet program"
    ),
    "seven_digits": pgettext_lazy("budget line", "takes the seven digits of class, section and item"),
    "five_digits": pgettext_lazy("budget line", "takes the five digits of class and section"),
    "source_unknown": pgettext_lazy("budget line", "is no source of money"),
    "year_past": pgettext_lazy("budget line", "lies before the year of the request"),
    "year_far": pgettext_lazy("budget line", "lies too far ahead"),
    "place_unknown": pgettext_lazy("budget line", "is no place of this project"),
    "not_number": pgettext_lazy("budget line", "is not a number"),
    "exponent": pgettext_lazy("amount", "write all its digits, not a power of ten"),
    "not_year": pgettext_lazy("budget line", "is not a year"),
    "not_decimal": pgettext_lazy("budget line", "is not a number"),
    "not_finite": pgettext_lazy("budget line", "is not a number"),
    "too_many_places": pgettext_lazy("budget line", "has more than two decimal places"),
    "not_positive": pgettext_lazy("budget line", "must be greater than zero"),
    "too_large": pgettext_lazy("budget line", "is too large"),
}

ENDS: dict[str, Promise] = {
    "giver": pgettext_lazy("end of an adjustment", "the indicator the money comes from"),
    "taker": pgettext_lazy("end of an adjustment", "the indicator the money goes to"),
}
FINDINGS: dict[str, Promise] = {
    "last_score": pgettext_lazy("budget finding", "The last evaluation leads to less money"),
}
DEFAULTS: dict[str, Promise] = {
    "priority": pgettext_lazy("what a grade leads to", "priority"),
    "keep": pgettext_lazy("what a grade leads to", "as before"),
    "reduce": pgettext_lazy("what a grade leads to", "improve, or less"),
    "cut": pgettext_lazy("what a grade leads to", "cut or stop"),
}


def _called(words: dict[str, Promise], code: str) -> str:
    return str(words.get(code, code))


def state(code: str) -> str:
    """Return what a state is called."""
    return _called(STATES, code)


def verb(code: str) -> str:
    """Return what a step is called."""
    return _called(VERBS, code)


def level(code: str) -> str:
    """Return what a level is called."""
    return _called(LEVELS, code)


def stage(code: str) -> str:
    """Return what a stage of cost is called."""
    return _called(STAGES, code)


def category(code: str) -> str:
    """Return what a category of cost is called."""
    return _called(CATEGORIES, code)


def ground(code: str) -> str:
    """Return what a ground for a revision is called."""
    return _called(GROUNDS, code)


def entry(kind: str) -> str:
    """Return what a kind of entry is called."""
    return _called(ENTRIES, kind)


def term(code: str) -> str:
    """Return what a term of a headroom is called."""
    return _called(TERMS, code)


def headroom(code: str) -> str:
    """Return what a headroom is called."""
    return _called(HEADROOMS, code)


def adjustment(kind: str) -> str:
    """Return what a kind of adjustment is called."""
    return _called(ADJUSTMENTS, kind)


def field(code: str) -> str:
    """Return what a field of a line is called."""
    return _called(FIELDS, code)


def line_reason(code: str) -> str:
    """Return what is wrong with a field of a line."""
    return _called(LINE_REASONS, code)


def end(code: str) -> str:
    """Return what an end of an adjustment is called."""
    return _called(ENDS, code)


def finding(code: str) -> str:
    """Return what a finding beside the amounts is called."""
    return _called(FINDINGS, code)


def default_of(code: str) -> str:
    """Return what a grade leads to."""
    return _called(DEFAULTS, code)


def source(code: str) -> str:
    """Return what a source of money is called."""
    english = (get_language() or "zh").startswith("en")
    return next((term.en if english else term.zh for term in FUNDING if term.code == code), code)
