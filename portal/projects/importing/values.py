"""Read cells as offices write them: money with units, dates in five styles, percent, codes. No Django."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

Cell = str | int | float | bool | date | datetime | None
UNITS = {
    "yuan": Decimal(1),
    "thousand": Decimal(1_000),
    "wan": Decimal(10_000),
    "million": Decimal(1_000_000),
    "yi": Decimal(100_000_000),
}
UNIT_NAMES = {
    "yuan": ("元", "yuan"),
    "thousand": ("千元", "thousand yuan"),
    "wan": ("万元", "10 000 yuan"),
    "million": ("百万元", "million yuan"),
    "yi": ("亿元", "100 million yuan"),
}
UNIT_WORDS = (
    ("million", re.compile(r"百万元?|million", re.I)),
    ("yi", re.compile(r"亿元?|100 ?million|\byi\b", re.I)),
    ("wan", re.compile(r"万元?|\bwan\b|wanyuan|10 ?000", re.I)),
    ("thousand", re.compile(r"千元|thousand", re.I)),
    ("yuan", re.compile(r"元|yuan|rmb|cny", re.I)),
)
FOREIGN_MONEY = re.compile(
    r"usd|us ?\$|eur(o|\b)|gbp|jpy|hkd|美元|美金|欧元|英镑|日元|港元|港币|[$€£]", re.I
)
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = (20_000, 80_000)
EARLIEST, LATEST = 1950, 2100
CENT = Decimal("0.01")


class Unreadable(Exception):
    """The cell is not what the column should hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date as written.

    ``assumed``: the cell names only a month or a year. ``doubt``: 2024.1 may be October.
    """

    value: date
    assumed: bool = False
    doubt: bool = False


def text_of(cell: Cell) -> str:
    """Return a cell as one line of text, ``12`` for 12.0."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return re.sub(r"[ \t\u3000]+", " ", str(cell)).strip()


def unit_in(text: str) -> str | None:
    """Return the money unit a header, a note or a cell names."""
    plain = unicodedata.normalize("NFKC", text)
    return next((unit for unit, pattern in UNIT_WORDS if pattern.search(plain)), None)


def is_foreign(header: str) -> bool:
    """Tell whether a header names money that is not yuan."""
    return FOREIGN_MONEY.search(unicodedata.normalize("NFKC", header)) is not None


def money(cell: Cell, unit: str) -> Decimal:
    """Return yuan, to the cent; a unit in the cell itself goes before the column's."""
    text = unicodedata.normalize("NFKC", text_of(cell)).replace(",", "").replace(" ", "")
    match = re.fullmatch(r"[¥￥]?([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(\D*)", text)
    if match is None:
        raise Unreadable(text_of(cell))
    own = unit_in(match[2]) if match[2] else None
    if match[2] and own is None:
        raise Unreadable(text_of(cell))
    try:
        amount = Decimal(match[1]) * UNITS[own or unit]
        return amount.quantize(CENT)
    except InvalidOperation as error:
        raise Unreadable(text_of(cell)) from error


def day(cell: Cell, *, last: bool = False) -> Day:
    """Return a date; ``last`` takes the last day of a month or year that stands alone."""
    if isinstance(cell, datetime):
        return Day(value=cell.date())
    if isinstance(cell, date):
        return Day(value=cell)
    text = unicodedata.normalize("NFKC", text_of(cell))
    serial = _serial(text)
    if serial:
        return Day(value=serial)
    parts = _parts(text)
    if parts is None:
        raise Unreadable(text_of(cell))
    doubt = isinstance(cell, float) and len(parts) == 2 and parts[1] == "1"
    return _day_of(parts, last=last, text=text_of(cell), doubt=doubt)


def period(cell: Cell) -> tuple[Day, Day]:
    """Return begin and end of ``2024-2026`` or ``2024年3月至2026年12月``."""
    text = unicodedata.normalize("NFKC", text_of(cell))
    years = re.fullmatch(r"((?:19|20)\d\d)年?\s*[-~—–至到]+\s*((?:19|20)\d\d)年?", text)
    sides = years.groups() if years else re.split(r"\s*(?:至|到|~|—+|–|--)\s*", text)
    if len(sides) == 1:
        sides = re.split(
            r"\s+-\s+|(?<=[月日年])-(?=\d{4})|(?<=[./]\d)-(?=\d{4})|(?<=[./]\d\d)-(?=\d{4})", text
        )
    if len(sides) != 2:
        raise Unreadable(text_of(cell))
    return day(sides[0]), day(sides[1], last=True)


def percent(cell: Cell, *, ratio: bool = False) -> Decimal:
    """Return 0-100; ``ratio`` when the column holds 0-1."""
    text = unicodedata.normalize("NFKC", text_of(cell)).replace(" ", "")
    match = re.fullmatch(r"([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(%?)", text)
    if match is None:
        raise Unreadable(text_of(cell))
    value = Decimal(match[1]) * (100 if ratio and not match[2] else 1)
    return value.quantize(CENT)


def _serial(text: str) -> date | None:
    """Return the day of a spreadsheet's serial number, as cells without a date format show it."""
    if not re.fullmatch(r"\d{5}(\.\d+)?", text):
        return None
    days = int(float(text))
    return EXCEL_EPOCH + timedelta(days=days) if EXCEL_DAYS[0] <= days <= EXCEL_DAYS[1] else None


def _parts(text: str) -> tuple[str, ...] | None:
    """Return year, month, day as far as they are given."""
    text = re.sub(r"\s+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$|T\d{2}:\d{2}.*$", "", text)
    for pattern in (
        r"(\d{4})(\d{2})(\d{2})",
        r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?",
        r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份)?",
        r"(\d{4})\s*年?",
    ):
        match = re.fullmatch(pattern, text)
        if match:
            return match.groups()
    return None


def _day_of(parts: tuple[str, ...], *, last: bool, text: str, doubt: bool) -> Day:
    numbers = [int(part) for part in parts]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else (12 if last else 1)
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12:
        raise Unreadable(text)
    number = numbers[2] if len(numbers) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    try:
        return Day(value=date(year, month, number), assumed=len(numbers) < 3, doubt=doubt)
    except ValueError as error:
        raise Unreadable(text) from error
