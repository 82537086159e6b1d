"""The things a filter compares: properties and values, each with its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, CharField, DateField, DecimalField, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Lower
from django.utils.translation import gettext_lazy as _

from spatial.items.collection import DATA, DAY, FLAG, NUMBERS, PLACE, SHAPE, WORDS, Field
from spatial.items.cql.faults import FilterUnreadable, FilterUnsupported, PropertyUnknown, ValueInvalid
from spatial.items.cql.reading import ANY, Tree
from spatial.items.times import day_of

TEXTUAL, NUMERIC, DAYS, FLAGS, SHAPES = "text", "number", "date", "boolean", "geometry"
_DIGITS = DecimalField(max_digits=60, decimal_places=20)
MOST = Decimal(10) ** 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """An expression the database understands. ``literal``: the value itself, where it is one."""

    kind: str
    expression: Any
    literal: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a filter may speak of. ``shape``: the lookup of the geometry the asker may read."""

    fields: Mapping[str, Field]
    shape: Combinable

    @property
    def names(self) -> list[str]:
        """Return the queryables."""
        return [*(name for name, one in self.fields.items() if one.kind != DATA), SHAPE]


def kind_of(field: Field) -> str:
    """Return of which kind a property is to a filter."""
    if field.kind in NUMBERS:
        return NUMERIC
    if field.kind in WORDS:
        return TEXTUAL
    return {DAY: DAYS, FLAG: FLAGS, PLACE: SHAPES}[field.kind]


def operand(tree: Tree, words: Vocabulary) -> Operand:
    """Return a scalar operand."""
    if isinstance(tree, bool):
        return Operand(kind=FLAGS, expression=Value(tree, output_field=BooleanField()), literal=tree)
    if isinstance(tree, int | float):
        return _number(tree)
    if isinstance(tree, str):
        return _text(tree)
    if isinstance(tree, dict):
        return _named(tree, words)
    if tree is None:
        raise FilterUnreadable(language=ANY, reason=str(_("null is no value; ask “is null”")))
    raise FilterUnreadable(language=ANY, reason=f"{tree!r}"[:80])


def property_of(name: object, words: Vocabulary) -> Operand:
    """Return a property; raise ``PropertyUnknown`` for one that is no queryable."""
    if name == SHAPE:
        return Operand(kind=SHAPES, expression=words.shape)
    field = words.fields.get(name) if isinstance(name, str) else None
    if field is None or field.kind == DATA:
        raise PropertyUnknown(name=f"{name}"[:40], known=", ".join(words.names))
    source = Cast(field.source, TextField()) if field.kind in WORDS else field.source
    return Operand(kind=kind_of(field), expression=source)


def day(text: object) -> date:
    """Return the day of a date or timestamp of a filter."""
    try:
        return day_of(str(text))
    except (ValueError, OverflowError):
        reason = str(_("a date as 2026-11-20, or a timestamp with its zone"))
        raise ValueInvalid(value=f"{text}"[:40], reason=reason) from None


def day_operand(text: object) -> Operand:
    """Return a day as an operand."""
    found = day(text)
    return Operand(kind=DAYS, expression=Value(found, output_field=DateField()), literal=found)


def _named(tree: dict[str, Any], words: Vocabulary) -> Operand:
    if "property" in tree:
        return property_of(tree["property"], words)
    for form in ("date", "timestamp"):
        if form in tree:
            return day_operand(tree[form])
    if str(tree.get("op")).lower() == "casei":
        return _folded(tree, words)
    known = str(_("a property, a value, and casei of a text"))
    raise FilterUnsupported(word=f"{tree.get('op', next(iter(tree), ''))}"[:40], known=known)


def _folded(tree: dict[str, Any], words: Vocabulary) -> Operand:
    args = tree.get("args")
    inner = operand(args[0], words) if isinstance(args, list) and len(args) == 1 else None
    if inner is None or inner.kind != TEXTUAL:
        raise FilterUnsupported(word="casei", known=str(_("of one text")))
    literal = inner.literal.lower() if inner.literal is not None else None
    return Operand(kind=TEXTUAL, expression=Lower(inner.expression), literal=literal)


def _number(value: float) -> Operand:
    number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    if not number.is_finite() or abs(number) > MOST:
        raise ValueInvalid(value=f"{number:.6g}", reason=str(_("a number between -1e30 and 1e30")))
    return Operand(kind=NUMERIC, expression=Value(number, output_field=_DIGITS), literal=number)


def _text(value: str) -> Operand:
    if "\x00" in value:
        raise ValueInvalid(
            value=value.replace("\x00", "")[:40], reason=str(_("no text holds the character NUL"))
        )
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        told = value.encode("ascii", "backslashreplace").decode()[:40]
        raise ValueInvalid(value=told, reason=str(_("half of a pair of characters stands alone")))
    return Operand(kind=TEXTUAL, expression=Value(value, output_field=CharField()), literal=value)
