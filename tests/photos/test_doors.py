"""Photos as the map reads them: by the policy of what they belong to, each once, bounded, told when cut."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from bim.issues.models import Issue
from portal.capture.models import SitePhoto
from portal.core.files import store_file
from portal.progress.models import ReportPhoto
from portal.quality.models import QualityCase, QualityPhoto
from tests.capture.conftest import announced, shot
from tests.progress.test_photos import AWAY
from tests.quality.conftest import raised

pytestmark = pytest.mark.django_db


def kinds(answer) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()
    return sorted(one["properties"]["kind"] for one in answer.json()["features"])


def only(answer) -> dict:
    [one] = answer.json()["features"]
    return one


def test_a_photo_the_site_sent_into_a_report_is_one_point_that_leads_to_both(shown, reader):
    entry = shown("con", shot())
    assert SitePhoto.objects.count() == ReportPhoto.objects.count() == 1
    one, photo = only(reader()), ReportPhoto.objects.get()
    facts = one["properties"]
    assert one["id"] == f"report-{photo.pk}" and one["geometry"]["coordinates"] == list(photo.place.coords)
    assert facts["day"] == "2026-11-20" and facts["taken_at"] == "2026-11-20T09:00+08:00"
    assert (facts["task"], bool(facts["task_name"]), facts["signs"]) == ("1", True, [])
    assert facts["report_page"].endswith(f"/reports/{photo.report_id}/#photo-{photo.pk}")
    assert facts["entry_page"].endswith(f"/site/#entry-{entry}") and facts["issue_page"] == ""
    assert facts["distance_from"] == "site" and facts["distance_m"] == 0


def test_its_pages_and_its_small_picture_open_to_who_reads_it(shown, reader):
    shown("con", shot())
    facts = only(reader())["properties"]
    client = Client()
    client.force_login(reader().wsgi_request.user)
    little = client.get(facts["small"])
    assert Image.open(io.BytesIO(little.content)).size == (160, 120)
    for page in ("report_page", "entry_page"):
        assert client.get(facts[page].partition("#")[0]).status_code == 200


def test_what_speaks_against_a_photo_is_told_in_words(shown, reader):
    shown("con", shot(place=AWAY))
    [sign] = [one for one in only(reader())["properties"]["signs"] if one["kind"] == "outside_site"]
    assert "200" in sign["told"]


def test_a_supervisors_photo_stands_in_no_report_and_is_there(shown, reader):
    shown("sup", shot())
    facts = only(reader())["properties"]
    assert facts["kind"] == "site" and facts["report_page"] == ""
    assert facts["entry_page"] and facts["small"].endswith("/small/")


def test_a_photo_sent_with_an_issue_is_one_point_that_leads_to_the_issue(shown, reader):
    shown("sup", shot(), kind="issue", task="", title="支座垫石开裂", severity="major", supervision="")
    assert QualityPhoto.objects.count() == SitePhoto.objects.count() == 1
    facts = only(reader("eng"))["properties"]
    assert facts["kind"] == "site" and facts["number"] == Issue.objects.get().number
    assert facts["issue_page"]


def test_a_photo_of_a_fix_tells_how_far_from_the_issue_it_was_taken(world, reader):
    issue = raised(world)
    file = store_file(io.BytesIO(shot(9)), name="x.jpg", content_type="image/jpeg")
    place = QualityCase.objects.get(pk=issue.pk).place
    QualityPhoto.objects.create(
        case_id=issue.pk, file=file, side="after", round=1, place=place, distance_m=12.34,
        picture_hash=1, added_by_name="x", added_at=issue.created_at,
    )  # fmt: skip
    facts = only(reader("eng"))["properties"]
    assert (facts["kind"], facts["distance_from"], facts["distance_m"]) == ("quality", "issue", 12.3)
    assert facts["issue_page"].endswith(f"/quality/{issue.pk}/")


def test_the_public_is_told_of_none_and_a_stranger_of_no_project(shown, reader, world):
    shown("con", shot())
    assert kinds(reader("con")) == ["report"]
    assert reader("").status_code == 404
    world.project.published = True
    world.project.save(update_fields=["published"])
    assert reader("").json()["features"] == [] and reader("").json()["total"] == 0
    assert kinds(reader("con", view="public")) == []


@pytest.mark.parametrize(("asked", "n"), [
    ({"bbox": "120.02,30.02,120.03,30.03"}, 1), ({"bbox": "120.03,30.03,120.04,30.04"}, 0),
    ({"until": "2026-11-20"}, 1), ({"until": "2026-11-19"}, 0),
    ({"task": "9,1"}, 1), ({"task": "2"}, 0),
])  # fmt: skip
def test_box_day_and_task_narrow_them(shown, reader, asked, n):
    shown("con", shot())
    assert len(reader(**asked).json()["features"]) == reader(**asked).json()["total"] == n


def test_one_is_found_by_its_name(shown, reader):
    shown("con", shot(1), shot(2))
    names = [one["id"] for one in reader().json()["features"]]
    assert len(names) == 2 and only(reader(photo=names[1]))["id"] == names[1]


@pytest.mark.parametrize("asked", [
    {"photo": "report-'"}, {"photo": "x"}, {"task": "1," * 300}, {"task": "x" * 65}, {"placeless": "yes"},
    {"until": "soon"}, {"bbox": "1,2"}, {"near": "1"},
    {"limit": "0"}, {"limit": "2001"}, {"limit": "９"},
])  # fmt: skip
def test_what_cannot_be_read_is_refused(world, reader, asked):
    assert reader(**asked).status_code == 422


def test_one_without_a_place_is_there_only_for_who_asks_for_it(phone, reader):
    mine, body = phone("con"), shot(place=None)
    entry = mine.entry(state="in_progress", percent="35") | {"photos": [announced(body) | {"fix": None}]}
    assert mine.send(entry).status_code == 201 and mine.show(entry["id"], body).status_code == 201
    assert reader().json()["total"] == 0
    one = only(reader(placeless="1"))
    assert one["geometry"] is None and one["properties"]["position"] is None


def test_more_than_asked_for_are_cut_to_the_latest_and_told(shown, reader):
    shown("con", *(shot(n, at=f"2026:11:20 0{n}:00:00") for n in range(1, 5)))
    assert reader().json()["cut"] is False
    answer = reader(limit="3").json()
    assert (answer["cut"], answer["total"], len(answer["features"])) == (True, 4, 3)
    taken = [one["properties"]["taken_at"] for one in answer["features"]]
    assert taken == sorted(taken, reverse=True) and taken[0].startswith("2026-11-20T04:00")


def test_they_are_found_by_their_project_and_as_many_cost_as_few(shown, reader):
    shown("con", shot(1))

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as found:
            assert reader().status_code == 200
        return [one["sql"] for one in found.captured_queries]

    few = queries()
    shown("con", *(shot(n) for n in range(2, 8)))
    many = queries()
    assert len(many) == len(few)
    [union] = [sql for sql in many if "UNION" in sql]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {union}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    for table in ("progress_reportphoto", "capture_sitephoto", "quality_qualityphoto"):
        assert f"Seq Scan on {table}" not in plan, plan


def test_the_pages_lead_from_a_printed_place_to_the_photo_on_the_map(shown, reader):
    shown("con", shot())
    shown("sup", shot(2))
    client = Client()
    client.force_login(reader().wsgi_request.user)
    for one in reader().json()["features"]:
        facts = one["properties"]
        page = client.get((facts["report_page"] or facts["entry_page"]).partition("#")[0]).content.decode()
        lon, lat = one["geometry"]["coordinates"]
        assert f"/#map=17.50/{lat:.5f}/{lon:.5f}&amp;project=" in page
        assert f"&amp;tab=progress&amp;photo={one['id']}" in page
