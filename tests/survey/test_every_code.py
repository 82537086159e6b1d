"""Every code of the reader is said by some file: here are those no other test of this folder asks for."""

import re
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from pyproj import CRS

from spatial.intake.problems import Refused
from spatial.survey.checks import neighbours
from spatial.survey.model import Registered
from spatial.survey.sentences import SURVEY
from tests.survey.conftest import OUTER
from tests.survey.test_defects import SQUARE, ring
from tests.survey.told import PARTS, page

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "survey-defects.md"


def reasons(found) -> list[str]:
    """Return how the reader says it knows the system."""
    return [one.code for one in found.reading.crs.reasons]


def geopackage(desk, shape, crs: str) -> Path:
    """Write a GeoPackage of one parcel."""
    path = desk.folder / "a.gpkg"
    pyogrio.raw.write(
        path, geometry=np.array([shapely.to_wkb(shape)], dtype=object), geometry_type="Polygon", crs=crs,
        field_data=[np.array(["一"], dtype=object)], fields=np.array(["name"], dtype=object), driver="GPKG",
    )  # fmt: skip
    return path


def test_a_raster_is_no_survey(desk):
    with pytest.raises(Refused) as refused:
        desk.read(desk.write(b"II*\0" + bytes(64), "影像.tif"))
    assert refused.value.problem.code == "survey_kind_raster"


def test_a_parcel_that_states_no_number_of_points_is_warned_of(desk, sheet):
    found = desk.text(sheet.parcel(SQUARE, count="—"))
    assert found.one("count_missing").where.address.row > 0 and found.errors == set()


def test_a_closing_point_written_twice_is_noted_and_counts_for_nothing(desk, sheet):
    sheet.parcel(SQUARE)
    sheet.lines.append(sheet.lines[-1])
    found = desk.text(sheet)
    assert "closing_twice" in found.codes
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(10_000)


def test_a_parcel_without_points_is_an_error(desk, sheet):
    sheet.parcel(SQUARE).lines.append("0,,2,地块二,面,,,,@")
    assert "parcel_without_ring" in desk.text(sheet).errors


def test_a_zone_there_is_not_cannot_be_read(desk, sheet):
    sheet.header["带号"] = "61"
    found = desk.text(sheet.parcel(SQUARE))
    said = {*found.codes, *reasons(found)}
    assert "zone_unreadable" in said


def test_neighbours_beyond_the_limit_are_said_not_to_be_looked_at(desk, sheet, monkeypatch):
    monkeypatch.setattr(neighbours, "MOST_GAPS", 2)
    for n in range(4):
        sheet.parcel(ring((100, n * 100), (100, n * 100 + 99.8), (0, n * 100 + 99.8), (0, n * 100)))
    found = desk.text(sheet)
    assert found.one("gaps_unchecked").facts == {"limit": 2} and "gap" not in found.codes


def test_a_place_abroad_is_warned_of(desk):
    abroad = shapely.box(2.35, 48.85, 2.36, 48.86)
    found = desk.read(geopackage(desk, abroad, "EPSG:4326"))
    assert found.one("outside_china").facts["lat"] == pytest.approx(48.855, abs=0.01)


def test_a_system_a_person_named_is_said_to_be_named(desk, sheet):
    sheet.header.clear()
    assert "by_choice" in reasons(desk.text(sheet.parcel(SQUARE), srid=4528))


def test_degrees_are_said_to_be_degrees(desk, sheet):
    sheet.header.clear()
    degrees = ((30.25, 120.15), (30.25, 120.151), (30.249, 120.151), (30.249, 120.15))
    assert "by_degrees" in reasons(desk.text(sheet.parcel(degrees)))


def test_a_system_the_file_carries_is_said_to_be_its_own(desk):
    plain = shapely.Polygon([(east, north) for north, east in OUTER])
    assert "by_declaration" in reasons(desk.read(geopackage(desk, plain, "EPSG:4528")))


def test_a_registered_system_is_said_to_be_converted(desk, sheet):
    definition = CRS.from_proj4("+proj=tmerc +lon_0=120.15 +x_0=500000 +y_0=-3000000 +ellps=GRS80").to_wkt()
    sheet.header["坐标系"] = "示例市独立坐标系"
    corners = ((347_000, 500_000), (347_000, 500_100), (346_900, 500_100), (346_900, 500_000))
    grid = Registered(words=("示例市独立",), definition=definition)
    assert "by_registration" in reasons(desk.text(sheet.parcel(corners), registered=(grid,)))


def test_every_code_is_asked_for_by_a_test_of_this_folder():
    asked = "".join(path.read_text(encoding="utf-8") for path in HERE.rglob("*.py") if path.name != "told.py")
    assert [code for code in SURVEY if not re.search(rf"\b{code}\b", asked)] == []


def test_the_page_of_codes_says_what_the_reader_says():
    assert {code for entries in PARTS.values() for code in entries} == set(SURVEY)
    assert PAGE.read_text(encoding="utf-8") == page()
