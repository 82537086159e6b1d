"""Delimited text, streamed: any encoding, comma, tab, semicolon, bar or the full-width comma."""

import csv
from collections.abc import Iterator
from pathlib import Path

from spatial.intake.encoding import doubts, find_in_file
from spatial.intake.limits import Limits
from spatial.intake.model import Choice
from spatial.intake.problems import Address, Problem, problem, refuse
from spatial.intake.source import Opened, Source
from spatial.intake.table_source import Line, open_table

DELIMITERS = ",\t;|，"
SAMPLE_LINES = 40
LONGEST_LINE = 8 << 20


class CsvSource(Source):
    """One text table."""

    kind = "csv"

    def __init__(self, path: Path, limits: Limits, choice: Choice, layer_name: str, work: Path) -> None:
        self._path, self._limits, self._choice = path, limits, choice
        self._name, self._work = layer_name, work
        self._encoding = find_in_file(path, chosen=choice.encoding)
        csv.field_size_limit(limits.max_cell_chars)
        self._delimiter = self._find_delimiter()

    def layer_names(self) -> list[str]:
        """Return the one layer."""
        return [self._name]

    def open_layer(self, name: str) -> Opened:
        """Return the table."""
        return open_table(
            self._name, self._lines, kind="line", limits=self._limits, work=self._work,
            chosen_header=self._choice.header_row, encoding=self._encoding, notes=doubts(self._encoding),
        )  # fmt: skip

    def _lines(self) -> Iterator[Line]:
        """Yield every record with the line it starts in; a quoted cell may run over several lines."""
        try:
            with self._path.open(encoding=self._encoding.encoding, newline="", errors="strict") as stream:
                reader = csv.reader(_bounded(stream), delimiter=self._delimiter, strict=False)
                starts = 1
                for cells in reader:
                    if cells:
                        yield self._line(cells, starts)
                    starts = reader.line_num + 1
        except UnicodeDecodeError as error:
            line = self._line_of_fault()
            raise refuse(
                "encoding_label_false", Address(kind="line", row=line), label=self._encoding.encoding
            ) from error
        except csv.Error as error:
            raise refuse("csv_broken", Address(kind="line", row=starts), detail=str(error)[:120]) from error

    def _line(self, cells: list[str], starts: int) -> Line:
        address = Address(kind="line", row=starts)
        found: list[Problem] = []
        for number, cell in enumerate(cells, start=1):
            if "\n" in cell and cell.count("\n") > 50:
                found.append(problem("quote_not_closed", address.at_column(number), lines=cell.count("\n")))
        return address, [cell.strip() or None for cell in cells], found

    def _line_of_fault(self) -> int:
        line = 1
        with self._path.open("rb") as file:
            for raw in file:
                try:
                    raw.decode(self._encoding.encoding)
                except UnicodeDecodeError:
                    return line
                line += 1
        return line

    def _find_delimiter(self) -> str:
        with self._path.open(encoding=self._encoding.encoding, errors="replace", newline="") as stream:
            lines = [line for line in (stream.readline(65536) for _n in range(SAMPLE_LINES)) if line.strip()]

        def steadiness(mark: str) -> tuple[int, int]:
            try:
                widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
            except csv.Error:
                return 0, 0
            widest = max(widths, default=0)
            return (sum(w == widest for w in widths) if widest > 1 else 0), widest

        return max(DELIMITERS, key=steadiness)


def _bounded(stream: Iterator[str]) -> Iterator[str]:
    """Yield lines; refuse one that never ends, as in a binary file that calls itself text."""
    read = getattr(stream, "readline")  # noqa: B009  the stream is text opened above
    number = 0
    while line := read(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE:
            raise refuse("line_too_long", Address(kind="line", row=number), limit_mb=LONGEST_LINE >> 20)
        if "\0" in line:
            raise refuse("text_has_nul", Address(kind="line", row=number))
        yield line
