"""Rings that run along each other, and spikes told from wedges."""

import pytest
import shapely

from spatial.coordinates.transform import transform_geometry
from tests.survey.conftest import Sheet
from tests.survey.test_defects import SQUARE, ring

ALONG = ring((100, 20), (100, 60), (60, 60), (60, 20))
ASTRIDE = ring((120, 20), (120, 60), (60, 60), (60, 20))
BESIDE = ring((100, 100), (100, 150), (0, 150), (0, 100))
INSIDE = ring((80, 20), (80, 60), (60, 60), (60, 20))
INSIDE_TOO = ring((80, 60), (80, 90), (60, 90), (60, 60))


@pytest.mark.parametrize(
    ("rings", "area", "metres"),
    [
        ((SQUARE, ALONG), "0.8400", 40.0),
        ((SQUARE, BESIDE), "1.5000", 100.0),
        ((SQUARE, INSIDE, INSIDE_TOO), "0.8600", 20.0),
    ],
    ids=["a hole at its shell", "two parts side by side", "two holes side by side"],
)
def test_rings_that_run_along_each_other_are_an_error_where_they_do(desk, sheet, rings, area, metres):
    found = desk.text(sheet.parcel(*rings, area=area))
    shared = found.one("rings_share_edge")
    assert found.errors == {"rings_share_edge"}
    assert shared.facts["metres"] == metres
    drawn = transform_geometry(shared.where.geometry, source=4326, target=4528)
    assert drawn.length == pytest.approx(metres, abs=0.001)
    assert "重合" in shared.message("zh") and "along each other" in shared.message("en")


def test_a_hole_partly_outside_its_shell_is_said_to_cross_it(desk, sheet):
    found = desk.text(sheet.parcel(SQUARE, ASTRIDE, area="0.8400"))
    assert "rings_cross" in found.errors and "rings_share_edge" not in found.errors


def test_what_makes_the_shape_unsound_is_said_beside_other_errors(desk, sheet):
    """A hole that touches its shell in two points cuts the inside in two; a wrong area must not hide that."""
    cut = ring((50, 0), (80, 50), (50, 100), (20, 50))
    found = desk.text(sheet.parcel(SQUARE, cut, area="7.0000"))
    assert {"area_fits_no_unit", "geometry_invalid"} <= found.errors


def test_a_hole_that_touches_in_one_point_is_sound(desk, sheet):
    found = desk.text(sheet.parcel(SQUARE, ring((100, 50), (60, 70), (60, 30)), area="0.9200"))
    assert found.errors == set()


def spiked(width: float, length: float = 50) -> tuple:
    return ring(
        (100, 0), (100, 50), (100 + length, 50 + width / 2), (100, 50 + width), (100, 100), (0, 100), (0, 0)
    )


@pytest.mark.parametrize("width", [0.02, 0.2, 0.45])
def test_a_spike_is_an_error_however_long(desk, width):
    found = desk.text(Sheet().parcel(spiked(width)))
    spike = found.one("spike")
    assert (spike.severity, spike.repair.kind, spike.where.label) == ("error", "drop", "J3")
    assert spike.facts["area"] == pytest.approx(width * 50 / 2, abs=0.001)
    assert (
        spike.where.geometry.equals(shapely.Point(spike.where.geometry.x, spike.where.geometry.y))
        and spike.parcel == 1
    )


def test_a_wedge_of_land_stays_a_doubt(desk, sheet):
    found = desk.text(sheet.parcel(spiked(8.0, 500)))
    assert (found.one("sharp_angle").severity, found.errors) == ("warn", set())
