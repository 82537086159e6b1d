"""One line of a boundary-point text: the attributes of a parcel, or one point."""

import re
from dataclasses import dataclass

from spatial.survey.model import Attributes
from spatial.survey.text.lines import WIDE, tidy

KINDS = frozenset({"点", "线", "面", "点、线、面", "点,线,面", "polygon"})
SHEET = re.compile(r"[A-Za-z0-9\-—.()（）/ ]+")
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
NOT_FINITE = re.compile(r"[-+]?(nan|inf(inity)?|1\.#(ind|inf|qnan)\d*)", re.I)
BEYOND_ANY_UNIT = 1e12
PLAIN = re.compile(r"\s*([A-Za-z]?\d{1,9}),(\d{1,6}),(\d{1,9}\.?\d{0,9}),(\d{1,9}\.?\d{0,9})\s*", re.A)
"""A point as most lines have it, read at once: a file may hold hundreds of thousands."""
SEPARATORS = re.compile(r"[,，]")
MARKS = (",", "\t", ";")
ENDS = re.compile(r"@[\s,;]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point: X is the northing, Y the easting, as the texts say. ``ring`` 0: not stated.

    ``width``: how many columns the line has, 4 at most.
    """

    label: str
    ring: int
    x: float
    y: float
    x_text: str
    y_text: str
    width: int


class Unreadable(Exception):
    """The line is no point; ``code`` is a key of the sentences."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read_attributes(raw: str) -> Attributes:
    """Return what an attribute line says: count and area in front, ``@`` behind, the rest by its template."""
    fields = _parted(ENDS.sub("", raw.translate(WIDE) if not raw.isascii() else raw))
    count, area, rest = fields[0], fields[1] if len(fields) > 1 else "", fields[2:]
    at = next((i for i, value in enumerate(rest) if value.lower() in KINDS), min(2, len(rest)))
    before, after = rest[:at], rest[at + 1 :]
    if len(after) == 1 and after[0] and not SHEET.fullmatch(after[0]):
        after = ["", after[0]]
    after += [""] * (3 - len(after))
    return Attributes(
        count=int(count) if re.fullmatch(r"\d{1,9}", count) else -1, area=area,
        code=before[0] if len(before) > 1 else "", name=before[-1] if before else "",
        kind=rest[at] if at < len(rest) else "", sheet=after[0], land_use=after[1], land_code=after[2],
        extra=tuple(after[3:]),
    )  # fmt: skip


def _parted(body: str) -> list[str]:
    """Return the fields of a line without its ``@``, by the mark it has most of: comma, tab, semicolon; else
    by its spaces.
    """
    mark = max(MARKS, key=body.count)
    parts = body.split(mark) if mark in body else body.split()
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return [part.strip() for part in parts] or [""]


def is_template(line: str) -> bool:
    """Tell whether a tidy line only explains the columns."""
    return line.startswith(("界址点数", "点号,", "{点号", "#", "//"))


def plain_point(raw: str) -> Point | None:
    """Return the point of a line without any oddity, ``None`` for ``read_point`` to look closer."""
    match = PLAIN.fullmatch(raw)
    if match is None:
        return None
    label, ring, x_text, y_text = match.groups()
    return Point(
        label=label, ring=int(ring), x=float(x_text), y=float(y_text), x_text=x_text, y_text=y_text, width=4
    )


def read_point(raw: str) -> Point:
    """Return one point; raise ``Unreadable``."""
    fields = _fields(raw)
    if len(fields) < 2:
        raise Unreadable("line_unreadable")
    label, ring, x_text, y_text = _columns(fields)
    return Point(
        label=label, ring=_ring(ring), x=number(x_text), y=number(y_text), x_text=x_text.strip(),
        y_text=y_text.strip(), width=min(len(fields), 4),
    )  # fmt: skip


def number(text: str) -> float:
    """Return a number as surveyors write it; raise ``Unreadable`` for words and for NaN."""
    plain = tidy(text).replace("。", ".").removesuffix("米").removesuffix("m").removesuffix("°").strip()
    if NUMBER.fullmatch(plain):
        value = float(plain)
        if abs(value) < BEYOND_ANY_UNIT:
            return value
    if NOT_FINITE.fullmatch(plain) or NUMBER.fullmatch(plain):
        raise Unreadable("coordinate_not_finite")
    raise Unreadable("line_unreadable")


def _fields(raw: str) -> list[str]:
    fields = raw.strip().split(",") if raw.isascii() else SEPARATORS.split(raw.strip())
    if len(fields) == 1:
        fields = re.split(r"[\s;；\t]+", raw.strip())
    while len(fields) > 2 and not fields[-1].strip():
        fields.pop()
    return fields


def _columns(fields: list[str]) -> tuple[str, str, str, str]:
    if len(fields) >= 4:
        return fields[0].strip(), fields[1], fields[2], fields[3]
    if len(fields) == 3:
        return fields[0].strip(), "0", fields[1], fields[2]
    return "", "0", fields[0], fields[1]


def _ring(text: str) -> int:
    plain = tidy(text)
    if not plain:
        return 0
    if re.fullmatch(r"\d{1,6}(\.0*)?", plain):
        return int(float(plain))
    raise Unreadable("line_unreadable")
