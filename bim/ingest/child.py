"""What runs in the child process for a model: the limits of intake, and a fault's code as its last word."""

from pathlib import Path
from typing import BinaryIO

from bim.files.faults import ModelRefused
from bim.ingest.explaining import explained
from bim.ingest.model import Ingested, Order
from bim.ingest.stages import Tell, ingest
from spatial.intake import wire
from spatial.intake.child import Task, main, teller
from spatial.intake.limits import Limits


def work(given: Task, limits: Limits, stream: BinaryIO) -> None:
    """Read the file of the task; a refusal travels as its code and facts."""
    order = given["order"]
    assert isinstance(order, Order)  # noqa: S101  our own frame
    path, folder = Path(str(given["path"])), Path(str(given["work"]))
    try:
        found = _ingested(path, order, limits=limits, work=folder, tell=teller(stream))
    except ModelRefused as refused:
        wire.write(stream, {"kind": "fault", "code": refused.code(), "facts": refused.facts})
    else:
        wire.write(stream, {"kind": "model", "model": found})


def _ingested(path: Path, order: Order, *, limits: Limits, work: Path, tell: Tell) -> Ingested:
    """Return what a model is; what the parser says of a broken one is told as what it means."""
    try:
        return ingest(path, order, limits=limits, work=work, tell=tell)
    except RuntimeError as error:
        raise explained(error, path, work=work, limits=limits) from error


if __name__ == "__main__":
    main(work)
