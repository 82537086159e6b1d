"""The programme of works: tasks with dates, the baseline beside the plan in force, what each task makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bim.authoring.draft import Draft, Entity
from bim.authoring.ground import Sheet

CREATED = "2025-06-30T09:00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task: its key, name, group, and when it goes on as parts (0-1) of the whole time.

    ``slip``: by how much of the whole time the plan in force is later than the baseline.
    """

    key: str
    name: str
    group: str
    begin: float
    end: float
    slip: float = 0.0


Rows = Sequence[tuple[str, str, float, float]]
"""Keys, names, and when tasks begin and end, as parts of the whole time."""


def in_group(
    group: str, rows: Rows, *, place: str = "", name: str = "", at: float = 0.0, slip: float = 0.0
) -> list[Task]:
    """Return a group's tasks. ``place``, ``name``: begin keys and names; ``at``: added to their times."""
    return [
        Task(key=place + key, name=name + title, group=group, begin=at + begin, end=at + end, slip=slip)
        for key, title, begin, end in rows
    ]


def write_programme(sheet: Sheet, tasks: Sequence[Task]) -> None:
    """Write the baseline and the plan in force, and join each element to the task that makes it.

    Raises ``ValueError`` where an element names a task that is not there.
    """
    unknown = set(sheet.facts.tasks) - {task.key for task in tasks}
    if unknown:
        raise ValueError(f"Elements of no task: {sorted(unknown)}")
    plan = _plan(sheet)
    schedules = [
        _schedule(sheet, plan, "baseline", "批准的总进度计划（基线）", "BASELINE"),
        _schedule(sheet, plan, "current", "在执行的总进度计划", "PLANNED"),
    ]
    first = _tasks(sheet, schedules[0], "baseline", tasks, slipped=False)
    now = _tasks(sheet, schedules[1], "current", tasks, slipped=True)
    _tie(sheet.draft, "schedule", schedules[0], schedules[1])
    for task in tasks:
        _tie(sheet.draft, task.key, first[task.key], now[task.key])
    for key, elements in sheet.facts.tasks.items():
        _outputs(sheet.draft, now[key], elements)


def _plan(sheet: Sheet) -> Entity:
    made = sheet.draft.rooted(
        "IfcWorkPlan",
        "workplan",
        Name="施工总控计划",
        CreationDate=CREATED,
        StartTime=_moment(sheet.standing.begin),
        FinishTime=_moment(sheet.standing.end),
        PredefinedType="PLANNED",
    )
    sheet.draft.rooted(
        "IfcRelDeclares", "workplan/declares", RelatingContext=sheet.project, RelatedDefinitions=[made]
    )
    return made


def _schedule(sheet: Sheet, plan: Entity, key: str, name: str, kind: str) -> Entity:
    made = sheet.draft.rooted(
        "IfcWorkSchedule",
        f"schedule/{key}",
        Name=name,
        CreationDate=CREATED,
        StartTime=_moment(sheet.standing.begin),
        FinishTime=_moment(sheet.standing.end),
        PredefinedType=kind,
    )
    sheet.facts.part_of(made, plan)
    return made


def _tasks(
    sheet: Sheet, schedule: Entity, side: str, tasks: Sequence[Task], *, slipped: bool
) -> dict[str, Entity]:
    draft, groups = sheet.draft, list(dict.fromkeys(task.group for task in tasks))
    made: dict[str, Entity] = {}
    tops = []
    for turn, group in enumerate(groups, start=1):
        members = [task for task in tasks if task.group == group]
        span = [_dates(sheet, task, slipped=slipped) for task in members]
        top = _task(
            draft,
            f"{side}/group/{group}",
            f"{turn}",
            group,
            (min(a for a, _ in span), max(b for _, b in span)),
        )
        below = [
            _task(draft, f"{side}/{task.key}", f"{turn}.{n}", task.name, dates)
            for n, (task, dates) in enumerate(zip(members, span, strict=True), start=1)
        ]
        made |= {task.key: entity for task, entity in zip(members, below, strict=True)}
        draft.rooted("IfcRelNests", f"{side}/nests/{group}", RelatingObject=top, RelatedObjects=below)
        tops.append(top)
        _follow(draft, f"{side}/{group}", below)
    draft.rooted("IfcRelAssignsToControl", f"{side}/tasks", RelatedObjects=tops, RelatingControl=schedule)
    return made


def _dates(sheet: Sheet, task: Task, *, slipped: bool) -> tuple[date, date]:
    whole = (sheet.standing.end - sheet.standing.begin).days
    late = task.slip if slipped else 0.0
    begin = sheet.standing.begin + timedelta(days=round(whole * (task.begin + late)))
    return begin, max(
        begin + timedelta(days=1), sheet.standing.begin + timedelta(days=round(whole * (task.end + late)))
    )


def _task(draft: Draft, key: str, mark: str, name: str, dates: tuple[date, date]) -> Entity:
    begin, end = dates
    when = draft.make(
        "IfcTaskTime",
        DataOrigin="PREDICTED",
        DurationType="ELAPSEDTIME",
        ScheduleDuration=f"P{(end - begin).days}D",
        ScheduleStart=_moment(begin),
        ScheduleFinish=_moment(end),
    )
    return draft.rooted(
        "IfcTask",
        f"task/{key}",
        Name=name,
        Identification=mark,
        IsMilestone=False,
        TaskTime=when,
        PredefinedType="CONSTRUCTION",
    )


def _follow(draft: Draft, key: str, tasks: Sequence[Entity]) -> None:
    for before, after in zip(tasks, tasks[1:], strict=False):
        draft.rooted(
            "IfcRelSequence",
            f"sequence/{key}/{before.Identification}",
            RelatingProcess=before,
            RelatedProcess=after,
            SequenceType="START_START",
        )


def _tie(draft: Draft, key: str, baseline: Entity, now: Entity) -> None:
    """Say which baseline object a planned one came from."""
    draft.rooted("IfcRelDefinesByObject", f"baseline/{key}", RelatedObjects=[now], RelatingObject=baseline)


def _outputs(draft: Draft, task: Entity, elements: Sequence[Entity]) -> None:
    for element in elements:
        draft.rooted(
            "IfcRelAssignsToProduct",
            f"output/{element.GlobalId}",
            RelatedObjects=[task],
            RelatingProduct=element,
        )


def _moment(day: date) -> str:
    return datetime.combine(day, time(8, 0)).isoformat()
