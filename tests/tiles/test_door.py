"""Tiles over HTTP: what a browser, a proxy and a stranger get."""

import gzip

import mapbox_vector_tile
import pytest
from django.urls import reverse

from portal.accounts.models import User
from spatial.basemap.models import BasemapShape
from spatial.tiles import render as rendering
from tests.conftest import square
from tests.tiles.reading import tile_at

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


def _address(layer: str, zoom: int = 12, lon: float = 120.03, lat: float = 30.03) -> str:
    tile = tile_at(lon, lat, zoom)
    return f"/tiles/{layer}/{tile.z}/{tile.x}/{tile.y}"


@pytest.fixture
def signed_in(client, person):
    person("plan", name="planner")
    client.force_login(User.objects.get(username="planner"), SIGN_IN)
    return client


def _codes(response) -> list[str]:
    if response.status_code == 204:
        return []
    body = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return [f["properties"]["code"] for f in mapbox_vector_tile.decode(body)["projects"]["features"]]


def test_the_address_is_the_documented_one():
    assert reverse("api:tile", args=["projects", 3, 2, 1]) == "/tiles/projects/3/2/1"


def test_a_tile_is_gzipped_and_known_again(client, file_project):
    file_project(0.2, 0.2, published=True, label="public")
    first = client.get(_address("projects"), headers={"accept-encoding": "gzip"})
    assert first.status_code == 200
    assert first["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert first["Content-Encoding"] == "gzip"
    again = client.get(
        _address("projects"), headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_browser_without_gzip_gets_plain_bytes(client, file_project):
    project = file_project(0.2, 0.2, published=True, label="public")
    plain = client.get(_address("projects"))
    assert "Content-Encoding" not in plain.headers
    assert _codes(plain) == [project.code]


def test_an_edit_shows_at_once_with_a_new_etag(signed_in, file_project):
    file_project(0.2, 0.2)
    before = signed_in.get(_address("projects"))
    file_project(0.25, 0.25)
    after = signed_in.get(_address("projects"), headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200


def test_nothing_to_see_is_204(client, regions):
    assert client.get(_address("projects")).status_code == 204


def test_what_a_person_sees_is_kept_by_nobody_else(signed_in, file_project):
    file_project(0.2, 0.2, label="internal")
    answer = signed_in.get(_address("projects"))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]


def test_a_person_with_public_eyes_sees_what_the_public_sees(signed_in, file_project):
    shown = file_project(0.2, 0.2, published=True, label="public")
    hidden = file_project(0.25, 0.25, label="internal")
    spot = hidden.site.anchor
    mine = signed_in.get(_address("projects", 16, spot.x, spot.y))
    assert _codes(mine) == [hidden.code]
    assert signed_in.get(_address("projects", 16, spot.x, spot.y) + "?view=public").status_code == 204
    seen = shown.site.public_anchor
    assert _codes(signed_in.get(_address("projects", 16, seen.x, seen.y) + "?view=public")) == [shown.code]


def test_the_publics_tile_may_be_kept_by_whoever_asks_whether_it_stands(client, file_project):
    file_project(0.2, 0.2, published=True, label="public")
    assert client.get(_address("projects"))["Cache-Control"] == "public, no-cache"


def test_new_ground_replaces_the_kept_tile(client, db):
    BasemapShape.objects.create(kind="lake", name="旧湖", geom=square(0.2, 0.2, 0.1))
    first = client.get(_address("basemap"))
    assert client.get(_address("basemap")).content == first.content
    BasemapShape.objects.create(kind="lake", name="新湖", geom=square(0.2, 0.2, 0.1))
    second = client.get(_address("basemap"), headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    names = {f["properties"]["name"] for f in mapbox_vector_tile.decode(second.content)["water"]["features"]}
    assert names == {"旧湖", "新湖"}


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/tiles/secrets/1/0/0", 404, "urn:problem:layer_unknown"),
        ("/tiles/projects/23/0/0", 404, "urn:problem:tile_outside"),
        ("/tiles/projects/3/8/0", 404, "urn:problem:tile_outside"),
        ("/tiles/projects/0/0/1", 404, "urn:problem:tile_outside"),
        ("/tiles/projects/99999999999999999999/0/1", 404, "urn:problem:tile_outside"),
        ("/tiles/regions/3/1/1?level=9", 422, "urn:problem:level_unknown"),
        ("/tiles/projects/3/1/1?sector=magic", 422, "urn:problem:filter_invalid"),
        ("/tiles/parcels/14/1/1?region=97%27%20OR%201=1", 422, "urn:problem:filter_invalid"),
        ("/tiles/projects/3/1/1?view=everything", 422, "urn:problem:view_unknown"),
    ],
)
def test_a_wrong_address_is_a_problem_with_its_reason(client, db, address, status, kind):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == kind


def test_a_tile_that_takes_too_long_says_so(client, regions, monkeypatch):
    monkeypatch.setattr(rendering, "TIMEOUT_MS", 1)
    monkeypatch.setattr(rendering, "whole", lambda *_: "SELECT pg_sleep(5)::text::bytea")
    answer = client.get(_address("projects"))
    assert answer.status_code == 503
    assert answer.json()["facts"]["layer"] == "projects"


def test_pages_of_other_origins_read_the_public_tile_alone(signed_in, file_project):
    file_project(0.2, 0.2, published=True, label="public")
    assert "Access-Control-Allow-Origin" not in signed_in.get(_address("projects")).headers
    signed_in.logout()
    assert signed_in.get(_address("projects"))["Access-Control-Allow-Origin"] == "*"
