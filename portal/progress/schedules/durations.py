"""Lengths as ISO 8601 writes them; a sign may stand before each part, as some programs put it."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

WORK_DAY, ROUND_DAY = 480, 1440
"""Minutes of a day where a schedule does not say, and round the clock."""
ISO = re.compile(
    r"(?P<sign>-)?P(?:(?P<years>-?[\d.]+)Y)?(?:(?P<months>-?[\d.]+)M)?(?:(?P<weeks>-?[\d.]+)W)?"
    r"(?:(?P<days>-?[\d.]+)D)?"
    r"(?:T(?:(?P<hours>-?[\d.]+)H)?(?:(?P<minutes>-?[\d.]+)M)?(?:(?P<seconds>-?[\d.]+)S)?)?"
)


@dataclass(frozen=True, slots=True)
class Length:
    """Whole days of some kind, and minutes. ``vague``: years or months, taken as 365 and 30 days."""

    days: Decimal
    minutes: Decimal
    vague: bool = False

    def in_minutes(self, day_min: int) -> int:
        """Return minutes, with so many to a day."""
        return whole(self.days * day_min + self.minutes)


def whole(value: Decimal) -> int:
    """Round half away from zero."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def length_of(text: str) -> Length | None:
    """Return what an ISO duration says, or ``None`` where the text is none."""
    match = ISO.fullmatch(text.strip())
    if match is None or not any(match[name] for name in ISO.groupindex if name != "sign"):
        return None
    try:
        parts = {name: Decimal(match[name] or 0) for name in ISO.groupindex if name != "sign"}
    except ArithmeticError:
        return None
    sign = -1 if match["sign"] else 1
    days = parts["days"] + parts["weeks"] * 7 + parts["months"] * 30 + parts["years"] * 365
    minutes = parts["hours"] * 60 + parts["minutes"] + parts["seconds"] / 60
    return Length(sign * days, sign * minutes, vague=bool(parts["months"] or parts["years"]))


def minutes_of(text: str, day_min: int = ROUND_DAY) -> int | None:
    """Return an ISO duration in minutes."""
    found = length_of(text)
    return None if found is None else found.in_minutes(day_min)


def iso_minutes(minutes: int) -> str:
    """Return minutes as MSPDI writes lengths."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    return f"{sign}PT{minutes // 60}H{minutes % 60}M0S"


class Worked(Protocol):
    """What runs by a calendar or round the clock."""

    @property
    def elapsed(self) -> bool:
        """Tell whether it runs round the clock."""


def day_min_of(task: Worked, day_min: int) -> int:
    """Return the minutes of a day of a task's length and float: by the schedule's day, or round the clock."""
    return ROUND_DAY if task.elapsed else day_min or WORK_DAY
