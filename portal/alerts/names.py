"""What rules, states and levels of alerts are called, and the sentence an alert says."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts.rules import ROLES
from portal.projects import names as project_names
from portal.projects.models import Project

RULES: Mapping[str, Promise] = {
    "N1": pgettext_lazy("alert rule", "Late start"), "N2": pgettext_lazy("alert rule", "Late finish"),
    "N3": pgettext_lazy("alert rule", "No reports"), "N4": pgettext_lazy("alert rule", "Slow"),
    "N5": pgettext_lazy("alert rule", "Standstill"), "N6": pgettext_lazy("alert rule", "Permit runs out"),
    "N7": pgettext_lazy("alert rule", "After acceptance"),
}  # fmt: skip
SEVERITIES: Mapping[str, Promise] = {
    "notice": pgettext_lazy("alert severity", "Reminder"),
    "warning": pgettext_lazy("alert severity", "Warning"),
    "critical": pgettext_lazy("alert severity", "Grave"),
}
STATES: Mapping[str, Promise] = {
    "raised": pgettext_lazy("alert state", "Waits for acknowledgement"),
    "acknowledged": pgettext_lazy("alert state", "Acknowledged"),
    "in_progress": pgettext_lazy("alert state", "Being dealt with"),
    "resolved": pgettext_lazy("alert state", "Reported as resolved"),
    "verified": pgettext_lazy("alert state", "Closed"),
    "false_positive": pgettext_lazy("alert state", "False alarm"),
}
LEVELS: tuple[Promise, ...] = (
    pgettext_lazy("alert level", "Unit"), pgettext_lazy("alert level", "Department"),
    pgettext_lazy("alert level", "Leader"), pgettext_lazy("alert level", "Unanswered at every level"),
)  # fmt: skip
ACTIONS: Mapping[str, Promise] = {
    "raise": pgettext_lazy("alert action", "Raised"), "worsen": pgettext_lazy("alert action", "Grew graver"),
    "ease": pgettext_lazy("alert action", "Grew less grave"),
    "escalate": pgettext_lazy("alert action", "Passed on to the next level"),
    "assign": pgettext_lazy("alert action", "Assign"),
    "acknowledge": pgettext_lazy("alert action", "Acknowledge"),
    "begin": pgettext_lazy("alert action", "Begin to deal with it"),
    "resolve": pgettext_lazy("alert action", "Report as resolved"),
    "verify": pgettext_lazy("alert action", "Confirm and close"),
    "reopen": pgettext_lazy("alert action", "Send back"),
    "dismiss": pgettext_lazy("alert action", "Close as false alarm"),
    "end": pgettext_lazy("alert action", "Its cause has ended"),
}  # fmt: skip
CLOCKS: Mapping[str, Promise] = {
    "filing": pgettext_lazy("alert clock", "Filing of acceptance"),
    "archive": pgettext_lazy("alert clock", "Handing over of the archive"),
    "accounts": pgettext_lazy("alert clock", "Final accounts"),
}
PLANNED = _("Planned to start on {planned_start}, not started {days_late} days later.")
PERMITTED = _("The construction permit {permit} was issued {permit_days} days ago; no start is recorded.")
OVERDUE = _("Planned to be finished on {planned_end}, not finished {days_late} days later.")
FORECAST = _(
    "By the report up to {period} it will be finished on {forecast}: {days_over} days ({percent_over} %)"
    " after the plan's {baseline_end}."
)
SILENT = _("No report was confirmed for {days} days; the last one on {last_confirmed}.")
NEVER_HEARD = _("Under construction for {days} days, and no report was ever confirmed.")
SLOW = _("By the report up to {period} the pace SPI(t) is {spi_t}; in the period before it was {before}.")
SLOW_ONCE = _("By the report up to {period} the pace SPI(t) is {spi_t}.")
STOPPED = _("Neither photos nor quantities came in for {days} days; the last on {last_seen}.")
NEVER_SEEN = _("Under construction for {days} days, and neither photos nor quantities ever came in.")
RUNS_OUT = _("{kind} {number} runs out on {valid_to}, in {days_left} days.")
RAN_OUT = _("{kind} {number} ran out on {valid_to} and is still needed.")
DUE = _("{clock} is due on {due}, {days_left} days from now; accepted on {accepted_on}.")
MISSED = _("{clock} was due on {due}; accepted on {accepted_on}.")
NONE = "–"


def word(table: Mapping[str, Promise], code: str) -> str:
    """Return a code's name in one of the tables above."""
    return str(table.get(code, code))


def level(number: int) -> str:
    """Return the name of a level."""
    return str(LEVELS[number])


def role(code: str) -> str:
    """Return the name of a role, in the language of the page."""
    found = next((one for one in ROLES if one.code == code), None)
    if found is None:
        return code
    return found.en if (get_language() or "").startswith("en") else found.zh


def sentence(rule: str, subject: str, facts: Mapping[str, Any]) -> str:
    """Return what an alert says, in the language of the page."""
    told = {name: NONE if value is None else value for name, value in facts.items()}
    told |= {"clock": word(CLOCKS, subject)}
    if "kind" in facts:
        told["kind"] = project_names.term("approval", str(facts["kind"]))
    return " ".join(str(form).format(**told) for form in _forms(rule, facts))


def _forms(rule: str, facts: Mapping[str, Any]) -> Sequence[Promise]:
    left = facts.get("days_left") or 0
    return {
        "N1": lambda: [form for name, form in (("planned_start", PLANNED), ("permit", PERMITTED))
                       if name in facts],
        "N2": lambda: [FORECAST if "forecast" in facts else OVERDUE],
        "N3": lambda: [SILENT if facts.get("last_confirmed") else NEVER_HEARD],
        "N4": lambda: [SLOW if facts.get("before") else SLOW_ONCE],
        "N5": lambda: [STOPPED if facts.get("last_seen") else NEVER_SEEN],
        "N6": lambda: [RAN_OUT if left < 0 else RUNS_OUT],
        "N7": lambda: [MISSED if left < 0 else DUE],
    }[rule]()  # fmt: skip


REASONS: Mapping[str, Promise] = {
    "still_holds": _("Reported as resolved, but the cause goes on."),
}
"""Reasons the clock gives; people write their own."""


def reason(text: str) -> str:
    """Return a reason as it was written, or what the clock means by it."""
    return word(REASONS, text)


TARGETS: Mapping[str, Promise] = {
    "no_address": _("it is no address of the form https://host/path"),
    "no_port": _("its port is none: a port is a number from 1 to 65535"),
    "plain_http": _("it is not encrypted (https), and plain http is not allowed here"),
    "with_password": _("it carries a user name or password"),
    "unknown_host": _("its host is not known"),
    "internal": _("its host lies inside the own network and is not on the list of allowed ones"),
}
"""Why an address is not sent to."""


def error(text: str) -> str:
    """Return why a message did not arrive: a reason of ours in words, what others answered as it came."""
    return word(TARGETS, text)


def project(row: Project) -> str:
    """Return a project's name, in the language of the page where it has one."""
    return row.name_en if (get_language() or "").startswith("en") and row.name_en else row.name


MESSAGES: Mapping[str, Promise] = {
    "queued": pgettext_lazy("message state", "Waits"), "sending": pgettext_lazy("message state", "Under way"),
    "sent": pgettext_lazy("message state", "Sent"), "failed": pgettext_lazy("message state", "Failed"),
    "withheld": pgettext_lazy("message state", "Withheld"),
}  # fmt: skip
