"""Read a stranger's survey in a child process that may use only so much memory and time."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from spatial.intake.limits import DEFAULT_LIMITS, MIB, Limits
from spatial.intake.sandbox import Child, Progress
from spatial.survey import wiring as _wiring  # noqa: F401  names the types that travel
from spatial.survey.answer import SurveyReading
from spatial.survey.model import AS_FOUND, County, Declared
from spatial.survey.reading import Task
from spatial.survey.tolerances import DEFAULT_CAPACITY, DEFAULT_TOLERANCES, Capacity, Tolerances

SURVEY_LIMITS = replace(
    DEFAULT_LIMITS, memory_bytes=2560 * MIB, cpu_seconds=25, wall_seconds=300, silence_seconds=300
)
"""A clerk waits for the answer: a survey that needs more computing is refused, with the reason. The clock on
the wall only ends what would never end: on a busy machine a small file waits its turn and is read.
"""


def read_survey(
    path: Path,
    *,
    name: str,
    county: County | None = None,
    declared: Declared = AS_FOUND,
    tolerances: Tolerances = DEFAULT_TOLERANCES,
    capacity: Capacity = DEFAULT_CAPACITY,
    limits: Limits = SURVEY_LIMITS,
    progress: Progress | None = None,
) -> SurveyReading:
    """Return what a survey holds, where it lies and what is wrong with it.

    ``name`` is what its owner called the file; ``county`` where it is declared to lie; ``declared`` what
    the person settled. Raise ``FileRefused`` when nothing of it can be taken.
    """
    task = Task(
        name=name, declared=declared, county=county, tolerances=tolerances, capacity=capacity, limits=limits
    )
    given = {"survey": task, "path": str(path.resolve()), "limits": limits}
    found: dict[str, Any] = {}
    with Child(given, limits, progress, module="spatial.survey.child") as child:
        for message in child.messages():
            if message["kind"] == "reading":
                found = message
    return SurveyReading(
        draft=found["draft"], crs=found["crs"], parcels=tuple(found["parcels"]),
        defects=tuple(found["defects"]),
        declared=declared, county=county, tolerances=tolerances,
    )  # fmt: skip
