"""A schedule in neutral form. Times are naive local datetimes, ``*_min`` are minutes, money is Decimal."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

TASK, MILESTONE, SUMMARY, EFFORT = "task", "milestone", "summary", "level_of_effort"
KINDS = (TASK, MILESTONE, SUMMARY, EFFORT)
FS, SS, FF, SF = "FS", "SS", "FF", "SF"
RELATION_KINDS = (FS, SS, FF, SF)

ASAP, ALAP, START_ON, FINISH_ON = "asap", "alap", "start_on", "finish_on"
START_NOT_BEFORE, START_NOT_AFTER = "start_not_before", "start_not_after"
FINISH_NOT_BEFORE, FINISH_NOT_AFTER = "finish_not_before", "finish_not_after"
CONSTRAINTS = (
    ASAP, ALAP, START_ON, FINISH_ON, START_NOT_BEFORE, START_NOT_AFTER, FINISH_NOT_BEFORE, FINISH_NOT_AFTER,
)  # fmt: skip

BY_SUCCESSOR, BY_PREDECESSOR, BY_PROJECT, BY_CLOCK = "successor", "predecessor", "project", "clock"

Shift = tuple[int, int]
"""From and to, in minutes of the day; midnight at the end is 1440."""
DayShifts = tuple[Shift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptional:
    """Days that do not follow the week: holidays without shifts, or days worked otherwise."""

    first: date
    last: date
    shifts: DayShifts = ()
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWeek:
    """A time of the year with a week of its own; ``None`` for a day follows the usual week."""

    first: date
    last: date
    week: tuple[DayShifts | None, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When work goes on. ``week``: Monday first; ``None`` for a day means as in ``base``."""

    key: str
    name: str = ""
    base: str | None = None
    week: tuple[DayShifts | None, ...]
    exceptions: tuple[Exceptional, ...] = ()
    weeks: tuple[OtherWeek, ...] = ()
    for_resource: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was planned for one task, resource or assignment when baseline ``number`` was kept."""

    of: str
    key: str
    number: int = 0
    start: datetime | None = None
    finish: datetime | None = None
    duration_min: int | None = None
    work_min: int | None = None
    cost: Decimal | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the file itself says the critical path is; ``None`` where it says nothing."""

    early_start: datetime | None = None
    early_finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    total_float_min: int | None = None
    free_float_min: int | None = None
    critical: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line of a schedule. ``key``: the file's own identity; ``code``: what people call it by.

    ``parent``: key of the summary it stands in. ``split``: its work is interrupted: dates and length differ.
    ``tentative``: set by hand, its dates so far only words; programs leave it out of the critical path.
    ``node``: a place in the work breakdown that the file does not itself count as a task.
    """

    key: str
    name: str = ""
    code: str = ""
    wbs: str = ""
    parent: str | None = None
    level: int = 0
    kind: str = TASK
    start: datetime | None = None
    finish: datetime | None = None
    duration_min: int | None = None
    elapsed: bool = False
    calendar: str | None = None
    manual: bool = False
    active: bool = True
    node: bool = False
    split: bool = False
    tentative: bool = False
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    remaining_min: int | None = None
    percent: Decimal | None = None
    physical_percent: Decimal | None = None
    constraint: str = ASAP
    constraint_at: datetime | None = None
    deadline: datetime | None = None
    cost: Decimal | None = None
    work_min: int | None = None
    own: Own = Own()
    notes: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """``after`` waits for ``before``. ``lag_percent``: of the length of ``before``, instead of minutes."""

    before: str
    after: str
    kind: str = FS
    lag_min: int = 0
    lag_elapsed: bool = False
    lag_percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Who or what does work."""

    key: str
    name: str = ""
    code: str = ""
    kind: str = "labour"
    unit: str = ""
    calendar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A resource's part in a task. ``units``: 1 is one whole."""

    key: str
    task: str
    resource: str | None = None
    units: Decimal | None = None
    work_min: int | None = None
    actual_work_min: int | None = None
    cost: Decimal | None = None
    actual_cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementLink:
    """An element of a model that a task makes or uses, as the file itself says."""

    task: str
    global_id: str
    ifc_class: str = ""
    role: str = "output"
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something not kept, or understood in one of several ways. ``detail``: the first example."""

    code: str
    count: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """All that was read from one file.

    ``lag_calendar``: whose calendar counts lags. ``dates_given``: the dates are a person's, so a task
    without constraint still does not begin before its written start. ``identity``: the id of the kept
    schedule it was written of, if the file says so.
    """

    format: str
    name: str = ""
    program: str = ""
    currency: str = ""
    start: datetime | None = None
    finish: datetime | None = None
    status_at: datetime | None = None
    calendar: str | None = None
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    float_limit_min: int = 0
    lag_calendar: str = BY_SUCCESSOR
    dates_given: bool = False
    calendars: tuple[Calendar, ...] = ()
    tasks: tuple[Task, ...] = ()
    relations: tuple[Relation, ...] = ()
    resources: tuple[Resource, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    links: tuple[ElementLink, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
    identity: str = ""

    @property
    def first_day(self) -> date | None:
        """Return the day the first task begins, planned or actual."""
        days = [moment.date() for task in self.tasks for moment in (task.start, task.actual_start) if moment]
        return min(days, default=None)

    @property
    def last_day(self) -> date | None:
        """Return the day the last task ends, as far as dates are written."""
        spans = ((task.finish, task.actual_finish, task.start, task.actual_start) for task in self.tasks)
        return max((moment.date() for span in spans for moment in span if moment), default=None)
