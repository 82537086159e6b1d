"""Why a schedule is not taken: a code that travels, facts, and the sentence made of them."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.errors import Invalid

FIELDS: dict[str, Promise] = {
    "start": pgettext_lazy("schedule column", "the start"),
    "finish": pgettext_lazy("schedule column", "the finish"),
    "actual start": pgettext_lazy("schedule column", "the actual start"),
    "actual finish": pgettext_lazy("schedule column", "the actual finish"),
    "duration": pgettext_lazy("schedule column", "the duration"),
    "per cent": pgettext_lazy("schedule column", "the per cent complete"),
    "predecessors": pgettext_lazy("schedule column", "the predecessors"),
    "relationships": pgettext_lazy("schedule column", "the relationships"),
}


class ScheduleRefused(Invalid):
    """The file cannot become a schedule."""

    message = _("The file cannot be read as a schedule.")


class EmptyScheduleFile(ScheduleRefused):
    """Zero bytes."""

    message = _("The file is empty.")


class NotASchedule(ScheduleRefused):
    """Something else. ``found``: what its first bytes say."""

    message = _("This is no schedule this product reads: its content looks like {found}.")


class MppNotRead(ScheduleRefused):
    """The binary format of MS Project."""

    message = _("Binary MS Project files (.mpp) are not read. Save the schedule as XML and send that.")


class ScheduleTooLarge(ScheduleRefused):
    """More bytes than are taken."""

    message = _("The file has {found_mb} MB; at most {limit_mb} MB are taken.")


class TooManyTasks(ScheduleRefused):
    """More lines than are taken."""

    message = _("The schedule has more than {limit} tasks.")


class NoTasksInFile(ScheduleRefused):
    """Well formed, but without a single task."""

    message = _("The file holds no task.")


class XmlBroken(ScheduleRefused):
    """The markup does not hold."""

    message = _("The XML breaks off or is wrong at line {line}, column {column}.")


class XmlEntitiesRefused(ScheduleRefused):
    """Entities or a document type, which a schedule never needs."""

    message = _("The XML declares entities or a document type. That is refused, because it can harm.")


class XmlTooDeep(ScheduleRefused):
    """Nested beyond anything a schedule needs."""

    message = _("The XML is nested deeper than {limit} levels.")


class EncodingNotFit(ScheduleRefused):
    """The bytes are not of the encoding they are said to be in, or of none known."""

    message = _("The text cannot be read as {encoding}: byte {at} does not fit.")


class XerBroken(ScheduleRefused):
    """A line that is none of the kinds the format has."""

    message = _("Line {line} of the XER file does not fit: {detail}")


class TableNotUnderstood(ScheduleRefused):
    """No columns a schedule is made of."""

    message = _("No column holds the names of tasks. Columns found: {found}")


class CellNotUnderstood(ScheduleRefused):
    """A value that cannot be what its column says. ``field``: which one."""

    message = _("Row {row}: “{value}” cannot be read as {field}.")

    def told(self) -> dict[str, object]:
        """Name the column."""
        return self.facts | {"field": FIELDS.get(str(self.facts["field"]), self.facts["field"])}


class RelationsCyclic(ScheduleRefused):
    """Tasks that wait for one another."""

    message = _("{tasks} tasks wait for one another in a circle: {path}")


class DurationNegative(ScheduleRefused):
    """A task that ends before it begins, or a length below zero."""

    message = _("{tasks} tasks have a negative duration, the first: “{task}” ({detail}).")


class CalendarMissing(ScheduleRefused):
    """A calendar is named that the file does not hold."""

    message = _("{tasks} tasks follow calendars the file does not hold, the first: “{task}” → {calendar}.")


class CalendarWithoutWork(ScheduleRefused):
    """A calendar in which nothing can ever be done."""

    message = _("The calendar “{calendar}” has no working time, yet tasks follow it.")


class CalendarBaseMissing(ScheduleRefused):
    """A calendar that takes its week from one the file does not hold."""

    message = _("The calendar “{calendar}” takes its days from a calendar the file does not hold: {base}.")


class CalendarsCyclic(ScheduleRefused):
    """Calendars that take their days from one another."""

    message = _("The calendar “{calendar}” takes its days, in the end, from itself.")


class ShiftUnfit(ScheduleRefused):
    """Shifts that overlap, end before they begin, or leave the day."""

    message = _("The calendar “{calendar}” has shifts that cannot be: {shifts}.")


class TaskTwice(ScheduleRefused):
    """Two tasks of one identity."""

    message = _("{tasks} identities of tasks occur twice, the first: {key}.")


class RelationToNowhere(ScheduleRefused):
    """A relation to a task the file does not hold."""

    message = _("{relations} relations name tasks the file does not hold, the first: {key}.")


class SummariesCyclic(ScheduleRefused):
    """Summaries that stand in one another."""

    message = _("Task “{task}” stands, through its summaries, within itself.")


class DatesOutOfRange(ScheduleRefused):
    """A date no project can have."""

    message = _("“{task}”: {moment} lies outside {first} to {last}.")


class SchedulesSeveral(ScheduleRefused):
    """More than one work schedule could be the next revision. ``names``: of those in the model."""

    message = _("The model holds {count} schedules; say which of them this is: {names}.")

    def told(self) -> dict[str, object]:
        """Tell the names one after another."""
        return self.facts | {"names": _listed(self.facts["names"])}


class ScheduleNotInModel(ScheduleRefused):
    """The work schedule asked for by name is not there."""

    message = _("The model holds no schedule “{name}”, but: {names}.")

    def told(self) -> dict[str, object]:
        """Tell the names one after another."""
        return self.facts | {"names": _listed(self.facts["names"])}


class ReadingEnded(ScheduleRefused):
    """The process that read the file was ended or died. ``reason``: the code of why."""

    message = _("Reading the schedule was ended ({reason}).")


def _listed(names: object) -> str:
    """Return names in quotation marks; a schedule without one is told by a dash."""
    return ", ".join(f"“{name}”" if name else "–" for name in names) if isinstance(names, list) else ""


def _kinds(base: type[ScheduleRefused]) -> dict[str, type[ScheduleRefused]]:
    found = {base.code(): base}
    for kind in base.__subclasses__():
        found |= _kinds(kind)
    return found


def refusal(code: str, facts: dict[str, Any]) -> ScheduleRefused:
    """Return the refusal a code and its facts stand for; an unknown code tells that reading was ended."""
    kind = _kinds(ScheduleRefused).get(code)
    return kind(**facts) if kind else ReadingEnded(reason=code)
