"""The parts of a shapefile handed in side by side are one survey; anything else side by side is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.surveying.models import SurveyBatch
from tests.survey.corpus.case import Good
from tests.survey.corpus.maps import shp_parts
from tests.surveying.conftest import good, worked

pytestmark = pytest.mark.django_db


def hand_in(desk, **named):
    files = [SimpleUploadedFile(name, content) for name, content in named.items()]
    return desk.post("/land/check/", {"file": files})


def parts(*suffixes: str, stem="地块") -> dict[str, bytes]:
    found = shp_parts(Good.of_seed(1))
    return {f"{stem}{suffix.upper()}": found[suffix] for suffix in suffixes or found}


def test_the_parts_of_a_shapefile_are_one_survey(desk):
    answer = hand_in(desk, **parts(), **{"地块.shp.xml": b"<metadata/>"})
    assert answer.status_code == 302
    batch = worked(SurveyBatch.objects.get())
    assert (batch.name, batch.state) == ("地块.zip", "read")
    assert len(batch.reading["parcels"]) == 2


@pytest.mark.parametrize(
    "named",
    [{"甲.txt": b"1", "乙.txt": b"2"}, parts(".dbf", ".prj"),
     parts(".shp") | parts(".dbf", stem="另一块"), parts(".shp") | {"别的.txt": b"1"},
     parts() | parts(stem="另一块"), parts() | {"地块.txt": b"1"}, parts() | {"地块.zip": b"1"}],
)  # fmt: skip
def test_other_files_side_by_side_are_refused_and_nothing_is_kept(desk, named):
    answer = hand_in(desk, **named)
    assert answer.status_code == 422
    assert f"一次提交了 {len(named)} 个文件" in answer.content.decode()
    assert not SurveyBatch.objects.exists()


def test_programs_may_send_the_parts_side_by_side_too(desk):
    files = [SimpleUploadedFile(name, content) for name, content in parts().items()]
    told = desk.post("/api/v1/land/check/", {"file": files})
    assert told.status_code == 200 and len(told.json()["parcels"]) == 2
    files = [SimpleUploadedFile("甲.txt", b"1"), SimpleUploadedFile("乙.txt", b"2")]
    assert desk.post("/api/v1/land/check/", {"file": files}).json()["type"] == "urn:problem:files_apart"


@pytest.mark.parametrize("part", [".shx", ".dbf", ".prj"])
def test_a_part_alone_says_what_is_missing(desk, part):
    assert hand_in(desk, **parts(part)).status_code == 302
    batch = worked(SurveyBatch.objects.get())
    assert batch.refusal["code"] == "shapefile_part_alone" and ".shp" in batch.refusal["zh"]["sentence"]


@pytest.mark.parametrize("step", ["choose", "repairs", "confirm", "discard"])
def test_who_reloads_an_answer_is_led_back_to_the_survey(desk, step):
    address = hand_in(desk, **{"a.txt": good()})["Location"]
    answer = desk.get(f"{address}{step}/")
    assert (answer.status_code, answer["Location"]) == (302, address)
