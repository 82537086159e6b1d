"""Earned value by what is built: a project's tasks parted by group, task, storey, class and element.

A task's worth goes to its elements by volume, where each has one, else in equal parts; what no element makes
stays with its task. Every level adds up to the one above it, and what no task takes up is a line of its own.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bim.catalog import rules as catalog
from bim.catalog.models import Revision
from bim.catalog.selectors import models_of_project
from bim.linking.parcels import Piece, pieces_in_cents, sections_in_cents
from portal.accounts.actor import Actor
from portal.core.errors import Invalid
from portal.core.sql import fetch_as
from portal.earned import policy
from portal.earned.cents import handed_down, less, summed, told
from portal.earned.selectors import curve_days, curves_of
from portal.earned.standing import CurvePoint, Grown, Stands, stands
from portal.earned.tasks import TaskGrown, parts_curve, parts_stand, sections_grown, tasks_grown
from portal.progress.models import Schedule
from portal.progress.rules.earned import Standing
from portal.progress.selectors import plan_of
from portal.projects.models import Project
from portal.projects.selectors import get_project

SQL = Path(__file__).parent / "sql"
GROUP, TASK, STOREY, CLASS, ELEMENT = BY = ("group", "task", "storey", "class", "element")
MOST_ELEMENTS = 200
NONE = "-"
"""Stands for no group, storey or class in an address."""


class PartsUnknown(Invalid):
    """No such way to part earned value."""

    message = _("Progress is told by {known}, not by “{value}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: parted by what, and within which part; empty is any, ``NONE`` is those without."""

    by: str = GROUP
    section: UUID | None = None
    group: str = ""
    task: str = ""
    storey: str = ""
    cls: str = ""

    def __post_init__(self) -> None:
        if self.by not in BY:
            raise PartsUnknown(value=self.by[:40], known=", ".join(BY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One part. ``key``: how an address names it; ``model``: of an element, where it is drawn."""

    key: str
    name: str
    stands: Stands
    elements: int = 0
    model: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What no task takes up of the sections asked for, in yuan."""

    budget: Decimal
    planned: Decimal
    earned: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a project on a day, what they come to together, and their curves.

    ``whole``, ``points``: of what it is narrowed to; else of the sections asked for, with the ``rest`` no
    task takes up, as the project's own page tells them. ``called``: the names of the group and task it is
    narrowed to. ``more``: elements are left out.
    """

    project: Project
    money: bool
    whole: Stands
    lines: tuple[Line, ...]
    rest: Rest | None
    points: tuple[CurvePoint, ...]
    called: dict[str, str]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    task: str
    storey: str
    class_: str
    elements: int
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    task: str
    storey: str
    class_: str
    model_id: UUID
    global_id: str
    name: str
    share: Decimal


def parts_of(*, actor: Actor, code: str, as_of: date, asked: Asked) -> Parts:
    """Return the parts of a project at the end of a day. Raises ``ProjectNotFound``."""
    project = get_project(actor=actor, code=code)
    every = sections_grown(actor=actor, project=project, as_of=as_of)
    sections = [one for one in every if asked.section in (None, one.section_id)]
    days = [as_of, *curve_days(sections, as_of)]
    tasks = tasks_grown(actor=actor, project=project, sections=sections, days=days)
    found = _Found(actor=actor, project=project)
    cut = _pieces(found, tasks)
    cents = pieces_in_cents(every, cut, as_of)
    pieces = [replace(one, cents=cents[one.at]) for one in cut if _inside(one, asked)]
    inside = [one.task for one in pieces]
    if asked.by == ELEMENT:
        lines = _elements(found, {one.key: one for one in tasks}, pieces, asked, as_of)
    else:
        lines = _lines(pieces, asked, as_of)
    narrowed = asked.group or asked.task or asked.storey or asked.cls
    wholes = sections_in_cents(every, as_of)
    return Parts(
        project=project, money=policy.reads_money(actor, project),
        whole=_together(pieces, as_of) if narrowed else _all(wholes, sections, as_of),
        lines=tuple(_ordered(found, lines, asked)),
        rest=None if narrowed else _rest(wholes, sections, pieces),
        points=_curve(inside, days[1:], as_of) if narrowed else _curve_of(actor, code, as_of, asked.section),
        more=len(lines) >= MOST_ELEMENTS,
        called={one.group[0]: one.group[1] for one in inside} | {one.key: one.name for one in inside},
    )  # fmt: skip


def _together(pieces: Sequence[Piece], as_of: date) -> Stands:
    """Return where pieces stand together, in the cents they are told in."""
    stands = parts_stand([one.task for one in pieces], as_of=as_of)
    return told(stands, summed(one.cents for one in pieces if one.cents is not None))


def _all(wholes: dict[UUID, Standing], sections: Sequence[Grown], as_of: date) -> Stands:
    """Return where sections stand together, whether tasks take up all of them or not."""
    return told(stands(sections, as_of=as_of), summed(wholes[one.section_id] for one in sections))


def _curve(tasks: Iterable[TaskGrown], days: Sequence[date], as_of: date) -> tuple[CurvePoint, ...]:
    lasting = [replace(one, earned=one.earned[1:]) for one in tasks]
    return tuple(parts_curve(lasting, days, as_of=as_of))


def _curve_of(actor: Actor, code: str, as_of: date, section: UUID | None) -> tuple[CurvePoint, ...]:
    """Return what was planned and earned of sections; cost and cash are told on the project's own page."""
    points = curves_of(actor=actor, code=code, as_of=as_of, section_id=section)
    return tuple(replace(one, certified=None, cash=None) for one in points)


def _ordered(found: "_Found", lines: list[Line], asked: Asked) -> list[Line]:
    """Return storeys from below, as the models have them; others as they are."""
    heights = found.heights() if asked.by == STOREY else {}
    return sorted(lines, key=lambda one: heights.get(one.key, math.inf)) if heights else lines


class _Found:
    """The schedule a project is measured by, and the revisions the asker sees that stand today."""

    def __init__(self, *, actor: Actor, project: Project) -> None:
        plan = plan_of(project)
        self.schedule: Schedule | None = plan.schedule if plan else None
        rows = models_of_project(actor=actor, project=project).filter(current__state=catalog.PUBLISHED)
        self.revisions = list(rows.values_list("current_id", flat=True))

    def heights(self) -> dict[str, float]:
        """Return how high each storey lies, in metres; of one name in several models the lowest."""
        found: dict[str, float] = {}
        for storeys in Revision.objects.filter(pk__in=self.revisions).values_list("storeys", flat=True):
            for one in storeys:
                if one["elevation_m"] is not None:
                    found[one["name"]] = min(one["elevation_m"], found.get(one["name"], math.inf))
        return found

    def asked(self) -> dict[str, object]:
        """Return the parameters of the questions."""
        return {"schedule": self.schedule.pk if self.schedule else None, "revisions": self.revisions}


def _pieces(found: _Found, tasks: Iterable[TaskGrown]) -> list[Piece]:
    cells: dict[str, list[_Cell]] = {}
    for cell in fetch_as(_Cell, SQL / "cells.sql", **found.asked()):
        cells.setdefault(cell.task, []).append(cell)
    pieces = []
    for task in tasks:
        left = Decimal(1)
        for n, cell in enumerate(own := cells.get(task.key, [])):
            share = left if n == len(own) - 1 else min(cell.share, left)
            left -= share
            pieces.append(
                Piece(task=task.part(share), storey=cell.storey, cls=cell.class_, elements=cell.elements)
            )
        if not own:
            pieces.append(Piece(task=task))
    return pieces


def _inside(piece: Piece, asked: Asked) -> bool:
    pairs = (
        (asked.group, piece.task.group[0]), (asked.task, piece.task.key), (asked.storey, piece.storey),
        (asked.cls, piece.cls),
    )  # fmt: skip
    return all(not wanted or wanted == (has or NONE) for wanted, has in pairs)


_TOLD: dict[str, Callable[[Piece], tuple[str, str]]] = {
    GROUP: lambda piece: piece.task.group,
    TASK: lambda piece: (piece.task.key, piece.task.name),
    STOREY: lambda piece: (piece.storey or "", piece.storey or ""),
    CLASS: lambda piece: (piece.cls or "", piece.cls or ""),
}


def _lines(pieces: Sequence[Piece], asked: Asked, as_of: date) -> list[Line]:
    parts: dict[tuple[str, str], list[Piece]] = {}
    for piece in pieces:
        parts.setdefault(_TOLD[asked.by](piece), []).append(piece)
    return [
        Line(
            key=key or NONE, name=name, stands=_together(own, as_of),
            elements=sum(one.elements for one in own),
        )
        for (key, name), own in parts.items()
    ]  # fmt: skip


def _elements(
    found: _Found, tasks: dict[str, TaskGrown], pieces: Sequence[Piece], asked: Asked, as_of: date
) -> list[Line]:
    rows = fetch_as(
        _Share, SQL / "shares.sql", tasks=sorted({one.task.key for one in pieces}), most=MOST_ELEMENTS,
        storey=_wanted(asked.storey), class_=_wanted(asked.cls), **found.asked(),
    )  # fmt: skip
    parts = [parts_stand([tasks[row.task].part(row.share)], as_of=as_of) for row in rows]
    wholes = {one.at: one.cents for one in pieces} if len(rows) < MOST_ELEMENTS else {}
    cents: dict[int, Standing] = {}
    together: dict[tuple[str, str | None, str | None], list[int]] = {}
    for n, row in enumerate(rows):
        together.setdefault((row.task, row.storey, row.class_), []).append(n)
    for at, own in together.items():
        cents |= zip(own, handed_down([parts[n].at for n in own], wholes.get(at)), strict=True)
    return [
        Line(
            key=row.global_id, name=row.name, elements=1, model=row.model_id, stands=told(parts[n], cents[n])
        )
        for n, row in enumerate(rows)
    ]  # fmt: skip


def _wanted(text: str) -> str | None:
    return None if not text else "" if text == NONE else text


def _rest(
    wholes: dict[UUID, Standing], sections: Iterable[Grown], pieces: Iterable[Piece]
) -> Rest:  # fmt: skip
    whole = summed(wholes[one.section_id] for one in sections)
    rest = less(whole, summed(one.cents for one in pieces if one.cents is not None))
    return Rest(budget=rest.budget, planned=rest.planned, earned=rest.earned)
