"""What runs in the child process for a model: the limits of intake, and a fault's code as its last word."""

from pathlib import Path
from typing import BinaryIO

from bim.files.faults import ModelRefused
from bim.ingest.model import Order
from bim.ingest.stages import ingest
from spatial.intake import wire
from spatial.intake.child import Task, main, teller
from spatial.intake.limits import Limits


def work(given: Task, limits: Limits, stream: BinaryIO) -> None:
    """Read the file of the task; a refusal travels as its code and facts."""
    order = given["order"]
    assert isinstance(order, Order)  # noqa: S101  our own frame
    try:
        found = ingest(
            Path(str(given["path"])), order, limits=limits, work=Path(str(given["work"])), tell=teller(stream)
        )
    except ModelRefused as refused:
        wire.write(stream, {"kind": "fault", "code": refused.code(), "facts": refused.facts})
    else:
        wire.write(stream, {"kind": "model", "model": found})


if __name__ == "__main__":
    main(work)
