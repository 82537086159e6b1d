"""QGIS on the desk: its OAPIF provider reads every collection, and it draws our ground where it lies."""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.test import Client
from rasterio.features import rasterize
from rasterio.transform import from_bounds

from api.ogc.catalogue import ALL
from portal.accounts.actor import public_actor
from portal.accounts.selectors import actor_of
from spatial.features.models import Feature
from spatial.items.asking import Asked
from spatial.items.counting import EXTENT_STEP_DEG
from tests.clients.conftest import PASSWORD
from tests.conftest import TODAY

PYTHON = Path("/usr/bin/python3")
PROGRAM = Path(__file__).with_name("asking_qgis.py")
PIXELS = 512
ALIKE = 0.99
"""Of the pixels either drawing covers, how many both do. Measured 0.995 to 1.000 (pixels of the edges);
two pixels to the side are 0.984 to 0.993.
"""


def _has_qgis() -> bool:
    asked = [PYTHON, "-c", "import qgis.core"]
    return PYTHON.exists() and subprocess.run(asked, capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not _has_qgis(), reason="python3-qgis is not installed; bin/test --clients does that"),
]


@pytest.fixture
def qgis(address, tmp_path):
    """A function that does one job in a QGIS of its own and returns what came."""

    def ask(user: str = "", **job: object) -> dict:
        said = {"address": address, "user": user, "password": PASSWORD, "profile": str(tmp_path), **job}
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen",
               "QGIS_AUTH_DB_DIR_PATH": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}  # fmt: skip
        ran = subprocess.run(
            [PYTHON, PROGRAM], input=json.dumps(said), capture_output=True, text=True, timeout=300, env=env,
            check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr[-2000:]
        return json.loads(ran.stdout.strip().splitlines()[-1])

    return ask


def _asked(name: str, actor) -> Asked:
    return Asked(collection=ALL[name], actor=actor, on=TODAY)


def _stored(asked: Asked) -> list[shapely.Geometry]:
    rows = asked.selected().values_list(asked.shape, flat=True)
    return [shapely.from_wkb(bytes(shape.wkb)) for shape in rows]


def _hash(shapes: list[shapely.Geometry]) -> str:
    lines = sorted(shapely.normalize(shape).wkt for shape in shapes)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _compare(found: dict, asked: Asked) -> None:
    stored = _stored(asked)
    assert found["valid"], found
    assert found["count"] == found["read"] == len(stored) > 0, asked.collection.name
    assert {field.name for field in asked.fields} <= found["fields"].keys()
    step = float(EXTENT_STEP_DEG) * 1.01
    assert np.allclose(found["extent"], shapely.total_bounds(stored), rtol=0, atol=step)
    assert _hash([shapely.from_wkb(one) for one in found["shapes"]]) == _hash(stored)


def test_qgis_reads_every_collection_as_the_table_holds_it(qgis, lead):
    found = qgis(lead.username, layers=list(ALL))
    for name in ALL:
        _compare(found[name], _asked(name, actor_of(lead, on=TODAY)))
    assert {row["code"] for row in found["projects"]["rows"]} == set(
        _asked("projects", actor_of(lead, on=TODAY)).selected().values_list("code", flat=True)
    )


def test_qgis_without_a_name_reads_what_the_public_may(qgis, land):
    open_to_all = [name for name in ALL if ALL[name].seen_by_public]
    found = qgis(layers=list(ALL))
    for name in open_to_all:
        _compare(found[name], _asked(name, public_actor()))
    assert not any(found[name]["valid"] for name in set(ALL) - set(open_to_all))


def _covered(picture: Path) -> np.ndarray:
    """Return where the picture is not white."""
    with rasterio.open(picture) as read:
        return (read.read([1, 2, 3]) < 250).any(axis=0)


def _drawn(shapes: list[shapely.Geometry], box: tuple[float, ...]) -> np.ndarray:
    """Return where our own drawing of the table's shapes (EPSG:3857) is covered."""
    at = from_bounds(*box, PIXELS, PIXELS)
    return rasterize(shapes, out_shape=(PIXELS, PIXELS), transform=at).astype(bool)


def _alike(theirs: np.ndarray, ours: np.ndarray) -> float:
    """Return the share of what either covers that both cover."""
    return float((theirs & ours).sum() / (theirs | ours).sum())


def _in_metres(asked: Asked) -> list[shapely.Geometry]:
    rows = asked.selected().values_list(asked.shape, flat=True)
    grounds = [shapely.from_wkb(bytes(shape.transform(3857, clone=True).wkb)) for shape in rows]
    return [shape for shape in grounds if shape.geom_type in ("Polygon", "MultiPolygon")]


def _box(shapes: list[shapely.Geometry]) -> tuple[float, ...]:
    """Return a square a little wider than the shapes (EPSG:3857 metres)."""
    west, south, east, north = shapely.total_bounds(shapes)
    half = max(east - west, north - south) * 0.55
    x, y = (west + east) / 2, (south + north) / 2
    return x - half, y - half, x + half, y + half


@pytest.mark.parametrize("kind", ["oapif", "tiles"])
@pytest.mark.parametrize("name", ["sites", "parcels", "control_lines"])
def test_qgis_draws_our_ground_where_it_lies(qgis, lead, tmp_path, kind, name):
    shapes = _in_metres(_asked(name, actor_of(lead, on=TODAY)))
    box, picture = _box(shapes[:1]), tmp_path / "drawn.png"
    qgis(lead.username, drawn=[[kind, name]], box=box, pixels=PIXELS, picture=str(picture))
    theirs, ours = _covered(picture), _drawn(shapes, box)
    assert ours.sum() > 500
    assert _alike(theirs, ours) >= ALIKE
    assert _alike(np.roll(theirs, 5, axis=1), ours) < ALIKE


def test_qgis_draws_for_the_public_what_the_public_may_see(qgis, land, tmp_path):
    shapes, hidden = _in_metres(_asked("sites", public_actor())), tmp_path / "hidden.png"
    box, picture = _box(shapes[:1]), tmp_path / "drawn.png"
    qgis(drawn=[["tiles", "sites"]], box=box, pixels=PIXELS, picture=str(picture))
    theirs, ours = _covered(picture), _drawn(shapes, box)
    assert _alike(theirs, ours) >= ALIKE
    qgis(drawn=[["tiles", "parcels"]], box=box, pixels=PIXELS, picture=str(hidden))
    assert not _covered(hidden).any()


def _ran(tmp_path: Path, program: str, *words: str, told: object = None) -> Any:
    """Return what a program prints that runs in a QGIS of its own."""
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    asked = [PYTHON, PROGRAM.with_name(program), *words]
    ran = subprocess.run(
        asked, input=json.dumps(told), capture_output=True, text=True, timeout=300, env=env, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout.strip().splitlines()[-1])


def test_qgis_reads_a_style_whole(land, tmp_path):
    for name in ("projects", "regions", "control_lines", "sites", "sections", "structures"):
        style = Client().get(f"/ogc/collections/{name}/style").json()
        told = _ran(tmp_path, "asking_qgis_style.py", told=style)
        drawn = {one["id"]: one for one in style["layers"]}
        assert told["warnings"] == [] and [one["name"] for one in told["layers"]] == list(drawn)
        for one in told["layers"]:
            layer = drawn[one["name"]]
            given = layer["paint"].get(f"{layer['type']}-color")
            words = given if isinstance(given, str) else json.dumps(given)
            assert set(re.findall(r"#\w{6}", words)) <= set(re.findall(r"#\w{6}", str(one["colours"])))
            assert one["from"] == layer["minzoom"] and "_geom_type" in one["filter"]
            assert one["filter"].count(" AND ") == len(layer["filter"]) - 2 or layer["filter"][0] != "all"
        sizes = [one["size"] for one in told["layers"] if "from" in one["name"]]
        assert sizes == sorted(set(sizes), reverse=True)


def test_qgis_opens_one_layer_of_a_geopackage_of_grounds(land, tmp_path):
    path = tmp_path / "sites.gpkg"
    path.write_bytes(b"".join(Client().get("/ogc/collections/sites/items?f=gpkg").streaming_content))
    ((kind, system, number),) = _ran(tmp_path, "asking_qgis_file.py", str(path))
    rows = Asked(collection=ALL["sites"], actor=public_actor(), on=TODAY).selected()
    assert (kind, system, number) == ("MultiPolygon", "EPSG:4326", rows.count())


def test_qgis_sees_points_and_ground_of_one_flatgeobuf_with_their_system(lead, land, tmp_path):
    small = GEOSGeometry("POINT (120.0205 30.0205)", srid=4326)
    Feature.objects.filter(pk=land.projects[1].site_id).update(public_geom=small)
    path = tmp_path / "sites.fgb"
    answer = Client().get("/ogc/collections/sites/items?f=fgb")
    path.write_bytes(b"".join(answer.streaming_content))
    told = _ran(tmp_path, "asking_qgis_file.py", str(path))
    assert [kind for kind, _system, _number in told] == ["Point", "Polygon"]
    assert {system for _kind, system, _number in told} == {"EPSG:4326"}
    rows = Asked(collection=ALL["sites"], actor=public_actor(), on=TODAY).selected()
    assert sum(number for _kind, _system, number in told) == rows.count()
