"""Work time: a calendar as a count of working minutes that only grows, and that can be asked backwards."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from portal.progress.schedules import faults
from portal.progress.schedules.limits import FIRST, LAST
from portal.progress.schedules.model import Calendar, DayShifts, Exceptional, OtherWeek

DAY = 1440
MINUTE = timedelta(minutes=1)
FIRST_DAY = FIRST.date()
DAYS = (LAST.date() - FIRST_DAY).days
AROUND: tuple[DayShifts, ...] = (((0, DAY),),) * 7
USUAL: DayShifts = ((480, 720), (780, 1020))
USUAL_WEEK: tuple[DayShifts, ...] = (USUAL,) * 5 + ((), ())
EXAMPLE_DAYS = 400


class WorkClock:
    """One calendar with everything its bases say. Moments are counted in minutes of work since 1950."""

    def __init__(
        self, week: tuple[DayShifts, ...], exceptions: Iterable[Exceptional] = (),
        weeks: Iterable[OtherWeek] = (), name: str = "",
    ) -> None:  # fmt: skip
        self.name = name
        self._week = week
        self._weeks = tuple(weeks)
        self._days: dict[date, DayShifts] = {}
        for one in exceptions:
            self._except(one)
        self._totals = [0]

    def _except(self, one: Exceptional) -> None:
        first, last = max(one.first, FIRST_DAY), min(one.last, LAST.date())
        for offset in range((last - first).days + 1):
            self._days[first + timedelta(days=offset)] = one.shifts

    def shifts_on(self, day: date) -> DayShifts:
        """Return when work goes on that day."""
        found = self._days.get(day)
        if found is not None:
            return found
        for other in self._weeks:
            if other.first <= day <= other.last:
                shifts = other.week[day.weekday()]
                return self._week[day.weekday()] if shifts is None else shifts
        return self._week[day.weekday()]

    @property
    def works(self) -> bool:
        """Tell whether anything can ever be done in it."""
        return any(self._week) or any(self._days.values()) or any(any(w.week) for w in self._weeks)

    def count(self, moment: datetime) -> int:
        """Return the minutes of work before a moment. Raises ``DatesOutOfRange``."""
        ordinal = (moment.date() - FIRST_DAY).days
        if not 0 <= ordinal < DAYS:
            raise self._beyond(moment)
        self._reach(ordinal)
        minute = moment.hour * 60 + moment.minute
        done = 0
        for begin, end in self.shifts_on(moment.date()):
            done += min(max(minute - begin, 0), end - begin)
        return self._totals[ordinal] + done

    def finish_at(self, count: int) -> datetime:
        """Return the first moment at which so much work is done."""
        self._reach_count(count)
        ordinal = max(bisect_left(self._totals, count) - 1, 0)
        left, day = count - self._totals[ordinal], FIRST_DAY + timedelta(days=ordinal)
        for begin, end in self.shifts_on(day):
            if left <= end - begin:
                return _moment(day, begin + left)
            left -= end - begin
        return _moment(day, 0)

    def start_at(self, count: int) -> datetime:
        """Return the last moment before more than so much work is done: where the next work begins."""
        self._reach_count(count + 1)
        ordinal = bisect_right(self._totals, count) - 1
        left, day = count - self._totals[ordinal], FIRST_DAY + timedelta(days=ordinal)
        for begin, end in self.shifts_on(day):
            if left < end - begin:
                return _moment(day, begin + left)
            left -= end - begin
        raise self._beyond(day)

    def between(self, first: datetime, last: datetime) -> int:
        """Return the minutes of work between two moments; negative when they are turned round."""
        return self.count(last) - self.count(first)

    def _reach(self, ordinal: int) -> None:
        day = FIRST_DAY + timedelta(days=len(self._totals) - 1)
        while len(self._totals) <= ordinal:
            self._totals.append(self._totals[-1] + sum(e - b for b, e in self.shifts_on(day)))
            day += timedelta(days=1)

    def _reach_count(self, count: int) -> None:
        if count < 0:
            raise self._beyond(f"{count} min")
        while self._totals[-1] < count:
            if len(self._totals) > DAYS:
                raise self._beyond(f"{count} min")
            self._reach(min(len(self._totals) + EXAMPLE_DAYS, DAYS + 1))

    def _beyond(self, moment: object) -> faults.DatesOutOfRange:
        return faults.DatesOutOfRange(
            task=self.name, moment=str(moment), first=str(FIRST_DAY), last=str(LAST.date())
        )


def _moment(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day) + minute * MINUTE


class Clocks:
    """The calendars of a schedule as clocks, each made when first asked for."""

    def __init__(self, calendars: Iterable[Calendar]) -> None:
        self._calendars: Mapping[str, Calendar] = {one.key: one for one in calendars}
        self._made: dict[str, WorkClock] = {}
        self.around = WorkClock(AROUND)

    def __contains__(self, key: str) -> bool:
        return key in self._calendars

    def of(self, key: str) -> WorkClock:
        """Return the clock of a calendar. Raises where calendars do not hold together."""
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def _make(self, key: str) -> WorkClock:
        chain = self._chain(key)
        named = chain[0].name or chain[0].key
        week: list[DayShifts] = []
        for day in range(7):
            said = [one.week[day] for one in chain if one.week[day] is not None]
            week.append(_fit(said[0] or (), named) if said else ())
        exceptions = [found for one in reversed(chain) for found in one.exceptions]
        for found in exceptions:
            _fit(found.shifts, named)
        weeks = [other for one in chain for other in one.weeks]
        clock = WorkClock(tuple(week), exceptions, weeks, name=named)
        if not clock.works:
            raise faults.CalendarWithoutWork(calendar=named)
        return clock

    def _chain(self, key: str) -> list[Calendar]:
        chain = [self._calendars[key]]
        while (base := chain[-1].base) is not None:
            if base not in self._calendars:
                raise faults.CalendarBaseMissing(calendar=chain[0].name or key, base=base)
            if any(one.key == base for one in chain):
                raise faults.CalendarsCyclic(calendar=chain[0].name or key)
            chain.append(self._calendars[base])
        return chain


def _fit(shifts: DayShifts, calendar: str) -> DayShifts:
    """Return the shifts in order; refuse those that overlap or leave the day."""
    ordered = tuple(sorted(shifts))
    edges = [edge for shift in ordered for edge in shift]
    if edges != sorted(edges) or any(not 0 <= edge <= DAY for edge in edges):
        told = ", ".join(f"{b // 60:02}:{b % 60:02}-{e // 60:02}:{e % 60:02}" for b, e in ordered)
        raise faults.ShiftUnfit(calendar=calendar, shifts=told)
    return ordered
