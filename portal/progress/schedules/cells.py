"""What people write into cells: dates in their own order, lengths with units, per cent, relations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from portal.progress.schedules import faults, model
from portal.progress.schedules.durations import whole
from portal.progress.schedules.worktime import USUAL

YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
CLOCK = re.compile(r"[T\s]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(AM|PM)?\s*$", re.IGNORECASE)
PIECE = re.compile(
    r"([-+]?\d+(?:\.\d+)?)\s*(e?)\s*(minutes?|mins?|m|分钟|hours?|hrs?|h|小时|工时|days?|d|个工作日|工作日|天|日"
    r"|weeks?|wks?|w|周|months?|mons?|mo|个月|月)?",
    re.IGNORECASE,
)
UNITS = (("mo", 9600), ("个月", 9600), ("月", 9600), ("w", 2400), ("周", 2400), ("h", 60), ("小时", 60),
         ("工时", 60), ("m", 1), ("分", 1))  # fmt: skip
SHORT_YEARS = 100
KINDS = "FS|SS|FF|SF"
BETWEEN = re.compile(rf"(.+?)({KINDS})(.+)", re.IGNORECASE)
BEFORE = re.compile(rf"(.+?)\s*(?:({KINDS})\s*)?(?:([+-]\s*\d.*))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """How a file writes days and months. ``sure``: some date can be read in one way only."""

    day_first: bool
    sure: bool


def order_of(texts: Iterable[str]) -> Order:
    """Return the order of day and month that all dates of a file allow; day first where nothing tells."""
    day_first = month_first = False
    for text in texts:
        match = YEAR_LAST.match(text)
        if match:
            day_first |= int(match[1]) > 12
            month_first |= int(match[2]) > 12
    return Order(day_first=day_first or not month_first, sure=day_first != month_first)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cells of one file; ``row`` is only for what it says when it cannot."""

    order: Order
    fractions: bool = False

    def moment(self, value: object, field: str, row: int, *, ends: bool = False) -> datetime | None:
        """Return a moment; a day alone means the begin of its work, or with ``ends`` the end."""
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            found = value.replace(tzinfo=None, microsecond=0)
            return found if found.time() != time() else _at(found.date(), ends)
        if isinstance(value, date):
            return _at(value, ends)
        return self._text(str(value).strip(), field, row, ends)

    def _text(self, text: str, field: str, row: int, ends: bool) -> datetime:
        clock = CLOCK.search(text)
        day = self._day(text[: clock.start()] if clock else text)
        if day is None:
            raise unfit(text, field, row)
        if clock is None:
            return _at(day, ends)
        hour = int(clock[1]) % 12 + (12 if clock[3].upper() == "PM" else 0) if clock[3] else int(clock[1])
        if hour > 23 or int(clock[2]) > 59:
            raise unfit(text, field, row)
        return datetime.combine(day, time(hour, int(clock[2])))

    def _day(self, text: str) -> date | None:
        match = YEAR_FIRST.fullmatch(text.strip())
        if match:
            parts = int(match[1]), int(match[2]), int(match[3])
        else:
            match = YEAR_LAST.fullmatch(text.strip())
            if match is None:
                return None
            day, month = (1, 2) if self.order.day_first else (2, 1)
            year = int(match[3])
            parts = year + 2000 if year < SHORT_YEARS else year, int(match[month]), int(match[day])
        try:
            return date(*parts)
        except ValueError:
            return None


def _at(day: date, ends: bool) -> datetime:
    minute = USUAL[-1][1] if ends else USUAL[0][0]
    return datetime.combine(day, time(minute // 60, minute % 60))


def length(value: object, field: str, row: int) -> tuple[int, bool] | None:
    """Return a length in minutes and whether it runs around the clock. A bare number is days."""
    if value is None or value == "":
        return None
    text = str(value).strip().rstrip("?？").strip()
    rest = PIECE.sub("", text).strip(" ,，+")
    pieces = PIECE.findall(text)
    if not pieces or rest:
        raise unfit(text, field, row)
    elapsed = any(e for _n, e, _u in pieces)
    day = 1440 if elapsed else 480
    total = sum((Decimal(number) * _unit(unit, day) for number, _e, unit in pieces), Decimal(0))
    return whole(total), elapsed


def _unit(unit: str, day: int) -> int:
    lower = unit.lower()
    found = next((minutes for sign, minutes in UNITS if lower.startswith(sign)), day)
    return found if found < 480 else found * day // 480


def percent(value: object, field: str, row: int, *, fractions: bool) -> Decimal | None:
    """Return per cent from 45 or 45 %; with ``fractions`` a bare number is of 1, as workbooks keep them."""
    if value is None or value == "":
        return None
    text = str(value).strip()
    try:
        found = Decimal(text.rstrip("%％ ").strip())
    except InvalidOperation as error:
        raise unfit(text, field, row) from error
    return found * 100 if fractions and not isinstance(value, str) else found


def relation_before(text: str, after: str, row: int) -> model.Relation:
    """Return a relation as MS Project writes predecessors: ``3``, ``3SS``, ``3FS+2d``, ``3FF-25%``."""
    match = BEFORE.fullmatch(text.strip())
    if match is None:
        raise unfit(text, "predecessors", row)
    lag = (match[3] or "").replace(" ", "")
    kind = (match[2] or model.FS).upper()
    if lag.endswith("%"):
        return model.Relation(before=match[1].strip(), after=after, kind=kind, lag_percent=Decimal(lag[:-1]))
    found = length(lag, "predecessors", row) if lag else None
    minutes, elapsed = found or (0, False)
    return model.Relation(
        before=match[1].strip(), after=after, kind=kind, lag_min=minutes, lag_elapsed=elapsed
    )


def unfit(value: object, field: str, row: int) -> faults.CellNotUnderstood:
    """Return the refusal of a cell."""
    return faults.CellNotUnderstood(row=row, value=str(value)[:60], field=field)
