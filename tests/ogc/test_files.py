"""FlatGeobuf and CSV as files that desks understand by themselves."""

import json

import numpy as np
import pyogrio
import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.test import Client

from api.ogc.catalogue import ALL
from portal.accounts.actor import public_actor
from spatial.features.models import Feature
from spatial.items.asking import Asked
from spatial.items.flat import named
from spatial.items.streams import flatgeobuf
from tests.conftest import TODAY

TOLD = {
    1: "POINT (120.0205 30.0205)",
    5: "MULTIPOLYGON (((120.13 30.03, 120.14 30.03, 120.14 30.04, 120.13 30.03)),"
    " ((120.15 30.03, 120.16 30.03, 120.16 30.04, 120.15 30.03)))",
}
"""What the public is told of two sites: one so small that it is a point."""


@pytest.fixture
def mixed(land) -> dict[str, shapely.Geometry]:
    """The shapes of the public's sites by id: points, grounds and grounds of parts."""
    for number, wkt in TOLD.items():
        shape = GEOSGeometry(wkt, srid=4326)
        Feature.objects.filter(pk=land.projects[number].site_id).update(public_geom=shape)
    rows = Asked(collection=ALL["sites"], actor=public_actor(), on=TODAY).selected()
    found = {str(key): shapely.from_wkb(bytes(one.wkb)) for key, one in rows.values_list(
        "site_id", "site__public_geom")}  # fmt: skip
    assert {one.geom_type for one in found.values()} >= {"Point", "MultiPolygon"}
    return found


def file_of(name: str, words: str) -> bytes:
    """Return a file of a collection, as the public gets it."""
    return b"".join(Client().get(f"/ogc/collections/{name}/items?{words}").streaming_content)


def _read(body: bytes) -> tuple[dict, dict[str, shapely.Geometry]]:
    meta, _fids, shapes, columns = pyogrio.raw.read(body)
    ids = columns[list(meta["fields"]).index("id")]
    return meta, dict(zip(ids, shapely.from_wkb(shapes), strict=True))


@pytest.mark.parametrize("system", [4326, 4490, 4549])
def test_shapes_of_several_kinds_keep_their_own_in_one_file(mixed, system):
    body = file_of("sites", f"f=fgb&crs=EPSG:{system}")
    told, (meta, found) = pyogrio.read_info(body), _read(body)
    assert (told["geometry_type"], told["crs"]) == ("Unknown", f"EPSG:{system}")
    assert pyogrio.list_layers(body)[:, 0].tolist() == ["sites"]
    assert {key: one.geom_type for key, one in found.items()} == {
        key: one.geom_type for key, one in mixed.items()
    }
    if system != 4549:
        assert {k: one.wkb for k, one in found.items()} == {k: one.wkb for k, one in mixed.items()}
    assert meta["fields"][0] == "id"


def test_the_index_of_a_mixed_file_finds_what_lies_in_a_box(mixed):
    body = file_of("sites", "f=fgb")
    for key, shape in mixed.items():
        meta, _fids, _shapes, columns = pyogrio.raw.read(body, bbox=shape.bounds)
        assert key in columns[list(meta["fields"]).index("id")]
        assert len(columns[0]) < len(mixed)


def test_the_file_is_the_same_however_it_comes_in_pieces(mixed):
    whole = file_of("sites", "f=fgb")
    asked = Asked(collection=ALL["sites"], actor=public_actor(), on=TODAY)
    assert b"".join(flatgeobuf(asked)) == whole
    for size in (1, 7, 4096):
        pieces = (whole[at : at + size] for at in range(0, len(whole), size))
        again = b"".join(named(pieces, name="other", mixed=False))
        assert pyogrio.list_layers(again)[:, 0].tolist() == ["other"]
        assert _read(again)[1].keys() == mixed.keys()


def test_a_file_that_ends_early_is_no_file(mixed):
    whole = file_of("regions", "f=fgb")
    with pytest.raises(ValueError, match="within a feature"):
        list(named([whole[:-10]], name="x", mixed=True))


@pytest.mark.parametrize(("name", "kind"), [("regions", "MultiPolygon"), ("projects", "Point")])
def test_shapes_of_one_kind_have_its_type_and_the_name_of_the_collection(land, name, kind):
    body = file_of(name, "f=fgb")
    assert pyogrio.read_info(body)["geometry_type"] == kind
    assert pyogrio.list_layers(body)[:, 0].tolist() == [name]


def _layer(body: bytes, tmp_path) -> tuple[str, set[str]]:
    """Return the type a GeoPackage declares, and the types of the shapes in it."""
    path = tmp_path / "file.gpkg"
    path.write_bytes(body)
    shapes = shapely.from_wkb(np.asarray(pyogrio.raw.read(path)[2]))
    assert pyogrio.list_layers(path).shape == (1, 2)
    return pyogrio.read_info(path)["geometry_type"], {one.geom_type for one in shapes if one}


@pytest.mark.parametrize(("name", "kind"), [("regions", "MultiPolygon"), ("projects", "Point")])
def test_a_geopackage_of_one_kind_declares_its_type(land, tmp_path, name, kind):
    assert _layer(file_of(name, "f=gpkg"), tmp_path) == (kind, {kind})


def test_a_geopackage_of_grounds_alone_is_of_many_whatever_the_collection_may_hold(land, tmp_path):
    shape = GEOSGeometry("POLYGON ((120.13 30.03, 120.14 30.03, 120.14 30.04, 120.13 30.03))", srid=4326)
    Feature.objects.filter(kind="site").update(public_geom=shape)
    assert _layer(file_of("sites", "f=gpkg&crs=EPSG:4549"), tmp_path) == ("MultiPolygon", {"MultiPolygon"})


def test_a_geopackage_of_a_mixture_declares_nothing_and_keeps_each(mixed, tmp_path):
    told, kinds = _layer(file_of("sites", "f=gpkg"), tmp_path)
    assert (told, kinds) == ("Unknown", {one.geom_type for one in mixed.values()})


@pytest.mark.parametrize(("name", "kind"), [
    ("regions", "MultiPolygon"), ("projects", "Point"), ("sites", "Unknown"),
])  # fmt: skip
def test_a_geopackage_without_rows_declares_what_the_collection_says(land, tmp_path, name, kind):
    body = file_of(name, "f=gpkg&filter=code%20%3D%20%27nothing%27")
    assert _layer(body, tmp_path) == (kind, set())


def test_gdal_sees_the_shape_of_a_csv_by_itself(mixed, tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes(file_of("sites", "f=csv"))
    _meta, _fids, shapes, _columns = pyogrio.raw.read(path)
    assert sorted(shapely.to_wkt(shapely.from_wkb(np.asarray(shapes)))) == sorted(
        shapely.to_wkt(list(mixed.values()))
    )


@pytest.mark.parametrize("system", [4326, 4549])
def test_the_shape_of_a_csv_is_x_first_in_every_system(mixed, tmp_path, system):
    path = tmp_path / "sites.csv"
    path.write_bytes(file_of("sites", f"f=csv&crs=EPSG:{system}"))
    shapes = shapely.from_wkb(np.asarray(pyogrio.raw.read(path)[2]))
    west, south = shapely.get_coordinates(shapes).min(axis=0)
    assert (100 < west < 140 and 20 < south < 40) if system == 4326 else west < 1e6 < south


def test_outer_rings_turn_to_the_left_and_inner_ones_to_the_right(land):
    ring = "((120.13 30.03, 120.13 30.05, 120.15 30.05, 120.15 30.03, 120.13 30.03)," \
        " (120.135 30.035, 120.145 30.035, 120.145 30.045, 120.135 30.045, 120.135 30.035))"
    shape = GEOSGeometry(f"POLYGON {ring}", srid=4326)
    site = land.projects[1].site_id
    Feature.objects.filter(pk=site).update(public_geom=shape)
    for address in (f"/ogc/collections/sites/items/{site}", "/ogc/collections/sites/items"):
        answer = Client().get(address)
        told = json.loads(b"".join(answer) if answer.streaming else answer.content)
        rows = [one for one in told.get("features", [told]) if one["id"] == str(site)]
        outer, inner = (shapely.LinearRing(one) for one in rows[0]["geometry"]["coordinates"])
        assert outer.is_ccw and not inner.is_ccw
