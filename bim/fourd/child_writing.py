"""What runs in the child process that writes a schedule into a model."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bim.files.faults import ModelRefused
from bim.files.opening import open_ifc
from bim.fourd.frames import as_frames, from_frames
from bim.fourd.writing import write_into
from spatial.intake import wire
from spatial.intake.child import Task, main
from spatial.intake.limits import Limits

NO_TASK_TIMES = "IFC2X3"


def work(given: Task, limits: Limits, stream: BinaryIO) -> None:
    """Open the model of the task, write the schedule into it, and save it where the task says."""
    try:
        file = open_ifc(Path(str(given["path"])), work=Path(str(given["work"]))).file
    except ModelRefused as refused:
        wire.write(stream, {"kind": "fault", "code": refused.code(), "facts": refused.facts})
        return
    if file.schema == NO_TASK_TIMES:
        wire.write(stream, {"kind": "too_old"})
        return
    at = datetime.fromisoformat(str(given["at"]))
    own = {"identity": str(given["identity"]), "name": str(given["name"])}
    done = write_into(file, from_frames(given["schedule"]), written_at=at, **own)
    file.write(str(given["target"]))
    remarks = [as_frames(remark) for remark in done.remarks]
    wire.write(stream, {"kind": "written", "made": done.made, "changed": done.changed, "remarks": remarks})


if __name__ == "__main__":
    main(work)
