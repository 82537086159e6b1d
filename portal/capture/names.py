"""What states, kinds and flaws of entries are called."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

STATES: dict[str, Promise] = {
    "not_started": pgettext_lazy("site state", "Not started"),
    "in_progress": pgettext_lazy("site state", "In progress"),
    "installed": pgettext_lazy("site state", "Installed"),
    "inspected": pgettext_lazy("site state", "Inspected"),
    "accepted": pgettext_lazy("site state", "Accepted"),
}
KINDS: dict[str, Promise] = {
    "progress": pgettext_lazy("site entry", "Progress"),
    "record": pgettext_lazy("site entry", "Record"),
    "issue": pgettext_lazy("site entry", "Quality issue"),
}
SUPERVISIONS: dict[str, Promise] = {
    "standing_by": pgettext_lazy("supervision", "Standing by"),
    "patrol": pgettext_lazy("supervision", "Patrol"),
    "parallel_test": pgettext_lazy("supervision", "Parallel test"),
    "witnessed": pgettext_lazy("supervision", "Witnessed sampling"),
    "other": pgettext_lazy("supervision", "Other supervision"),
}
SEVERITIES: dict[str, Promise] = {
    "minor": pgettext_lazy("issue severity", "Minor"),
    "major": pgettext_lazy("issue severity", "Major"),
    "critical": pgettext_lazy("issue severity", "Critical"),
}
FLAWS: dict[str, Promise] = {
    "photos_too_many": pgettext_lazy("site flaw", "more photos than one entry takes"),
    "title_missing": pgettext_lazy("site flaw", "an issue needs a title"),
    "state_not_recorded": pgettext_lazy("site flaw", "a record says “inspected” or “accepted” of a task"),
    "nothing_said": pgettext_lazy("site flaw", "neither note nor photo nor state"),
    "supervision_missing": pgettext_lazy("site flaw", "a supervisor's record says what kind it is"),
    "supervision_not_yours": pgettext_lazy("site flaw", "only a supervisor's record is one of supervision"),
    "task_missing": pgettext_lazy("site flaw", "no task is named"),
    "state_not_reported": pgettext_lazy("site flaw", "who builds says how far the work is, not more"),
    "percent_missing": pgettext_lazy("site flaw", "no quantity and no per cent"),
    "state_and_percent": pgettext_lazy("site flaw", "state and per cent do not agree"),
}


def word(table: dict[str, Promise], code: str) -> str:
    """Return a code's name in one of the tables above."""
    return str(table.get(code, code))
