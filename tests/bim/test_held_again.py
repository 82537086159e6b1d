"""A paper that comes into force after a model was published is held against it all the same."""

import pytest
from django.db import transaction

from bim.catalog.jobs import HOLD_JOB
from bim.catalog.models import Revision
from portal.approvals.models import LandDocument
from portal.approvals.services import take_effect
from portal.core.jobs import run_job
from portal.core.models import Job
from portal.projects.models import ProjectApproval
from spatial.land import chain
from tests.bim.models import building
from tests.bim.test_standing import PLACE, RING  # noqa: PLC0414
from tests.bim.test_standing import permit as permit
from tests.conftest import NOON, TODAY


@pytest.fixture
def granted(project, permit, person):
    """A function that has a granted planning permit, 1.2 m too small, come into force."""
    officer = person("land")

    def make() -> LandDocument:
        permit(-20, -20, 3.8, 20)
        paper = ProjectApproval.objects.get(project=project, kind="A6")
        document = LandDocument.objects.create(
            project=project, kind="A6", number=paper.number, authority=paper.authority, approval=paper,
            state=chain.GRANTED, issued_on=TODAY, extent=paper.extent, created_at=NOON, updated_at=NOON,
        )  # fmt: skip
        return take_effect(actor=officer, document_id=document.pk, version=document.version, on=TODAY)

    return make


def waiting() -> list[Job]:
    return list(Job.objects.filter(kind=HOLD_JOB, state=Job.State.QUEUED))


def test_a_permit_that_comes_later_is_held_against_the_model(take_in, granted):
    revision = take_in(building(RING, place=PLACE))
    assert revision.land == {"unanswered": "no_boundary"}
    granted()
    (job,) = waiting()
    run_job(job_id=str(job.pk))
    land = Revision.objects.get(pk=revision.pk).land
    assert land["outer"] == "A6"
    assert land["findings"][0]["distance_m"] == pytest.approx(1.2, abs=0.01)
    job.refresh_from_db()
    assert (job.state, job.owner_id) == (Job.State.DONE, None)
    assert job.result == {"revisions": [str(revision.pk)]}


def test_a_step_that_is_undone_leaves_nothing_to_do(take_in, granted):
    take_in(building(RING, place=PLACE))
    with transaction.atomic():
        granted()
        assert len(waiting()) == 1
        transaction.set_rollback(True)
    assert waiting() == []


def test_a_project_without_models_has_nothing_held(granted):
    granted()
    assert waiting() == []


def test_what_is_being_read_is_not_held_before_it_is_published(send, granted):
    send(building(RING, place=PLACE))
    granted()
    assert waiting() == []
