"""What codes are called, in the reader's language: lists, steps, labels, fields."""

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.projects import rules

LISTS = {
    "sector": rules.SECTORS,
    "funding": rules.FUNDING,
    "nature": rules.NATURES,
    "stage": rules.STAGES,
    "status": rules.STATUSES,
    "approval": rules.APPROVAL_KINDS,
}
TERMS = {which: {term.code: term for term in terms} for which, terms in LISTS.items()}
VERBS: dict[str, Promise] = {
    "submit": pgettext_lazy("step", "Submit"),
    "withdraw": pgettext_lazy("step", "Withdraw"),
    "screen": pgettext_lazy("step", "Start screening"),
    "pass_screening": pgettext_lazy("step", "Pass screening"),
    "return": pgettext_lazy("step", "Return"),
    "reject": pgettext_lazy("step", "Reject"),
    "admit": pgettext_lazy("step", "Admit to the reserve"),
    "approve_proposal": pgettext_lazy("step", "Approve the proposal"),
    "approve_feasibility": pgettext_lazy("step", "Approve feasibility"),
    "approve_design": pgettext_lazy("step", "Approve design and estimate"),
    "plan_year": pgettext_lazy("step", "Put in the annual plan"),
    "prepare": pgettext_lazy("step", "Begin preconstruction"),
    "start": pgettext_lazy("step", "Start construction"),
    "suspend": pgettext_lazy("step", "Suspend"),
    "resume": pgettext_lazy("step", "Resume"),
    "complete": pgettext_lazy("step", "Complete"),
    "close_accounts": pgettext_lazy("step", "Close the accounts"),
    "hand_over": pgettext_lazy("step", "Hand over"),
    "evaluate": pgettext_lazy("step", "Evaluate"),
    "archive": pgettext_lazy("step", "Archive"),
    "cancel": pgettext_lazy("step", "Cancel the project"),
    "file": pgettext_lazy("step", "File a project"),
    "publish": pgettext_lazy("step", "Show to the public"),
}
DEEDS: dict[str, Promise] = {
    "register": pgettext_lazy("log", "Registered"),
    "change": pgettext_lazy("log", "Changed"),
    "move": pgettext_lazy("log", "Moved"),
    "publish": pgettext_lazy("log", "Published"),
    "unpublish": pgettext_lazy("log", "Taken back from the public"),
    "add_approval": pgettext_lazy("log", "Approval recorded"),
    "import": pgettext_lazy("log", "Imported"),
    "expiry_alert": pgettext_lazy("log", "A paper is about to run out"),
}
"""What the log tells, beside the steps: done, not to be done."""

LABELS: dict[str, Promise] = {
    "public": pgettext_lazy("label", "Public"),
    "internal": pgettext_lazy("label", "Internal"),
    "sensitive": pgettext_lazy("label", "Sensitive"),
}
FIELDS: dict[str, Promise] = {
    "name": _("Project name"),
    "name_en": _("Name in English"),
    "investment_code": _("National project code"),
    "sector": _("Sector"),
    "funding_source": _("Main source of funds"),
    "nature": _("Nature"),
    "investment_yuan": _("Total investment (yuan)"),
    "paid_yuan": _("Paid (yuan)"),
    "progress_pct": _("Progress (%)"),
    "label": _("Confidentiality"),
    "planned_start": _("Planned start"),
    "planned_end": _("Planned end"),
    "actual_start": _("Actual start"),
    "actual_end": _("Actual end"),
    "address": _("Address"),
    "content": _("Content and size of the works"),
    "owner": _("Project unit"),
    "owner.uscc": _("Unified social credit code of the unit"),
    "kind": _("Document"),
    "number": _("Number"),
    "authority": _("Authority"),
    "issued_on": _("Issued on"),
    "valid_to": _("Valid to"),
}


def term(which: str, code: str) -> str:
    """Return the name of a code of one list; an unknown code is shown as it is."""
    found = TERMS[which].get(code)
    if found is None:
        return code
    return found.en if _english() else found.zh


def verb(code: str) -> str:
    """Return what an action is called."""
    return str(VERBS.get(code, code))


def deed(code: str) -> str:
    """Return what the log calls an event that has happened."""
    return str(DEEDS[code]) if code in DEEDS else verb(code)


def label(code: str) -> str:
    """Return what a confidentiality label is called."""
    return str(LABELS.get(code, code))


def field(code: str) -> str:
    """Return what a field of a project or an approval is called."""
    return str(FIELDS.get(code, code))


def joined(words: list[str]) -> str:
    """Return words as a list within a sentence."""
    return (", " if _english() else "、").join(words)


def _english() -> bool:
    return (get_language() or "").startswith("en")


def called(row: object) -> str:
    """Return the name of a project, or of what has names like one, in the reader's language."""
    english = (get_language() or "").startswith("en")
    return (getattr(row, "name_en", "") if english else "") or getattr(row, "name", "")
