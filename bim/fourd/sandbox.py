"""Read a stranger's schedule in a child process that may use only so much memory and time."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from bim.files import faults as model_faults
from bim.fourd.choosing import Choice
from bim.fourd.frames import PARTS, from_frames
from portal.core.errors import DomainError
from portal.progress.schedules import faults
from portal.progress.schedules.limits import SCHEDULE_LIMITS
from portal.progress.schedules.model import Schedule
from spatial.intake.limits import Limits
from spatial.intake.sandbox import Child, FileRefused

ANY = Choice()


def read_any(
    path: Path, *, name: str = "", encoding: str = "", choice: Choice = ANY, limits: Limits = SCHEDULE_LIMITS
) -> Schedule:
    """Return the schedule of a file of any format. Raises ``ScheduleRefused`` or ``ModelRefused``.

    ``choice``: which of a model's schedules is meant.
    """
    task = {
        "path": str(path.resolve()), "name": name or path.name, "encoding": encoding, "limits": limits,
        "meant": choice.plain(),
    }  # fmt: skip
    parts: dict[str, list[Any]] = {part: [] for part in PARTS}
    last: dict[str, Any] = {}
    try:
        with Child(task, limits, module="bim.fourd.child") as child:
            for message in child.messages():
                if message["kind"] == "part":
                    parts[message["part"]] += map(from_frames, message["rows"])
                else:
                    last = message
    except FileRefused as refused:
        raise faults.ReadingEnded(reason=refused.problem.code) from refused
    if last.get("kind") == "fault":
        raise _refusal(last["code"], last["facts"])
    bare = from_frames(last["schedule"])
    assert isinstance(bare, Schedule)  # noqa: S101  the child ends with it, or with a fault
    told: dict[str, Any] = {part: tuple(rows) for part, rows in parts.items()}
    return replace(bare, **told)


def _refusal(code: str, facts: dict[str, Any]) -> DomainError:
    """Return the refusal of the floor that knows the code."""
    refused = faults.refusal(code, facts)
    return model_faults.refusal(code, facts) if isinstance(refused, faults.ReadingEnded) else refused
