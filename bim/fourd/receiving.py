"""Take a schedule somebody sends and waits for: read in a child process, kept as a revision."""

import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from bim.fourd.choosing import Choice
from bim.fourd.sandbox import read_any
from portal.accounts.actor import Actor
from portal.core.files import CHUNK_BYTES, store_file
from portal.progress.models import ScheduleRevision
from portal.progress.schedules.limits import SCHEDULE_LIMITS
from portal.progress.schedules.model import Schedule
from portal.progress.selectors import latest_of, of_project
from portal.progress.services.keeping import check_sending, keep_schedule
from spatial.intake.limits import MIB

AT_ONCE = replace(SCHEDULE_LIMITS, max_file_bytes=64 * MIB, cpu_seconds=60, wall_seconds=90)
"""What is read while the sender waits; larger files are brought in from the console."""
LONGEST_ENCODING = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the sender says of a file. ``name``: of the schedule it goes on; without it, the file's own.

    ``encoding``: of a text file; without it, told by its bytes. ``schedule``: of a model with several, the
    name of the one meant. ``loses_reports``: it is meant that tasks with reports go.
    """

    name: str = ""
    encoding: str = ""
    schedule: str = ""
    loses_reports: bool = False


AS_IT_IS = Terms()


def receive_schedule(
    *, actor: Actor, code: str, stream: IO[bytes], file_name: str, at: datetime, terms: Terms = AS_IT_IS
) -> ScheduleRevision:
    """Read a file of any format and keep it as the next revision of the schedule of its name.

    The latest file again is the revision it is. Raises ``ProjectNotFound``, ``SendingNotYours``,
    ``ReportsLost``, ``ScheduleRefused`` or ``ModelRefused``.
    """
    check_sending(actor=actor, code=code)
    choice = choice_for(actor=actor, code=code, name=terms.name.strip(), asked=terms.schedule.strip())
    found = _read(stream, file_name, terms.encoding[:LONGEST_ENCODING], choice)
    return keep_schedule(
        actor=actor, code=code, found=found, file=store_file(stream, name=file_name), file_name=file_name,
        at=at, name=terms.name, loses_reports=terms.loses_reports,
    )  # fmt: skip


def choice_for(*, actor: Actor, code: str, name: str, asked: str) -> Choice:
    """Return what a model with several schedules is held against: the schedules the project has."""
    rows = list(of_project(actor=actor, code=code))
    merged = [row.name for row in rows if _merged(latest_of(row))]
    ours = {str(row.pk): row.name for row in rows}
    return Choice(asked=asked, name=name, ours=ours, merged=tuple(merged))


def _merged(revision: ScheduleRevision | None) -> bool:
    return revision is not None and "several_schedules" in {one["code"] for one in revision.warnings}


def _read(stream: IO[bytes], file_name: str, encoding: str, choice: Choice) -> Schedule:
    with tempfile.TemporaryDirectory(prefix="schedule-") as folder:
        path = Path(folder) / "schedule"
        with path.open("wb") as sink:
            while chunk := stream.read(CHUNK_BYTES):
                sink.write(chunk)
        return read_any(path, name=file_name, encoding=encoding, choice=choice, limits=AT_ONCE)
