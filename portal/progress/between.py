"""Two kept revisions of a schedule held against each other, task by task: what each became, and the sums."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts.actor import Actor
from portal.progress import selectors
from portal.progress.kept import form_of
from portal.progress.models import Relation, Schedule, ScheduleRevision, Task
from portal.progress.schedules import comparing
from portal.progress.schedules import model as form
from portal.progress.schedules.durations import ROUND_DAY, WORK_DAY, day_min_of

FLOAT, CRITICAL = "float", "critical"
KINDS = (
    comparing.MOVED, comparing.LENGTH, FLOAT, CRITICAL, comparing.RENAMED, comparing.RELINKED,
    comparing.ADDED, comparing.DROPPED,
)  # fmt: skip
UNSURE = "unsure"
"""No kind of change: tasks known again by so little that somebody should look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A task in one revision. ``*_min``: minutes of work; ``float_min``, ``critical``: as reckoned here."""

    key: str
    start: date | None
    finish: date | None
    length_min: int | None
    float_min: int | None
    critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One task that differs or is not surely the same. ``old``, ``new``: ``None`` where it is not there.

    ``was``: its name before, if it had another; ``by``: what it was known again by, empty without a pair;
    ``gone``, ``come``: what it waits for no more, and now, as people write it; ``day_min``: the minutes of a
    day of it, a shift or round the clock.
    """

    name: str
    code: str
    was: str
    level: int
    summary: bool
    by: str
    sure: bool
    kinds: tuple[str, ...]
    old: Side | None
    new: Side | None
    day_min: int
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()

    @property
    def start_days(self) -> int | None:
        """Return by how many days it begins later; ``None`` without both days."""
        return _days(self.old.start, self.new.start) if self.old and self.new else None

    @property
    def finish_days(self) -> int | None:
        """Return by how many days it ends later; ``None`` without both days."""
        return _days(self.old.finish, self.new.finish) if self.old and self.new else None

    @property
    def length_min(self) -> int | None:
        """Return by how much work it is longer."""
        return _more(self.old.length_min, self.new.length_min) if self.old and self.new else None

    @property
    def float_min(self) -> int | None:
        """Return how much float it gained."""
        return _more(self.old.float_min, self.new.float_min) if self.old and self.new else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """All of it. ``comparison``: what the files say, without what was reckoned of them.

    ``onto``, ``off``: tasks the critical path took in and let go, of those in both; ``critical``: tasks and
    milestones on it before and after. Summaries follow their tasks and are not counted.
    """

    schedule: Schedule
    old: ScheduleRevision
    new: ScheduleRevision
    lines: tuple[Line, ...]
    comparison: comparing.Comparison
    onto: int
    off: int
    critical: tuple[int, int]

    @property
    def came(self) -> int:
        """Return how many tasks were added on the critical path."""
        return sum(one.new.critical for one in self.lines if one.new and not one.old and not one.summary)

    @property
    def went(self) -> int:
        """Return how many tasks on the critical path were dropped."""
        return sum(one.old.critical for one in self.lines if one.old and not one.new and not one.summary)

    @property
    def path_in(self) -> int:
        """Return how many tasks came onto the critical path, new ones among them."""
        return self.onto + self.came

    @property
    def path_out(self) -> int:
        """Return how many tasks left the critical path, dropped ones among them."""
        return self.off + self.went

    @property
    def finish_days(self) -> int | None:
        """Return by how many days the schedule ends later."""
        return self.comparison.finish_days

    @property
    def pairs(self) -> int:
        """Return how many tasks are in both."""
        return len(self.comparison.pairs)

    @property
    def by(self) -> dict[str, int]:
        """Return by what tasks were known again, and how many."""
        return dict(Counter(pair.by for pair in self.comparison.pairs))

    @property
    def dropped(self) -> frozenset[str]:
        """Return the keys of the older revision whose tasks went."""
        return frozenset(one.key for one in self.comparison.changes if one.kind == comparing.DROPPED)

    @property
    def rekeyed(self) -> dict[str, str]:
        """Return the keys that changed, old to new."""
        pairs = self.comparison.pairs
        return {one.old.key: one.new.key for one in pairs if one.old.key != one.new.key}

    @property
    def counts(self) -> dict[str, int]:
        """Return how many tasks changed in each way; summaries follow their tasks and are not counted."""
        found = Counter(kind for line in self.lines if not line.summary for kind in line.kinds)
        return {kind: found[kind] for kind in KINDS}

    @property
    def unsure(self) -> int:
        """Return how many tasks are not surely the same."""
        return sum(not line.sure for line in self.lines)

    @property
    def same(self) -> bool:
        """Tell whether nothing differs."""
        return not any(line.kinds for line in self.lines)

    def of_kind(self, kind: str) -> list[Line]:
        """Return the lines of one kind of change, or the unsure; of no kind, all."""
        if kind == UNSURE:
            return [line for line in self.lines if not line.sure]
        return [line for line in self.lines if not kind or kind in line.kinds]


def between(*, actor: Actor, schedule_id: UUID, old: int, new: int) -> Between:
    """Return what revision ``new`` makes of revision ``old``, in the newer one's order, dropped tasks last.

    Raises ``ScheduleNotFound`` and ``ScheduleRevisionNotFound``.
    """
    schedule = selectors.get_schedule(actor=actor, schedule_id=schedule_id)
    before = selectors.get_revision(actor=actor, schedule_id=schedule_id, number=old)
    after = selectors.get_revision(actor=actor, schedule_id=schedule_id, number=new)
    forms = form_of(before), form_of(after)
    found = comparing.compare(*forms)
    sides = _Revision(before, forms[0]), _Revision(after, forms[1])
    lines = tuple(_lines(found, *sides))
    on_path = [line for line in lines if CRITICAL in line.kinds and not line.summary and line.new]
    onto = sum(line.new is not None and line.new.critical for line in on_path)
    return Between(
        schedule=schedule, old=before, new=after, lines=lines, comparison=found, onto=onto,
        off=len(on_path) - onto, critical=(sides[0].critical, sides[1].critical),
    )  # fmt: skip


class _Revision:
    """A revision's tasks in neutral form, and what was reckoned of them when it was kept."""

    def __init__(self, row: ScheduleRevision, found: form.Schedule) -> None:
        self.tasks = {task.key: task for task in found.tasks}
        self.names = {task.key: task.name or task.code or task.key for task in found.tasks}
        self.day = found.minutes_per_day
        rows = Task.objects.filter(revision=row).values_list("key", "total_float_min", "critical")
        self.reckoned = {key: (floats, bool(critical)) for key, floats, critical in rows}

    @property
    def critical(self) -> int:
        """Return how many tasks and milestones are critical."""
        return sum(self.reckoned[key][1] and not _sums(task) for key, task in self.tasks.items())

    def side(self, key: str) -> Side:
        task, (floats, critical) = self.tasks[key], self.reckoned[key]
        return Side(
            key=key, start=task.start.date() if task.start else None, length_min=task.duration_min,
            finish=task.finish.date() if task.finish else None, float_min=floats, critical=critical,
        )  # fmt: skip

    def terms(self, ties: Iterable[form.Relation]) -> tuple[str, ...]:
        return tuple(f"{self.names.get(one.before, one.before)} {terms_of(one, self.day)}" for one in ties)


def _lines(found: comparing.Comparison, old: _Revision, new: _Revision) -> Iterable[Line]:
    changes: dict[str, list[comparing.Change]] = defaultdict(list)
    for change in found.changes:
        if change.kind != comparing.DROPPED:
            changes[change.key].append(change)
    pairs = {pair.new.key: pair for pair in found.pairs}
    for key, task in new.tasks.items():
        line = _paired(pairs[key], changes[key], old, new) if key in pairs else _alone(task, new)
        if line.kinds or not line.sure:
            yield line
    for change in found.changes:
        if change.kind == comparing.DROPPED:
            yield _alone(old.tasks[change.key], old, dropped=True)


def _paired(pair: comparing.Pair, changes: list[comparing.Change], old: _Revision, new: _Revision) -> Line:
    was, now = old.side(pair.old.key), new.side(pair.new.key)
    told = {change.kind for change in changes}
    summary = _sums(pair.new)
    if not summary and was.critical != now.critical:
        told.add(CRITICAL)
    if not summary and None not in (was.float_min, now.float_min) and was.float_min != now.float_min:
        told.add(FLOAT)
    ties = next((change for change in changes if change.kind == comparing.RELINKED), None)
    return Line(
        name=pair.new.name, code=pair.new.code, was=pair.old.name if comparing.RENAMED in told else "",
        level=pair.new.level, summary=summary, by=pair.by, sure=pair.sure, old=was, new=now,
        kinds=tuple(kind for kind in KINDS if kind in told), day_min=day_min_of(pair.new, new.day),
        gone=old.terms(ties.waits_no_more) if ties else (),
        come=new.terms(ties.waits_now) if ties else (),
    )  # fmt: skip


def _alone(task: form.Task, revision: _Revision, *, dropped: bool = False) -> Line:
    side = revision.side(task.key)
    return Line(
        name=task.name, code=task.code, was="", level=task.level, by="", sure=True,
        summary=_sums(task), old=side if dropped else None,
        new=None if dropped else side, kinds=(comparing.DROPPED if dropped else comparing.ADDED,),
        day_min=day_min_of(task, revision.day),
    )  # fmt: skip


def _sums(task: form.Task) -> bool:
    """Return whether a line sums up others."""
    return task.kind == form.SUMMARY or task.node


def terms_of(tie: form.Relation | Relation, day_min: int) -> str:
    """Return kind and lag as planners write them: ``FS+2d``, ``SS-0.5d``, ``FS+25%``, ``FS+3ed``."""
    if tie.lag_percent:
        return f"{tie.kind}{tie.lag_percent:+f}%"
    days = tie.lag_min / (ROUND_DAY if tie.lag_elapsed else day_min or WORK_DAY)
    return f"{tie.kind}{days:+.4g}{'e' if tie.lag_elapsed else ''}d" if tie.lag_min else tie.kind


def _days(old: date | None, new: date | None) -> int | None:
    return (new - old).days if old and new else None


def _more(old: int | None, new: int | None) -> int | None:
    return new - old if old is not None and new is not None else None
