"""The tables of an XER file: tab-separated rows under the names their table states."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from portal.progress.schedules import faults
from portal.progress.schedules.xmltree import moment_of

HEADER, TABLE, FIELDS, ROW, END = "ERMHDR", "%T", "%F", "%R", "%E"
READ = frozenset({
    "PROJECT", "PROJWBS", "TASK", "TASKPRED", "CALENDAR", "RSRC", "TASKRSRC", "CURRTYPE", "SCHEDOPTIONS",
})  # fmt: skip


class Record:
    """One row."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """Return a cell's text, empty where there is none."""
        return self._values.get(name, "").strip()

    def exact(self, name: str) -> Decimal | None:
        """Return a number; the format may write a comma."""
        try:
            found = Decimal(self.text(name).replace(",", "."))
        except InvalidOperation:
            return None
        return found if found.is_finite() else None

    def minutes(self, name: str) -> int | None:
        """Return minutes from hours."""
        hours = self.exact(name)
        return None if hours is None else round(hours * 60)

    def moment(self, name: str) -> datetime | None:
        """Return a moment."""
        return moment_of(self.text(name))

    def truth(self, name: str) -> bool:
        """Tell whether a flag is set."""
        return self.text(name) == "Y"


class Tables:
    """All tables of a file. Others than those read are only counted."""

    def __init__(self, text: str) -> None:
        self.version = self.currency = ""
        self.rows: dict[str, list[Record]] = {}
        self.left: dict[str, int] = {}
        self.whole = False
        self._table, self._fields = "", [""]
        for number, line in enumerate(_lines(text), start=1):
            self._take(number, line)

    def __getitem__(self, table: str) -> list[Record]:
        return self.rows.get(table, [])

    def _take(self, number: int, line: str) -> None:
        kind, _, rest = line.partition("\t")
        if kind == ROW:
            self._row(number, rest)
        elif kind == TABLE:
            self._table, self._fields = rest.strip(), []
        elif kind == FIELDS:
            self._fields = [name.strip() for name in rest.split("\t")]
        elif kind == HEADER:
            self._head([cell.strip() for cell in rest.split("\t")])
        elif kind.strip() == END:
            self.whole = True
        elif line.strip():
            raise faults.XerBroken(line=number, detail=line[:40])

    def _head(self, cells: list[str]) -> None:
        self.version = cells[0]
        self.currency = cells[-1] if len(cells[-1]) == 3 else ""

    def _row(self, number: int, rest: str) -> None:
        if not self._table or not self._fields:
            raise faults.XerBroken(line=number, detail="%R")
        if self._table not in READ:
            self.left[self._table] = self.left.get(self._table, 0) + 1
            return
        cells = rest.split("\t")
        values = dict(zip(self._fields, cells, strict=False))
        self.rows.setdefault(self._table, []).append(Record(values))


def _lines(text: str) -> Iterator[str]:
    """Yield logical lines: a cell with a line break goes on until a sign of the format begins a line."""
    signs = (ROW, TABLE, FIELDS, END, HEADER)
    held = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.startswith(signs) or not held.startswith(ROW):
            if held:
                yield held
            held = line
        elif line.strip():
            held += "\n" + line
    if held:
        yield held
