"""Every photo of a fix says by itself what stands against it, or that it counts."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.progress.test_photos import photo
from tests.quality.conftest import BEFORE, LAT, LON, Desk

pytestmark = pytest.mark.django_db


def told(rest: Desk) -> list[dict]:
    answer = rest.client("con").get(f"/api/v1/issues/{rest.issue.pk}/").json()
    return [one for one in answer["quality"]["photos"] if one["side"] == "after"]


def page_of(rest: Desk) -> str:
    address = f"/projects/{rest.world.project.code}/quality/{rest.issue.pk}/"
    return rest.client("con").get(address).content.decode()


def test_a_photo_from_far_and_from_before_says_both_with_their_numbers(rest):
    rest.until("fixing").show("con", at=BEFORE, place=(LON + 0.0004, LAT))
    [photo] = told(rest)
    assert photo["counts"] is False
    assert any("2026-11-19 09:00" in words and "2026-11-20 12:00" in words for words in photo["against"])
    assert any("38.6" in words and "20" in words for words in photo["against"])
    page = page_of(rest)
    assert all(words in page for words in photo["against"])


def test_one_without_time_and_place_says_so(rest):
    rest.until("fixing").show("con", at=None, place=None)
    [photo] = told(rest)
    assert photo["against"] == ["没有说明何时拍摄", "没有说明在何处拍摄"]


def test_one_that_holds_says_so_beside_one_that_does_not(rest):
    desk = rest.until("fixing")
    desk.show("con", seed=8, at="2026:12:24 09:00:00")
    desk.show("con", seed=9)
    bad, good = told(rest)
    assert (bad["counts"], good["counts"], good["against"]) == (False, True, [])
    assert any("2026-12-24" in words for words in bad["against"])
    page = page_of(rest)
    assert "可作为整改凭据" in page and "不能作为整改凭据" in page


@pytest.mark.parametrize("way", [Image.Transpose.ROTATE_90, Image.Transpose.TRANSVERSE])
def test_a_turned_picture_of_the_flaw_shows_no_fix(rest, way):
    rest.show("con", "before", seed=3)
    turned = io.BytesIO()
    Image.open(photo(3)).transpose(way).save(turned, "JPEG", quality=80)
    rest.until("fixing")
    file = SimpleUploadedFile("x.jpg", turned.getvalue())
    rest.client("con").post(f"/api/v1/issues/{rest.issue.pk}/photos/", {"file": file, "side": "after"})
    [found] = told(rest)
    assert found["counts"] is False
    assert "picture_reused" in [sign["kind"] for sign in found["signs"]]


def test_small_pictures_are_shown_and_the_originals_are_a_step_away(rest):
    rest.until("fixing").show("con")
    [found] = told(rest)
    whole = f"/api/v1/issues/{rest.issue.pk}/photos/{found['id']}/"
    assert (found["file"], found["small"]) == (whole, f"{whole}small/")
    assert f'<a href="{whole}"><img src="{whole}small/"' in page_of(rest)
    answer = rest.client("con").get(found["small"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert Client().get(found["small"]).status_code == Client().get(whole).status_code == 404


def test_of_an_earlier_round_none_is_judged(rest):
    rest.until("closed").go(("sup", "reopen"))
    [photo] = told(rest)
    assert photo["counts"] is None and "前一轮" in page_of(rest)


def test_where_a_picture_was_used_in_another_project_stays_there(rest):
    rest.until("fixing").show("con", seed=8)
    photo = rest.case.photos.get()
    photo.signs = [{"kind": "picture_reused", "found": "GT97-2024-000999 2026-10-31", "limit": ""}]
    photo.save(update_fields=["signs"])
    [shown] = told(rest)
    assert shown["counts"] is False and shown["against"] == ["照片曾在别处使用"]
    assert "GT97-2024-000999" not in page_of(rest)
