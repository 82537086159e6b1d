"""Words and numbers of performance evaluation in a page."""

from decimal import Decimal
from typing import Any

from django import template

from portal.pages.templatetags.terms import of_hundred
from portal.performance import faults, names, workbook
from portal.performance.models import TargetLine
from portal.performance.rules.library import BY_CODE, PCT
from portal.performance.tracing import Cell

register = template.Library()
DASH = "–"


@register.filter
def evaluation_word(code: str, table: str) -> str:
    """Return what a code is called, e.g. ``{{ row.state|evaluation_word:"state" }}``."""
    return names.word(table, code)


@register.filter
def points(value: Decimal | None) -> str:
    """Return points of 100 with what is stored of them; undefined as a dash, never as nought."""
    if value is None:
        return DASH
    plain = format(value.normalize(), "f")
    return plain if "." in plain else f"{plain}.0"


@register.filter
def points_short(value: Decimal) -> str:
    """Return a rule's number as people write it: 10, not 1E+1."""
    return format(value.normalize(), "f")


@register.filter
def figure_value(text: str | None) -> str:
    """Return a raw figure with its thousands set apart."""
    return DASH if text in {None, ""} else f"{Decimal(str(text)).normalize():,f}"


@register.filter
def level_value(value: Decimal | None, line: TargetLine) -> str:
    """Return a value of an indicator: a percentage where it is a part of a whole."""
    if value is None:
        return DASH
    known = BY_CODE[line.code]
    return of_hundred(value * 100) if known.unit in {PCT, "share"} else f"{value.normalize():f}"


@register.filter
def typed(value: Decimal | None, line: TargetLine | None = None) -> str:
    """Return a number as it is typed into the editor."""
    if value is None:
        return ""
    if line is not None and BY_CODE[line.code].unit == PCT:
        return f"{(value * 100).normalize():f}%"
    return f"{value.normalize():f}"


@register.filter
def called_line(line: TargetLine) -> str:
    """Return what a line is called: its own name, else the library's."""
    own = (line.name_en if names.english() else "") or line.name
    return own or names.indicator(line.code)


@register.filter
def library_name(code: str) -> str:
    """Return what an indicator of the library is called."""
    return names.indicator(code)


@register.filter
def formula_of(line: TargetLine) -> str:
    """Return a line's formula in words."""
    return names.formula(BY_CODE[line.code])


@register.filter
def origin_name(code: str) -> str:
    """Return what a figure's source is called."""
    return workbook.origin(code)


@register.filter
def flaw_told(flaw: dict[str, object]) -> str:
    """Return a flaw as a sentence."""
    return faults.flaw_sentence(flaw)


@register.filter
def figures_told(cell: Cell) -> list[tuple[str, dict[str, Any]]]:
    """Return a cell's raw figures with their names."""
    components = cell.score.line.components
    return [(names.figure(name, components), one) for name, one in cell.score.figures.items()]


@register.filter
def cell_of(cells: dict[str, Cell], party: str) -> Cell | None:
    """Return one judge's cell."""
    return cells.get(party)


@register.filter
def measures_typed(line: TargetLine) -> str:
    """Return an index's measures as they are typed."""
    return "; ".join(
        ":".join(part for part in (one["name"], one["weight"], one["low"], one["high"], one.get("source", ""))
                 if part)
        for one in line.components
    )  # fmt: skip
