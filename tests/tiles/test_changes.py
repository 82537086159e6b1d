"""An edit is told to open maps within a second, to each reader only of what they see or saw. This commits."""

import json
import socket
import threading
import time

import pytest
from django.db import connection, transaction

from api.standing import Standing, lately, told
from portal.accounts.models import Grant, User
from portal.core import clock
from portal.projects.models import Project
from portal.projects.selectors import list_projects
from spatial.features.models import Feature
from spatial.tiles import changes
from tests.conftest import NOON, square
from tests.copying import own_database
from tests.tiles.keeping import apart
from tests.tiles.reading import tile_at

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Stand in a copy of the test database."""
    with django_db_blocker.unblock(), own_database():
        yield


def _now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0]


def _events(data: bytes) -> list[dict]:
    lines = [line for line in data.decode().splitlines() if line.startswith("data: ")]
    return [change for line in lines for change in json.loads(line.removeprefix("data: "))]


def test_each_reader_is_told_of_what_they_see_or_saw(file_project, person, anyone, everything, other_unit):
    projects = [
        file_project(0.2, 0.2, published=True, label="public"), file_project(0.4, 0.4, label="internal"),
        file_project(0.6, 0.6, label="sensitive"), file_project(0.8, 0.8, owner=other_unit, sector="road"),
    ]  # fmt: skip
    readers = [
        everything, anyone, person("plan"), person("plan", clearance="public"), person("sysadm"),
        person("plan", region="970102"), person("eng", sectors=["road"]),
        person("pu_head", organisation=other_unit), person("con", projects=[str(projects[1].pk)]),
    ]  # fmt: skip
    answers = set()
    for project in projects:
        seen = _now()
        Feature.objects.filter(pk=project.site_id).update(geom=square(0.3, 0.9), public_geom=square(0.3, 0.9))
        for actor in readers:
            sees = list_projects(actor=actor).filter(pk=project.pk).exists()
            answers.add(sees)
            assert bool(told(actor, changes.since(seen))) == sees, (project.label, actor)
    assert answers == {True, False}


def test_who_may_see_no_longer_is_told_that_it_went(file_project, person):
    project = file_project(0.2, 0.2, published=True, label="public")
    low, seen = person("plan", clearance="public"), _now()
    Project.objects.filter(pk=project.pk).update(label="sensitive", published=False)
    assert told(low, changes.since(seen))
    seen = _now()
    Project.objects.filter(pk=project.pk).update(name="秘密")
    assert not told(low, changes.since(seen))


def test_the_public_is_told_the_coarse_place_only(file_project, anyone):
    project, seen = file_project(0.2003, 0.2003, published=True, label="public"), _now()
    Project.objects.filter(pk=project.pk).update(name="新名")
    boxes = [one["box"] for one in _events(told(anyone, changes.since(seen))) if "works" in one["layers"]]
    place = project.site
    place.refresh_from_db()
    west, south, east, north = place.public_geom.extent
    low, high = tile_at(west, north, 22), tile_at(east, south, 22)
    for box in boxes:
        assert [box[0] >> 2, box[1] >> 2, box[2] >> 2, box[3] >> 2] == [low.x, low.y, high.x, high.y]


def test_who_commits_late_is_not_missed(file_project, everything):
    early, late = file_project(0.2, 0.2), file_project(0.6, 0.6)
    news = changes.after(clock.now())
    with transaction.atomic():
        Project.objects.filter(pk=late.pk).update(name="晚")
        apart(lambda: Project.objects.filter(pk=early.pk).update(name="早"))
        first = apart(lambda: changes.since(news.seen))
        assert {one.project_ids for one in first.changes} == {frozenset({early.pk})}
    assert {one.project_ids for one in changes.since(first.seen).changes} == {frozenset({late.pk})}


def _read_until(link: socket.socket, mark: bytes, seconds: float) -> bytes:
    data, until = b"", time.monotonic() + seconds
    link.settimeout(0.2)
    while mark not in data and time.monotonic() < until:
        try:
            data += link.recv(65536)
        except TimeoutError:
            continue
    return data


def test_an_open_connection_hears_of_an_edit_within_a_second(file_project, client, person):
    project, hidden = file_project(0.2, 0.2), file_project(0.5, 0.5, label="sensitive")
    person("plan", name="planner", clearance="internal")
    client.force_login(User.objects.get(username="planner"), SIGN_IN)
    standing, (here, there) = Standing(), socket.socketpair()
    standing.take(there, session_key=client.session.session_key, chunked=False)
    _read_until(here, b"\n\n", 3)
    Project.objects.filter(pk=hidden.pk).update(name="不可见")
    began = time.monotonic()
    Project.objects.filter(pk=project.pk).update(name="新名")
    heard = _events(_read_until(here, b"data: ", 3))
    assert time.monotonic() - began < 1.0
    assert {tuple(one["layers"]) for one in heard} == {("projects",), ("sites", "works")}
    Grant.objects.filter(user__username="planner").update(valid_to=NOON.date().replace(year=2021))
    Project.objects.filter(pk=project.pk).update(name="再改")
    assert not _events(_read_until(here, b"data: ", 1.5))
    client.logout()
    Project.objects.filter(pk=project.pk).update(name="又改")
    assert _closed(here)
    _let_end(standing)


def _closed(link: socket.socket) -> bool:
    try:
        while link.recv(65536):
            continue
    except TimeoutError:
        return False
    return True


def _let_end(standing: Standing) -> None:
    for thread in threading.enumerate():
        if thread.name == "open-maps":
            thread.join(10)
    assert standing.has_room()


def test_a_server_that_keeps_its_connections_answers_with_what_came_of_late(file_project, client):
    shown = file_project(0.2, 0.2, published=True, label="public")
    hidden = file_project(0.5, 0.5)
    Project.objects.filter(pk__in=[shown.pk, hidden.pk]).update(name="新名")
    answer = client.get("/tiles/changes")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/event-stream", "no-store")
    body = b"".join(answer.streaming_content)
    assert body.startswith(b"retry: ") and _events(body)
    boxes = {tuple(one["box"]) for one in _events(body)}
    place = Project.objects.get(pk=hidden.pk)
    assert not any(box[0] <= place.mx <= box[2] and box[1] <= place.my <= box[3] for box in boxes)
    assert lately().changes
    assert client.get("/tiles/changes?since=1").status_code == 422
