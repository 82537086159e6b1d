"""Read the lines of a request from a workbook or CSV; what is wrong is told by its cell."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.budget import names
from portal.budget.services.drafting import LineFacts
from portal.budget.sheets import COLUMNS
from portal.budget.understanding import places_of, wrong_of
from portal.core import money
from portal.core.errors import Invalid
from portal.projects.importing.values import text_of, unit_in
from portal.projects.models import Project
from portal.projects.rules import FUNDING
from spatial.intake.model import Choice, Layer, Row
from spatial.intake.sandbox import read_file, survey_file

LANGUAGES = ("zh-hans", "en")
MUST = tuple(name for name in COLUMNS if name != "feature")
UNITS = {"yuan": Decimal(1), "wan": Decimal(10_000)}
MOST_LINES = 500
SOURCES = {word: term.code for term in FUNDING for word in (term.code, term.zh, term.en.lower())}


class ColumnsMissing(Invalid):
    """The list does not have the columns a request has."""

    message = _("The list lacks the columns: {columns}.")

    def told(self) -> dict[str, object]:
        """Name the columns."""
        found = str(self.facts["columns"]).split(",")
        return {"columns": ", ".join(names.field(one) for one in found)}


class TooManyLines(Invalid):
    """One request is not a whole province."""

    message = _("The list has more than {most} lines.")


class ListEmpty(Invalid):
    """Nothing but a header."""

    message = _("The list has no line.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """What is wrong with one cell: ``cell`` as D12, ``field`` and ``reason`` as ``names`` call them."""

    cell: str
    field: str
    reason: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLines:
    """What a list says: its lines, or all that is wrong with it."""

    lines: tuple[LineFacts, ...]
    faults: tuple[CellFault, ...]


class CellsWrong(Invalid):
    """Cells that cannot be taken, each in the facts with its address."""

    message = _("{count} cells cannot be taken, the first is {cell} ({field}): {reason}")

    def told(self) -> dict[str, object]:
        """Name the first cell's field and reason."""
        facts = self.facts
        return facts | {
            "field": names.field(str(facts["field"])), "reason": names.line_reason(str(facts["reason"])),
        }  # fmt: skip


def refuse(found: ReadLines) -> None:
    """Raise ``CellsWrong`` where a cell cannot be taken."""
    if found.faults:
        first = found.faults[0]
        cells = [{"cell": f.cell, "field": f.field, "reason": f.reason} for f in found.faults]
        raise CellsWrong(
            count=len(cells), cell=first.cell, field=first.field, reason=first.reason, cells=cells
        )


def read_lines(path: Path, *, name: str, project: Project, year: int) -> ReadLines:
    """Return the lines of the first sheet; the bytes are read in the sandbox's child process."""
    layer = survey_file(path, name=name).layers[0]
    columns = _columns(layer)
    places = {row.pk: row for row in places_of(project)}
    by_name = {word: pk for pk, row in places.items() for word in (row.name, row.code) if word}
    lines: list[LineFacts] = []
    wrong: list[CellFault] = []
    with read_file(path, name=name, choice=Choice(layer=layer.name)) as reading:
        for row in reading:
            if len(lines) >= MOST_LINES:
                raise TooManyLines(most=MOST_LINES)
            if any(text_of(value) for value in row.values):
                line, found = _line(row, columns, layer, by_name)
                lines.append(line)
                judged = wrong_of(line, year=year, places=set(places))
                seen = {one.field for one in found}
                found += [_fault(row, columns, f, r) for f, r in judged if f not in seen]
                wrong += found
    if not lines:
        raise ListEmpty()
    return ReadLines(lines=tuple(lines), faults=tuple(wrong))


def _columns(layer: Layer) -> dict[str, int]:
    """Return where each field stands, by its header in either language."""
    words: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            words |= {_plain(names.field(name)): name for name in COLUMNS}
    found: dict[str, int] = {}
    for at, column in enumerate(layer.columns):
        name = words.get(_plain(column.name))
        if name:
            found.setdefault(name, at)
    missing = [name for name in MUST if name not in found]
    if missing:
        raise ColumnsMissing(columns=",".join(missing))
    return found


def _plain(header: str) -> str:
    """Return a header without its unit, for comparison."""
    return header.replace("（", "(").split("(")[0].strip().lower()


def _line(
    row: Row, columns: dict[str, int], layer: Layer, by_name: dict[str, UUID]
) -> tuple[LineFacts, list[CellFault]]:
    said = {name: text_of(row.values[at]) for name, at in columns.items()}
    unit = UNITS.get(unit_in(layer.columns[columns["requested_yuan"]].name) or "yuan", Decimal(1))
    wrong: list[CellFault] = []

    def taken(name: str, reason: str, value: Any) -> Any:
        if value is None:
            why = reason if said.get(name) else _unsaid(row, columns[name])
            wrong.append(_fault(row, columns, name, why))
        return value

    number, reason = _number(said["requested_yuan"])
    amount = taken("requested_yuan", reason, number)
    year = taken("year", "not_year", _year(said["year"]))
    place = said.get("feature", "")
    feature = taken("feature", "place_unknown", by_name.get(place)) if place else None
    line = LineFacts(
        name=said["name"], functional=said["functional"], economic=said["economic"],
        source=SOURCES.get(said["source"], SOURCES.get(said["source"].lower(), said["source"])),
        year=year or 0, requested_yuan=amount * unit if amount is not None else Decimal(0),
        feature_id=feature,
    )  # fmt: skip
    return line, wrong


def _unsaid(row: Row, column: int) -> str:
    """Return why a cell says nothing: it is empty, or a formula whose result is not in the file."""
    bare = {one.address.column for one in row.problems if one.code == "formula_without_value"}
    return "formula_bare" if column + 1 in bare else "missing"


def number_reason(error: money.AmountInvalid) -> str:
    """Return why a text is no amount, as ``names.line_reason`` calls it."""
    return "exponent" if error.facts["reason"] == "exponent" else "not_number"


def _number(text: str) -> tuple[Decimal | None, str]:
    """Return the amount a cell says, or why it says none."""
    try:
        return (money.written(text), "") if text else (None, "missing")
    except money.AmountInvalid as error:
        return None, number_reason(error)


def _year(text: str) -> int | None:
    plain = text.removesuffix("年")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) == 4 else None


def _fault(row: Row, columns: dict[str, int], field: str, reason: str) -> CellFault:
    at = columns.get(field, 0)
    return CellFault(
        cell=row.address.at_column(at + 1).text(), field=field, reason=reason,
        value=text_of(row.values[at])[:60] if field in columns else "",
    )  # fmt: skip
