"""Background work of models."""

from typing import Any
from uuid import UUID

from bim.catalog.models import Revision, Upload
from bim.catalog.requirements import IDS_JOB
from bim.catalog.selectors import standing_on
from bim.catalog.services.reading import read_model, reject
from bim.catalog.services.receiving import INGEST_JOB
from bim.catalog.services.requiring import check_by_rules, check_revision
from bim.catalog.services.standing import hold_project
from bim.catalog.services.uploading import ASSEMBLE_JOB, assemble
from bim.files.faults import ReadingGivenUp
from portal.accounts.actor import Actor, system_actor
from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.approvals.faults import SUBJECT
from portal.core import clock
from portal.core.following import follows
from portal.core.jobs import Progress, enqueue, handler
from portal.core.models import Event, Job
from portal.projects.models import Project

HOLD_JOB = "catalog.hold"
PAPERS_CHANGE = ("grant", "take_effect", "extend", "expire", "supersede", "revoke")


def give_up(job: Job) -> None:
    """Reject the revision of a job that failed for good: a page must not wait for it for ever."""
    revision = Revision.objects.filter(pk=UUID(job.payload["revision"])).first()
    if revision is not None:
        reason = str((job.error or {}).get("code", ""))
        reject(actor=owner_of(revision), revision=revision, refused=ReadingGivenUp(reason=reason))


@handler(INGEST_JOB, heavy=True, farewell=give_up)
def ingest_model(progress: Progress) -> dict[str, Any]:
    """Read a model to its end."""
    rows = Revision.objects.select_related("file", "model__feature")
    revision = rows.get(pk=UUID(progress.payload["revision"]))
    on = clock.today()
    done = read_model(actor=owner_of(revision), revision=revision, on=on, tell=progress.report)
    return {"revision": str(done.pk), "state": done.state, "code": done.code}


@handler(ASSEMBLE_JOB, heavy=True)
def assemble_upload(progress: Progress) -> dict[str, Any]:
    """Put an upload's parts together; the revision's own job takes over."""
    upload = Upload.objects.select_related("revision", "owner").get(pk=UUID(progress.payload["upload"]))
    on = clock.today()
    done = assemble(actor=actor_of(upload.owner, on=on), upload=upload, on=on)
    return {"revision": str(done.revision_id)}


@handler(IDS_JOB, heavy=True)
def check_requirements(progress: Progress) -> dict[str, Any]:
    """Hold a revision against the IDS files in force for it."""
    rows = Revision.objects.select_related("file", "model__feature")
    revision = rows.get(pk=UUID(progress.payload["revision"]))
    on = clock.today()
    held = check_revision(actor=owner_of(revision), revision=revision, on=on, tell=progress.report)
    if progress.payload.get("rules"):
        check_by_rules(actor=owner_of(revision), revision=revision)
    return {"revision": str(revision.pk), "ids": [str(one.pk) for one in held]}


@handler(HOLD_JOB)
def hold_again(progress: Progress) -> dict[str, Any]:
    """Hold the models of a project against papers that have changed."""
    project = Project.objects.get(code=progress.payload["project"])
    held = hold_project(actor=system_actor("hold"), project=project, on=clock.today())
    return {"revisions": [str(one.pk) for one in held]}


@follows(SUBJECT, *PAPERS_CHANGE)
def papers_changed(event: Event) -> None:
    """Have a project's models held anew when one of its land documents comes into force or ends."""
    code = event.facts["code"]
    if standing_on(code).exists():
        enqueue(actor=system_actor("hold"), kind=HOLD_JOB, payload={"project": code})


def owner_of(revision: Revision) -> Actor:
    """Return the person who sent a revision, with the grants of the day."""
    if revision.created_by_id is None:
        return system_actor("ingest")
    return actor_of(User.objects.get(pk=revision.created_by_id), on=clock.today())
