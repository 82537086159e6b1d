"""OGC 18-058r1 (part 2): coordinate reference systems by reference."""

import json
import re
from typing import Any

import numpy as np
import pyproj
import shapely

from tests.ogc.suite.served import CRS84, Answer, Served, for_some, ids, requirement

EPSG = "http://www.opengis.net/def/crs/EPSG/0/{}"
ASKED = (4326, 4490, 4513, 4528, 4533, 4534, 4549, 4554)
AWRY = (
    "http://www.opengis.net/def/crs/EPSG/0/99999", "http://www.opengis.net/def/crs/EPSG/0/3857", "EPSG", "x",
    "EPSG:4549; DROP TABLE x", "http://www.opengis.net/def/crs/EPSG/0/4512",
)  # fmt: skip


def systems_of(served: Served, name: str) -> list[str]:
    return served.document(f"/collections/{name}")["crs"]


def shapes(page: dict[str, Any]) -> list[Any]:
    return [shapely.from_geojson(json.dumps(one["geometry"])) for one in page["features"] if one["geometry"]]


def by_the_registry(shape: Any, srid: int) -> Any:
    """Move a shape from longitude and latitude as the registry says: its own axis order."""
    move = pyproj.Transformer.from_crs("OGC:CRS84", f"EPSG:{srid}", always_xy=False)

    def moved(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(move.transform(xy[:, 0], xy[:, 1]))

    return shapely.transform(shape, moved)


def near(left: Any, right: Any, srid: int) -> bool:
    tolerance = 1e-3 if srid > 4500 else 2e-8
    one, other = shapely.get_coordinates(left), shapely.get_coordinates(right)
    return one.shape == other.shape and bool(np.abs(one - other).max() <= tolerance)


def told(answer: Answer) -> str:
    return answer.headers.get("content-crs", "")


@for_some("/req/crs/crs-uri#collection")
def systems_are_uris(served: Served, name: str) -> None:
    listed = systems_of(served, name)
    assert all(one.startswith("http://www.opengis.net/def/crs/") for one in listed)
    assert {EPSG.format(srid) for srid in (4326, 4490, *range(4513, 4555))} <= set(listed)


@requirement("/req/crs/fc-md-crs-list-global", ours=True)
def systems_stand_once_for_all(served: Served) -> None:
    body = served.document("/collections")
    assert all(one["crs"] == ["#/crs"] for one in body["collections"])
    assert body["crs"] == systems_of(served, served.collections[0])


@for_some("/req/crs/fc-md-crs-list-A")
def default_system_is_listed(served: Served, name: str) -> None:
    assert CRS84 in systems_of(served, name)


@for_some("/req/crs/fc-md-crs-list-B")
def default_system_is_listed_first(served: Served, name: str) -> None:
    assert systems_of(served, name)[0] == CRS84


@for_some("/req/crs/fc-md-storageCrs")
def storage_system_is_there(served: Served, name: str) -> None:
    assert served.document(f"/collections/{name}")["storageCrs"]


@for_some("/req/crs/fc-md-storageCrs-valid-value")
def storage_system_is_one_of_the_list(served: Served, name: str) -> None:
    assert served.document(f"/collections/{name}")["storageCrs"] in systems_of(served, name)


def _described(served: Served, name: str, word: str, path: str = "/items") -> dict[str, Any]:
    listed = served.parameters(f"/collections/{name}{path}")
    (found,) = [one for one in listed if one["name"] == word]
    assert found["in"] == "query" and found["schema"]["type"] == "string"
    return found


@for_some("/req/crs/fc-crs-definition")
def crs_is_described(served: Served, name: str) -> None:
    assert not _described(served, name, "crs").get("required")


@for_some("/req/crs/fc-bbox-crs-definition")
def bbox_crs_is_described(served: Served, name: str) -> None:
    assert not _described(served, name, "bbox-crs").get("required")


@for_some("/req/crs/ogc-crs-header")
def every_answer_tells_its_system(served: Served, name: str) -> None:
    one = served.items(name, limit="1")["features"][0]
    for path in ("/items", f"/items/{one['id']}"):
        answer = served.ask(f"/collections/{name}{path}")
        assert re.fullmatch(r"<http://www\.opengis\.net/def/crs/[^<>]+>", told(answer)), path


@for_some("/req/crs/ogc-crs-header-value")
def header_is_one_of_the_list(served: Served, name: str) -> None:
    for uri in systems_of(served, name)[:4]:
        answer = served.ask(f"/collections/{name}/items", limit="1", crs=uri)
        assert told(answer)[1:-1] in systems_of(served, name)


@for_some("/req/crs/geojson")
def coordinates_keep_the_order_of_the_system(served: Served, name: str) -> None:
    plain = shapes(served.items(name, limit="1"))[0].bounds
    turned = shapes(served.items(name, limit="1", crs=EPSG.format(4326)))[0].bounds
    assert np.allclose(turned, (plain[1], plain[0], plain[3], plain[2]), rtol=0, atol=2e-8)


@for_some("/req/crs/fc-crs-valid-value#listed")
def every_listed_system_is_spoken(served: Served, name: str) -> None:
    spoken = systems_of(served, name)
    for uri in spoken if name == served.closely[0] else spoken[::11]:
        answer = served.ask(f"/collections/{name}/items", limit="1", crs=uri)
        assert answer.status == 200 and told(answer) == f"<{uri}>", uri


@for_some("/req/crs/fc-crs-valid-value")
def other_systems_are_refused(served: Served, name: str) -> None:
    for uri in AWRY:
        assert served.ask(f"/collections/{name}/items", crs=uri).status == 400, uri


@for_some("/req/crs/f-crs-valid-value")
def other_systems_are_refused_of_one_item(served: Served, name: str) -> None:
    one = served.items(name, limit="1")["features"][0]
    for uri in AWRY:
        assert served.ask(f"/collections/{name}/items/{one['id']}", crs=uri).status == 400, uri


@for_some("/req/crs/fc-crs-default-value")
def without_a_wish_it_is_the_default(served: Served, name: str) -> None:
    answer = served.ask(f"/collections/{name}/items", limit="3")
    assert told(answer) == f"<{CRS84}>"
    assert answer.json()["features"] == served.items(name, limit="3", crs=CRS84)["features"]


@for_some("/req/crs/f-crs-default-value")
def without_a_wish_one_item_is_in_the_default(served: Served, name: str) -> None:
    one = served.items(name, limit="1")["features"][0]
    answer = served.ask(f"/collections/{name}/items/{one['id']}")
    assert told(answer) == f"<{CRS84}>" and answer.json()["geometry"] == one["geometry"]


def _enter_action(srid: int) -> None:
    @for_some(f"/req/crs/fc-crs-action#{srid}")
    def items_are_in_the_system(served: Served, name: str) -> None:
        plain = shapes(served.items(name, limit="5"))
        answer = served.ask(f"/collections/{name}/items", limit="5", crs=EPSG.format(srid))
        for found, stored in zip(shapes(answer.json()), plain, strict=True):
            assert near(found, by_the_registry(stored, srid), srid), (name, found.wkt[:200])

    @for_some(f"/req/crs/f-crs-action#{srid}")
    def one_item_is_in_the_system(served: Served, name: str) -> None:
        (one,) = served.items(name, limit="1", crs=EPSG.format(srid))["features"]
        answer = served.ask(f"/collections/{name}/items/{one['id']}", crs=EPSG.format(srid))
        assert told(answer) == f"<{EPSG.format(srid)}>" and answer.json()["geometry"] == one["geometry"]

    @for_some(f"/req/crs/fc-bbox-crs-action#{srid}")
    def box_is_in_the_system(served: Served, name: str) -> None:
        (one,) = served.items(name, limit="1", crs=EPSG.format(srid))["features"]
        low, left, high, right = shapely.from_geojson(json.dumps(one["geometry"])).bounds
        margin = 1e-7 if srid < 4500 else 0.01
        box = f"{low - margin},{left - margin},{high + margin},{right + margin}"
        found = ids(served.every(name, bbox=box, bbox_crs=EPSG.format(srid)))
        assert str(one["id"]) in found
        swapped = f"{left - margin},{low - margin},{right + margin},{high + margin}"
        answer = served.ask(f"/collections/{name}/items", bbox=swapped, bbox_crs=EPSG.format(srid))
        assert answer.status == 400 or str(one["id"]) not in ids(answer.json()["features"])


for _srid in ASKED:
    _enter_action(_srid)


@for_some("/req/crs/bbox-crs-action#default")
def box_without_a_system_is_in_the_default(served: Served, name: str) -> None:
    west, south, east, north = shapes(served.items(name, limit="1"))[0].bounds
    box = f"{west},{south},{east},{north}"
    assert ids(served.every(name, bbox=box)) == ids(served.every(name, bbox=box, bbox_crs=CRS84)) != []


@for_some("/req/crs/fc-bbox-crs-valid-value")
def box_in_another_system_is_refused(served: Served, name: str) -> None:
    for uri in AWRY:
        assert served.ask(f"/collections/{name}/items", bbox="1,1,2,2", bbox_crs=uri).status == 400, uri


@for_some("/req/crs/bbox-crs-independent")
def box_and_answer_have_systems_of_their_own(served: Served, name: str) -> None:
    west, south, east, north = shapes(served.items(name, limit="1"))[0].bounds
    there = {"bbox": f"{south},{west},{north},{east}", "bbox_crs": EPSG.format(4490)}
    mixed = served.every(name, crs=EPSG.format(4549), **there)
    assert ids(mixed) == ids(served.every(name, bbox=f"{west},{south},{east},{north}"))
