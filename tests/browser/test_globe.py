"""A globe of others (Cesium) reads the school's 3D Tiles and stands it where our map does."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.browser.test_twin import school  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
CESIUM = ROOT / "node_modules" / "cesium" / "Build" / "Cesium"
PAGE = Path(__file__).with_name("globe.html")
M_PER_DEGREE = 111_320.0
MAGENTA = np.array([255, 0, 255])


@pytest.fixture
def globe(context_of, site):
    """A page of the product's origin that holds Cesium; what it asks for is laid by the test."""
    if not (CESIUM / "Cesium.js").is_file():
        pytest.skip("node_modules lacks cesium")
    page = context_of("plan").new_page()

    def lay(route):
        name = route.request.url.split("/globe/", 1)[1].partition("?")[0]
        file = CESIUM / name if name else PAGE
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    page.route("**/globe/**", lay)
    page.goto(f"{site.address}/globe/")
    return page


def _expected(scene):
    """The middle of the scene's box by the placement the map draws with: degrees and metres."""
    placement, box = scene["placement"], np.asarray(scene["box"], dtype=float)
    x, y, z = (box[:3] + box[3:]) / 2 if box.ndim == 1 else box.mean(axis=0)
    a, b, c, d = placement["matrix"]
    lat = np.radians(placement["lat"])
    east, north = (a * x + b * y) / M_PER_DEGREE / np.cos(lat), (c * x + d * y) / M_PER_DEGREE
    return placement["lon"] + east, placement["lat"] + north, placement["height_m"] + z


def _apart_m(one, other):
    east = (one[0] - other[0]) * M_PER_DEGREE * np.cos(np.radians(one[1]))
    return float(np.hypot(east, (one[1] - other[1]) * M_PER_DEGREE))


def test_cesium_draws_the_school_on_its_ground(globe, school, site):  # noqa: F811
    scene = globe.request.get(f"{site.address}/api/v1/revisions/{school['revision']}/scene/").json()
    told = globe.evaluate("(address) => window.stand(address)", f"{scene['tileset']}?frame=earth")
    assert told["failed"] == []
    expected = _expected(scene)
    assert _apart_m(told["middle"], expected) < 0.2 and abs(told["middle"][2] - expected[2]) < 0.1
    assert told["hit"] is not None and _apart_m(told["hit"], expected) < 60
    assert expected[2] - 20 < told["hit"][2] < expected[2] + 20
    png = io.BytesIO(globe.locator("canvas").screenshot())
    picture = np.asarray(Image.open(png).convert("RGB"), dtype=int)
    drawn = np.abs(picture - MAGENTA).sum(axis=2) > 60
    assert 0.1 < drawn.mean() < 0.8
    assert 60 < picture[drawn].mean() < 230, "neither black nor blinding"
