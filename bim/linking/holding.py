"""The schedules building models hold: told, and brought in from the file that lies here already."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bim.catalog.models import Revision
from bim.catalog.selectors import models_of_project, published_revision
from bim.fourd.receiving import AS_IT_IS, Terms, receive_schedule
from bim.linking import faults
from portal.accounts.actor import Actor
from portal.core.files import open_file
from portal.progress.models import ScheduleRevision
from portal.progress.selectors import of_project, standing_revisions
from portal.projects.models import Project
from portal.projects.selectors import get_project


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The schedule in one model's revision that stands. ``names``: of its work schedules.

    ``elements``: tied to its tasks. ``brought``: as which revision of a schedule the file was brought in.
    """

    revision: Revision
    tasks: int
    elements: int
    names: tuple[str, ...]
    brought: ScheduleRevision | None


def held_in_models(*, actor: Actor, project: Project) -> list[Held]:
    """Return what schedules the models of a project hold, of those the actor sees.

    Of models read before this was looked for nothing is known.
    """
    models = models_of_project(actor=actor, project=project).filter(current__schedule__tasks__gt=0)
    revisions = [model.current for model in models.select_related("current__model") if model.current]
    seen = of_project(actor=actor, code=project.code).values("pk")
    rows = standing_revisions().filter(schedule__in=seen, file__in=[one.file_id for one in revisions])
    brought = {row.file_id: row for row in rows.select_related("schedule").order_by("received_at", "number")}
    return [_held(one, brought.get(one.file_id)) for one in revisions]


def _held(revision: Revision, brought: ScheduleRevision | None) -> Held:
    told = revision.schedule or {}
    return Held(
        revision=revision, tasks=told["tasks"], elements=told["elements"], names=tuple(told["names"]),
        brought=brought,
    )  # fmt: skip


def bring_from_model(
    *, actor: Actor, code: str, revision_id: UUID, at: datetime, terms: Terms = AS_IT_IS
) -> ScheduleRevision:
    """Read the schedule of a model that was sent before, and keep it as ``receive_schedule`` does.

    Raises what it raises, ``RevisionNotFound``, ``NotPublished``, and ``OtherProject`` for another's model.
    """
    revision = published_revision(actor=actor, revision_id=revision_id)
    project = get_project(actor=actor, code=code)
    if revision.model.feature.root_id != project.site_id:
        raise faults.OtherProject()
    with open_file(revision.file) as stream:
        return receive_schedule(
            actor=actor, code=code, stream=stream, file_name=revision.name, at=at, terms=terms
        )
