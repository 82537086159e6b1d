"""A project's records of supervision: listed by kind, task, day and person, with photos, and as a table."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.capture.conftest import MORNING, sha, shot

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(phone):
    """Two kinds on two tasks and days, one with a photo; a contractor's record is none of them."""
    sup, body = phone("sup"), shot()
    first = sup.say(kind="record", supervision="standing_by", note="浇筑全程旁站", photos=[body])
    assert sup.show(first["id"], body).status_code == 201
    later = (MORNING - timedelta(days=3)).isoformat()
    sup.say(kind="record", supervision="patrol", note="=巡视边坡", task="2", captured_at=later)
    phone("con").say(kind="record", note="材料进场")
    return sup, sha(body)


def page(phone, query: str = "", tail: str = ""):
    return phone.client.get(f"/projects/{phone.code}/supervision/{tail}{query}")


def rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_all_are_listed_with_their_photos_and_nothing_else(written):
    sup, sha256 = written
    text = page(sup).content.decode()
    assert "浇筑全程旁站" in text and "巡视边坡" in text and "材料进场" not in text and sha256 in text


@pytest.mark.parametrize(("query", "there"), [
    ("?kind=standing_by", "浇筑"), ("?kind=patrol", "边坡"), ("?task=2", "边坡"), ("?task=1", "浇筑"),
    ("?last=2026-11-19", "边坡"), ("?first=2026-11-18", "浇筑"),
    ("?first=2026-11-17&last=2026-11-17", "边坡"),
])  # fmt: skip
def test_they_are_found_by_kind_task_and_day_and_the_table_is_of_what_is_shown(written, query, there):
    sup, _sha256 = written
    other = {"浇筑": "巡视边坡", "边坡": "浇筑全程"}[there]
    text = page(sup, query).content.decode()
    assert there in text and other not in text
    [_head, row] = rows(page(sup, query, "records.csv"))
    assert there in row[5]


def test_by_person(written, people):
    sup, _sha256 = written
    assert "浇筑" in page(sup, f"?person={people.sup.user_id}").content.decode()
    assert "没有符合条件" in page(sup, f"?person={people.con.user_id}").content.decode()


def test_the_table_names_kind_task_place_and_photos_and_runs_no_formula(written):
    sup, sha256 = written
    answer = page(sup, tail="records.csv")
    assert "attachment" in answer["Content-Disposition"]
    head, standing, patrol = rows(answer)
    assert (patrol[0], standing[0], len(head)) == ("巡视", "旁站", len(standing))
    assert not patrol[5].startswith("=") and standing[11:13] == ["1", "0"] and sha256 in standing[13]
    assert standing[9:11] == ["120.021000", "30.021000"]


@pytest.mark.parametrize("query", [
    "?kind=lunch", "?person=x", "?first=2026-13-01", "?sort=1", "?kind=a&kind=b",
])  # fmt: skip
def test_what_no_filter_reads_is_refused(written, query):
    assert page(written[0], query).status_code in (400, 422)


def test_a_stranger_and_the_public_see_none(written, person, other_unit):
    sup, _sha256 = written
    address = f"/projects/{sup.code}/supervision/"
    assert Client().get(address).status_code in (302, 403)
    client = Client()
    client.force_login(User.objects.get(pk=person("eng", organisation=other_unit).user_id))
    for tail in ("", "records.csv"):
        assert client.get(address + tail).status_code == 404
