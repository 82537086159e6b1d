"""What a read schedule comes to, in numbers and in sentences."""

from dataclasses import asdict, dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.progress.schedules.model import MILESTONE, Remark, Schedule

SENTENCES: dict[str, Promise] = {
    "timephased_data": _("Work spread over time is not kept."),
    "custom_fields": _("Fields of the user's own are not kept."),
    "custom_field_definitions": _("Definitions of the user's own fields are not kept."),
    "outline_codes": _("Outline codes are not kept."),
    "resource_rates": _("Rates of resources are not kept."),
    "resource_availability": _("When resources are available is not kept."),
    "blank_lines": _("Blank lines are left out."),
    "columns": _("Columns nothing here reads are left out."),
    "actual_durations": _("Actual durations follow from actual dates and are not kept."),
    "calendar_assumed": _("The file has no calendar: Monday to Friday, eight hours, is assumed."),
    "project_calendar_assumed": _("The file does not say which calendar is the project's."),
    "calendar_hours_assumed": _("A calendar names days without hours; the hours of its tasks are taken."),
    "calendar_repetition": _("An exception that repeats in a way not read here is left out."),
    "calendar_exception_without_days": _("An exception without days is left out."),
    "calendar_not_understood": _("A calendar could not be understood; its days are assumed."),
    "scheduled_from_finish": _("The file plans backwards from its end; here it is reckoned from its begin."),
    "relations_to_other_projects": _("Relations to other projects are left out."),
    "sequences_of_other_processes": _("Sequences of what is no task are left out."),
    "several_projects": _("The file holds several projects; their tasks are kept together."),
    "several_schedules": _("The model holds several schedules; their tasks are kept together."),
    "other_schedules_left": _("The model holds other schedules, too; their tasks are left out."),
    "baseline_of_unknown_task": _("Baselines of tasks that are no longer there are left out."),
    "date_unreadable": _("A date that is none, such as 30 February, is left out."),
    "percent_out_of_range": _("A percentage below 0 or above 100 is taken as 0 or as 100."),
    "percent_not_used": _(
        "Per cents complete in the file are not counted as progress: that comes from confirmed reports alone."
    ),
    "date_order_assumed": _("No date tells whether day or month comes first: the day is taken."),
    "encoding_guessed": _("The encoding was told by the text itself."),
    "encoding_unsure": _("The encoding was guessed from little text."),
    "no_end_mark": _("The file has no end mark: something may be missing."),
    "lines_without_element": _("Lines without an element are kept as tasks alone."),
    "links_twice": _("The same element and task stand there more than once."),
    "keys_kept": _("Tasks known again by GUID, or by code and name, keep the keys they had here."),
    "values_cut": _("Texts longer than their place are cut."),
}
OTHER_TABLE = _("A table of P6 that nothing here reads is left out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The numbers of one file. ``start``, ``finish``: days, of tasks."""

    format: str
    tasks: int
    milestones: int
    relations: int
    start: str | None
    finish: str | None
    baselines: int
    linked_elements: int
    warnings: list[dict[str, object]]


def told(found: Schedule) -> Told:
    """Return what a schedule comes to; places in the work breakdown that are no tasks are not counted."""
    tasks = [task for task in found.tasks if not task.node]
    return Told(
        format=found.format, tasks=len(tasks), milestones=sum(task.kind == MILESTONE for task in tasks),
        relations=len(found.relations), start=str(found.first_day) if found.first_day else None,
        finish=str(found.last_day) if found.last_day else None, baselines=len(found.baselines),
        linked_elements=len({link.global_id for link in found.links}), warnings=warnings_of(found.remarks),
    )  # fmt: skip


def warnings_of(remarks: tuple[Remark, ...]) -> list[dict[str, object]]:
    """Return the remarks with their sentences in the reader's language."""
    return warnings_told([asdict(remark) for remark in remarks])


def warnings_told(kept: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return remarks as a revision keeps them, with their sentences in the reader's language."""
    return [one | {"message": sentence(str(one["code"]))} for one in kept]


def sentence(code: str) -> str:
    """Return the sentence of a remark."""
    return str(SENTENCES.get(code, OTHER_TABLE if code.startswith("table_") else code))
