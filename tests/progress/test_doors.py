"""Schedules over the wire: sent, read task by task, compared, taken out again; the rights of each."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import User
from portal.progress.models import Schedule
from portal.progress.schedules.reading import read_schedule
from tests.progress.schedules import mspdi, mspdi_task, written

FIRST = mspdi(mspdi_task(1) + mspdi_task(2, links=[1]))
SECOND = mspdi(mspdi_task(1, days=2) + mspdi_task(2, links=[1]) + mspdi_task(3))


@pytest.fixture
def signed(client):
    """A function that signs a person in."""

    def make(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return make


@pytest.fixture
def post(signed, engineer, project):
    """A function that sends a file: ``post(text)``, as the engineer if nobody else is named."""

    def make(text, name="p.xml", *, actor=None, **more):
        file = SimpleUploadedFile(name, text.encode())
        address = f"/api/v1/projects/{project.code}/schedules/"
        return signed(actor or engineer).post(address, {"file": file, "name": "总进度计划"} | more)

    return make


def test_sent_listed_and_read(post, client, project):
    answer = post(FIRST)
    assert answer.status_code == 201
    made = answer.json()
    assert (made["revision"]["number"], made["revision"]["tasks"]) == (1, 2)
    assert made["allowed_actions"] == ["send_revision"]
    listed = client.get(f"/api/v1/projects/{project.code}/schedules/").json()
    assert [row["id"] for row in listed["schedules"]] == [made["id"]]
    page = client.get(f"/api/v1/schedules/{made['id']}/revisions/1/tasks/?limit=1").json()
    assert page["tasks"][0]["name"] == "T1"
    rest = client.get(page["next"]).json()
    assert rest["tasks"][0]["waits_for"][0]["key"] == "1"
    assert rest["tasks"][0]["early_start"] == "2026-03-03T08:00:00"
    assert rest["next"] is None


def test_the_same_file_again_is_no_new_revision(post):
    assert post(FIRST).json()["revision"]["number"] == 1
    assert post(FIRST).json()["revision"]["number"] == 1
    assert Schedule.objects.get().revisions.count() == 1


def test_two_revisions_compared_and_one_taken_out(post, client, tmp_path):
    post(FIRST)
    made = post(SECOND, "q.xml").json()
    found = client.get(f"/api/v1/schedules/{made['id']}/revisions/1/changes/2/").json()
    assert found["counts"] | {"added": 1, "length": 1} == found["counts"]
    assert found["same_tasks"] == 2
    answer = client.get(f"/api/v1/schedules/{made['id']}/revisions/2/schedule.xml")
    assert answer["Content-Disposition"].startswith("attachment")
    back = read_schedule(written(tmp_path, "out.xml", b"".join(answer.streaming_content)))
    assert [task.name for task in back.tasks] == ["T1", "T2", "T3"]


def test_a_refusal_is_a_problem_with_facts_and_keeps_nothing(post):
    answer = post(mspdi(mspdi_task(1, links=[2]) + mspdi_task(2, links=[1])))
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:problem:relations_cyclic"
    assert answer.json()["facts"]["tasks"] == 2
    assert not Schedule.objects.exists()


def test_an_auditor_reads_and_does_not_send(post, person, signed, project):
    made = post(FIRST).json()
    auditor = person("aud")
    assert post(SECOND, actor=auditor).status_code == 403
    seen = signed(auditor).get(f"/api/v1/schedules/{made['id']}/").json()
    assert seen["allowed_actions"] == []
    assert seen["revisions"][0]["sha256"]


def test_the_public_and_strangers_find_nothing(post, client, person, other_unit, signed, project):
    made = post(FIRST).json()
    client.logout()
    addresses = ("", "revisions/1/tasks/", "revisions/1/schedule.xml", "revisions/1/changes/1/")
    for tail in addresses:
        assert client.get(f"/api/v1/schedules/{made['id']}/{tail}").status_code == 404
    stranger = signed(person("eng", organisation=other_unit, region="970102"))
    hidden = stranger.get(f"/api/v1/schedules/{made['id']}/").json()
    absent = stranger.get("/api/v1/schedules/0198c0de-0000-7000-8000-000000000000/").json()
    assert (hidden["type"], hidden["status"]) == (absent["type"], absent["status"])
