"""The cells of a row of a workbook that is brought in: what they say, and what is wrong with which."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.contracts.bringing.cells import CellWrong
from portal.contracts.importing import CellFault
from portal.projects.importing.values import text_of
from spatial.intake.model import Layer, Row, Value
from spatial.intake.problems import Severity

MOST_LETTERS = 60


class CellReader:
    """Reads the cells of a sheet; ``faults`` collects what is wrong, cell by cell, ``notes`` what is not.

    ``places``: field → column from 0; ``must``: fields that may not be empty; ``key``: the field that is
    named where the one that is wrong has no column.
    """

    must: Sequence[str] = ()
    key = ""

    def __init__(self, layer: Layer, places: Mapping[str, int]) -> None:
        self.places = places
        self.names = {column.number - 1: column.name for column in layer.columns}
        self.faults: list[CellFault] = []
        self.notes: list[str] = []
        self.language = get_language() or "zh"

    def said(self, field: str, value: Value) -> Any:
        """Return what a cell says, ``None`` for an empty one. Raises ``CellWrong``."""
        raise NotImplementedError

    def given(self, row: Row, wrong: dict[str, str]) -> dict[str, Any]:
        """Return what the cells say; what the file itself lost of a cell is wrong, never empty."""
        at_column = {place: field for field, place in self.places.items()}
        for problem in row.problems:
            field = at_column.get(problem.address.column - 1)
            if field and problem.severity is Severity.NOTE:
                self.notes.append(f"{problem.address.text()} {problem.sentence(self.language)}")
            elif field:
                wrong[field] = problem.sentence(self.language)
        given: dict[str, Any] = {}
        for field in self.places:
            try:
                given[field] = self.said(field, self._value(row, field))
            except CellWrong as error:
                wrong.setdefault(field, str(error))
        for field in self.must:
            if field not in wrong and given.get(field) is None:
                wrong[field] = _("is empty")
        return given

    def tell(self, row: Row, wrong: Mapping[str, str]) -> None:
        """Add what is wrong with a row, from its first column on."""
        ordered = sorted(wrong.items(), key=lambda one: self.places.get(one[0], 0))
        self.faults += [self._fault(row, field, reason) for field, reason in ordered]

    def key_cell(self, row: Row) -> str:
        """Return where the row's own number stands."""
        return row.address.at_column(self.places[self.key] + 1).text()

    def _value(self, row: Row, field: str) -> Value:
        return _at(row, self.places[field])

    def _fault(self, row: Row, field: str, reason: str) -> CellFault:
        place = self.places.get(field, self.places[self.key])
        return CellFault(
            cell=row.address.at_column(place + 1).text(), column=self.names[place].strip(" *"), reason=reason,
            value=text_of(_at(row, place))[:MOST_LETTERS],
        )  # fmt: skip


def _at(row: Row, place: int) -> Value:
    return row.values[place] if place < len(row.values) else None
