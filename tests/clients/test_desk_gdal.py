"""Debian's GDAL, older than our own, reads every collection; both GDALs read our tiles."""

import base64
import hashlib
import json
import math
import shutil
import subprocess
import urllib.request
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from api.ogc.catalogue import ALL
from portal.accounts.actor import Actor, public_actor
from portal.accounts.selectors import actor_of
from spatial.items.asking import Asked
from spatial.tiles.tile import UNITS, WORLD_M, Tile
from tests.clients.conftest import PASSWORD
from tests.conftest import TODAY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("ogr2ogr") and shutil.which("ogrinfo")),
        reason="gdal-bin is not installed; bin/test --clients does that",
    ),
]
ZOOM = 14


def _run(*words: str) -> str:
    ran = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr[-800:]
    return ran.stdout


def _stored(name: str, actor: Actor) -> list[tuple[str, shapely.Geometry]]:
    asked = Asked(collection=ALL[name], actor=actor, on=TODAY)
    rows = asked.selected().values_list(asked.collection.key, asked.shape)
    return [(str(key), shapely.from_wkb(bytes(shape.wkb))) for key, shape in rows]


def _hash(rows: list[tuple[str, shapely.Geometry]]) -> str:
    lines = sorted(f"{key} {shapely.normalize(shape).wkt}" for key, shape in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _read(
    address: str, name: str, folder: Path, *words: str, page: int = 3
) -> list[tuple[str, shapely.Geometry]]:
    """Return ids and shapes as ogr2ogr keeps them, with every digit."""
    target = folder / "read.gpkg"
    _run("ogr2ogr", str(target), f"OAPIF:{address}", name, "-oo", f"PAGE_SIZE={page}", *words)
    _meta, _ids, shapes, columns = pyogrio.raw.read(target, columns=["id"])
    return list(zip(columns[0], shapely.from_wkb(shapes), strict=True))


@pytest.mark.parametrize("name", ALL)
def test_an_old_gdal_reads_a_collection_as_the_table_holds_it(address, lead, tmp_path, name):
    signed = ("--config", "GDAL_HTTP_USERPWD", f"{lead.username}:{PASSWORD}")
    stored, found = _stored(name, actor_of(lead, on=TODAY)), _read(address, name, tmp_path, *signed)
    assert len(found) == len(stored) > 0 and _hash(found) == _hash(stored)
    told = _run("ogrinfo", "-ro", "-so", *signed, f"OAPIF:{address}", name)
    west, south, east, north = shapely.total_bounds([shape for _key, shape in stored])
    assert f"Feature Count: {len(stored)}" in told
    assert f"Extent: ({west:f}, {south:f}) - ({east:f}, {north:f})" in told
    fields = Asked(collection=ALL[name], actor=actor_of(lead, on=TODAY), on=TODAY).fields
    assert all(f"\n{field.name}: " in told for field in fields)


def test_an_old_gdal_reads_a_page_of_several_blocks_as_a_person(address, lead, many_lines, tmp_path):
    signed = ("--config", "GDAL_HTTP_USERPWD", f"{lead.username}:{PASSWORD}")
    stored = _stored("control_lines", actor_of(lead, on=TODAY))
    assert len(stored) >= len(many_lines)
    assert _hash(_read(address, "control_lines", tmp_path, *signed, page=1000)) == _hash(stored)


@pytest.mark.parametrize("name", ["projects", "sites", "regions"])
def test_an_old_gdal_without_a_name_reads_what_the_public_may(address, land, tmp_path, name):
    assert _hash(_read(address, name, tmp_path)) == _hash(_stored(name, public_actor()))
    listed = _run("ogrinfo", "-ro", f"OAPIF:{address}")
    assert "projects" in listed and "parcels" not in listed


def _tile_under(shape: shapely.Geometry) -> Tile:
    """Return the tile that holds a shape's own point (degrees)."""
    place = shape.representative_point()
    across = (place.x + 180) / 360
    down = (1 - math.asinh(math.tan(math.radians(place.y))) / math.pi) / 2
    return Tile(ZOOM, int(across * (1 << ZOOM)), int(down * (1 << ZOOM)))


def _fetched(address: str, name: str, at: Tile, user: str, folder: Path) -> Path:
    """Return a file with the tile. (GDAL's driver asks only addresses that end in .pbf or .mvt itself.)"""
    where = f"{address}/collections/{name}/tiles/WebMercatorQuad/{at.z}/{at.y}/{at.x}"
    signed = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
    asked = urllib.request.Request(where, headers={"Authorization": f"Basic {signed}"} if user else {})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        assert answer.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
        (folder / "tile.mvt").write_bytes(answer.read())
    return folder / "tile.mvt"


def _inside(name: str, actor: Actor, at: Tile) -> dict[str, shapely.Geometry]:
    """Return the stored shapes of the tile by code, cut to it, EPSG:3857 metres."""
    asked, box = Asked(collection=ALL[name], actor=actor, on=TODAY), shapely.box(*at.bounds())
    rows = asked.selected().values_list("code", asked.shape)
    moved = {code: shapely.from_wkb(bytes(shape.transform(3857, clone=True).wkb)) for code, shape in rows}
    return {code: shape & box for code, shape in moved.items() if shape.intersection(box).area > 0}


def _alike(found: dict[str, shapely.Geometry], stored: dict[str, shapely.Geometry], at: Tile) -> None:
    grid_m, box = WORLD_M / (1 << at.z) / UNITS, shapely.box(*at.bounds())
    assert found.keys() == stored.keys() != set()
    for code, shape in stored.items():
        apart = (shapely.make_valid(found[code]) & box).symmetric_difference(shape).area
        assert apart <= 2 * grid_m * max(shape.length, grid_m), code


@pytest.mark.parametrize("name", ["sites", "parcels", "control_lines"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_both_gdals_read_our_tiles_as_the_table_holds_them(address, lead, tmp_path, name, signed_in):
    if not signed_in and not ALL[name].seen_by_public:
        pytest.skip("the public is told of no such collection")
    actor = actor_of(lead, on=TODAY) if signed_in else public_actor()
    grounds = [shape for _key, shape in _stored(name, actor) if "Polygon" in shape.geom_type]
    at = _tile_under(grounds[0])
    tile = _fetched(address, name, at, lead.username if signed_in else "", tmp_path)
    stored, placed = _inside(name, actor, at), {"Z": str(at.z), "X": str(at.x), "Y": str(at.y)}
    _alike(_new_gdal(tile, ALL[name].tiles, placed), stored, at)
    _alike(_old_gdal(tile, ALL[name].tiles, placed), stored, at)


def _new_gdal(tile: Path, layer: str, placed: dict[str, str]) -> dict[str, shapely.Geometry]:
    meta, _ids, shapes, columns = pyogrio.raw.read(f"MVT:{tile}", layer=layer, CLIP="NO", **placed)
    assert meta["crs"] == "EPSG:3857"
    read = dict(zip(meta["fields"], columns, strict=True))
    return dict(zip(read["code"], shapely.from_wkb(np.asarray(shapes)), strict=True))


def _old_gdal(tile: Path, layer: str, placed: dict[str, str]) -> dict[str, shapely.Geometry]:
    options = [word for key, value in placed.items() for word in ("-oo", f"{key}={value}")]
    target = tile.with_suffix(".geojson")
    _run("ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=6", str(target),
         f"MVT:{tile}", layer, *options, "-oo", "CLIP=NO")  # fmt: skip
    features = json.loads(target.read_text(encoding="utf-8"))["features"]
    return {one["properties"]["code"]: shapely.from_geojson(json.dumps(one["geometry"])) for one in features}
