"""What the documents of the standard doors have in common: words that are refused, links, extents."""

import re

import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.test import Client

from api.ogc.catalogue import ALL
from portal.accounts.actor import public_actor
from spatial.features.models import Feature
from spatial.items.asking import Asked
from tests.conftest import TODAY

SET = "WebMercatorQuad"
TILE = {"tileMatrix": "5", "tileRow": "13", "tileCol": "26"}


def _addresses() -> list[str]:
    """Return an address of every path that the definition has."""
    words = TILE | {"featureId": "00000000-0000-0000-0000-000000000000"}
    paths = Client().get("/ogc/api").json()["paths"]
    return [
        "/ogc" + re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], SET), path) for path in paths
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("view=nonsense", "view_unknown"), ("view=PUBLIC", "view_unknown"),
        ("nonsense=1", "parameter_unknown"), ("view=public&view=public", "parameter_repeated"),
        ("f=nonsense", "form"),
    ],
)  # fmt: skip
def test_every_door_refuses_a_word_it_does_not_know(land, words, kind):
    addresses = _addresses()
    assert {"/ogc/", "/ogc/api", "/ogc/conformance", f"/ogc/tileMatrixSets/{SET}"} <= set(addresses)
    for at in addresses:
        answer = Client().get(f"{at}?{words}")
        assert answer.status_code == 400, at
        assert kind in answer.json()["code"], at
        assert answer.json()["facts"], at


@pytest.mark.parametrize("rest", ["tiles", f"tiles/{SET}"])
def test_a_tileset_links_to_itself_and_to_its_page(land, rest):
    at = f"/ogc/collections/sites/{rest}"
    links = Client().get(f"{at}?f=json&view=public").json()["links"]
    found = {one["rel"]: one for one in links if one["rel"] in ("self", "alternate")}
    assert {rel: one["type"] for rel, one in found.items()} == {
        "self": "application/json", "alternate": "text/html",
    }  # fmt: skip
    for one in found.values():
        answer = Client().get(one["href"])
        assert answer.status_code == 200 and answer["Content-Type"].startswith(one["type"])
        assert "view=public" in one["href"]


def test_an_extent_has_seven_decimals_and_leaves_nothing_out(land):
    noisy = GEOSGeometry(
        "POLYGON((120.02000000000001 30.020000049, 120.03 30.02, 120.0300000001 30.0300000000001,"
        " 120.02000000000001 30.020000049))", srid=4326,
    )  # fmt: skip
    Feature.objects.filter(kind="site").update(public_geom=noisy)
    rows = Asked(collection=ALL["sites"], actor=public_actor(), on=TODAY).selected()
    stored = [shapely.from_wkb(bytes(one.wkb)) for one in rows.values_list("site__public_geom", flat=True)]
    assert stored
    at = "/ogc/collections/sites"
    (box,) = Client().get(at).json()["extent"]["spatial"]["bbox"]
    assert box == [120.02, 30.02, 120.0300001, 30.0300001]
    assert Client().get(f"{at}/tiles/{SET}?f=tilejson").json()["bounds"] == box
    page = Client().get(f"{at}?f=html").content.decode()
    assert f'data-box="{",".join(map(str, box))}"' in page and "120.0200000 – 120.0300001" in page
    assert shapely.box(*box).covers(shapely.union_all(stored))


def test_a_tileset_tells_where_its_tiles_are_and_what_is_in_them(land):
    told = Client().get("/ogc/collections/projects/tiles/WebMercatorQuad").json()
    limits = {one["tileMatrix"]: one for one in told["tileMatrixSetLimits"]}
    assert limits["0"] == {
        "tileMatrix": "0", "minTileRow": 0, "maxTileRow": 0, "minTileCol": 0, "maxTileCol": 0,
    }  # fmt: skip
    at = limits["12"]
    assert 0 < at["minTileRow"] <= at["maxTileRow"] < 4095 and 0 < at["minTileCol"] <= at["maxTileCol"] < 4095
    form = Client().get("/ogc/collections/projects/tiles/WebMercatorQuad?f=tilejson").json()
    fields = form["vector_layers"][0]["fields"]
    assert {"count", "investment", "investment_yuan", "worst", "code"} <= fields.keys()
    assert "description" not in form
    at = "/ogc/collections/sites/tiles/WebMercatorQuad?f=tilejson"
    sites = Client().get(at, HTTP_ACCEPT_LANGUAGE="en").json()
    assert "13" in sites["description"] and "4 px" in sites["description"]


def test_a_parameter_no_door_reads_is_told_with_what_is_like_it(land):
    facts = Client().get("/ogc/collections/projects/items?limt=3").json()["facts"]
    assert facts["nearest"][0] == "limit" and "bbox" not in facts["nearest"] and "bbox" in facts["known"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("projects", ["circle"]), ("regions", ["fill", "line"]), ("control_lines", ["fill", "line"]),
        ("sites", ["fill", "line", "circle"]),
    ],
)
def test_a_style_draws_each_shape_as_its_own_in_old_programs_too(land, name, kinds):
    style = Client().get(f"/ogc/collections/{name}/style").json()
    assert [one["type"] for one in style["layers"]] == kinds
    assert all(one["filter"][1] == "$type" for one in style["layers"])
