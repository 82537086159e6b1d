"""A file that numbers the same tasks anew: known again for sure, they keep the keys they had.

What was linked and reported hangs on keys. Programs number tasks anew when they write another format: a key
alone says little. A GUID says who a task is; so do code and name together, the name within the same summary,
and the code with the same days.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from portal.progress.schedules.comparing import CODE, GUID, NAME, Pair, compare
from portal.progress.schedules.model import Baseline, Remark, Schedule, Task

KEPT = "keys_kept"
NONE_KNOWN: Mapping[str, str] = MappingProxyType({})


def with_kept_keys(old: Schedule, new: Schedule, known: Mapping[str, str] = NONE_KNOWN) -> Schedule:
    """Return the newer schedule with the older one's keys for the tasks that are surely the same.

    ``known``: the key each GUID had first, in any earlier revision: one file without GUIDs breaks no chain.
    """
    kept = {key: was for key, was in _same(old, new, known).items() if key != was}
    if not kept:
        return new
    return _renamed(new, kept | _moved_aside(new, kept), count=len(kept))


def _same(old: Schedule, new: Schedule, known: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that surely the same tasks had, by those they have; no key twice."""
    guids = Counter(task.guid for task in new.tasks)
    found = {t.key: known[t.guid] for t in new.tasks if t.guid in known and guids[t.guid] == 1}
    taken = set(found.values())
    for one in compare(old, new).pairs:
        if _surely(one) and one.new.key not in found and one.old.key not in taken:
            found[one.new.key] = one.old.key
            taken.add(one.old.key)
    return found


def _surely(one: Pair) -> bool:
    """Tell whether a pair is one task whatever its key says."""
    same_days = (one.old.start, one.old.finish) == (one.new.start, one.new.finish)
    if one.by == CODE:
        return one.sure or (same_days and one.old.kind == one.new.kind)
    return one.sure and one.by in (GUID, NAME)


def _moved_aside(new: Schedule, kept: Mapping[str, str]) -> dict[str, str]:
    """Return other keys for other tasks whose keys are taken back."""
    wanted, taken = set(kept.values()), {task.key for task in new.tasks} | set(kept.values())
    found: dict[str, str] = {}
    for task in new.tasks:
        if task.key in kept or task.key not in wanted:
            continue
        fresh = next(one for n in range(1, len(taken) + 2) if (one := f"{task.key}+{n}") not in taken)
        taken.add(fresh)
        found[task.key] = fresh
    return found


def _renamed(new: Schedule, keys: Mapping[str, str], *, count: int) -> Schedule:
    def of(key: str) -> str:
        return keys.get(key, key)

    def task(one: Task) -> Task:
        return replace(one, key=of(one.key), parent=None if one.parent is None else of(one.parent))

    def baseline(one: Baseline) -> Baseline:
        return replace(one, key=of(one.key)) if one.of == "task" else one

    return replace(
        new, tasks=tuple(map(task, new.tasks)), baselines=tuple(map(baseline, new.baselines)),
        relations=tuple(replace(one, before=of(one.before), after=of(one.after)) for one in new.relations),
        assignments=tuple(replace(one, task=of(one.task)) for one in new.assignments),
        links=tuple(replace(one, task=of(one.task)) for one in new.links),
        remarks=(*new.remarks, Remark(code=KEPT, count=count)),
    )  # fmt: skip
