"""How the values of an item read on a page: codes in words, amounts to the fen, nothing as a dash."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from api.ogc.documents import in_language, reads_english
from spatial.items.collection import DATA, FLAG, MONEY, NUMBERS, WHOLE, Field

MISSING = "—"
LEFT_WHOLE = frozenset({"level", "version"})
"""Whole numbers that count nothing: they stand at the left, without thousands."""
ONE_LINE = 26
LARGE_YUAN = 10_000
LESSER = frozenset({
    "investment_code", "name", "name_en", "region_code", "nature", "figures_as_of", "planned_start",
    "actual_start", "actual_end", "address", "content", "owner_uscc", "kind", "project", "version",
    "valid_from", "valid_to",
})  # fmt: skip
"""Fields that a table on a phone leaves to the item's own page."""
NAME, NAME_EN, CODE = "name", "name_en", "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value to read. ``yuan``: an amount, said shortly beside it; ``parts``: what an object holds."""

    name: str
    title: str
    text: str
    numeric: bool = False
    yuan: Decimal | None = None
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def long(self) -> bool:
        """Tell whether it takes more than one line of a table."""
        return len(self.text) > ONE_LINE

    @property
    def lesser(self) -> bool:
        """Tell whether a small screen does without it."""
        return self.name in LESSER

    @property
    def shortly(self) -> bool:
        """Tell whether the amount is worth saying in a larger unit."""
        return self.yuan is not None and abs(self.yuan) >= LARGE_YUAN

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to read."""
        return self.text == MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item in a table. ``cells``: the rest of what it holds, without its name and code."""

    id: str
    name: str
    code: str
    cells: tuple[Cell, ...]


def cell_of(field: Field, value: Any) -> Cell:
    """Return a value as it is read."""
    numeric = field.kind in NUMBERS and field.name not in LEFT_WHOLE
    parts = tuple((str(key), _plain(one)) for key, one in value.items()) if isinstance(value, dict) else ()
    return Cell(
        name=field.name, title=in_language(field.zh, field.en), text=_text(field, value), numeric=numeric,
        yuan=Decimal(str(value)) if field.kind == MONEY and value is not None else None, parts=parts,
    )  # fmt: skip


def cells_of(fields: Iterable[Field], properties: dict[str, Any]) -> tuple[Cell, ...]:
    """Return all values of an item in the order of its fields."""
    return tuple(cell_of(field, properties[field.name]) for field in fields)


def rows_of(fields: tuple[Field, ...], features: list[dict[str, Any]]) -> list[Row]:
    """Return the items of a page; objects stand on the item's own page alone."""
    return [_row(fields, one) for one in features]


def name_title(fields: Iterable[Field]) -> str:
    """Return what the column of names is called: as the queryables call the field that stands in it."""
    titles = {field.name: in_language(field.zh, field.en) for field in fields}
    shown = _name_shown(titles)
    return titles.get(shown) or pgettext("of an item", "Name")


def called(feature: dict[str, Any]) -> str:
    """Return an item's name in the reader's language, else its code, else its id."""
    told = feature["properties"]
    names = (NAME_EN, NAME, CODE) if reads_english() else (NAME, NAME_EN, CODE)
    return next((str(told[name]) for name in names if told.get(name)), str(feature["id"]))


def _row(fields: tuple[Field, ...], feature: dict[str, Any]) -> Row:
    told = feature["properties"]
    head = called(feature)
    shown = [one for one in fields if one.kind != DATA and one.name != CODE and one.name != _name_shown(told)]
    code = str(told.get(CODE) or "")
    cells = tuple(cell_of(field, told[field.name]) for field in shown)
    return Row(id=feature["id"], name=head, code="" if code == head else code, cells=cells)


def _name_shown(told: dict[str, Any]) -> str:
    """Return which field the row's name is; the same for every row, so that the columns stay in line."""
    return NAME_EN if reads_english() and NAME_EN in told else NAME


def _text(field: Field, value: Any) -> str:
    if value is None or value in ("", {}, []):
        return MISSING
    if field.words:
        return field.called(str(value), english=reads_english())
    if field.kind == FLAG:
        return _("Yes") if value else _("No")
    if field.kind == MONEY:
        return f"{Decimal(str(value)):,.2f}"
    return _number(field, value) if field.kind in NUMBERS else _plain(value)


def _number(field: Field, value: Any) -> str:
    if field.name in LEFT_WHOLE:
        return str(value)
    if field.kind == WHOLE:
        return f"{value:,}"
    return f"{Decimal(str(value)):,.2f}".rstrip("0").rstrip(".")


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return MISSING if value is None else str(value)
