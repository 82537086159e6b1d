"""The same boundary of the same kind of document stands on record once."""

import io

import pytest
from django.utils import timezone, translation

from portal.core.jobs import run_job
from portal.surveying.models import SurveyBatch
from portal.surveying.services import confirm, receive_survey
from portal.surveying.twins import AlreadyOnRecord
from spatial.features.models import Feature
from spatial.features.services import withdraw_feature
from tests.conftest import TODAY
from tests.survey.conftest import HEADER, Sheet
from tests.surveying.conftest import ring

LOT, NEXT, THIRD = (120.0202, 30.0202), (120.0232, 30.0202), (120.0262, 30.0202)


@pytest.fixture
def put_on_record(near, people, project):
    """A function that drops a survey of some lots for a document and confirms it."""

    def put(*places, kind="A6", actor=None, tail="1,地块一,面,,,", name="界址点.txt") -> SurveyBatch:
        actor, sheet = actor or people.officer, Sheet(header=dict(HEADER))
        for place in places:
            sheet = sheet.parcel(ring(*place), area="1.0000", tail=tail)
        batch = receive_survey(
            actor=actor, stream=io.BytesIO(sheet.text().encode("gb18030")), name=name, on=TODAY,
            answers={"project": project.code, "document": kind},
        )  # fmt: skip
        run_job(job_id=str(batch.job_id))
        batch.refresh_from_db()
        return confirm(actor=actor, batch_id=batch.pk, version=batch.version, on=TODAY)

    return put


def extents() -> int:
    return Feature.objects.filter(kind="permit_extent", valid_to=None).count()


@pytest.mark.parametrize("places", [(LOT,), (LOT, NEXT)])
def test_the_same_file_for_the_same_document_is_refused_with_the_earlier_one(put_on_record, people, places):
    first = put_on_record(*places)
    before = extents()
    with pytest.raises(AlreadyOnRecord) as refused:
        put_on_record(*places, actor=people.second, name="again.txt")
    told = refused.value.facts
    assert (told["earlier"], told["by"], told["same_file"]) == ("界址点.txt", "officer", True)
    assert told["when"] == f"{timezone.localtime(first.confirmed_at):%Y-%m-%d %H:%M}"
    for language, words in (("zh-hans", "officer 于"), ("en", "confirmed 20")):
        with translation.override(language):
            assert words in str(refused.value) and "界址点.txt" in str(refused.value)
    assert extents() == before
    assert SurveyBatch.objects.exclude(pk=first.pk).get().state == "read"


def test_the_same_ground_from_another_file_is_the_same_boundary(put_on_record):
    put_on_record(LOT)
    with pytest.raises(AlreadyOnRecord) as refused:
        put_on_record(LOT, tail="7,别名,面,,,")
    assert refused.value.facts["same_file"] is False


def test_other_ground_another_document_and_a_withdrawn_boundary_stand_in_nobodys_way(
    put_on_record, everything
):
    put_on_record(LOT, NEXT)
    assert put_on_record(LOT).state == "confirmed"
    assert put_on_record(LOT, THIRD).state == "confirmed"
    assert put_on_record(LOT, kind="A7").state == "confirmed"
    withdraw_feature(actor=everything, feature=Feature.objects.get(subkind="A7", valid_to=None))
    assert put_on_record(LOT, kind="A7").state == "confirmed"
