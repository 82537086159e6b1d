"""Which of a model's work schedules is meant, and which tasks are its."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bim.fourd import marks
from bim.fourd.tree import BASELINE, Tree, under
from portal.progress.schedules import faults

MOST_NAMES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is known before a model is read.

    ``asked``: the name of the work schedule wanted; ``name``: of the schedule it goes on, if somebody named
    it; ``ours``: the project's schedules, id to name; ``merged``: those whose latest revision holds all
    schedules of a model together.
    """

    asked: str = ""
    name: str = ""
    ours: Mapping[str, str] = field(default_factory=dict)
    merged: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it for the pipe to the child process."""
        return {"asked": self.asked, "name": self.name, "ours": dict(self.ours), "merged": list(self.merged)}


def choice_of(plain: Any) -> Choice:
    """Return what ``Choice.plain`` gave, as it came through the pipe."""
    return Choice(
        asked=str(plain.get("asked", "")), name=str(plain.get("name", "")), ours=plain.get("ours", {}),
        merged=tuple(plain.get("merged", ())),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One work schedule. ``identity``: the id it was written under, else empty. ``others``: left out."""

    control: Any
    identity: str
    others: int


def chosen(file: Any, tree: Tree, choice: Choice) -> Chosen | None:
    """Return the work schedule meant; ``None`` where all of the model's tasks are taken together.

    By name where one is asked for; else the one written for the schedule it goes on; else the one of its
    name; else the only one. A schedule that is new takes them all. Raises ``ScheduleNotInModel``,
    ``SchedulesSeveral``.
    """
    written = marks.marks_of(file, marks.SCHEDULE)
    there = [
        Chosen(control=one, identity=str(written.get(one.id(), {}).get(marks.IDENTITY, "")), others=0)
        for one in tree.schedules
        if getattr(one, "PredefinedType", None) != BASELINE
    ]
    named = [_name(one.control) for one in there]
    if choice.asked:
        wanted = [one for one in there if _name(one.control) == choice.asked]
        if not wanted:
            raise faults.ScheduleNotInModel(name=choice.asked[:200], names=named[:MOST_NAMES])
    else:
        wanted = _meant(there, choice)
        if len(there) < 2 and not wanted:
            wanted = there if there and there[0].identity else []
        elif not wanted and _goes_on(there, choice):
            raise faults.SchedulesSeveral(count=len(there), names=named[:MOST_NAMES])
    if not wanted:
        return None
    if len(wanted) > 1:
        raise faults.SchedulesSeveral(count=len(wanted), names=named[:MOST_NAMES])
    return Chosen(control=wanted[0].control, identity=wanted[0].identity, others=len(there) - 1)


def _meant(there: list[Chosen], choice: Choice) -> list[Chosen]:
    if choice.name:
        ids = {identity for identity, name in choice.ours.items() if name == choice.name}
        by_identity = [one for one in there if one.identity in ids]
        return by_identity or [one for one in there if _name(one.control) == choice.name]
    return [one for one in there if one.identity in choice.ours]


def _goes_on(there: list[Chosen], choice: Choice) -> bool:
    """Tell whether tasks of several schedules would go on with a schedule that has but one of them."""
    target = choice.name or _name(there[0].control)
    return target in choice.ours.values() and target not in choice.merged


def _name(control: Any) -> str:
    return str(control.Name or "")


def tasks_of(file: Any, tree: Tree, found: Chosen) -> set[int]:
    """Return the tasks of a work schedule: those written as its, and what stands under it else."""
    written = {at: str(said.get(marks.IDENTITY, "")) for at, said in marks.marks_of(file, marks.TASK).items()}
    below = under(file, tree, found.control)
    own = {at for at, identity in written.items() if identity and identity == found.identity}
    return own | {at for at in below if written.get(at, found.identity) == found.identity}
