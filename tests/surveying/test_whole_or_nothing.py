"""A survey that comes to nothing leaves nothing: no feature, no original, no file that belongs to nobody."""

import pytest

from portal.approvals import faults
from portal.approvals import services as documents
from portal.approvals.models import LandDocument, LandParcel
from portal.approvals.services import DocumentFacts
from portal.core.errors import DomainError
from portal.core.models import Event, Job, StoredFile
from portal.surveying import services
from portal.surveying.models import SavedParcel, SurveyBatch
from portal.surveying.saving import SavingForbidden
from spatial.features.models import Feature, FeatureEvent, SurveyOriginal
from tests.conftest import TODAY
from tests.survey.conftest import HEADER, Sheet
from tests.surveying.conftest import bare, crossed, good, ring, worked

MADE = (SurveyOriginal, SavedParcel, LandParcel, FeatureEvent)


def grounds() -> set[object]:
    """Return the features there are."""
    return set(Feature.objects.values_list("pk", flat=True))


def unowned() -> list[str]:
    """Return the stored files that no row of any table points at."""
    return [
        row.name for row in StoredFile.objects.all()
        if not any(
            one.related_model.objects.filter(**{one.field.name: row}).exists()
            for one in StoredFile._meta.related_objects
        )
    ]  # fmt: skip


def made_nothing(before: set[object]) -> bool:
    return grounds() == before and not any(table.objects.exists() for table in MADE) and unowned() == []


@pytest.mark.parametrize(
    "answers", [{"county": "999999"}, {"document": "A99"}, {"project": "GT97-2026-999999"}, {"srid": "abc"}]
)
def test_a_survey_refused_at_the_door_leaves_no_trace(received, officer, answers):
    before, events = grounds(), Event.objects.count()
    with pytest.raises(DomainError):
        received(good(), **answers)
    assert made_nothing(before) and not StoredFile.objects.exists()
    assert not SurveyBatch.objects.exists() and not Job.objects.exists()
    assert Event.objects.count() == events


SENT = {
    "read": (good(), "a.txt"), "errors": (crossed(), "a.txt"), "asks": (bare(), "a.txt"),
    "refused": (b"\x89PNG\r\n\x1a\n....", "x.png"),
}  # fmt: skip


@pytest.mark.parametrize("sent", SENT)
def test_a_discarded_survey_leaves_only_its_own_file(received, officer, sent):
    before, batch = grounds(), received(*SENT[sent])
    services.discard(actor=officer, batch_id=batch.pk)
    batch.refresh_from_db()
    assert made_nothing(before) and StoredFile.objects.get() == batch.file
    assert (batch.state, batch.reading, batch.findings, batch.offers) == ("discarded", {}, [], {})


def test_a_survey_discarded_before_the_worker_came_is_never_read(received, officer, near):
    before = grounds()
    batch = received(good())
    batch = services.choose(actor=officer, batch_id=batch.pk, version=batch.version, answers={}, on=TODAY)
    services.discard(actor=officer, batch_id=batch.pk)
    assert worked(batch).state == "discarded" and batch.reading == {} and made_nothing(before)


@pytest.fixture
def waiting(person, file_project):
    """A document that waits for its boundary."""
    project = file_project(0.2, 0.2, label="internal")
    return documents.prepare(
        actor=person("pu_head", name="head"), code=project.code, kind="A6", facts=DocumentFacts()
    )


def test_what_fails_after_the_parcels_were_placed_takes_them_back(received, person, waiting):
    project = waiting.project
    planner, before = person("plan", region="97"), grounds()
    batch = received(good(), actor=planner, project=project.code, document="A6")
    with pytest.raises(faults.StepNotYours):
        services.confirm(actor=planner, batch_id=batch.pk, version=batch.version, on=TODAY)
    batch.refresh_from_db()
    waiting.refresh_from_db()
    assert made_nothing(before) and batch.state == "read" and batch.confirmed_at is None
    assert waiting.extent_id is None and waiting.version == LandDocument.objects.get().version == 1
    assert not Event.objects.filter(verb__in=["confirm", "attach"]).exists()


def test_two_parcels_of_which_one_may_not_be_saved_are_both_left(received, person):
    county, before = person("land", region="970101"), grounds()
    sheet = Sheet(header=dict(HEADER)).parcel(ring(120.03), area="1.0000")
    sheet.parcel(ring(120.13), area="1.0000", tail="2,地块二,面,,,")
    batch = received(sheet.text().encode("gb18030"), actor=county)
    with pytest.raises(SavingForbidden):
        services.confirm(actor=county, batch_id=batch.pk, version=batch.version, on=TODAY)
    assert made_nothing(before)


def test_a_worker_that_fails_leaves_a_survey_to_be_discarded(received, officer, monkeypatch):
    before = grounds()
    batch = received(good())
    batch = services.choose(actor=officer, batch_id=batch.pk, version=batch.version, answers={}, on=TODAY)
    monkeypatch.setattr("portal.surveying.services.copy_to", _lost)
    batch = worked(batch)
    batch.job.refresh_from_db()
    assert batch.job.state == "failed" and batch.reading != {} and made_nothing(before)
    services.discard(actor=officer, batch_id=batch.pk)
    assert made_nothing(before)


def _lost(*_args):
    raise FileNotFoundError("the store is away")
