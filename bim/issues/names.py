"""What the states and steps of an issue are called."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from bim.issues.rules import CLOSED, IN_PROGRESS, OPEN, RESOLVED

STATES: dict[str, Promise] = {
    OPEN: pgettext_lazy("issue state", "Open"),
    IN_PROGRESS: pgettext_lazy("issue state", "In progress"),
    RESOLVED: pgettext_lazy("issue state", "Resolved"),
    CLOSED: pgettext_lazy("issue state", "Closed"),
}
ACTIONS: dict[str, Promise] = {
    "start": pgettext_lazy("issue step", "Start"),
    "resolve": pgettext_lazy("issue step", "Resolve"),
    "close": pgettext_lazy("issue step", "Check and close"),
    "reopen": pgettext_lazy("issue step", "Reopen"),
    "comment": pgettext_lazy("issue step", "Remark"),
    "grade": pgettext_lazy("issue step", "Name its degree"),
}
DEEDS: dict[str, Promise] = ACTIONS | {
    "raise": pgettext_lazy("issue step", "Raised"),
    "change": pgettext_lazy("issue step", "What it says was changed"),
}
KINDS: dict[str, Promise] = {
    "quality": pgettext_lazy("issue kind", "Quality"),
    "progress": pgettext_lazy("issue kind", "Progress"),
}
"""Our own kinds; those of other programs are told as they say them."""
FIELDS: dict[str, Promise] = {
    "priority": pgettext_lazy("issue field", "Priority"), "kind": pgettext_lazy("issue field", "Kind"),
    "labels": pgettext_lazy("issue field", "Labels"), "stage": pgettext_lazy("issue field", "Stage"),
    "assigned_to": pgettext_lazy("issue field", "Given to"),
    "due_date": pgettext_lazy("issue field", "Until"),
}  # fmt: skip
LISTS = {"STATES": STATES, "ACTIONS": ACTIONS, "DEEDS": DEEDS, "KINDS": KINDS}


def told(facts: dict[str, object]) -> dict[str, object]:
    """Return an action and a state by their names, where the facts hold them."""
    tables = {"action": ACTIONS, "state": STATES}
    return {key: str(tables[key].get(str(facts[key]), facts[key])) for key in tables if key in facts}
