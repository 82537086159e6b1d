"""A statement over thousands of rows is told as one row is: to whom some of them are open. This commits."""

import json
import socket
import time

import pytest
from django.db import connection

from api.standing import Standing, told
from portal.accounts.models import Organisation, User
from portal.projects.layers import CONTROL_LINES, WORKS
from portal.projects.models import Project
from portal.projects.selectors import list_features
from spatial.features.models import Feature
from spatial.tiles import changes
from spatial.tiles.serving import draw_packed
from spatial.tiles.tile import WORLD_M
from tests.conftest import TODAY, square
from tests.copying import own_database
from tests.tiles.keeping import ask, kept_rows, served
from tests.tiles.reading import tile_at
from tests.tiles.test_changes import SIGN_IN, _events, _let_end, _now, _read_until

EACH = 450
LIMIT = 4_000
"""Places, before and after, above which a statement is noted as a whole (projects_noting)."""


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """Stand in a copy of the test database."""
    with django_db_blocker.unblock(), own_database():
        yield


def _lines(owner, boxes: list, **differing) -> None:
    ordinary = {
        "kind": "control_line", "organisation": owner, "region_code": "970101", "valid_from": TODAY,
        "recorded_at": f"{TODAY}T00:00Z",
    }  # fmt: skip
    Feature.objects.bulk_create(
        Feature(**ordinary | {"code": f"K{n}", "geom": one, "public_geom": one} | differing)
        for n, one in enumerate(boxes)
    )


@pytest.fixture
def projects(file_project, other_unit) -> list[Project]:
    """Five projects of 450 parcels each: the first two alike in all that access asks for but themselves."""
    made = [
        file_project(0.2, 0.2, label="internal"), file_project(0.5, 0.7, label="internal"),
        file_project(0.3, 0.9, label="sensitive"), file_project(1.6, 1.2, owner=other_unit, sector="road"),
        file_project(1.2, 0.2, published=True, label="public"),
    ]  # fmt: skip
    for n, project in enumerate(made):
        project.refresh_from_db()
        site = project.site
        Feature.objects.bulk_create(
            Feature(
                kind="parcel", code=f"P{n}-{number}", parent=site, root=site, organisation=project.owner,
                region_code=site.region_code, label=project.label, published=project.published,
                valid_from=TODAY, recorded_at=project.created_at, **_twice(site, number),
            ) for number in range(EACH)
        )  # fmt: skip
    return made


def _twice(site: Feature, number: int) -> dict:
    west, south, *_ = site.geom.extent
    shape = square((west - 120) * 10 + number * 0.00004, (south - 30) * 10 + number * 0.00004, 0.002)
    return {"geom": shape, "public_geom": shape}


def _ground(rows) -> list[int]:
    """Return the ground of some rows in cells of the zoom-24 grid."""
    extents = [row.merc.extent for row in rows]
    west, south = min(e[0] for e in extents), min(e[1] for e in extents)
    east, north = max(e[2] for e in extents), max(e[3] for e in extents)
    return [int((at / WORLD_M + 0.5) * (1 << 24)) for at in (west, -north, east, -south)]


def _notes(seen: str) -> list[tuple[bool, bool]]:
    """Return of every note since whether it holds tiles, and whether it is ground that is only told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT area IS NOT NULL, told_area IS NOT NULL FROM tiles_change"
            " WHERE NOT pg_visible_in_snapshot(xact, %s::pg_snapshot)", [seen],
        )  # fmt: skip
        return cursor.fetchall()


def test_many_rows_are_told_to_whom_some_are_open_and_only_those(
    projects, person, anyone, everything, other_unit
):
    readers = [
        everything, anyone, person("plan"), person("plan", clearance="public"), person("sysadm"),
        person("plan", region="970102"), person("eng", sectors=["road"]), person("eng", sectors=["water"]),
        person("pu_head", organisation=other_unit), person("plan", clearance="sensitive"),
    ]  # fmt: skip
    seen = _now()
    assert Feature.objects.filter(kind="parcel").update(name="界址") * 2 > LIMIT
    heard = {}
    for actor in readers:
        open_to = list(list_features(actor=actor).filter(kind="parcel"))
        heard[actor] = _events(told(actor, changes.since(seen)))
        assert bool(heard[actor]) == bool(open_to), actor
        alike: dict[tuple, list] = {}
        for row in open_to:
            sector = projects[3].sector if row.organisation_id == other_unit.pk else ""
            alike.setdefault((row.organisation_id, row.region_code, row.label, sector), []).append(row)
        assert sorted(one["box"] for one in heard[actor]) == sorted(map(_ground, alike.values()))
    assert {len(one) for one in heard.values()} >= {0, 1, 4}


def test_whose_scope_names_a_project_is_not_told_where_its_neighbours_are(projects, person):
    mine, next_door, nobody = (
        person("con", projects=[str(key)]) for key in (projects[0].pk, projects[4].pk, projects[0].owner_id)
    )
    seen = _now()
    Feature.objects.filter(kind="parcel").exclude(root__project=projects[4]).update(name="界址")
    Feature.objects.filter(pk=projects[4].site_id).update(name="边")
    news = changes.since(seen)
    assert _events(told(mine, news)) == [{"all": True}]
    assert {tuple(one["layers"]) for one in _events(told(next_door, news))} == {("sites", "works")}
    assert not told(nobody, news)


def test_the_public_is_told_of_many_rows_that_it_sees(unit, regions, anyone, person):
    _lines(unit, [square(0.1 + n * 0.0001, 0.1) for n in range(2_001)], published=True, label="public")
    _lines(unit, [square(1.5 + n * 0.0001, 1.5) for n in range(2_001)], label="internal")
    seen = _now()
    Feature.objects.filter(label="public").update(name="红线")
    (one,) = _events(told(anyone, changes.since(seen)))
    assert one["box"] == _ground(Feature.objects.filter(published=True))
    seen = _now()
    Feature.objects.filter(label="internal").update(name="红线")
    assert not told(anyone, changes.since(seen))
    assert told(person("plan"), changes.since(seen))
    seen = _now()
    Feature.objects.update(name="蓝线")
    (both,) = _events(told(anyone, changes.since(seen)))
    assert both == one


def test_more_kinds_of_access_than_can_be_listed_are_told_without_ground(unit, regions, everything, person):
    near, far = square(0.1, 0.1), square(1.5, 1.5)
    _lines(unit, [near] * (LIMIT + 1))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE features_feature SET region_code = 970101000000 + substr(code, 2)::int")
    _lines(unit, [far], region_code="970102", code="far")
    served(CONTROL_LINES, ask(everything, tile_at(120.011, 30.011, 12)))
    seen = _now()
    Feature.objects.update(name="红线")
    notes = _notes(seen)
    assert sum(holds for holds, _ in notes) == 1 and not any(ground for _, ground in notes)
    assert not kept_rows()
    news = changes.since(seen)
    for actor in (everything, person("plan", region="970102"), person("plan", region="970101003999")):
        assert _events(told(actor, news)) == [{"all": True}]
    for actor in (person("plan", region="970103"), person("plan", clearance="public"), person("sysadm")):
        assert not told(actor, news)


def test_of_many_small_edits_none_is_lost(unit, regions, person):
    _lines(unit, [square(0.1, 0.1)] * (changes.MOST + 500))
    _lines(unit, [square(1.5, 1.5)], region_code="970102", code="last")
    seen = _now()
    keys = list(Feature.objects.filter(region_code="970101").values_list("pk", flat=True))
    for some in (keys[:1500], keys[1500:]):
        Feature.objects.filter(pk__in=some).update(name="红线")
    Feature.objects.filter(code="last").update(name="末")
    assert len(_notes(seen)) > changes.MOST
    news = changes.since(seen)
    (one,) = _events(told(person("plan", region="970102"), news))
    assert one["box"] == _ground(Feature.objects.filter(code="last"))
    assert len(news.changes) == 2


def test_many_rows_drop_the_tiles_over_their_ground_and_no_other(projects, everything, anyone):
    over, beyond = [tile_at(120.03, 30.03, 13), tile_at(120.17, 30.13, 13)], tile_at(120.03, 30.19, 13)
    asked = [ask(actor, tile) for actor in (everything, anyone) for tile in (*over, beyond)]
    before, held = [served(WORKS, one) for one in asked], set(kept_rows())
    assert Feature.objects.filter(kind="parcel").update(code="新") * 2 > LIMIT
    gone = held - set(kept_rows())
    assert gone == {("works", False, tile.z, tile.x, tile.y) for tile in over}
    for one, old in zip(asked, before, strict=True):
        assert served(WORKS, one) == draw_packed(WORKS, one).body
        assert (served(WORKS, one) != old) == (one.tile in over and not one.actor.is_public)


def test_who_could_and_who_can_see_a_moved_organisations_rows_is_told(file_project, person, unit, other_unit):
    file_project(0.2, 0.2)
    head, neighbour, planner = person("pu_head"), person("pu_head", organisation=other_unit), person("plan")
    low = person("plan", region="970102")
    seen = _now()
    Organisation.objects.filter(pk=unit.pk).update(name="东江")
    assert not changes.since(seen).changes
    Organisation.objects.filter(pk=unit.pk).update(path=f"{other_unit.path}2/")
    news = changes.since(seen)
    for actor in (head, neighbour, planner):
        assert _events(told(actor, news)) == [{"all": True}]
    assert not told(low, news)


def test_an_open_map_hears_of_many_rows_within_a_second(projects, client, person):
    person("plan", name="planner", clearance="internal")
    client.force_login(User.objects.get(username="planner"), SIGN_IN)
    standing, (here, there) = Standing(), socket.socketpair()
    standing.take(there, session_key=client.session.session_key, chunked=False)
    _read_until(here, b"\n\n", 3)
    Feature.objects.filter(kind="parcel").update(name="界址")
    began = time.monotonic()
    data = _read_until(here, b"data: ", 3)
    assert time.monotonic() - began < 1.0
    assert json.loads(data.decode().split("data: ")[1].splitlines()[0])
    here.close()
    client.logout()
    Feature.objects.filter(pk=projects[0].site_id).update(name="再")
    _let_end(standing)
