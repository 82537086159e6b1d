"""Background work of the project library."""

from typing import Any
from uuid import UUID

from portal.core import clock
from portal.core.jobs import Progress, handler
from portal.projects.importing import services
from portal.projects.models_import import ImportBatch


@handler(services.READ_JOB)
def read_import(progress: Progress) -> dict[str, Any]:
    """Read a file into rows to look at. Answers given meanwhile have a job of their own."""
    batch = _batch(progress)
    if batch.version == progress.payload["version"]:
        actor = services.importer_of(batch, on=clock.today())
        services.read_import(actor=actor, batch=batch, on=clock.today(), tell=progress.report)
    return {"import": str(batch.pk), "state": batch.state}


@handler(services.SAVE_JOB)
def save_import(progress: Progress) -> dict[str, Any]:
    """Save a confirmed import. What a killed worker began was rolled back; what it finished stays."""
    batch, version = _batch(progress), progress.payload["version"]
    progress.report("saving", 1)
    if batch.state != ImportBatch.State.CONFIRMED:
        actor = services.importer_of(batch, on=clock.today())
        batch = services.save_import(actor=actor, batch_id=batch.pk, version=version, on=clock.today())
    return {"import": str(batch.pk), "state": batch.state}


def _batch(progress: Progress) -> ImportBatch:
    return ImportBatch.objects.select_related("file").get(pk=UUID(progress.payload["batch"]))
