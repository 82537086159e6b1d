"""What states, steps, severities and papers are called, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.projects.names import joined
from spatial.land.chain import BY_KIND

STATES: dict[str, Promise] = {
    "not_required": pgettext_lazy("land state", "Not required"),
    "preparing": pgettext_lazy("land state", "In preparation"),
    "submitted": pgettext_lazy("land state", "Submitted"),
    "accepted": pgettext_lazy("land state", "Accepted for examination"),
    "technical_check": pgettext_lazy("land state", "Under check"),
    "correction": pgettext_lazy("land state", "To be corrected"),
    "decided_granted": pgettext_lazy("land state", "Granted"),
    "decided_refused": pgettext_lazy("land state", "Refused"),
    "effective": pgettext_lazy("land state", "In force"),
    "expiring": pgettext_lazy("land state", "Running out"),
    "expired": pgettext_lazy("land state", "Run out"),
    "superseded": pgettext_lazy("land state", "Superseded"),
    "revoked": pgettext_lazy("land state", "Revoked"),
    "missing": pgettext_lazy("land state", "Missing"),
    "not_due": pgettext_lazy("land state", "Not due yet"),
    "reported": pgettext_lazy("land state", "Reported"),
    "approved": pgettext_lazy("land state", "Approved"),
    "withdrawn": pgettext_lazy("land state", "Withdrawn"),
    "used": pgettext_lazy("land state", "Used when work began"),
    "in_use": pgettext_lazy("land state", "In use"),
    "returned": pgettext_lazy("land state", "Given back"),
    "reclaimed": pgettext_lazy("land state", "Reclaimed"),
}
VERBS: dict[str, Promise] = {
    "prepare": pgettext_lazy("land step", "Prepare the document"),
    "amend": pgettext_lazy("land step", "Change the content"),
    "attach": pgettext_lazy("land step", "Attach the boundary"),
    "take_up": pgettext_lazy("land step", "Take up the paper"),
    "waive": pgettext_lazy("land step", "Not required here"),
    "require": pgettext_lazy("land step", "Required after all"),
    "submit": pgettext_lazy("land step", "Submit"),
    "withdraw": pgettext_lazy("land step", "Withdraw"),
    "accept": pgettext_lazy("land step", "Accept for examination"),
    "return": pgettext_lazy("land step", "Return"),
    "check": pgettext_lazy("land step", "Cross-check"),
    "ask_correction": pgettext_lazy("land step", "Ask for correction"),
    "resubmit": pgettext_lazy("land step", "Hand in the correction"),
    "grant": pgettext_lazy("land step", "Grant"),
    "refuse": pgettext_lazy("land step", "Refuse"),
    "prepare_again": pgettext_lazy("land step", "Prepare again"),
    "take_effect": pgettext_lazy("land step", "Put into force"),
    "expire_soon": pgettext_lazy("land step", "Running out"),
    "expire": pgettext_lazy("land step", "Run out"),
    "extend": pgettext_lazy("land step", "Extend"),
    "supersede": pgettext_lazy("land step", "Supersede"),
    "revoke": pgettext_lazy("land step", "Revoke"),
    "record_way": pgettext_lazy("land step", "Record the way to the ground"),
    "report_change": pgettext_lazy("land step", "Report a change"),
    "approve": pgettext_lazy("land step", "Approve the change"),
    "approve_change": pgettext_lazy("land step", "Approve the change"),
    "withdraw_change": pgettext_lazy("land step", "Withdraw the report"),
    "give_back": pgettext_lazy("land step", "Record the land as given back"),
    "reclaim": pgettext_lazy("land step", "Record the land as reclaimed"),
    "undo_give_back": pgettext_lazy("land step", "Not given back after all"),
    "undo_reclaim": pgettext_lazy("land step", "Not reclaimed after all"),
}
SUPPLIES: dict[str, Promise] = {
    "allocation": pgettext_lazy("land supply", "Allocation"),
    "grant": pgettext_lazy("land supply", "Grant for payment"),
}
CHANGES: dict[str, Promise] = {
    "use": pgettext_lazy("land change", "Change of use"),
    "boundary": pgettext_lazy("land change", "Change of boundary"),
}
SEVERITIES: dict[str, Promise] = {
    "error": pgettext_lazy("severity", "Error"),
    "warn": pgettext_lazy("severity", "Warning"),
    "alert": pgettext_lazy("severity", "Alert"),
    "info": pgettext_lazy("severity", "Note"),
}
VERDICTS: dict[str, Promise] = {
    "": pgettext_lazy("verdict", "Not signed"),
    "accepted": pgettext_lazy("verdict", "Accepted"),
    "rejected": pgettext_lazy("verdict", "Rejected"),
    "proposed": pgettext_lazy("verdict", "Override proposed"),
    "overridden": pgettext_lazy("verdict", "Overridden"),
}
FIELDS: dict[str, Promise] = {
    "number": _("Number"),
    "authority": _("Authority"),
    "issued_on": _("Issued on"),
    "valid_to": _("Valid to"),
    "feature": _("Boundary"),
    "survey": _("Survey"),
    "by": _("Successor"),
    "supply": _("way of supply"),
    "early_start_on": _("day of early start"),
    "capacity": _("capacity"),
    "succession": _("succession"),
    "what": _("kind of change"),
    "changed_on": _("day of change"),
    "approved_on": _("day of approval"),
    "returned_on": _("Given back on"),
    "reclaimed_on": _("Reclaimed on"),
}


def state(code: str) -> str:
    """Return what a state is called."""
    return str(STATES.get(code, code))


def verb(code: str) -> str:
    """Return what a step is called."""
    return str(VERBS.get(code, code))


def severity(code: str) -> str:
    """Return what a severity is called."""
    return str(SEVERITIES.get(code, code))


def verdict(code: str) -> str:
    """Return what a signature says."""
    return str(VERDICTS.get(code, code))


def supply(code: str) -> str:
    """Return what a way of supply is called."""
    return str(SUPPLIES.get(code, code))


def change(code: str) -> str:
    """Return what a kind of change is called."""
    return str(CHANGES.get(code, code))


def field(code: str) -> str:
    """Return what a field is called."""
    return str(FIELDS.get(code, code))


def paper(kind: str) -> str:
    """Return a document kind with its number: ``A6 Land-use planning permit``."""
    known = BY_KIND.get(kind)
    if known is None:
        return kind
    english = (get_language() or "zh").startswith("en")
    return f"{known.number} {known.en if english else known.zh}"


__all__ = ["change", "field", "joined", "paper", "severity", "state", "supply", "verb", "verdict"]
