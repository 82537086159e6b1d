"""Files as offices send them, and a way to read them without a child process."""

from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from spatial.intake import stages
from spatial.intake.limits import DEFAULT_LIMITS, Limits
from spatial.intake.model import Choice, FileSurvey, Layer, Row
from spatial.intake.problems import Problem


@dataclass
class Read:
    """One layer read to its end."""

    layer: Layer
    rows: list[Row]
    late: list[Problem]

    @property
    def codes(self) -> list[str]:
        """All problems' codes: the layer's, the rows', the late ones."""
        found = [*self.layer.problems, *(p for row in self.rows for p in row.problems), *self.late]
        return [p.code for p in found]

    def column(self, name: str) -> list[object]:
        """The values of one column."""
        at = [c.name for c in self.layer.columns].index(name)
        return [row.values[at] for row in self.rows]


class Desk:
    """Writes files and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = 0

    def write(self, name: str, content: bytes | str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def workbook(
        self, rows: list[list[object]], name: str = "项目.xlsx", merge: tuple[str, ...] = ()
    ) -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for area in merge:
            book.active.merge_cells(area)
        book.save(self.folder / name)
        return self.folder / name

    def survey(
        self, path: Path, limits: Limits = DEFAULT_LIMITS, name: str = "", **choice: object
    ) -> FileSurvey:
        return stages.survey(
            path, name or path.name, limits=limits, choice=Choice(**choice), work=self._work(), tell=_quiet
        )

    def read(self, path: Path, limits: Limits = DEFAULT_LIMITS, name: str = "", **choice: object) -> Read:
        layer, rows, late = None, [], []
        for piece in stages.read(
            path, name or path.name, limits=limits, choice=Choice(**choice), work=self._work(), tell=_quiet
        ):
            if isinstance(piece, Layer):
                layer = piece
            else:
                for item in piece:
                    (late if isinstance(item, Problem) else rows).append(item)
        return Read(layer, rows, late)

    def _work(self) -> Path:
        self._turn += 1
        work = self.folder / f"work-{self._turn}"
        work.mkdir()
        return work


def _quiet(stage: str, percent: int) -> None:
    assert stage
    assert 0 <= percent <= 100


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)
