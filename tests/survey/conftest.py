"""Surveys as offices send them, and a way to read them without a child process."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import shapely

from spatial.intake.limits import DEFAULT_LIMITS
from spatial.survey.answer import Defect, SurveyReading
from spatial.survey.model import County, Declared, Registered
from spatial.survey.reading import Task, read_here
from spatial.survey.tolerances import DEFAULT_CAPACITY, DEFAULT_TOLERANCES, Capacity, Tolerances

OUTER = ((3347800, 40514400), (3347800, 40514600), (3347700, 40514600), (3347700, 40514400))
HOLE = ((3347770, 40514450), (3347770, 40514500), (3347730, 40514500), (3347730, 40514450))
HEADER = {
    "坐标系": "2000国家大地坐标系",
    "几度分带": "3",
    "计量单位": "米",
    "带号": "40",
    "转换参数": ",,,,,,",
}
Pairs = tuple[tuple[float, float], ...]


@dataclass
class Sheet:
    """A boundary-point text in the making: a header, then lines."""

    header: dict[str, str] = field(default_factory=lambda: dict(HEADER))
    lines: list[str] = field(default_factory=list)

    def parcel(self, *rings: Pairs, area: str = "", count: str = "", tail: str = "1,地块一,面,,,") -> "Sheet":
        """Add a parcel; every ring is closed by its first point, and counted so."""
        points, label = [], 0
        for number, ring in enumerate(rings, start=1):
            first = label + 1
            for north, east in ring:
                label += 1
                points.append(f"J{label},{number},{north:.3f},{east:.3f}")
            points.append(f"J{first},{number},{ring[0][0]:.3f},{ring[0][1]:.3f}")
        self.lines += [f"{count or len(points)},{area},{tail},@", *points]
        return self

    def text(self) -> str:
        """The whole text, LF ended."""
        head = ["[属性描述]", *(f"{key}={value}" for key, value in self.header.items()), "[地块坐标]"]
        return "\n".join([*head, *self.lines]) + "\n"


@dataclass
class Found:
    """A reading, with what tests ask of it."""

    reading: SurveyReading

    @property
    def codes(self) -> list[str]:
        return [defect.code for defect in self.reading.defects]

    @property
    def errors(self) -> set[str]:
        return {defect.code for defect in self.reading.errors}

    def one(self, code: str) -> Defect:
        """The only defect of a kind."""
        (defect,) = [defect for defect in self.reading.defects if defect.code == code]
        return defect


class Desk:
    """Writes surveys and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = 0

    def write(self, content: bytes | str, name: str = "界址点.txt", encoding: str = "gb18030") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def read(
        self, path: Path, *, county: County | None = None, registered: tuple[Registered, ...] = (),
        tolerances: Tolerances = DEFAULT_TOLERANCES, capacity: Capacity = DEFAULT_CAPACITY,
        **declared: object,
    ) -> Found:  # fmt: skip
        self._turn += 1
        work = self.folder / f"work-{self._turn}"
        work.mkdir()
        task = Task(
            name=path.name, declared=Declared(registered=registered, **declared), county=county,
            tolerances=tolerances, capacity=capacity, limits=DEFAULT_LIMITS,
        )  # fmt: skip
        return Found(read_here(path, task, work=work, tell=lambda stage, percent: None))

    def text(self, content: bytes | str | Sheet, encoding: str = "gb18030", **asked: object) -> Found:
        """Read a boundary-point text."""
        plain = content.text() if isinstance(content, Sheet) else content
        return self.read(self.write(plain, encoding=encoding), **asked)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def sheet():
    return Sheet()


@pytest.fixture(scope="session")
def county():
    """A county round the invented ground, half a degree wide."""
    return County(code="970101", name="试县", geometry=shapely.box(119.9, 30.0, 120.4, 30.5))
