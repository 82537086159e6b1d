"""What is absurd is refused at once, with facts, and never breaks anything."""

import json
import re

import pytest
from django.test import Client

DEEP = 100_000
HALF = 7_000
NESTED = '{"op":"not","args":['
ABSURD = {
    "unclosed brackets": {"filter": "(" * 30},
    "very many brackets": {"filter": "(" * 4000 + "code='x'" + ")" * 4000},
    "closed brackets": {"filter": "(" * 20 + "code = 'x'" + ")" * 20},
    "brackets in a quotation": {"filter": "code = '" + "(" * 300},
    "not not not": {"filter": "NOT " * 3000 + "true"},
    "deep json": {"filter": NESTED * 1000 + "true" + "]}" * 1000, "filter-lang": "cql2-json"},
    "deepest json": {"filter": "[" * HALF + "]" * HALF, "filter-lang": "cql2-json"},
    "long list": {"filter": f"code IN ({','.join(['1'] * 5000)})"},
    "long text": {"filter": "code = '" + "x" * 20_000 + "'"},
    "many parts": {"filter": " OR ".join(["code='x'"] * 1000)},
    "no number": {"filter": '{"op":"=","args":[{"property":"version"},NaN]}', "filter-lang": "cql2-json"},
    "huge number": {"filter": "version = 1e300"},
    "huge power": {"filter": '{"op":"=","args":[{"property":"version"},1e999]}', "filter-lang": "cql2-json"},
    "json of a shape": {"filter": json.dumps({"op": "s_intersects", "args": [
        {"property": "geometry"}, {"type": "Polygon", "coordinates": [[["a", None], {}]]}]}),
        "filter-lang": "cql2-json"},
    "empty shape": {"filter": json.dumps({"op": "s_intersects", "args": [
        {"property": "geometry"}, {"type": "Point", "coordinates": []}]}), "filter-lang": "cql2-json"},
    "op of a list": {"filter": '{"op":["and"],"args":[]}', "filter-lang": "cql2-json"},
    "and of nothing": {"filter": '{"op":"and","args":[]}', "filter-lang": "cql2-json"},
    "null": {"filter": "null", "filter-lang": "cql2-json"},
    "empty point in text": {"filter": "S_INTERSECTS(geometry, POINT EMPTY)"},
    "half a character": {"filter": '{"op":"=","args":[{"property":"code"},"\\ud800"]}',
                         "filter-lang": "cql2-json"},
    "number of 3,000 digits": {"filter": '{"op":"=","args":[{"property":"version"},' + "9" * 3000 + "]}",
                               "filter-lang": "cql2-json"},
    "a hundred boxes": {"filter": " OR ".join(
        f"S_TOUCHES(geometry,BBOX(118.{n:02},27,121,30))" for n in range(100))},
    "null beside a property": {"filter": "code = null"},
    "a property alone": {"filter": "code"},
    "box of the universe": {"bbox": "-1e9,-1e9,1e9,1e9"},
    "box without a number": {"bbox": "nan,nan,nan,nan"},
    "box in far metres": {"bbox": "-99999999,-99999999,99999999,99999999", "bbox-crs": "EPSG:4549"},
    "long box": {"bbox": "1," * DEEP},
    "limit of nothing": {"limit": "0" * 30}, "limit of a word": {"limit": "1e3"},
    "number of 5,000 digits": {"filter": '{"op":"=","args":[{"property":"version"},' + "9" * 5000 + "]}",
                               "filter-lang": "cql2-json"},
    "number of 5,000 digits in text": {"filter": "version = " + "9" * 5000},
    "negative limit": {"limit": "-1"},
    "crs": {"crs": "x" * 10_000},
    "cursor": {"cursor": "////"},
    "long cursor": {"cursor": "A" * 5000},
    "day": {"datetime": "9999-99-99"},
    "first of all days": {"datetime": "0001-01-01T00:00:00+23:59/.."},
}  # fmt: skip


@pytest.mark.parametrize("name", ABSURD)
def test_what_is_absurd_is_refused(served, name):
    """How quickly is measured by ``bench/features.py``."""
    answer = served.ask("/collections/parcels/items", **ABSURD[name])
    assert 400 <= answer.status < 500, answer.body[:300]
    assert {"title", "facts", "code", "description"} <= answer.json().keys()


CHINESE = {
    "五千位": {"filter": "[" + "9" * 5000 + "]", "filter-lang": "cql2-json"},
    "断开": {"filter": '{"op":', "filter-lang": "cql2-json"},
    "NaN": {"filter": "[NaN]", "filter-lang": "cql2-json"},
    "深": {"filter": "[" * 8000, "filter-lang": "cql2-json"},
    "空": {"filter": "S_INTERSECTS(geometry, POINT EMPTY)"},
    "自交": {"filter": "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))"},
}


@pytest.mark.parametrize("name", CHINESE)
def test_why_a_filter_is_refused_is_said_in_the_readers_language(land, name):
    answer = Client().get("/ogc/collections/sites/items", CHINESE[name], headers={"accept-language": "zh"})
    told = answer.json()
    assert answer.status_code == 400 and re.search("[一-鿿]", told["facts"]["reason"]), told
    assert not re.search("[A-Za-z]{5,}", told["facts"]["reason"]), told


def test_a_box_of_a_filter_is_refused_as_part_of_the_filter(land):
    words = {"filter": "S_INTERSECTS(geometry,BBOX(121,30,120,29))"}
    told = Client().get("/ogc/collections/sites/items", words).json()
    assert told["code"].endswith("value_invalid") and told["facts"]["value"] == "BBOX(121,30,120,29)"


def test_a_text_that_is_no_condition_is_not_called_json(land):
    answer = Client().get("/ogc/collections/sites/items?filter=1", headers={"accept-language": "en"})
    assert answer.json()["facts"] == {"language": "CQL2", "reason": "a value alone is no condition"}


def test_a_limit_beyond_all_numbers_is_the_most(land):
    told = Client().get("/ogc/collections/sites/items", {"limit": "9" * 5000})
    assert told.status_code == 200 and json.loads(b"".join(told))["numberReturned"] > 0


def test_a_matrix_set_that_is_not_there_is_named(land):
    answer = Client().get("/ogc/tileMatrixSets/x", headers={"accept-language": "en"})
    assert answer.json()["title"] == "There is no tile matrix set x; there is WebMercatorQuad."


@pytest.mark.parametrize(
    "words",
    [
        {"filter": "code = 'x'; DROP TABLE features_feature"}, {"filter": "code = '\x01'"},
        {"filter": "code LIKE '%" + "%a" * 500 + "'"}, {"bbox": "0,0,0,0"}, {"bbox": "120,30,120,31"},
        {"bbox": "3300000,500000,3300000,500000", "bbox-crs": "EPSG:4549"}, {"datetime": "0001-01-01/.."},
        {"filter": "T_AFTER(valid_from, DATE('9999-12-31'))"}, {"filter": "version = 99999999999"},
        {"filter": "CASEI(code) = CASEI('ß')"}, {"filter": "S_WITHIN(geometry, POINT(0 0))"},
        {"filter": "S_INTERSECTS(geometry, LINESTRING(-180 -90, 180 90))"},
        {"filter": "attributes IS NULL"}, {"filter": "code IN ('a')", "f": "csv"},
        {"limit": "9" * 24}, {"limit": "0" * 20 + "3"},
        {"filter": "code = 'nothing'", "f": "fgb"}, {"filter": "code = 'nothing'", "f": "gpkg"},
    ],
)  # fmt: skip
def test_what_is_odd_breaks_nothing(served, words):
    for name in served.collections:
        assert served.ask(f"/collections/{name}/items", **words).status in (200, 400)


@pytest.mark.parametrize("path", [
    "/collections/parcels/tiles/WebMercatorQuad/99/0/0", "/collections/parcels/tiles/WebMercatorQuad/3/9/9",
    "/collections/parcels/tiles/Other/3/1/1", "/collections/permit_extents/tiles", "/collections/x/style",
    "/tileMatrixSets/Other", "/collections/parcels/tiles/WebMercatorQuad/3/1/-1", "/nowhere",
])  # fmt: skip
def test_what_is_not_there_is_not_there(served, path):
    assert served.ask(path).status == 404
