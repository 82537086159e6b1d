"""The rows of a revision, as COPY takes them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from portal.progress import faults
from portal.progress.kept import EXACT, MOMENTS, SAME, aware, week_rows
from portal.progress.schedules import model as form
from portal.progress.schedules.critical import Dates

SQL = Path(__file__).resolve().parent / "sql"
COPY = SQL / "copy_rows.sql"
TURNS = SQL / "turns_anew.sql"
LONGEST_KEY = 64
CUT = {"name": 500, "code": 200, "wbs": 200, "guid": 64}
OWN = ("own_total_float_min", "own_critical")
RECKONED = ("early_start", "early_finish", "late_start", "late_finish")
FLOATS = ("total_float_min", "free_float_min", "critical")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """One table of a revision and how its rows come about."""

    table: str
    columns: tuple[str, ...]
    make: Callable[[form.Schedule, dict[str, Dates]], Iterator[Row]]

    def rows(self, revision: UUID, found: form.Schedule, reckoned: dict[str, Dates]) -> Iterator[Row]:
        """Yield the rows, the revision first."""
        for row in self.make(found, reckoned):
            yield (revision, *row)


def _key(text: str) -> str:
    if len(text) > LONGEST_KEY:
        raise faults.ScheduleTextTooLong(limit=LONGEST_KEY, key=text[:LONGEST_KEY])
    return _clean(text)


def _maybe(text: str | None) -> str | None:
    return None if text is None else _key(text)


def _clean(text: str, longest: int | None = None) -> str:
    """Return a text a database can hold: without the zero byte, and not longer than its place."""
    return text.replace("\0", "")[:longest]


def _tasks(found: form.Schedule, reckoned: dict[str, Dates]) -> Iterator[Row]:
    for position, task in enumerate(found.tasks):
        dates = reckoned.get(task.key)
        plain = [_plain(task, name) for name in SAME]
        moments = [aware(getattr(task, name)) for name in MOMENTS]
        yield (
            position, _maybe(task.parent), _maybe(task.calendar), *plain, *moments,
            *(getattr(task, name) for name in EXACT), task.own.total_float_min, task.own.critical,
            *(aware(getattr(dates, name)) if dates else None for name in RECKONED),
            *(getattr(dates, name) if dates else None for name in FLOATS),
        )  # fmt: skip


def _plain(task: form.Task, name: str) -> Any:
    value = getattr(task, name)
    if name == "key":
        return _key(value)
    return _clean(value, CUT.get(name)) if isinstance(value, str) else value


def _calendars(found: form.Schedule, _reckoned: dict[str, Dates]) -> Iterator[Row]:
    for one in found.calendars:
        exceptions = [
            {"first": str(day.first), "last": str(day.last), "shifts": day.shifts, "name": day.name}
            for day in one.exceptions
        ]
        weeks = [
            {"first": str(w.first), "last": str(w.last), "week": week_rows(w.week), "name": w.name}
            for w in one.weeks
        ]
        yield (
            _key(one.key), _clean(one.name, 200), _maybe(one.base), json.dumps(week_rows(one.week)),
            json.dumps(exceptions), json.dumps(weeks), one.for_resource,
        )  # fmt: skip


def _relations(found: form.Schedule, _reckoned: dict[str, Dates]) -> Iterator[Row]:
    for one in found.relations:
        yield (_key(one.before), _key(one.after), one.kind, one.lag_min, one.lag_elapsed, one.lag_percent)


def _baselines(found: form.Schedule, _reckoned: dict[str, Dates]) -> Iterator[Row]:
    for one in found.baselines:
        yield (
            one.of, _key(one.key), one.number, _clean(one.name, 200), aware(one.start), aware(one.finish),
            one.duration_min, one.work_min, one.cost,
        )  # fmt: skip


def _resources(found: form.Schedule, _reckoned: dict[str, Dates]) -> Iterator[Row]:
    for one in found.resources:
        yield (
            _key(one.key), _clean(one.name, 300), _clean(one.code, 100), one.kind, _clean(one.unit, 40),
            _maybe(one.calendar),
        )  # fmt: skip


def _assignments(found: form.Schedule, _reckoned: dict[str, Dates]) -> Iterator[Row]:
    for one in found.assignments:
        yield (
            _key(one.key), _key(one.task), _maybe(one.resource), one.units, one.work_min,
            one.actual_work_min, one.cost, one.actual_cost,
        )  # fmt: skip


def _links(found: form.Schedule, _reckoned: dict[str, Dates]) -> Iterator[Row]:
    for one in found.links:
        yield (_key(one.task), _key(one.global_id), one.ifc_class[:64], one.role, _clean(one.state, 40))


PARTS = (
    Rows("progress_calendar", (
        "revision_id", "key", "name", "base_key", "week", "exceptions", "weeks", "for_resource",
    ), _calendars),
    Rows("progress_task", (
        "revision_id", "position", "parent_key", "calendar_key", *SAME, *MOMENTS, *EXACT, *OWN, *RECKONED,
        *FLOATS,
    ), _tasks),
    Rows("progress_relation", (
        "revision_id", "before_key", "after_key", "kind", "lag_min", "lag_elapsed", "lag_percent",
    ), _relations),
    Rows("progress_baseline", (
        "revision_id", "of", "key", "number", "name", "start", "finish", "duration_min", "work_min", "cost",
    ), _baselines),
    Rows("progress_resource", (
        "revision_id", "key", "name", "code", "kind", "unit", "calendar_key",
    ), _resources),
    Rows("progress_assignment", (
        "revision_id", "key", "task_key", "resource_key", "units", "work_min", "actual_work_min", "cost",
        "actual_cost",
    ), _assignments),
    Rows("progress_elementlink", (
        "revision_id", "task_key", "global_id", "ifc_class", "role", "state",
    ), _links),
)  # fmt: skip


def remarks_of(found: form.Schedule) -> list[dict[str, object]]:
    """Return the loss report as it is kept: with what the rows cut on top."""
    cut = sum(len(getattr(task, name)) > longest for task in found.tasks for name, longest in CUT.items())
    more = (form.Remark(code="values_cut", count=cut),) if cut else ()
    return [asdict(remark) for remark in (*found.remarks, *more)]
