"""Background work of surveys."""

from typing import Any
from uuid import UUID

from portal.core import clock
from portal.core.jobs import Progress, handler
from portal.surveying import services
from portal.surveying.models import SurveyBatch


@handler(services.READ_JOB)
def read_survey(progress: Progress) -> dict[str, Any]:
    """Read a survey to look at. Answers given meanwhile have a job of their own."""
    rows = SurveyBatch.objects.select_related("file", "project")
    batch = rows.get(pk=UUID(progress.payload["batch"]))
    if batch.version == progress.payload["version"]:
        on = clock.today()
        batch = services.read_survey(
            actor=services.owner_of(batch, on=on), batch=batch, on=on, tell=progress.report
        )
    return {"survey": str(batch.pk), "state": batch.state}
