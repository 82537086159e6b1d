"""Which models there are, and how one is written to a file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bim.authoring import bridge, hospital, school
from bim.authoring.ground import AUTHOR, Sheet, Standing

WRITTEN_AT = "2025-06-30T09:00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model we draw: its key, work, discipline and revision, and what draws it."""

    key: str
    work: str
    name: str
    discipline: str
    revision: int
    draw: Callable[[Standing], Sheet]

    @property
    def file_name(self) -> str:
        """Return the name a designer would send it under."""
        return f"{self.key}.ifc"


MODELS = (
    Model(
        key="school-architecture-r1",
        work="school",
        name="1#教学楼 建筑",
        discipline="architecture",
        revision=1,
        draw=partial(school.architecture, revision=1),
    ),
    Model(
        key="school-structure-r1",
        work="school",
        name="1#教学楼 结构",
        discipline="structure",
        revision=1,
        draw=school.structure,
    ),
    Model(
        key="school-architecture-r2",
        work="school",
        name="1#教学楼 建筑",
        discipline="architecture",
        revision=2,
        draw=partial(school.architecture, revision=2),
    ),
    Model(
        key="hospital-wing",
        work="hospital",
        name="住院楼东翼 综合",
        discipline="architecture",
        revision=1,
        draw=hospital.wing,
    ),
    Model(key="bridge", work="bridge", name="1号大桥", discipline="civil", revision=1, draw=bridge.bridge),
)


def write(model: Model, standing: Standing, path: Path) -> Path:
    """Draw a model where it stands and write it as an IFC file. The same standing gives the same bytes."""
    sheet = model.draw(standing)
    _sign(sheet, model)
    sheet.draft.file.write(str(path))
    return path


def _sign(sheet: Sheet, model: Model) -> None:
    """Fill the header with what never changes."""
    header = sheet.draft.file.header
    header.file_description.description = ("ViewDefinition [ReferenceView_V1.2]",)
    name = header.file_name
    name.name, name.time_stamp = model.file_name, WRITTEN_AT
    name.author, name.organization = (AUTHOR,), (AUTHOR,)
    name.preprocessor_version = name.originating_system = "Gongtu demo province"
    name.authorization = "施工图审查合格"
