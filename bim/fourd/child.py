"""What runs in the child process for a schedule: read it, and send it in frames that stay small."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from bim.files.faults import ModelRefused
from bim.fourd.frames import PARTS, as_frames
from portal.progress.schedules.faults import ScheduleRefused
from portal.progress.schedules.model import Schedule
from portal.progress.schedules.reading import kind_of, read_schedule
from spatial.intake import wire
from spatial.intake.child import Task, main
from spatial.intake.limits import Limits

MOST_ROWS_A_FRAME = 2_000


def work(given: Task, limits: Limits, stream: BinaryIO) -> None:
    """Read the file of the task; a refusal travels as its code and facts."""
    path, name = Path(str(given["path"])), str(given["name"])
    try:
        found = _read(path, name, given, limits)
    except (ModelRefused, ScheduleRefused) as refused:
        wire.write(stream, {"kind": "fault", "code": refused.code(), "facts": refused.facts})
        return
    for part in PARTS:
        _send(stream, part, getattr(found, part))
    wire.write(stream, {"kind": "schedule", "schedule": as_frames(replace(found, **_bare()))})


def _bare() -> dict[str, Any]:
    return dict.fromkeys(PARTS, ())


def _read(path: Path, name: str, given: Task, limits: Limits) -> Schedule:
    kind = kind_of(path)
    if kind == "ifc" or (kind == "zip" and name.lower().endswith((".ifczip", ".ifcxml.zip"))):
        from bim.fourd.choosing import choice_of
        from bim.fourd.reading import read_ifc

        return read_ifc(path, work=Path(str(given["work"])), choice=choice_of(given["meant"]))
    return read_schedule(path, name=name, encoding=str(given["encoding"]), limits=limits)


def _send(stream: BinaryIO, part: str, rows: Sequence[object]) -> None:
    for at in range(0, len(rows), MOST_ROWS_A_FRAME):
        some = [as_frames(row) for row in rows[at : at + MOST_ROWS_A_FRAME]]
        wire.write(stream, {"kind": "part", "part": part, "rows": some})


if __name__ == "__main__":
    main(work)
