"""Write a schedule into a copy of a model, in a child process that may use only so much memory and time."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from bim.files import faults
from bim.fourd.frames import as_frames
from portal.core.errors import Invalid
from portal.progress.schedules.limits import SCHEDULE_LIMITS
from portal.progress.schedules.model import Schedule
from spatial.intake.sandbox import Child, FileRefused

AT_ONCE = replace(SCHEDULE_LIMITS, cpu_seconds=100, wall_seconds=110, silence_seconds=110)
"""What is written while somebody waits."""


class ModelTooOld(Invalid):
    """IFC2X3 has no task times and no work calendars."""

    message = _("The model is IFC2X3; tasks with times and calendars need IFC4 or later.")


def insert_schedule(
    path: Path, schedule: Schedule, *, target: Path, at: datetime, identity: str = "", name: str = ""
) -> dict[str, Any]:
    """Save a model with the schedule in it; return how many tasks were ``made`` and ``changed``.

    ``at``: when it is written, without zone; ``identity``, ``name``: see ``writing.write_into``.

    Raises ``ModelRefused`` or ``ModelTooOld``.
    """
    task = {
        "path": str(path.resolve()), "target": str(target.resolve()), "at": at.isoformat(),
        "schedule": as_frames(schedule), "limits": AT_ONCE,
        "identity": identity, "name": name,
    }  # fmt: skip
    found: dict[str, Any] = {}
    try:
        with Child(task, AT_ONCE, module="bim.fourd.child_writing") as child:
            for message in child.messages():
                found = message
    except FileRefused as refused:
        raise faults.refusal(refused.problem.code, dict(refused.problem.facts)) from refused
    if found.get("kind") == "too_old":
        raise ModelTooOld()
    if found.get("kind") == "fault":
        raise faults.refusal(found["code"], found["facts"])
    return found
