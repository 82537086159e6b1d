"""Map files and drawings become parcels."""

import io
import json
import math
import zipfile

import pyogrio
import pytest
import shapely

from spatial.intake.problems import Refused
from tests.survey.corpus.case import EAST, NORTH
from tests.survey.corpus.drawings import box, drawing, half_round, in_block, line, polyline


def area_of(found):
    return sum(parcel.area_plane_sqm for parcel in found.reading.parcels)


def test_an_arc_and_three_lines_close_to_half_a_circle_on_a_square(desk):
    found = desk.read(desk.write(half_round(), "x.dxf"))
    (parcel,) = found.reading.parcels
    assert parcel.title == "JZX"
    assert parcel.area_plane_sqm == pytest.approx(10_000 + math.pi * 50**2 / 2, rel=0.001)
    assert "lines_left_out" not in found.codes


def test_a_block_is_read_where_it_is_inserted(desk):
    (parcel,) = desk.read(desk.write(in_block(), "x.dxf")).reading.parcels
    assert parcel.polygon.bounds == (EAST, NORTH, EAST + 100, NORTH + 100)


def test_lines_of_another_layer_do_not_close_a_parcel(desk):
    a, b, c, d = box(EAST, NORTH, 50)
    content = drawing([*line(a, b), *line(b, c), *line(c, d, "DL"), *line(d, a)])
    with pytest.raises(Refused) as refused:
        desk.read(desk.write(content, "x.dxf"))
    assert refused.value.problem.code == "survey_without_polygons"


def test_each_closed_line_of_a_layer_is_a_parcel_and_an_inner_one_a_hole(desk):
    entities = [*polyline(box(EAST, NORTH, 100)), *polyline(box(EAST + 10, NORTH + 10, 10))]
    entities += polyline(box(EAST + 200, NORTH, 50))
    found = desk.read(desk.write(drawing(entities), "x.dxf"))
    assert sorted(p.area_plane_sqm for p in found.reading.parcels) == [2500, 9900]
    assert found.one("inner_ring_as_hole").severity == "warn"


def test_a_line_drawn_twice_is_taken_once(desk):
    corners = box(EAST, NORTH, 100)
    turned = corners[2:] + corners[:2]
    content = drawing([*polyline(corners), *polyline(turned[::-1])])
    found = desk.read(desk.write(content, "x.dxf"))
    assert len(found.reading.parcels) == 1
    assert found.one("drawn_twice").facts == {"count": 1}


def test_a_drawing_without_zone_asks_for_it_and_takes_the_answer(desk):
    content = drawing(polyline(box(EAST - 40_000_000, NORTH, 100)))
    found = desk.read(desk.write(content, "x.dxf"))
    assert "crs_needs_zone" in found.errors
    settled = desk.read(desk.write(content, "x.dxf"), srid=4549)
    assert (settled.reading.crs.how, settled.errors) == ("chosen", set())


def test_a_zone_named_against_the_numbers_of_a_map_is_not_taken(desk):
    content = drawing(polyline(box(EAST - 40_000_000, NORTH, 100)))
    found = desk.read(desk.write(content, "x.dxf"), srid=4528)
    assert "choice_contradicts" in found.errors
    assert found.reading.parcels[0].lonlat is None


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(geometry))}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_names_and_codes_come_from_the_columns_offices_use(desk):
    content = collection(feature(shapely.box(120, 30, 120.001, 30.001), DKMC="东", DKBH="A1", DLBM="0701"))
    (parcel,) = desk.read(desk.write(content, "x.geojson", "utf-8")).reading.parcels
    assert (parcel.attributes.name, parcel.attributes.code, parcel.attributes.land_code) == (
        "东",
        "A1",
        "0701",
    )


def test_a_closed_line_of_a_map_is_a_parcel_and_an_open_one_is_not(desk):
    closed = shapely.LineString([(120, 30), (120.001, 30), (120.001, 30.001), (120, 30)])
    content = collection(feature(closed), feature(shapely.LineString([(120, 31), (121, 31)])))
    found = desk.read(desk.write(content, "x.geojson", "utf-8"))
    assert len(found.reading.parcels) == 1
    assert found.one("lines_left_out").facts == {"count": 1}


def test_an_invalid_polygon_of_a_map_is_taken_apart_and_its_crossing_shown(desk):
    bow = shapely.Polygon([(120, 30), (120.001, 30.001), (120.001, 30), (120, 30.001)])
    found = desk.read(desk.write(collection(feature(bow)), "x.geojson", "utf-8"))
    crossing = found.one("self_crossing")
    assert crossing.where.geometry.equals_exact(shapely.Point(120.0005, 30.0005), 1e-9)
    assert "geometry_invalid" not in found.codes


def test_rows_without_ground_do_not_hide_the_others(desk):
    content = collection(
        {"type": "Feature", "properties": {}, "geometry": None},
        feature(shapely.box(120, 30, 120.001, 30.001)),
    )
    found = desk.read(desk.write(content, "x.geojson", "utf-8"))
    assert found.one("geometry_missing").where.address.row == 1
    assert len(found.reading.parcels) == 1


def test_layers_in_different_systems_are_not_mixed(desk, tmp_path):
    import pyogrio

    path = tmp_path / "x.gpkg"
    for layer, srid, shape in (
        ("a", 4490, shapely.box(120, 30, 120.1, 30.1)),
        ("b", 4528, shapely.box(EAST, NORTH, EAST + 9, NORTH + 9)),
    ):
        pyogrio.raw.write(
            path, geometry=shapely.to_wkb([shape]), field_data=[], fields=[], geometry_type="Polygon",
            driver="GPKG",
            crs=f"EPSG:{srid}", layer=layer, append=path.exists(),
        )  # fmt: skip
    with pytest.raises(Refused) as refused:
        desk.read(path)
    assert refused.value.problem.code == "layers_disagree"
    assert desk.read(path, layer="b").reading.crs.srid == 4528


def test_a_latitude_that_is_none_leaves_the_parcel_unplaced(desk):
    content = collection(feature(shapely.Polygon([(120, 30), (120.001, 7594), (120.001, 30)])))
    found = desk.read(desk.write(content, "x.geojson", "utf-8"))
    (parcel,) = found.reading.parcels
    assert (parcel.lonlat, parcel.area_ellipsoid_sqm) == (None, None)
    assert {"not_movable", "outside_degrees"} <= found.errors


def test_an_arc_is_broken_up_to_a_millimetre_and_makes_no_defects_of_its_own(desk):
    """A lot of 200 by 100 m with a half circle of 50 m radius let into its eastern side."""
    points = [(40514400, 3347800, 0), (40514600, 3347800, 1), (40514600, 3347700, 0), (40514400, 3347700, 0)]
    body = "".join(f"10\n{x}\n20\n{y}\n" + (f"42\n{bulge}.0\n" if bulge else "") for x, y, bulge in points)
    text = f"0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\n8\nJZD\n90\n4\n70\n1\n{body}0\nENDSEC\n0\nEOF\n"
    found = desk.read(desk.write(text.encode(), "弧.dxf"))
    (parcel,) = found.reading.parcels
    assert parcel.area_plane_sqm == pytest.approx(20_000 - math.pi * 50**2 / 2, abs=0.1)
    assert not {"duplicate_point", "short_edge", "inner_ring_as_hole"} & set(found.codes)
    centre = shapely.Point(40514600, 3347750)
    ring = parcel.rings[0]
    arc = [math.hypot(x - centre.x, y - centre.y) for x, y in zip(ring.xs, ring.ys, strict=True)
           if x < 40514600 and 3347700 < y < 3347800 and x > 40514500]  # fmt: skip
    assert len(arc) > 100 and max(abs(one - 50) for one in arc) < 1e-3


def test_what_a_shapefile_without_prj_is_taken_for_has_its_reason(desk):
    shape = {"type": "Polygon", "coordinates": [[[40514400, 3347800], [40514600, 3347800],
             [40514600, 3347700], [40514400, 3347800]]]}  # fmt: skip
    (desk.folder / "s").mkdir()
    pyogrio.raw.write(
        desk.folder / "s" / "a.shp", geometry=shapely.to_wkb([shapely.geometry.shape(shape)]), field_data=[],
        fields=[], geometry_type="Polygon", driver="ESRI Shapefile", crs="EPSG:4528",
    )  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in (desk.folder / "s").iterdir():
            if part.suffix != ".prj":
                archive.write(part, part.name)
    crs = desk.read(desk.write(made.getvalue(), "a.zip")).reading.crs
    assert (crs.srid, [one.code for one in crs.reasons]) == (4528, ["by_prefix"])
