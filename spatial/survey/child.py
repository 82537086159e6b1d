"""What runs in the child process for a survey: the same limits and frames as intake, another work."""

from pathlib import Path
from typing import BinaryIO

from spatial.intake import wire
from spatial.intake.child import Task as Given
from spatial.intake.child import main, teller
from spatial.intake.limits import Limits
from spatial.survey import wiring as _wiring  # noqa: F401  names the types that travel
from spatial.survey.reading import Task, read_here


def work(given: Given, limits: Limits, stream: BinaryIO) -> None:
    """Read the file of the task and send the reading, without the county and the choices it came with."""
    task = given["survey"]
    assert isinstance(task, Task)  # noqa: S101  our own frame
    found = read_here(Path(str(given["path"])), task, work=Path(str(given["work"])), tell=teller(stream))
    pieces = {"draft": found.draft, "crs": found.crs, "parcels": found.parcels, "defects": found.defects}
    wire.write(stream, {"kind": "reading", **pieces})


if __name__ == "__main__":
    main(work)
