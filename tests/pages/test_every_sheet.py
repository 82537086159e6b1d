"""Any view, on any paper, at any scale, is a sheet; whatever stands on its edge."""

from itertools import product

import numpy as np
import pytest
import shapely
from django.contrib.gis.geos import Polygon

from portal.pages.drawing.furniture import anchor
from portal.pages.drawing.window import window_at
from portal.pages.printing.plan import ORIENTATIONS, PAPERS_MM, read_plan
from portal.pages.printing.works import draw
from portal.projects.choropleth import Colouring
from portal.projects.filters import ProjectFilter
from spatial.coordinates.transform import transform_geometry
from tests.conftest import TODAY

SCALES = (25_000, 250_000)
VIEWS = tuple(product(np.linspace(119.99, 120.21, 8), np.linspace(29.99, 30.21, 5)))
COLOURED = Colouring(metric="projects", level=3)


@pytest.fixture
def works(file_project):
    """Twelve lots over the country."""
    for column, row in product((0.0, 0.5, 1.1, 1.7), (0.0, 0.6, 1.5)):
        file_project(column, row, published=True)


@pytest.mark.parametrize("paper", PAPERS_MM)
def test_every_view_draws_at_every_scale(paper, works, everything, anyone):
    assert len(VIEWS) == 40
    shown = 0
    for turn, ((lon, lat), scale) in enumerate(product(VIEWS, SCALES)):
        way = ORIENTATIONS[turn // 2 % 2]
        sheet = read_plan(
            {"center": f"{lon:.5f},{lat:.5f}", "scale": str(scale), "paper": paper, "orientation": way}
        )
        asker = anyone if scale == SCALES[-1] else everything
        drawn = draw(sheet, actor=asker, criteria=ProjectFilter(), on=TODAY,
                     colouring=COLOURED if scale == SCALES[-1] else None)  # fmt: skip
        assert "nan" not in drawn.svg
        assert len(drawn.numbered) <= drawn.shown
        shown += drawn.shown
    assert shown > len(VIEWS)


@pytest.fixture
def window():
    """A hundred millimetres square at 1:10000, a kilometre."""
    return window_at(lon=120.1, lat=30.1, scale=10_000, width_mm=100, height_mm=100)


def _in_degrees(window, shape):
    return transform_geometry(shape, source=window.zone.srid, target=4490)


@pytest.mark.parametrize("aside_m", [0.0, 1e-7, 1e-3, 3.0])
def test_what_only_touches_the_sheet_has_its_name_on_the_edge(window, aside_m):
    _west, south, east, _north = window.bounds_m
    lot = shapely.box(east + aside_m, south + 100, east + aside_m + 500, south + 300)
    x, y = anchor(window, _in_degrees(window, lot))
    assert x == pytest.approx(100, abs=0.01) and 69.9 < y < 90.1


def test_what_is_partly_seen_has_its_name_on_the_seen_part(window):
    _west, south, east, _north = window.bounds_m
    lot = shapely.box(east - 200, south + 100, east + 5000, south + 300)
    x, y = anchor(window, _in_degrees(window, lot))
    assert 80 <= x <= 100 and 70 <= y <= 90


def test_the_outline_leaves_out_what_only_lies_near_the_sheet():
    """The box in degrees that holds the sheet is larger than the sheet, which stands askew."""
    sheet = read_plan({"center": "121.3,30.2", "scale": "100000", "paper": "A4"})
    west, south, _east, _north = sheet.window.lonlat_box().extent
    lot = Polygon.from_bbox((west + 0.0001, south + 0.0001, west + 0.0003, south + 0.0003))
    outline = sheet.window.lonlat_outline()
    assert sheet.window.lonlat_box().intersects(lot) and not outline.intersects(lot)
    inside = Polygon.from_bbox((121.3, 30.2, 121.301, 30.201))
    assert outline.intersects(inside)
