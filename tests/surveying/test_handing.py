"""What a land officer drops and confirms is the boundary of the document it was dropped for."""

import io

import pytest

from portal.approvals import services
from portal.approvals.models import LandDocument
from portal.approvals.services import DocumentFacts
from portal.core.jobs import run_job
from portal.surveying.handing import OneBoundaryWanted
from portal.surveying.models import SurveyBatch
from portal.surveying.services import confirm, receive_survey
from spatial.features.models import Feature
from tests.conftest import TODAY
from tests.survey.conftest import HEADER, Sheet
from tests.surveying.conftest import ring

LOT = (120.0202, 30.0202)


@pytest.fixture
def document(people, project):
    """A document in preparation that waits for its boundary."""
    facts = DocumentFacts(number="A6-1", authority="东江县自然资源局", issued_on=TODAY)
    return services.prepare(actor=people.head, code=project.code, kind="A6", facts=facts)


@pytest.fixture
def dropped(near, people, project):
    """A function that drops a survey of some lots for a kind of document and has it read."""

    def drop(*places, kind="A6") -> SurveyBatch:
        sheet = Sheet(header=dict(HEADER))
        for place in places:
            sheet = sheet.parcel(ring(*place), area="1.0000")
        answers = {"project": project.code, "document": kind}
        batch = receive_survey(
            actor=people.officer, stream=io.BytesIO(sheet.text().encode("gb18030")), name="界址点.txt",
            answers=answers, on=TODAY,
        )  # fmt: skip
        run_job(job_id=str(batch.job_id))
        batch.refresh_from_db()
        return batch

    return drop


def _confirm(batch, people):
    return confirm(actor=people.officer, batch_id=batch.pk, version=batch.version, on=TODAY)


def test_the_boundary_is_the_documents(document, dropped, people):
    batch = _confirm(dropped(LOT), people)
    document.refresh_from_db()
    assert document.extent == batch.saved.get().feature
    assert document.survey.sha256 == batch.file.sha256
    assert (document.extent.kind, document.extent.root_id) == ("permit_extent", document.project.site_id)


def test_confirming_again_changes_nothing(document, dropped, people):
    batch = _confirm(dropped(LOT), people)
    version = LandDocument.objects.get().version
    _confirm(batch, people)
    assert LandDocument.objects.get().version == version


def test_several_parcels_are_no_boundary_and_nothing_is_saved(document, dropped, people):
    batch = dropped(LOT, (120.0232, 30.0202))
    with pytest.raises(OneBoundaryWanted, match="2"):
        _confirm(batch, people)
    assert not Feature.objects.filter(kind="permit_extent").exists()
    batch.refresh_from_db()
    assert batch.state == "read"


@pytest.mark.parametrize("kind", ["A7", ""])
def test_a_survey_for_another_document_leaves_it_alone(document, dropped, people, kind):
    _confirm(dropped(LOT, kind=kind), people)
    document.refresh_from_db()
    assert document.extent is None


def test_a_document_already_submitted_takes_no_other_boundary(document, dropped, people):
    batch = dropped(LOT)
    LandDocument.objects.filter(pk=document.pk).update(state="submitted")
    _confirm(batch, people)
    document.refresh_from_db()
    assert document.extent is None
