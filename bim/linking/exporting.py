"""A model with a schedule in it: tasks, times, logic, baselines, and which elements each task makes."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.utils import timezone

from bim.fourd.frames import from_frames
from bim.fourd.inserting import insert_schedule
from bim.linking import rules
from bim.linking.faults import ExportNotYours
from bim.linking.pairs import TaskPair
from bim.linking.selectors import task_pair
from portal.accounts.actor import Actor
from portal.core.files import copy_to
from portal.progress import policy, selectors
from portal.progress.schedules.model import ElementLink, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An open IFC file and its name. ``remarks``: what could not be written, or was there already."""

    stream: IO[bytes]
    name: str
    remarks: tuple[Remark, ...]


def model_with_schedule(
    *, actor: Actor, schedule_id: UUID, number: int, revision_id: UUID, at: datetime
) -> Written:
    """Return an IFC file to be closed by who reads it: a model's revision with a schedule's and its links.

    Where nobody has linked the two yet, the links are those of the schedule's own file.

    Raises ``ScheduleNotFound``, ``ScheduleRevisionNotFound``, ``RevisionNotFound``, ``NotPublished``,
    ``OtherProject``, ``ExportNotYours``, ``ModelRefused``, ``ModelTooOld``.
    """
    pair = task_pair(actor=actor, schedule_id=schedule_id, revision_id=revision_id)
    if not policy.may_send(actor, pair.project):
        raise ExportNotYours()
    found = selectors.whole_of(actor=actor, schedule_id=schedule_id, number=number)
    keys = {task.key for task in found.tasks}
    linked = pair.links.exists()
    links = tuple(link for link in _links(pair) if link.task in keys) if linked else found.links
    name = f"{pair.schedule.name}-{number}.ifc"
    with tempfile.TemporaryDirectory(prefix="model-") as folder:
        source = copy_to(pair.revision.file, Path(folder) / f"model{Path(pair.revision.name).suffix[:8]}")
        target = Path(folder) / "schedule.ifc"
        written_at = timezone.localtime(at).replace(tzinfo=None, microsecond=0)
        done = insert_schedule(
            source, replace(found, links=links), target=target, at=written_at, identity=str(schedule_id),
            name=pair.schedule.name,
        )  # fmt: skip
        remarks = tuple(map(from_frames, done["remarks"]))
        # Once open it is read to its end, though its folder is gone.
        return Written(stream=target.open("rb"), name=name, remarks=remarks)


def _links(pair: TaskPair) -> Iterator[ElementLink]:
    """Yield which elements of the revision a task makes or uses, as people and rules have linked them."""
    rows = pair.links.filter(state=rules.LIVE).order_by("key", "el")
    for key, global_id, role in rows.values_list("key", "global_id", "role"):
        yield ElementLink(task=key, global_id=global_id, role=role)
