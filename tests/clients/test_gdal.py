"""GDAL's OAPIF driver opens every collection and reads what the table holds."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

from api.ogc.catalogue import ALL
from portal.accounts.actor import public_actor
from portal.accounts.selectors import actor_of
from spatial.items.asking import Asked
from spatial.items.streams import BLOCK_BYTES, features
from tests.clients.conftest import PASSWORD
from tests.conftest import TODAY

pytestmark = pytest.mark.skipif(
    "OAPIF" not in pyogrio.list_drivers(), reason="this GDAL has no driver for OGC API Features (OAPIF)"
)
READER = Path(__file__).with_name("asking_gdal.py")


def _read(address: str, layer: str, *, user: str = "", **options: str) -> dict:
    config = {"GDAL_HTTP_USERPWD": f"{user}:{PASSWORD}"} if user else {}
    asked = [sys.executable, str(READER), address, layer, json.dumps(options), json.dumps(config)]
    ran = subprocess.run(asked, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr[-800:]
    return json.loads(ran.stdout)


def _stored(asked: Asked) -> list[tuple[str, shapely.Geometry]]:
    rows = asked.selected().values_list(asked.collection.key, asked.shape)
    return [(str(key), shapely.from_wkb(bytes(shape.wkb))) for key, shape in rows]


def _hash(rows: list[tuple[str, shapely.Geometry]]) -> str:
    lines = sorted(f"{key} {shapely.normalize(shape).wkt}" for key, shape in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.mark.parametrize("name", ALL)
def test_gdal_reads_a_collection_as_the_table_holds_it(address, lead, name):
    asked = Asked(collection=ALL[name], actor=actor_of(lead, on=TODAY), on=TODAY)
    found, stored = _read(address, name, user=lead.username, PAGE_SIZE="3"), _stored(asked)
    assert found["layers"] == sorted(ALL)
    assert found["told"] == found["read"] == len(stored) > 0
    assert {field.name for field in asked.fields} <= set(found["fields"])
    assert found["bounds"] == shapely.total_bounds([shape for _key, shape in stored]).tolist()
    assert found["hash"] == _hash(stored)


def test_gdal_reads_a_page_of_several_blocks_as_a_person(address, lead, many_lines):
    asked = Asked(collection=ALL["control_lines"], actor=actor_of(lead, on=TODAY), on=TODAY)
    page = b"".join(features(asked, head=b"", tail=lambda *_told: b""))
    assert len(page) > 2 * BLOCK_BYTES
    found, stored = _read(address, "control_lines", user=lead.username, PAGE_SIZE="1000"), _stored(asked)
    assert found["read"] == len(stored) >= len(many_lines)
    assert found["hash"] == _hash(stored)


def test_gdal_without_a_name_reads_what_the_public_may(address, land):
    found = _read(address, "projects")
    stored = _stored(Asked(collection=ALL["projects"], actor=public_actor(), on=TODAY))
    assert found["layers"] == sorted(set(ALL) - {"parcels", "permit_extents"})
    assert (found["read"], found["hash"]) == (len(stored), _hash(stored))


@pytest.mark.parametrize("srid", [4490, 4528, 4549, 4534])
def test_gdal_reads_each_system_with_its_axes_right(address, lead, srid):
    found = _read(address, "parcels", user=lead.username, CRS=f"EPSG:{srid}")
    asked = Asked(collection=ALL["parcels"], actor=actor_of(lead, on=TODAY), on=TODAY)
    move = pyproj.Transformer.from_crs(4326, srid, always_xy=True)
    shapes = [
        shapely.transform(shape, lambda xy: np.column_stack(move.transform(xy[:, 0], xy[:, 1])))
        for _key, shape in _stored(asked)
    ]
    assert found["crs"] == f"EPSG:{srid}"
    assert np.allclose(found["bounds"], shapely.total_bounds(shapes), rtol=0, atol=1e-3)


def test_gdal_has_the_server_filter(address, lead):
    code = ALL["projects"].rows(actor_of(lead, on=TODAY), TODAY).first().code
    found = _read(address, "projects", user=lead.username, where=f"code = '{code}'")
    assert found["codes"] == [code]
