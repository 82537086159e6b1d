"""Tags, packing and other origins at the standard doors."""

import gzip
import zlib

import pytest
from django.test import Client

from api.ogc.dressing import packed
from tests.walk.conftest import SIGN_IN

DOCUMENTS = (
    "/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/sites",
    "/ogc/collections/sites/queryables", "/ogc/collections/sites/style",
)  # fmt: skip


@pytest.fixture
def person(lead):
    client = Client()
    client.force_login(lead, SIGN_IN)
    return client


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_that_is_held_already_is_not_sent_again(land, path):
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": f'"x", {first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Vary"]) == (first["ETag"], first["Vary"])


@pytest.mark.parametrize("held", [lambda tag: tag.removeprefix("W/"), lambda tag: "*"])
def test_tags_are_compared_weakly(land, held):
    tag = Client().get("/ogc/collections")["ETag"]
    assert Client().get("/ogc/collections", headers={"if-none-match": held(tag)}).status_code == 304


def test_the_tag_of_an_item_is_the_readers_own(land, person):
    at = f"/ogc/collections/sites/items/{land.projects[1].site_id}"
    mine, theirs = person.get(at), Client().get(at)
    assert mine["ETag"] != theirs["ETag"]
    assert Client().get(at, headers={"if-none-match": mine["ETag"]}).status_code == 200
    assert person.get(at, headers={"if-none-match": mine["ETag"]}).status_code == 304
    hidden = f"/ogc/collections/sites/items/{land.projects[3].site_id}"
    tag = person.get(hidden)["ETag"]
    assert Client().get(hidden, headers={"if-none-match": tag}).status_code == 404


@pytest.mark.parametrize("path", [*DOCUMENTS, "/ogc/collections/sites/items"])
def test_json_is_packed_for_who_asks_and_for_nobody_else(land, path):
    plain, small = (Client().get(path, headers={"accept-encoding": one}) for one in ("gzip;q=0", "br, gzip"))
    told, sent = (b"".join(one) for one in (plain, small))
    assert "Content-Encoding" not in plain.headers and "Accept-Encoding" in plain["Vary"]
    if small.headers.get("Content-Encoding") == "gzip":
        assert len(sent) < len(told)
        sent = gzip.decompress(sent)
    else:
        assert len(told) < 500
    assert sent == told or b'"timeStamp"' in told


def test_each_block_of_a_stream_can_be_read_when_it_comes():
    stream, reader = packed(iter([b"first", b"second"])), zlib.decompressobj(31)
    assert [reader.decompress(next(stream)), reader.decompress(next(stream))] == [b"first", b"second"]


def test_pages_of_other_origins_read_what_the_public_may(land, person):
    at = "/ogc/collections/sites/items"
    assert Client().get(at)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in person.get(at).headers
    refused = Client().get(at, headers={"authorization": "Bearer nothing"})
    assert refused.status_code == 401 and "Access-Control-Allow-Origin" not in refused.headers
    assert "Access-Control-Allow-Credentials" not in Client().get(at).headers


def test_options_is_answered_alike_for_what_is_there_and_what_is_hidden(land):
    asked = {"origin": "https://maps.example.org", "access-control-request-method": "GET"}
    at = "/ogc/collections/{}"
    one, other = (Client().options(at.format(name), headers=asked) for name in ("sites", "parcels"))
    assert one.status_code == other.status_code == 204
    policy = {"Content-Security-Policy": ""}
    assert dict(one.items()) | policy == dict(other.items()) | policy
    assert "Authorization" not in one["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "word", ["at=2026-01-01", "q=x", "amount_max=1", "datetime=2026-01-01", "filter=true"]
)
def test_a_tile_takes_what_its_definition_has_and_nothing_else(land, word):
    at = "/ogc/collections/projects/tiles/WebMercatorQuad/5/13/26"
    assert Client().get(f"{at}?f=mvt&view=public").status_code in (200, 204)
    refused = Client().get(f"{at}?{word}")
    assert (refused.status_code, refused.json()["code"]) == (400, "parameter_unknown")
    defined = Client().get("/ogc/api").json()["paths"]
    tile = defined["/collections/projects/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}"]
    names = {one["$ref"].rpartition("/")[2] for one in tile["get"]["parameters"]}
    assert names == {"tileMatrix", "tileRow", "tileCol", "f", "view"}
