"""The calendar inside one cell of P6: nested brackets, weeks from Sunday, dates counted from 1900."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.progress.schedules.model import DayShifts, Exceptional
from portal.progress.schedules.remarks import Losses

ZERO = date(1899, 12, 30)
TOKEN = re.compile(r"[()]|[^()]+")
TIME = re.compile(r"([sf])\|(\d{1,2}):(\d{2})(?::\d{2})?\s*(AM|PM)?", re.IGNORECASE)
DEEPEST = 12


@dataclass(slots=True)
class Leaf:
    """``(0||name(values)(children))``."""

    name: str = ""
    values: str = ""
    children: list["Leaf"] = field(default_factory=list)

    def child(self, name: str) -> "Leaf | None":
        """Return the child of a name."""
        return next((one for one in self.children if one.name == name), None)


def week_and_exceptions(
    cell: str, losses: Losses, named: str
) -> tuple[tuple[DayShifts | None, ...], tuple[Exceptional, ...]]:
    """Return the week, Monday first, and the days that differ; a day that is not written follows the base."""
    week: list[DayShifts | None] = [None] * 7
    root = parse(cell)
    days = root.child("DaysOfWeek") if root else None
    for day in days.children if days else ():
        if day.name.isdigit() and 1 <= int(day.name) <= 7:
            week[(int(day.name) + 5) % 7] = _shifts(day)
    found = root.child("Exceptions") if root else None
    exceptions = tuple(_exceptions(found)) if found else ()
    if cell.strip() and (root is None or days is None):
        losses.add("calendar_not_understood", named)
    return tuple(week), exceptions


def parse(cell: str) -> Leaf | None:
    """Return the tree of a cell, or ``None`` where the brackets do not hold."""
    tokens = [token for token in TOKEN.findall(cell.replace("\x7f", " ")) if token.strip()]
    leaf, end = _leaf(tokens, 0, 0)
    return leaf if leaf is not None and end <= len(tokens) else None


def _leaf(tokens: list[str], at: int, depth: int) -> tuple[Leaf | None, int]:
    """Read ``( head ( values ) ( children… ) )`` beginning at ``at``."""
    if depth > DEEPEST or at + 2 >= len(tokens) or tokens[at] != "(" or tokens[at + 1] in "()":
        return None, at
    leaf = Leaf(name=tokens[at + 1].split("||")[-1].strip())
    at += 2
    if tokens[at] == "(":
        at += 1
        if at < len(tokens) and tokens[at] not in "()":
            leaf.values, at = tokens[at], at + 1
        at += 1
    if at < len(tokens) and tokens[at] == "(":
        at = _children(tokens, at + 1, leaf, depth)
    return leaf, at + 1


def _children(tokens: list[str], at: int, leaf: Leaf, depth: int) -> int:
    while at < len(tokens) and tokens[at] == "(":
        child, after = _leaf(tokens, at, depth + 1)
        if child is None:
            return len(tokens) + 1
        leaf.children.append(child)
        at = after
    return at + 1


def _shifts(day: Leaf) -> DayShifts:
    found = []
    for span in day.children:
        times = {kind.lower(): _minute(h, m, half) for kind, h, m, half in TIME.findall(_all(span))}
        if "s" in times and "f" in times:
            found.append((times["s"], times["f"] or 1440))
    return tuple(found)


def _all(span: Leaf) -> str:
    return f"{span.name}|{span.values}"


def _minute(hour: str, minute: str, half: str) -> int:
    hours = int(hour) % 12 + (12 if half.upper() == "PM" else 0) if half else int(hour)
    return hours * 60 + int(minute)


def _exceptions(found: Leaf) -> Iterator[Exceptional]:
    for one in found.children:
        match = re.search(r"d\|(\d+)", one.values)
        if match and int(match[1]) < 100_000:
            day = ZERO + timedelta(days=int(match[1]))
            yield Exceptional(first=day, last=day, shifts=_shifts(one))
