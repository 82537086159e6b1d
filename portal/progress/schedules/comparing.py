"""Two revisions of a schedule: what moved, came, went, was renamed, and by how much the end slips.

A task is the same by the file's own identity where the code or the name agrees too; else by its code; else by
its name within the same summary; at last by its place, dates and length, which is how one of another name
is known again. A pair is sure where two of its marks agree, or one that no two tasks share by chance.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.progress.schedules.model import Relation, Schedule, Task

MOVED, ADDED, DROPPED, RENAMED, RELINKED, LENGTH = (
    "moved", "added", "dropped", "renamed", "relinked", "length",
)  # fmt: skip


IDENTITY, GUID, CODE, NAME, PLACE = "identity", "guid", "code", "name", "place"
BYS = (IDENTITY, GUID, CODE, NAME, PLACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One task in both revisions and by what it was known again. ``within``: in the same summary, too."""

    old: Task
    new: Task
    by: str
    within: bool = False

    @property
    def sure(self) -> bool:
        """Tell whether nobody need look: two marks agree, a GUID, or the name within the same summary.

        A blank line has its key alone, and nothing to be mistaken in.
        """
        old, new = self.old, self.new
        marks = ((old.key, new.key), (old.code, new.code), (old.name, new.name), (old.guid, new.guid))
        agree = sum(bool(before) and before == after for before, after in marks)
        nameless = self.by == IDENTITY and not (old.name or new.name)
        return self.by == GUID or agree > 1 or nameless or (self.by == NAME and self.within)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs. Shifts are whole days, later is positive; ``None`` without a date.

    ``waits_no_more``, ``waits_now``: of a relinked task, what it waited for and waits for: keys, the older
    revision's and the newer's, with the terms.
    """

    kind: str
    key: str
    name: str
    was: str = ""
    start_days: int | None = None
    finish_days: int | None = None
    length_min: int | None = None
    waits_no_more: tuple[Relation, ...] = ()
    waits_now: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that differs between two revisions."""

    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]
    finish_days: int | None

    def count(self, kind: str) -> int:
        """Return how many changes of a kind there are."""
        return sum(change.kind == kind for change in self.changes)


def compare(old: Schedule, new: Schedule) -> Comparison:
    """Return what the new revision changes."""
    pairs = tuple(_pairs(old, new))
    met_old, met_new = {pair.old.key for pair in pairs}, {pair.new.key for pair in pairs}
    changes = [change for pair in pairs for change in _changed(pair)]
    changes += [Change(kind=ADDED, key=t.key, name=t.name) for t in new.tasks if t.key not in met_new]
    changes += [Change(kind=DROPPED, key=t.key, name=t.name) for t in old.tasks if t.key not in met_old]
    changes += _relinked(old, new, pairs)
    ends = old.last_day, new.last_day
    days = (ends[1] - ends[0]).days if ends[0] and ends[1] else None
    return Comparison(pairs=pairs, changes=tuple(changes), finish_days=days)


Mark = Callable[[Task], Hashable | None]
Ties = tuple[object, ...]


def _pairs(old: Schedule, new: Schedule) -> Iterator[Pair]:
    left, right = {task.key: task for task in old.tasks}, {task.key: task for task in new.tasks}
    above_old, above_new = _above(old), _above(new)
    for by, mark_old, mark_new in _marks(old, new):
        for before, after in _matched(left.values(), right.values(), mark_old, mark_new):
            del left[before.key], right[after.key]
            within = above_old[before.key] == above_new[after.key]
            yield Pair(old=before, new=after, by=by, within=within)


def _marks(old: Schedule, new: Schedule) -> Iterator[tuple[str, Mark, Mark]]:
    """Yield ever weaker marks; each counts only where it is one task's alone on both sides."""
    names_old, names_new = _above(old), _above(new)
    yield IDENTITY, lambda t: (t.guid, t.key, t.code), lambda t: (t.guid, t.key, t.code)
    yield IDENTITY, lambda t: (t.key, t.name), lambda t: (t.key, t.name)
    yield GUID, lambda t: t.guid or None, lambda t: t.guid or None
    yield CODE, _code_and_name, _code_and_name
    yield NAME, lambda t: (names_old[t.key], t.name), lambda t: (names_new[t.key], t.name)
    yield CODE, lambda t: t.code or None, lambda t: t.code or None
    yield NAME, lambda t: t.name or None, lambda t: t.name or None
    yield IDENTITY, lambda t: (t.key, t.level, t.kind), lambda t: (t.key, t.level, t.kind)
    place_old, place_new = _placed(old), _placed(new)
    yield PLACE, lambda t: (place_old[t.key], *_span(t)), lambda t: (place_new[t.key], *_span(t))


def _span(task: Task) -> tuple[Hashable, ...]:
    return task.start, task.finish, task.duration_min


def _placed(schedule: Schedule) -> dict[str, tuple[str, str]]:
    """Return of each task the names of what it stands in and of the line before it."""
    names, before = _above(schedule), ""
    found: dict[str, tuple[str, str]] = {}
    for task in schedule.tasks:
        found[task.key] = (names[task.key], before)
        before = task.name
    return found


def _code_and_name(task: Task) -> Hashable | None:
    return (task.code, task.name) if task.code else None


def _above(schedule: Schedule) -> dict[str, str]:
    names = {task.key: task.name for task in schedule.tasks}
    return {task.key: names.get(task.parent or "", "") for task in schedule.tasks}


def _matched(
    old: Iterable[Task], new: Iterable[Task], mark_old: Mark, mark_new: Mark
) -> list[tuple[Task, Task]]:
    before, after = _alone(old, mark_old), _alone(new, mark_new)
    return [(before[mark], after[mark]) for mark in before if mark in after]


def _alone(tasks: Iterable[Task], mark: Mark) -> dict[Hashable, Task]:
    marked = [(found, task) for task in tasks if (found := mark(task)) is not None]
    counts = Counter(found for found, _task in marked)
    return {found: task for found, task in marked if counts[found] == 1}


def _changed(pair: Pair) -> Iterator[Change]:
    old, new = pair.old, pair.new
    key, name = new.key, new.name
    if old.name != new.name:
        yield Change(kind=RENAMED, key=key, name=name, was=old.name)
    if (old.start, old.finish) != (new.start, new.finish):
        yield Change(
            kind=MOVED, key=key, name=name, start_days=_days(old.start, new.start),
            finish_days=_days(old.finish, new.finish),
        )  # fmt: skip
    if old.duration_min != new.duration_min and None not in (old.duration_min, new.duration_min):
        more = (new.duration_min or 0) - (old.duration_min or 0)
        yield Change(kind=LENGTH, key=key, name=name, length_min=more)


def _days(old: datetime | None, new: datetime | None) -> int | None:
    return (new.date() - old.date()).days if old and new else None


def _relinked(old: Schedule, new: Schedule, pairs: Iterable[Pair]) -> Iterator[Change]:
    """Yield the tasks that wait for others than before, of those that are in both."""
    now = {pair.old.key: pair.new.key for pair in pairs}
    names = {task.key: task.name for task in new.tasks}
    before = {(now.get(r.before), now.get(r.after), *_terms(r)): r for r in old.relations}
    after = {(r.before, r.after, *_terms(r)): r for r in new.relations}
    known = set(now.values())
    gone, come = _into(before, after), _into(after, before)
    for key in dict.fromkeys((*gone, *come)):
        if key in known:
            yield Change(
                kind=RELINKED, key=key, name=names[key], waits_no_more=tuple(gone.get(key, ())),
                waits_now=tuple(come.get(key, ())),
            )  # fmt: skip


def _into(some: dict[Ties, Relation], others: dict[Ties, Relation]) -> dict[str, list[Relation]]:
    """Return the relations only ``some`` have, by the key of what waits."""
    found: dict[str, list[Relation]] = {}
    for tie in sorted(some.keys() - others.keys(), key=str):
        if tie[1] is not None:
            found.setdefault(str(tie[1]), []).append(some[tie])
    return found


def _terms(relation: Relation) -> tuple[object, ...]:
    return relation.kind, relation.lag_min, relation.lag_elapsed, relation.lag_percent
