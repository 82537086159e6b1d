"""Every format and system that is offered reads back as the same ground."""

import pytest
import shapely

from spatial.coordinates.transform import transform_geometry
from spatial.survey.export import FORMATS, FormatNotOffered, TextNeedsZone, export_parcels
from spatial.survey.outlines import Outline, SystemNotOffered, outlines_of
from tests.survey.conftest import HOLE, OUTER, Sheet

SUFFIX = {"shp": "zip"}
HOLED = shapely.Polygon([(y, x) for x, y in OUTER], [[(y, x) for x, y in HOLE]])
PARTS = shapely.MultiPolygon(
    [
        shapely.box(40_515_400, 3_347_700, 40_515_500, 3_347_800),
        shapely.box(40_515_600, 3_347_700, 40_515_650, 3_347_800),
    ]
)
SRIDS = (4490, 4528, 4549, 4527, 4498)
OFFERED = [(format, srid) for format in FORMATS for srid in SRIDS if (format, srid) != ("txt", 4490)]
OUTLINES = [
    Outline(name="东地块", geometry=HOLED, srid=4528, code="A-1", land_use="公用", land_code="0809"),
    Outline(name="西地块", geometry=PARTS, srid=4528, code="A-2"),
]


@pytest.mark.parametrize(("format", "srid"), OFFERED)
def test_what_is_exported_reads_back(desk, format, srid):
    content = export_parcels(OUTLINES, format=format, srid=srid)
    path = desk.write(content, f"地块.{SUFFIX.get(format, format)}")
    found = desk.read(path, srid=srid if (format, srid) == ("dxf", 4549) else 0)
    assert found.reading.crs.srid == srid
    assert not found.errors
    back = shapely.union_all([parcel.polygon for parcel in found.reading.parcels])
    wanted = transform_geometry(shapely.union_all([HOLED, PARTS]), source=4528, target=srid)
    near = 0.001 if srid != 4490 else 1e-8
    assert back.hausdorff_distance(wanted) < near * 1.5
    assert {parcel.attributes.name for parcel in found.reading.parcels} == {"东地块", "西地块"}
    if format != "dxf":
        assert [p.attributes.code for p in found.reading.parcels] == ["A-1", "A-2"]


def test_parcels_in_degrees_are_written_in_a_zone(desk):
    lonlat = transform_geometry(HOLED, source=4528)
    content = export_parcels([Outline(name="东", geometry=lonlat, srid=4326)], format="txt", srid=4528)
    (parcel,) = desk.text(content).reading.parcels
    assert parcel.polygon.hausdorff_distance(HOLED) < 0.0015


def test_a_reading_is_exported_from_its_own_numbers(desk, sheet):
    reading = desk.text(sheet.parcel(OUTER, HOLE, area="1.8", tail="A9,东,面,,公用,0809")).reading
    (outline,) = outlines_of(reading)
    assert (outline.name, outline.code, outline.land_use, outline.srid) == ("东", "A9", "公用", 4528)
    again = desk.text(export_parcels([outline], format="txt", srid=4528)).reading
    assert again.parcels[0].polygon.equals(reading.parcels[0].polygon)


def test_what_has_no_place_is_not_exported(desk):
    sheet = Sheet(header={"坐标系": "西安80"}).parcel(OUTER)
    assert outlines_of(desk.text(sheet).reading) == []


@pytest.mark.parametrize("srid", [3857, 2364, 32650])
def test_other_systems_are_not_offered(srid):
    with pytest.raises(SystemNotOffered, match=str(srid)):
        export_parcels(OUTLINES, format="gpkg", srid=srid)


def test_other_formats_are_not_offered():
    with pytest.raises(FormatNotOffered, match="dwg"):
        export_parcels(OUTLINES, format="dwg", srid=4490)
    with pytest.raises(TextNeedsZone, match="4490"):
        export_parcels(OUTLINES, format="txt", srid=4490)
