"""Geometries are checked, placed, and kept as they came."""

import numpy as np
import pyogrio
import pytest
import shapely
from shapely import LineString, Point, Polygon, box

from spatial.coordinates.transform import transform_geometry
from spatial.intake.geometry import Placer
from spatial.intake.limits import DEFAULT_LIMITS, Limits
from spatial.intake.model import CrsFinding, RawRow
from spatial.intake.problems import Address

ZONE_40 = CrsFinding(status="declared", srid=4528)
DEGREES = CrsFinding(status="declared", srid=4326)
BOWTIE = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])


def rows_of(*shapes):
    return [
        RawRow(
            number=i, address=Address(kind="record", row=i), values=[],
            wkb=s if isinstance(s, bytes) or s is None else shapely.to_wkb(s, output_dimension=4),
        )
        for i, s in enumerate(shapes, start=1)
    ]  # fmt: skip


def place(*shapes, crs=DEGREES, limits=DEFAULT_LIMITS, repair=False):
    placer = Placer(crs, limits, expects_shapes=True, repair=repair)
    return placer.place(rows_of(*shapes)), [p.code for p in placer.late_problems()]


def test_the_original_is_kept_to_the_byte_beside_the_placed_copy():
    original = Polygon([(40514400, 3347800), (40514600, 3347800), (40514600, 3347700), (40514400, 3347800)])
    (row,), _late = place(original, crs=ZONE_40)
    assert row.shape.native_wkb == shapely.to_wkb(original)
    assert row.shape.srid == 4528
    back = transform_geometry(shapely.from_wkb(row.shape.wkb), source=4326, target=4528)
    assert shapely.hausdorff_distance(back, original) < 0.001


def test_swapped_axes_are_swapped_only_in_the_copy():
    finding = CrsFinding(status="declared", srid=4326, swap_axes=True)
    (row,), _late = place(Point(23.3, 112.8), crs=finding)
    assert shapely.from_wkb(row.shape.wkb) == Point(112.8, 23.3)
    assert shapely.from_wkb(row.shape.native_wkb) == Point(23.3, 112.8)


def test_an_invalid_shape_is_refused_with_its_reason_and_place():
    (row,), _late = place(BOWTIE)
    found = row.problems[0]
    assert (found.code, found.facts["reason"], found.facts["x"], found.facts["y"]) == (
        "geometry_invalid", "Self-intersection", "5", "5",
    )  # fmt: skip
    assert "自相交" in found.sentence("zh")
    assert row.shape.wkb == b""


def test_it_is_mended_only_when_asked_and_the_change_is_told():
    (row,), _late = place(BOWTIE, repair=True)
    assert row.problems[0].code == "geometry_repaired"
    assert shapely.from_wkb(row.shape.wkb).is_valid
    assert shapely.from_wkb(row.shape.native_wkb).equals_exact(BOWTIE)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -1.7976931348623157e308])
def test_numbers_that_are_none_are_refused(bad):
    rows, _late = place(LineString([(1, 1), (bad, 2)]), Point(1, 1))
    assert rows[0].problems[0].code == "coordinate_infinite"
    assert rows[1].shape.wkb


def test_too_many_vertices_are_refused_and_not_carried_along():
    ring = Point(0, 0).buffer(1, quad_segs=300)
    (row,), _late = place(ring, limits=Limits(max_vertices=1000))
    assert (row.problems[0].code, row.problems[0].facts) == (
        "geometry_too_large", {"found": 1201, "limit": 1000},
    )  # fmt: skip
    assert row.shape is None


def test_heights_are_dropped_from_the_copy_and_kept_in_the_original():
    (row,), late = place(Point(112.8, 23.3, 55.5))
    assert not shapely.from_wkb(row.shape.wkb).has_z
    assert shapely.from_wkb(row.shape.native_wkb).z == 55.5
    assert late == ["heights_dropped"]


@pytest.mark.parametrize("nothing", [None, Point(), Polygon()])
def test_an_absent_or_empty_shape_is_missing(nothing):
    (row,), _late = place(nothing)
    assert ([p.code for p in row.problems], row.shape) == (["geometry_missing"], None)


def test_bytes_that_are_no_shape_are_refused():
    (row,), _late = place(b"\x01\x03\x00\x00\x00\xff\xff")
    assert row.problems[0].code == "geometry_unreadable"


def test_an_open_ring_in_wkb_is_named():
    ring = bytes.fromhex("0103000000010000000400000000000000000000000000000000000000")
    rest = np.array([[1, 0], [1, 1], [0, 1]], dtype="<f8").tobytes()
    (row,), _late = place(ring[:9] + (4).to_bytes(4, "little") + np.zeros(2).tobytes() + rest)
    assert row.problems[0].code == "ring_open_somewhere"


def test_what_the_projection_cannot_reach_is_refused():
    rows, _late = place(Point(100, 99), Point(112, 23))
    assert rows[0].problems[0].code == "outside_degrees"
    assert rows[1].shape.wkb
    far, _late = place(Point(5e8, 5e8), crs=CrsFinding(status="declared", srid=28992))
    assert far[0].problems[0].code == "outside_projection"


def test_without_a_system_nothing_is_placed():
    (row,), _late = place(Point(500_000, 3_000_000), crs=CrsFinding(status="unknown"))
    assert (row.shape.wkb, bool(row.shape.native_wkb)) == (b"", True)


def written(desk, name, shapes, crs, **more):
    path = desk.folder / name
    fields = {"名称": np.array([f"项目{i}" for i in range(len(shapes))], dtype=object)}
    pyogrio.raw.write(
        path, geometry=shapely.to_wkb(np.array(shapes, dtype=object)), field_data=list(fields.values()),
        fields=list(fields), geometry_type=more.pop("kind", shapes[0].geom_type), crs=crs, **more,
    )  # fmt: skip
    return path


@pytest.mark.parametrize("name, kind", [
    ("a.gpkg", "gpkg"), ("a.fgb", "flatgeobuf"),
    ("a.gml", "gml"), ("a.geojson", "geojson"), ("a.shp", "shapefile"),
])  # fmt: skip
def test_every_map_format_gives_the_same_rows(desk, name, kind):
    shapes = [box(120.1, 30.1, 120.2, 30.2), box(120.3, 30.1, 120.4, 30.2)]
    path = written(desk, name, shapes, "EPSG:4326", **({"encoding": "GBK"} if name == "a.shp" else {}))
    assert desk.survey(path).kind == kind
    read = desk.read(path)
    assert sorted(read.column("名称")) == ["项目0", "项目1"]
    assert sum(shapely.from_wkb(row.shape.wkb).area for row in read.rows) == pytest.approx(0.02)


def test_a_layer_larger_than_one_slice_is_read_whole_and_once(desk):
    shapes = [Point(112 + i / 1000, 23) for i in range(1500)]
    path = written(desk, "a.gpkg", shapes, "EPSG:4326")
    read = desk.read(path, Limits(chunk_bytes=1))
    assert [row.number for row in read.rows] == list(range(1, 1501))
    assert len({row.address.row for row in read.rows}) == 1500


def test_a_million_vertices_are_refused_with_their_number(desk):
    angles = np.linspace(0, 2 * np.pi, 1_000_101)
    ring = Polygon(np.column_stack([112 + np.cos(angles), 23 + np.sin(angles)])[:-1])
    read = desk.read(written(desk, "a.gpkg", [ring], "EPSG:4326"))
    assert read.rows[0].problems[0].facts == {"found": 1_000_101, "limit": 1_000_000}
