"""OGC 17-069r4, core: items, one item, bbox, datetime, limit, pages, refusals."""

import json
import re
from itertools import pairwise
from typing import Any

import shapely

from tests.ogc.suite.served import GEOJSON, Served, for_each, ids, link

KINDS = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
}  # fmt: skip


def _parameter(served: Served, name: str, word: str) -> dict[str, Any]:
    (found,) = [one for one in served.parameters(f"/collections/{name}/items") if one["name"] == word]
    assert found["in"] == "query" and not found.get("required")
    return found


@for_each("/req/core/fc-op")
def items_are_there(served: Served, name: str) -> None:
    for at in served.document(f"/collections/{name}")["links"]:
        if at["rel"] == "items":
            answer = served.follow(at["href"], at["type"])
            assert (answer.status, answer.media) == (200, at["type"])


@for_each("/req/core/fc-response")
def items_are_a_feature_collection(served: Served, name: str) -> None:
    page = served.items(name)
    assert page["type"] == "FeatureCollection" and page["features"]
    assert all(one["type"] == "Feature" for one in page["features"])


@for_each("/req/geojson/content")
def items_are_geojson(served: Served, name: str) -> None:
    for one in served.items(name)["features"]:
        assert {"type", "geometry", "properties", "id"} <= one.keys()
        assert one["geometry"] is None or one["geometry"]["type"] in KINDS
        assert one["geometry"] is None or _shape(one)


@for_each("/req/geojson/definition")
def items_say_that_they_are_geojson(served: Served, name: str) -> None:
    assert served.ask(f"/collections/{name}/items", GEOJSON).media == GEOJSON


@for_each("/req/core/fc-links")
def page_links_to_itself(served: Served, name: str) -> None:
    page = served.items(name, limit="1")
    assert link(page, "self", GEOJSON) and link(page, "alternate", "text/html")
    again = served.follow(link(page, "self")["href"]).json()
    assert again["features"] == page["features"]


@for_each("/rec/core/fc-next-1")
def pages_hold_every_item_once(served: Served, name: str) -> None:
    whole = ids(served.every(name))
    assert len(set(whole)) == len(whole)
    assert ids(served.every(name, limit="1")) == whole
    assert ids(served.every(name, limit="2")) == whole


@for_each("/rec/core/fc-next-2")
def last_page_leads_no_further(served: Served, name: str) -> None:
    assert link(served.items(name, limit="1000"), "next") is None


@for_each("/rec/core/fc-prev")
def page_before_is_the_page_before(served: Served, name: str) -> None:
    first = served.items(name, limit="1")
    onward = link(first, "next")
    if onward:
        second = served.follow(onward["href"]).json()
        assert served.follow(link(second, "prev")["href"]).json()["features"] == first["features"]


@for_each("/req/core/fc-timeStamp")
def page_says_when(served: Served, name: str) -> None:
    stamp = served.items(name)["timeStamp"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", stamp)


@for_each("/req/core/fc-numberMatched")
def matched_is_what_matches(served: Served, name: str) -> None:
    for limit in ("1", "20000"):
        assert served.items(name, limit=limit)["numberMatched"] == len(served.every(name)), limit


@for_each("/req/core/fc-numberReturned")
def returned_is_what_is_there(served: Served, name: str) -> None:
    page = served.items(name, limit="2")
    assert page["numberReturned"] == len(page["features"])


@for_each("/req/core/fc-limit-definition")
def limit_is_described(served: Served, name: str) -> None:
    schema = _parameter(served, name, "limit")["schema"]
    assert schema["type"] == "integer" and schema["minimum"] >= 1
    assert schema["minimum"] <= schema["default"] <= schema["maximum"]


@for_each("/req/core/fc-limit-response-1")
def no_more_than_the_limit(served: Served, name: str) -> None:
    for limit in (1, 2, 3):
        assert len(served.items(name, limit=f"{limit}")["features"]) <= limit


@for_each("/req/core/fc-limit-response-2")
def above_the_most_is_no_error(served: Served, name: str) -> None:
    most = _parameter(served, name, "limit")["schema"]["maximum"]
    assert len(served.items(name, limit=f"{most + 1}")["features"]) <= most


@for_each("/req/core/fc-limit-response-1#invalid")
def limit_is_a_number_from_one(served: Served, name: str) -> None:
    for limit in ("0", "-1", "x", "1.5", "1e3"):
        assert served.ask(f"/collections/{name}/items", limit=limit).status == 400, limit


@for_each("/req/core/fc-limit-response-1#digits", ours=True)
def limit_is_written_in_plain_digits(served: Served, name: str) -> None:
    assert served.ask(f"/collections/{name}/items", limit="١").status == 400


@for_each("/req/core/fc-bbox-definition")
def bbox_is_described(served: Served, name: str) -> None:
    found = _parameter(served, name, "bbox")
    assert found["schema"]["type"] == "array" and found["schema"]["items"] == {"type": "number"}
    assert (found["style"], found["explode"]) == ("form", False)


def _shape(feature: dict[str, Any]) -> Any:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


@for_each("/req/core/fc-bbox-response#middle")
def bbox_finds_what_touches_it(served: Served, name: str) -> None:
    whole = [one for one in served.every(name) if one["geometry"]]
    west, south, east, north = shapely.union_all([_shape(one) for one in whole]).bounds
    middle = (west + east) / 2
    box = shapely.box(west, south, middle, north)
    found = ids(served.every(name, bbox=f"{west},{south},{middle},{north}"))
    assert found == [str(one["id"]) for one in whole if _shape(one).intersects(box)]


@for_each("/req/core/fc-bbox-response#edge")
def bbox_finds_what_lies_on_its_edge(served: Served, name: str) -> None:
    one = served.every(name)[0]
    west, south, east, north = _shape(one).bounds
    assert str(one["id"]) in ids(served.every(name, bbox=f"{west - 1},{south - 1},{west},{north + 1}"))
    assert str(one["id"]) in ids(served.every(name, bbox=f"{east},{south - 1},{east + 1},{north + 1}"))


@for_each("/req/core/fc-bbox-response#nowhere")
def bbox_elsewhere_finds_nothing(served: Served, name: str) -> None:
    assert served.every(name, bbox="-10,-10,-9,-9") == []


@for_each("/req/core/fc-bbox-response#world")
def bbox_of_the_world_finds_all(served: Served, name: str) -> None:
    whole = ids(served.every(name))
    assert ids(served.every(name, bbox="-180,-90,180,90")) == whole


@for_each("/req/core/fc-bbox-response#six")
def bbox_may_have_heights(served: Served, name: str) -> None:
    assert ids(served.every(name, bbox="-180,-90,-500,180,90,9000")) == ids(served.every(name))


@for_each("/req/core/fc-bbox-response#antimeridian")
def bbox_across_the_antimeridian(served: Served, name: str) -> None:
    whole = ids(served.every(name))
    assert ids(served.every(name, bbox="100,0,-170,80")) == whole
    assert served.every(name, bbox="170,0,-170,80") == []


@for_each("/req/core/fc-bbox-response#invalid")
def bbox_is_refused(served: Served, name: str) -> None:
    for box in ("1,2,3", "1,2,3,4,5", "a,b,c,d"):
        assert served.ask(f"/collections/{name}/items", bbox=box).status == 400, box


@for_each("/req/core/fc-bbox-response#outside", ours=True)
def bbox_beyond_the_globe_is_refused(served: Served, name: str) -> None:
    for box in ("1,2,nan,4", "0,10,1,9", "0,-91,1,0", "-181,0,1,1", "1e99,0,1,1"):
        assert served.ask(f"/collections/{name}/items", bbox=box).status == 400, box


@for_each("/req/core/fc-time-definition")
def datetime_is_described(served: Served, name: str) -> None:
    found = _parameter(served, name, "datetime")
    assert found["schema"]["type"] == "string"
    assert (found["style"], found["explode"]) == ("form", False)


@for_each("/req/core/fc-time-response")
def datetime_narrows(served: Served, name: str) -> None:
    whole = set(ids(served.every(name)))
    ever = ("1000-01-01/3000-01-01", "1000-01-01T00:00:00Z/..", "../3000-01-01T00:00:00Z")
    for span in ever:
        assert set(ids(served.every(name, datetime=span))) == whole, span
    steps = [set(ids(served.every(name, datetime=f"../{year}-01-01"))) for year in (1990, 2026, 2100)]
    assert all(earlier <= later for earlier, later in pairwise(steps)) and steps[-1] == whole


@for_each("/req/core/fc-time-response#half-open")
def datetime_may_leave_an_end_out(served: Served, name: str) -> None:
    whole = set(ids(served.every(name)))
    for span in ("/3000-01-01T00:00:00Z", "1000-01-01T00:00:00Z/"):
        assert set(ids(served.every(name, datetime=span))) == whole, span


@for_each("/req/core/fc-time-response#ever", ours=True)
def datetime_may_be_open_at_both_ends(served: Served, name: str) -> None:
    assert ids(served.every(name, datetime="../..")) == ids(served.every(name))


@for_each("/req/core/fc-time-response#invalid")
def datetime_is_refused(served: Served, name: str) -> None:
    for span in ("x", "2026", "2026-13-01", "2026-01-01/2025-01-01", "2026-01-01T25:00:00Z", "1/2/3", "..",
                 "2026-01-01T00:00:00"):  # fmt: skip
        assert served.ask(f"/collections/{name}/items", datetime=span).status == 400, span


@for_each("/req/core/query-param-unknown")
def unknown_words_are_refused(served: Served, name: str) -> None:
    _refuses_unknown_words(served, f"/collections/{name}/items")


@for_each("/req/core/query-param-unknown#documents")
def unknown_words_are_refused_of_documents(served: Served, name: str) -> None:
    for path in (f"/collections/{name}", "/", "/conformance", "/collections"):
        _refuses_unknown_words(served, path)


def _refuses_unknown_words(served: Served, path: str) -> None:
    """A word that a free-form parameter of the API definition takes is no unknown one."""
    free = [one for one in served.parameters(path) if one.get("schema", {}).get("additionalProperties")]
    assert free or served.ask(path, unknownQueryParameter="x").status == 400, path


@for_each("/req/core/query-param-invalid")
def unreadable_words_are_refused(served: Served, name: str) -> None:
    for words in ({"limit": "x"}, {"bbox": "x"}):
        assert served.ask(f"/collections/{name}/items", **words).status == 400, words


@for_each("/req/core/query-param-invalid#problem", ours=True)
def unreadable_words_are_told(served: Served, name: str) -> None:
    for words in ({"limit": "x"}, {"bbox": "x"}, {"datetime": "x"}, {"f": "x"}, {"crs": "x"}):
        answer = served.ask(f"/collections/{name}/items", **words)
        assert answer.status == 400 and {"code", "description", "title", "facts"} <= answer.json().keys()


@for_each("/req/core/f-op")
def one_item_is_there(served: Served, name: str) -> None:
    for one in served.items(name)["features"][:3]:
        assert served.ask(f"/collections/{name}/items/{one['id']}").status == 200


@for_each("/req/core/f-success")
def one_item_is_the_item(served: Served, name: str) -> None:
    for one in served.items(name)["features"][:3]:
        found = served.ask(f"/collections/{name}/items/{one['id']}").json()
        assert {key: found[key] for key in one} == one


@for_each("/req/core/f-links")
def one_item_links_to_itself_and_its_collection(served: Served, name: str) -> None:
    one = served.items(name)["features"][0]
    found = served.ask(f"/collections/{name}/items/{one['id']}").json()
    assert link(found, "self", GEOJSON) and link(found, "alternate") and link(found, "collection")


@for_each("/req/core/f-op#absent")
def no_such_item(served: Served, name: str) -> None:
    numbered = ids(served.items(name, limit="1")["features"])[0].isdigit()
    absent = "999999999" if numbered else "0198c0de-0000-7000-8000-000000000000"
    assert served.ask(f"/collections/{name}/items/{absent}").status == 404


@for_each("/req/core/f-op#nonsense")
def no_item_has_such_an_id(served: Served, name: str) -> None:
    for item in ("x", "-", "1e9"):
        assert served.ask(f"/collections/{name}/items/{item}").status == 404, item


@for_each("/req/core/crs84")
def coordinates_are_longitude_and_latitude(served: Served, name: str) -> None:
    west, south, east, north = served.document(f"/collections/{name}")["extent"]["spatial"]["bbox"][0]
    for one in served.every(name):
        if one["geometry"]:
            bounds = _shape(one).bounds
            assert west - 1e-9 <= bounds[0] <= bounds[2] <= east + 1e-9
            assert south - 1e-9 <= bounds[1] <= bounds[3] <= north + 1e-9
