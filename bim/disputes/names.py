"""What models and schedules say of a task, in words."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from bim.issues.names import STATES

ELEMENT_STATES: dict[str, Promise] = {
    "no_task": pgettext_lazy("element state", "no task"),
    "not_due": pgettext_lazy("element state", "not due yet"),
    "on_time": pgettext_lazy("element state", "on time"),
    "early": pgettext_lazy("element state", "early"),
    "late": pgettext_lazy("element state", "late"),
    "planned_not_built": pgettext_lazy("element state", "planned, not built"),
    "claimed_without_evidence": pgettext_lazy("element state", "claimed without evidence"),
    "no_dates": pgettext_lazy("element state", "without dates"),
}
SCHEDULE_SAYS: dict[str, Promise] = {
    "not_begun": pgettext_lazy("schedule says", "schedule: not begun"),
    "begun": pgettext_lazy("schedule says", "schedule: begun, not ended"),
    "ended": pgettext_lazy("schedule says", "schedule: ended"),
}
LISTS = {"ELEMENT_STATES": ELEMENT_STATES, "SCHEDULE_SAYS": SCHEDULE_SAYS, "ISSUE_STATES": STATES}
