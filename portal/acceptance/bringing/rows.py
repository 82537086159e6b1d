"""The rows of a tree of acceptance held against the project: what hangs on what, and what is wrong where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from portal.acceptance.bringing.columns import TABLE
from portal.acceptance.drafts import Draft, Known, grounds_of, known_of, no_task, tasks_of, wrong_of
from portal.contracts.bringing.cells import CellWrong, said
from portal.contracts.bringing.reading import CellReader
from portal.contracts.importing import grounds_named
from portal.projects.importing.values import text_of
from portal.projects.models import Project
from spatial.intake.model import Layer, Row, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece to be drawn up. ``row``: of the sheet, from 1; ``ground``: as the file names it."""

    row: int
    draft: Draft
    ground: str


@dataclass(slots=True)
class _Read:
    """One row while it is judged. ``wrong``: field → reason."""

    row: Row
    given: dict[str, Any]
    wrong: dict[str, str]


class Reader(CellReader):
    """Reads the rows of one sheet; ``faults`` collects what is wrong, cell by cell."""

    must = TABLE.must
    key = "code"

    def __init__(self, project: Project, layer: Layer) -> None:
        super().__init__(layer, TABLE.places_of(layer))
        self.project = project
        self.grounds, self.allowed = grounds_named(project), grounds_of(project)
        self.tasks = tasks_of(project)
        self._rows: list[_Read] = []

    def said(self, field: str, value: Value) -> Any:
        """Return what a cell says, ``None`` for an empty one. Raises ``CellWrong``."""
        if field not in TABLE.terms:
            return said(TABLE.by_field[field], value)
        if not text_of(value):
            return None
        code = TABLE.words_of(field).get(_number_of(text_of(value), field).lower())
        if code is None:
            called = TABLE.terms[field][1].values()
            raise CellWrong(_("one of these: {terms}").format(terms=" / ".join(str(one) for one in called)))
        return code

    def take(self, row: Row) -> None:
        """Read what the cells of a row say; rows are judged together, for one may hang on a later one."""
        wrong: dict[str, str] = {}
        self._rows.append(_Read(row, self.given(row, wrong), wrong))

    def entries(self) -> list[Entry]:
        """Return what the rows draw up; rows with a wrong cell are in ``faults`` instead."""
        known = known_of(self.project)
        first: dict[str, str] = {}
        above = known | self._of_file()
        found = [self._entry(one, known, above, first) for one in self._rows]
        return [one for one in found if one is not None]

    def _of_file(self) -> dict[str, Known]:
        """Return the pieces of the file itself; of a number that stands twice the first counts."""
        return {
            one.given["code"]: Known(level=one.given["level"])
            for one in reversed(self._rows) if one.given.get("code") and one.given.get("level")
        }  # fmt: skip

    def _entry(
        self, one: _Read, known: Mapping[str, Known], above: Mapping[str, Known], first: dict[str, str]
    ) -> Entry | None:
        given, wrong = one.given, one.wrong
        if given.get("level"):
            draft = self._draft(one)
            there = dict(above)
            if draft.code not in known:
                there.pop(draft.code, None)
            for field, reason in wrong_of(draft, there).items():
                wrong.setdefault(field, reason)
        else:
            self._ground(one)
        self._once(one, first)
        self.tell(one.row, wrong)
        if wrong:
            return None
        return Entry(row=one.row.address.row, draft=draft, ground=str(given.get("ground") or ""))

    def _draft(self, one: _Read) -> Draft:
        given = one.given
        return Draft(
            level=given["level"], code=given.get("code") or "", name=given.get("name") or "",
            parent=given.get("parent") or "", ground=self._ground(one), division=given.get("division") or "",
            planned_on=given.get("planned_on"), needs_test=bool(given.get("needs_test")),
            task=self._task(one),
        )  # fmt: skip

    def _task(self, one: _Read) -> str:
        text = one.given.get("task") or ""
        key = self.tasks.key_of(text) if text else ""
        if key is None:
            one.wrong["task"] = no_task()
        return key or ""

    def _ground(self, one: _Read) -> UUID | None:
        text = one.given.get("ground")
        if not text:
            return None
        found = [pk for pk in self.grounds.get(text.casefold(), ()) if pk in self.allowed]
        if len(found) != 1:
            one.wrong["ground"] = (
                _("names several places of the project; give its code") if found
                else _("no section or structure of the project has this name or code")
            )  # fmt: skip
        return found[0] if found else None

    def _once(self, one: _Read, first: dict[str, str]) -> None:
        code = one.given.get("code")
        if not code or "code" in one.wrong:
            return
        here = self.key_cell(one.row)
        before = first.setdefault(code, here)
        if before != here:
            one.wrong["code"] = _("stands in {cell} already").format(cell=before)


def _number_of(text: str, field: str) -> str:
    """Return the number of a standard division as ours is written: a sheet program makes ``1`` of ``01``."""
    return text.zfill(2) if field == "division" and text.isdigit() else text
