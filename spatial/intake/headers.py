"""Find the header of a sheet: offices put titles, units and merged group names above and around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spatial.intake.model import Column, Value
from spatial.intake.problems import Address, Problem, problem

LOOK_AT = 30
NUMBERISH = re.compile(r"[-+]?[\d,.\s%]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the header is. ``row`` counts from 1; ``height`` is 2 when groups stand above column names."""

    row: int
    height: int
    columns: tuple[Column, ...]
    preamble: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_header(rows: Sequence[Sequence[Value]], *, kind: str, chosen: int = 0) -> Header | None:
    """Return the header among the first rows, or ``None`` when they hold no cells. ``kind``: cell or line."""
    at = chosen - 1 if chosen else _likeliest(rows)
    if at is None or at >= len(rows):
        return None
    height = 2 if _has_groups(rows, at) else 1
    width = _width(rows[at : at + height], rows[at + height :])
    names, problems = _names(rows[at : at + height], width, at + height, kind)
    preamble = tuple(" ".join(str(v).strip() for v in row if _full(v)) for row in rows[:at])
    if at and not chosen:
        problems.append(problem("header_below", Address(kind=kind, row=at + 1), row=at + 1))
    columns = tuple(Column(name=name, number=number) for number, name in enumerate(names, start=1))
    return Header(
        row=at + 1, height=height, columns=columns, preamble=tuple(p for p in preamble if p),
        problems=tuple(problems),
    )  # fmt: skip


def _likeliest(rows: Sequence[Sequence[Value]]) -> int | None:
    """Return the first row nearly as wide as the widest whose cells are distinct words."""
    widest = max((_count(row) for row in rows), default=0)
    if not widest:
        return None
    enough = max(1 if widest == 1 else 2, round(widest * 0.6))
    for at, row in enumerate(rows):
        if _count(row) >= enough and _wordy(row):
            return at
    return next(at for at, row in enumerate(rows) if _count(row) >= enough)


def _wordy(row: Sequence[Value]) -> bool:
    cells = [v for v in row if _full(v)]
    words = [str(v).strip() for v in cells if isinstance(v, str) and not NUMBERISH.fullmatch(v.strip())]
    return len(words) >= len(cells) * 0.8 and len(set(words)) >= len(words) * 0.7


def _width(head: Sequence[Sequence[Value]], body: Sequence[Sequence[Value]]) -> int:
    """Return how many columns there are: as the header says, or more where a fifth of the rows has more."""
    stated = max(_last(row) for row in head)
    wider = sorted((_last(row) for row in body if _last(row) > stated), reverse=True)
    return wider[len(body) // 5] if len(wider) > max(len(body) // 5, 1) else stated


def _has_groups(rows: Sequence[Sequence[Value]], at: int) -> bool:
    """Tell whether the next row names the parts of merged group names, filling exactly the gaps."""
    if at + 1 >= len(rows):
        return False
    upper, lower = rows[at], rows[at + 1]
    width = max(_last(upper), _last(lower))
    gaps = [i for i in range(width) if not _full(_cell(upper, i))]
    named = [i for i in range(width) if _full(_cell(lower, i)) and _cell(lower, i) != _cell(upper, i)]
    if not gaps or not named or len(named) >= width or not _wordy(lower):
        return False
    return all(_full(_cell(lower, i)) for i in gaps)


def _names(
    rows: Sequence[Sequence[Value]], width: int, last_row: int, kind: str
) -> tuple[list[str], list[Problem]]:
    names: list[str] = []
    problems: list[Problem] = []
    group = ""
    for i in range(width):
        upper = _text(_cell(rows[0], i))
        lower = _text(_cell(rows[1], i)) if len(rows) > 1 else ""
        group = upper or group
        name = f"{group}/{lower}" if lower and group != lower else upper
        names.append(_unique(name, i + 1, names, problems, Address(kind=kind, row=last_row, column=i + 1)))
    return names, problems


def _unique(name: str, number: int, names: list[str], problems: list[Problem], address: Address) -> str:
    if not name:
        problems.append(problem("header_empty", address, column=number))
        return f"#{number}"
    if name not in names:
        return name
    times = sum(other == name or other.startswith(f"{name} (") for other in names) + 1
    problems.append(problem("header_twice", address, name=name[:60], used=f"{name[:60]} ({times})"))
    return f"{name} ({times})"


def _cell(row: Sequence[Value], i: int) -> Value:
    return row[i] if i < len(row) else None


def _full(value: Value) -> bool:
    return value is not None and str(value).strip() != ""


def _count(row: Sequence[Value]) -> int:
    return sum(_full(value) for value in row)


def _last(row: Sequence[Value]) -> int:
    return max((i + 1 for i, value in enumerate(row) if _full(value)), default=0)


def _text(value: Value) -> str:
    return re.sub(r"\s+", " ", str(value)).strip() if _full(value) else ""
