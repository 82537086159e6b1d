"""Photos arrive as they were taken, are kept once, and are judged by what they and the phone say."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image

from portal.capture.models import SitePhoto
from portal.core.files import open_file
from portal.core.models import Event
from portal.progress.models import ProgressReport, ReportPhoto
from portal.progress.services import evidence, reporting
from tests.capture.conftest import ENTRIES, MORNING, announced, fix, sha, shot
from tests.conftest import NOON, TODAY


def signs(answer) -> list[str]:
    return [sign["kind"] for sign in answer.json()["signs"]]


@pytest.fixture
def enter(phone):
    """A function that sends an entry announcing photos and returns the phone and the entry's id."""

    def make(*bodies: bytes, role: str = "con", **said):
        mine = phone(role)
        record = {"kind": "record", "supervision": "patrol"}
        usual = {"state": "in_progress", "percent": "35"} if role == "con" else record
        return mine, mine.say(photos=bodies, **(usual | said))["id"]

    return make


def test_the_very_bytes_are_kept_and_stand_in_the_months_report(enter):
    body = shot()
    mine, entry = enter(body)
    answer = mine.show(entry, body)
    assert answer.status_code == 201 and signs(answer) == []
    row = SitePhoto.objects.get()
    assert open_file(row.file).read() == body and row.file.sha256 == sha(body)
    kept = ReportPhoto.objects.get()
    assert row.report_photo == kept and kept.device_at == MORNING and kept.device_accuracy_m == 6.5
    assert kept.device_place.coords == (120.021, 30.021)
    shown = mine.client.get(answer.json()["file"])
    assert b"".join(shown.streaming_content) == body
    little = mine.client.get(answer.json()["small"])
    assert Image.open(io.BytesIO(little.content)).size == (160, 120)
    assert Client().get(answer.json()["small"]).status_code == 404
    page = mine.client.get(f"/projects/{mine.code}/site/").content.decode()
    assert f'<a href="{answer.json()["file"]}"><img src="{answer.json()["small"]}"' in page


def test_the_same_photo_again_counts_once(enter):
    body = shot()
    mine, entry = enter(body)
    first, again = mine.show(entry, body), mine.show(entry, body)
    assert first.json() == again.json()
    assert SitePhoto.objects.count() == ReportPhoto.objects.count() == 1


def test_other_bytes_under_the_announced_hash_are_refused_with_both_hashes(enter):
    body = shot()
    mine, entry = enter(body)
    answer = mine.show(entry, body + b"\0", sha(body))
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:problem:photo_hash_differs")
    assert answer.json()["facts"] == {"claimed": sha(body), "received": sha(body + b"\0"), "entry": entry}
    assert SitePhoto.objects.count() == 0
    assert Event.objects.get(verb="refused").facts["code"] == "photo_hash_differs"
    assert mine.show(entry, body).status_code == 201


def test_a_photo_nobody_announced_and_what_is_none_are_refused(enter):
    mine, entry = enter(shot(), b"<html>")
    assert mine.show(entry, shot(2)).json()["type"] == "urn:problem:photo_not_promised"
    assert mine.show(entry, b"<html>").json()["type"] == "urn:problem:no_picture"


def test_what_is_missing_is_told(enter):
    bodies = [shot(n) for n in range(3)]
    mine, entry = enter(*bodies)
    mine.show(entry, bodies[1])
    photos = mine.client.get(f"{ENTRIES}{entry}/").json()["photos"]
    assert [one["there"] for one in photos] == [False, True, False]
    assert [one["sha256"] for one in photos] == [sha(body) for body in bodies]


def test_place_and_time_of_the_phone_are_judged_beside_the_pictures_own(phone):
    mine, body = phone("con"), shot(at="2026:11:10 09:30:00")
    away = announced(body) | {"fix": fix(121.0, 31.0)}
    entry = mine.entry(state="in_progress", percent="35") | {"photos": [away]}
    mine.send(entry)
    answer = mine.show(entry["id"], body)
    assert signs(answer) == ["outside_site", "places_apart", "times_apart"]
    told = {sign["kind"]: sign for sign in answer.json()["signs"]}
    assert told["outside_site"]["limit"] == "200 m" and told["times_apart"]["found"] == "239.5 h"
    assert answer.json()["device_lon"] == 121.0 and answer.json()["lon"] == pytest.approx(120.021)


def test_a_picture_taken_before_the_period_is_flagged_though_the_phone_says_today(enter):
    body = shot(at="2026:10:02 08:00:00")
    mine, entry = enter(body)
    assert "before_period" in signs(mine.show(entry, body))


def test_a_supervisors_photo_is_judged_by_its_day_and_stands_in_no_report(enter):
    body = shot()
    mine, entry = enter(body, role="sup", note="旁站")
    assert signs(mine.show(entry, body)) == [] and ReportPhoto.objects.count() == 0
    assert SitePhoto.objects.get().report_photo is None


def test_a_photo_after_the_report_was_handed_in_is_kept_and_leaves_the_report_alone(enter, site):
    body = shot()
    mine, entry = enter(body, note="三号墩承台")
    report = ProgressReport.objects.get()
    reporting.take_step(
        actor=site.world.people.con, report_id=report.pk, action="submit", version=report.version, at=NOON
    )
    answer = mine.show(entry, body)
    assert answer.status_code == 201 and not answer.json()["in_report"]
    assert ReportPhoto.objects.count() == 0 and SitePhoto.objects.count() == 1


def test_nobody_adds_to_anothers_entry(enter, phone):
    body = shot()
    _mine, entry = enter(body)
    assert phone("sup").show(entry, body).status_code == 404


def test_a_picture_that_the_report_has_counts_once_and_is_said_to_be_there(enter, site):
    body, other, resaved = shot(), shot(5), shot(quality=60)
    mine, entry = enter(body, other, resaved)
    evidence.add_photo(
        actor=site.world.people.con, report_id=ProgressReport.objects.get().pk, stream=io.BytesIO(body),
        name="x.jpg", on=TODAY, at=NOON - timedelta(hours=1),
    )  # fmt: skip
    told, fresh = mine.show(entry, body), mine.show(entry, other)
    assert told.status_code == 201 and told.json()["in_report_before"] is True and signs(told) == []
    assert fresh.json()["in_report_before"] is False and signs(fresh) == []
    assert ReportPhoto.objects.count() == SitePhoto.objects.count() == 2
    assert signs(mine.show(entry, resaved)) == ["picture_reused"]


def test_a_photo_that_a_record_of_the_site_shows_is_not_taken_out(enter, site):
    body = shot()
    mine, entry = enter(body)
    mine.show(entry, body)
    row = ReportPhoto.objects.get()
    answer = mine.client.delete(f"/api/v1/progress-reports/{row.report_id}/photos/{row.pk}/")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem:photo_of_site")
    assert ReportPhoto.objects.count() == 1
