"""What the documents of the standard doors have in common: words that are refused, links, extents."""

import re

import pytest
import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.test import Client

from api.ogc import colours
from api.ogc.catalogue import ALL
from portal.accounts.actor import public_actor
from portal.projects.rules import STATUS_CODES
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


def _style(name: str) -> list[dict]:
    return Client().get(f"/ogc/collections/{name}/style").json()["layers"]


def _words(told: object) -> set[str]:
    """Return the words of a filter, however deep."""
    return {one for part in told for one in _words(part)} if isinstance(told, list) else {str(told)}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("projects", {"circle"}), ("regions", {"fill", "line"}), ("control_lines", {"fill", "line"}),
        ("sites", {"fill", "line", "circle"}),
    ],
)
def test_a_style_draws_each_shape_as_its_own_in_old_programs_too(land, name, kinds):
    layers = _style(name)
    assert {one["type"] for one in layers} == kinds
    assert all("$type" in _words(one["filter"]) for one in layers)
    assert not any({"get", "geometry-type", "has"} & _words(one["filter"]) for one in layers)
    assert len({one["id"] for one in layers}) == len(layers)


def test_a_style_interpolates_by_zoom_alone_and_matches_by_lists_since_old_programs_read_no_more(land):
    for layers in map(_style, ("projects", "regions", "control_lines", "sites", "sections", "structures")):
        for layer in layers:
            for value in layer["paint"].values():
                if isinstance(value, list) and value[0] == "interpolate":
                    assert value[2] == ["zoom"]
                elif isinstance(value, list):
                    assert value[0] == "match" and layer["type"] != "circle"
                    assert all(isinstance(words, list) for words in value[2:-1:2])


def test_circles_grow_with_what_they_gather_and_wear_the_gravest_status(land):
    layers = _style("projects")
    by_count = [one for one in layers if "count" in _words(one["filter"])]
    radii = [one["paint"]["circle-radius"] for one in by_count]
    assert radii == sorted(radii, reverse=True) and len(set(radii)) == len(radii) > 5
    dots = [one for one in layers if "worst" in _words(one["filter"])]
    assert {one["filter"][2][2] for one in dots if one["filter"][2][0] == "=="} == set(STATUS_CODES)
    assert len({one["paint"]["circle-color"] for one in dots}) == len(STATUS_CODES) + 1


def test_regions_are_drawn_by_level_the_finer_only_when_near(land):
    lines = [one for one in _style("regions") if one["type"] == "line"]
    assert [one["filter"][2] for one in lines] == [["==", "level", level] for level in (4, 3, 2, 1)]
    assert [one["minzoom"] for one in lines] == sorted({one["minzoom"] for one in lines}, reverse=True)
    widths = [one["paint"]["line-width"] for one in lines]
    assert widths == sorted(set(widths))


def test_styles_have_the_colours_of_the_map_and_tell_collections_apart(land):
    palette = (settings.BASE_DIR / "static/app/map/palette.js").read_text()
    for block, told in (("STATUS_COLOURS", colours.STATUSES), ("WORKS", colours.CONTROL_LINES)):
        light = palette.partition(f"export const {block} = {{")[2].partition("dark:")[0]
        assert told.items() <= dict(re.findall(r"(\w+): '(#\w+)'", light)).items()
    lines = [one["paint"]["line-color"] for name in ("control_lines", "sites", "sections", "structures")
             for one in _style(name) if one["type"] == "line"]  # fmt: skip
    assert len({str(one) for one in lines}) == 4
    (fill,) = (one for one in _style("control_lines") if one["type"] == "fill")
    assert {"farmland", "ecology", "urban"} <= _words(fill["paint"]["fill-color"])
