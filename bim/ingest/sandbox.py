"""Read a stranger's model in a child process that may use only so much memory and time."""

from pathlib import Path
from typing import Any

from bim.files import faults
from bim.files.limits import MODEL_LIMITS
from bim.ingest.model import Ingested, Order
from spatial.intake.limits import Limits
from spatial.intake.sandbox import Child, FileRefused, Progress


def ingest_file(
    path: Path, order: Order, *, limits: Limits = MODEL_LIMITS, progress: Progress | None = None
) -> Ingested:
    """Return what a model is; tiles and elements lie in the order's folder. Raise ``ModelRefused``."""
    task = {"order": order, "path": str(path.resolve()), "limits": limits}
    found: dict[str, Any] = {}
    try:
        with Child(task, limits, progress, module="bim.ingest.child", warm=True) as child:
            for message in child.messages():
                found = message
    except FileRefused as refused:
        raise faults.refusal(refused.problem.code, dict(refused.problem.facts)) from refused
    if found.get("kind") == "fault":
        raise faults.refusal(found["code"], found["facts"])
    model = found["model"]
    assert isinstance(model, Ingested)  # noqa: S101  the child ends with it, or with a fault
    return model
