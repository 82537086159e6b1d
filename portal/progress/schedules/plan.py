"""A schedule while its path is reckoned."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from portal.progress.schedules import model
from portal.progress.schedules.durations import whole
from portal.progress.schedules.model import Relation, Schedule, Task
from portal.progress.schedules.network import network_of
from portal.progress.schedules.worktime import Clocks, WorkClock

Bound = tuple[datetime | None, datetime | None]
"""Not to begin, and not to end, before (or, walking back, after) a moment."""


class Plan:
    """A schedule while its path is reckoned: its network, clocks, and the dates found so far."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.network = network_of(schedule)
        self.clocks = Clocks(schedule.calendars)
        data_date = schedule.status_at if schedule.format in {"xer", "pmxml"} else None
        self.begin: datetime = data_date or schedule.start or _first(schedule.tasks)
        own = {one.key for one in schedule.resources if one.calendar}
        self._by_resource = {one.task for one in schedule.assignments if one.resource in own}
        count = len(self.network.kinds)
        self.early: list[tuple[datetime, datetime]] = [(self.begin, self.begin)] * count
        self.late: list[tuple[datetime, datetime]] = []

    def clock(self, task: Task) -> WorkClock:
        """Return the clock a task is worked by."""
        if task.elapsed:
            return self.clocks.around
        key = task.calendar or self.schedule.calendar
        return self.clocks.of(key) if key else self.clocks.around

    def length(self, task: Task) -> int:
        """Return the minutes of work a task takes: as written, else what lies between its dates.

        Work of a resource with a calendar of its own takes as long as between the dates the program found.
        """
        if task.kind == model.MILESTONE and not task.duration_min:
            return 0
        if task.duration_min is not None and task.key not in self._by_resource:
            return task.duration_min
        if task.start and task.finish:
            return self.clock(task).between(task.start, task.finish)
        return task.duration_min or 0

    def lagged(self, moment: datetime, relation: Relation, *, back: bool) -> datetime:
        """Return a moment moved by the relation's lag; ``back``: from the later task to the earlier."""
        minutes = relation.lag_min
        before = self.network.tasks[self._at(relation.before)]
        if relation.lag_percent is not None:
            minutes = whole(relation.lag_percent * Decimal(self.length(before)) / 100)
        if minutes == 0:
            return moment
        clock = self._lag_clock(relation, before)
        if back:
            return clock.start_at(clock.count(moment) - minutes)
        return clock.finish_at(clock.count(moment) + minutes)

    def _at(self, key: str) -> int:
        network = self.network
        return network.owner[network.leaf[key] if key in network.leaf else network.total[key]]

    def _lag_clock(self, relation: Relation, before: Task) -> WorkClock:
        by = self.schedule.lag_calendar
        if relation.lag_elapsed or by == model.BY_CLOCK:
            return self.clocks.around
        if by == model.BY_PREDECESSOR:
            return self.clock(before)
        if by == model.BY_PROJECT and self.schedule.calendar:
            return self.clocks.of(self.schedule.calendar)
        network = self.network
        after = relation.after
        return self.clock(network.task_of(network.leaf.get(after, network.gate.get(after, 0))))


def _first(tasks: Iterable[Task]) -> datetime:
    moments = [moment for task in tasks for moment in (task.start, task.actual_start) if moment]
    return min(moments, default=datetime(2000, 1, 3, 8))
