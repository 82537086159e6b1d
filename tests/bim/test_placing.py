"""Where models stand: what files say, what people decide, and the millimetres of the matrix."""

import math
from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod, Transformer

from bim.files.opening import open_ifc
from bim.placing.decided import PointsDisagree, PointsTooClose, by_hand, by_two_points
from bim.placing.frame import Frame, from_plain
from bim.placing.georeference import georeference_of
from bim.placing.naming import crs_named
from bim.placing.placement import Placement, earth_matrix, metre_at, place, to_world
from tests.bim.models import write_model

GRIDS = [(4549, 500_000.0, 3_320_000.0), (4528, 40_512_345.6, 3_320_000.0), (32650, 612_000.0, 3_320_000.0),
         (25832, 458_657.3, 5_438_232.25), (28992, 155_000.0, 463_000.0)]  # fmt: skip
CRS = (
    "#20=IFCPROJECTEDCRS('{crs}',$,$,$,$,$,{unit});\n"
    "#21=IFCMAPCONVERSION(#5,#20,{e},{n},{h},{x},{y},{scale});\n"
    "#22=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);\n#23=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);\n"
)


def drawn(placement: Placement, xy: np.ndarray) -> np.ndarray:
    """The map's world, y northwards, of local points as the browser draws them."""
    a, b, c, d = placement.matrix
    anchor = to_world(np.array([[placement.lon, placement.lat]]))[0]
    return anchor + metre_at(placement.lat) * xy @ np.array([[a, c], [b, d]])


def apart_m(placement: Placement, frame: Frame, origin, xy: np.ndarray) -> float:
    """The largest distance between what is drawn and what pyproj says of each point by itself, in metres."""
    points = np.column_stack([xy, np.zeros(len(xy))]) + np.asarray(origin)
    mapped = frame.to_map(points)
    lonlat = np.column_stack(
        Transformer.from_crs(frame.crs, 4326, always_xy=True).transform(mapped[:, 0], mapped[:, 1])
    )
    away = drawn(placement, xy) - to_world(lonlat)
    return float(np.abs(away).max() / metre_at(placement.lat))


@pytest.mark.parametrize(("srid", "east", "north"), GRIDS)
@pytest.mark.parametrize("turn", [0.0, 33.0, 197.5])
def test_a_hundred_metres_from_the_anchor_the_map_is_within_two_millimetres(srid, east, north, turn):
    frame = Frame(
        method="map_conversion", level=50, crs=srid, eastings=east, northings=north, height_m=12.0,
        axis=(math.cos(math.radians(turn)), math.sin(math.radians(turn))),
    )  # fmt: skip
    origin = (340.0, -120.0, 6.0)
    around = np.radians(np.arange(0.0, 360.0, 15.0))
    circle = 100.0 * np.column_stack([np.cos(around), np.sin(around)])
    placement = place(frame, origin)
    assert apart_m(placement, frame, origin, circle) < 0.002
    assert placement.height_m == pytest.approx(18.0)


def test_the_simple_way_would_be_metres_off():
    """Rotation from the file and the map's own metre: what the matrix is there for."""
    frame = Frame(
        method="map_conversion", level=50, crs=28992, eastings=155_000.0, northings=463_000.0, height_m=0.0
    )
    placement = place(frame, (0.0, 0.0, 0.0))
    corners = np.array([[100.0, 100.0]])
    simple = Placement(**(placement.plain() | {"matrix": (1.0, 0.0, 0.0, 1.0)}))
    assert apart_m(simple, frame, (0, 0, 0), corners) > 0.2


def georeferenced(tmp_path: Path, **words):
    ordinary = {"crs": "EPSG:4549", "unit": "#23", "e": 500123.0, "n": 3320456.0, "h": 7.5, "x": 1.0,
                "y": 0.0, "scale": "1."}  # fmt: skip
    path = write_model(tmp_path, more=CRS.format(**(ordinary | words)))
    return georeference_of(open_ifc(path, work=tmp_path).file)


def test_a_map_conversion_in_a_zone_of_cgcs2000_is_taken_as_it_stands(tmp_path):
    found = georeferenced(tmp_path)
    assert (found.frame.method, found.level, found.frame.srid) == ("map_conversion", 50, 4549)
    lon, lat, height = found.frame.to_lonlat(np.zeros((1, 3)))[0]
    want = Transformer.from_crs(4549, 4490, always_xy=True).transform(500123.0, 3320456.0)
    assert (lon, lat) == pytest.approx(want, abs=1e-9)
    assert height == 7.5


@pytest.mark.parametrize(
    ("words", "remarks"),
    [
        ({"unit": "#22", "e": 500123000.0, "n": 3320456000.0, "h": 7500.0, "scale": "1000."}, ()),
        ({"unit": "#22", "e": 500123000.0, "n": 3320456000.0, "h": 7500.0, "scale": "1."},
         ("scale_without_units",)),
        ({"unit": "$"}, ("map_unit_not_stated",)),
        ({"e": 40500123.0}, ("zone_prefix_mended",)),
        ({"crs": "EPSG:4528"}, ("zone_prefix_mended",)),
        ({"crs": "CGCS2000 / 3-degree Gauss-Kruger CM 120E"}, ()),
        ({"crs": "urn:ogc:def:crs:EPSG::4549"}, ()),
        ({"scale": "$"}, ()),
    ],
)  # fmt: skip
def test_the_same_place_is_found_however_it_is_written(tmp_path, words, remarks):
    plain = georeferenced(tmp_path)
    found = georeferenced(tmp_path, **words)
    points = np.array([[0.0, 0.0, 0.0], [80.0, 30.0, 9.0]])
    assert found.remarks == remarks
    assert found.frame.to_lonlat(points) == pytest.approx(plain.frame.to_lonlat(points), abs=1e-9)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"e": 3320456.0, "n": 500123.0}, "outside_area_of_use"),
        ({"e": 0.0, "n": 0.0}, "outside_area_of_use"),
        ({"crs": "EPSG:1234"}, "crs_unknown"),
        ({"crs": "the usual one"}, "crs_unknown"),
        ({"crs": ""}, "crs_unnamed"),
    ],
)
def test_what_cannot_be_believed_leaves_the_model_unplaced(tmp_path, words, why):
    found = georeferenced(tmp_path, **words)
    assert (found.frame, found.why) == (None, why)


@pytest.mark.parametrize(
    ("crs", "about"),
    [
        ("EPSG:4549", (500123.0, 3320456.0, 7.5)), ("EPSG:4549", (40500123.0, 3320456.0, 7.5)),
        ("EPSG:4528", (500123.0, 3320456.0, 7.5)),
    ],
)  # fmt: skip
def test_coordinates_in_the_geometry_itself_are_believed_by_the_models_middle(tmp_path, crs, about):
    path = write_model(tmp_path, more=CRS.format(
        crs=crs, unit="#23", e=0.0, n=0.0, h=0.0, x=1.0, y=0.0, scale="1."
    ))  # fmt: skip
    file = open_ifc(path, work=tmp_path).file
    found = georeference_of(file, about)
    want = Transformer.from_crs(4549, 4490, always_xy=True).transform(500123.0, 3320456.0)
    lon, lat, height = found.frame.to_lonlat(np.array([about]))[0]
    assert (lon, lat, height) == pytest.approx((*want, 7.5), abs=1e-9)
    assert georeference_of(file).why == "outside_area_of_use"


def test_web_mercator_in_the_geometry_keeps_the_place_and_the_models_size(tmp_path):
    about = (13_375_000.0, 3_535_000.0, 2.0)
    path = write_model(tmp_path, more=CRS.format(
        crs="EPSG:3857", unit="#23", e=0.0, n=0.0, h=0.0, x=1.0, y=0.0, scale="1."
    ))  # fmt: skip
    frame = georeference_of(open_ifc(path, work=tmp_path).file, about).frame
    spots = frame.to_lonlat(np.array([about, np.add(about, (50.0, 0.0, 0.0))]))
    want = Transformer.from_crs(3857, 4326, always_xy=True).transform(*about[:2])
    assert spots[0] == pytest.approx((*want, 2.0), abs=1e-9)
    length = Geod(ellps="GRS80").inv(*spots[0][:2], *spots[1][:2])[2]
    assert length == pytest.approx(50.0, abs=0.01)


def test_a_world_system_of_its_own_is_taken_off_first(tmp_path):
    path = write_model(tmp_path, more=CRS.format(
        crs="EPSG:4549", unit="#23", e=500123.0, n=3320456.0, h=0.0, x=1.0, y=0.0, scale="1."
    ))  # fmt: skip
    text = path.read_text().replace("#4=IFCAXIS2PLACEMENT3D(#3,$,$)", "#4=IFCAXIS2PLACEMENT3D(#24,$,$)")
    path.write_text(text.replace("ENDSEC;\nEND-", "#24=IFCCARTESIANPOINT((100.,50.,2.));\nENDSEC;\nEND-"))
    frame = georeference_of(open_ifc(path, work=tmp_path).file).frame
    assert frame.to_map(np.array([[100.0, 50.0, 2.0]]))[0] == pytest.approx([500123.0, 3320456.0, 0.0])


def test_the_sites_latitude_is_a_marked_last_resort(tmp_path):
    path = write_model(tmp_path)
    path.write_text(path.read_text().replace(
        ".ELEMENT.,$,$,$,$,$)", ".ELEMENT.,(30,15,0,0),(120,9,0,0),4.,$,$)"
    ))  # fmt: skip
    found = georeference_of(open_ifc(path, work=tmp_path).file)
    placement = place(found.frame, (0.0, 0.0, 0.0))
    assert (placement.method, placement.level) == ("site", 20)
    assert (placement.lon, placement.lat) == pytest.approx((120.15, 30.25), abs=1e-8)
    assert (placement.rotation_deg + 180) % 360 - 180 == pytest.approx(0.0, abs=0.001)


def test_every_georeferencing_file_of_the_rule_makers_is_placed_or_says_why(shared_data, tmp_path):
    outcome = {}
    for path in sorted((shared_data / "ifc" / "rules-pass-fail" / "GRF").iterdir()):
        found = georeference_of(open_ifc(path, work=tmp_path).file)
        outcome[path.stem] = found.frame.method if found.frame else found.why
    assert outcome["pass-grf000-correct_georeferencing"] == "map_conversion"
    assert outcome["pass-grf001-ifcrigidoperation_ifcrigidoperation"] == "rigid_operation"
    assert outcome["pass-grf005-compound_crs"] == "map_conversion"
    assert outcome["fail-grf002-invalid_epsg_code"] == "crs_unknown"
    assert outcome["fail-grf002-no_espg_code"] == "crs_unnamed"
    assert outcome["na-grf000-no_georeferencing"] == "no_georeference"
    assert outcome["fail-grf005-scaled_foot_to_metre"] == "outside_area_of_use"
    assert len(outcome) == 28


@pytest.mark.parametrize(
    ("name", "method", "lonlat"),
    [
        ("georef/Duplex_A_20110907_georeferenced.ifc", "epset_map_conversion", (6.122, 49.629)),
        ("georef/geographic-referencing-rigid-operation.ifc", "rigid_operation", (14.0902, 46.3623)),
        ("georef/geographic-referencing-utm.ifc", "map_conversion", (8.4337, 49.0956)),
        ("infra/Infra-Bridge.ifc", "map_conversion", (179.0801, -8.4625)),
        ("building/AC20-FZK-Haus.ifc", "site", (8.4365, 49.1004)),
    ],
)
def test_real_files_stand_where_they_say(shared_data, tmp_path, name, method, lonlat):
    found = georeference_of(open_ifc(shared_data / "ifc" / name, work=tmp_path).file)
    placement = place(found.frame, (0.0, 0.0, 0.0))
    assert placement.method == method
    assert (placement.lon, placement.lat) == pytest.approx(lonlat, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "about", "lonlat"),
    [("infra/linear-placement-of-signal.ifc", (452_736.0, 4_539_618.0, 0.0), (14.438, 41.0064))],
)
def test_rail_files_carry_the_maps_coordinates_in_their_geometry(
    shared_data, tmp_path, name, about, lonlat
):
    found = georeference_of(open_ifc(shared_data / "ifc" / name, work=tmp_path).file, about)
    placement = place(found.frame, about)
    assert (placement.method, placement.srid) == ("map_conversion", 3065)
    assert (placement.lon, placement.lat) == pytest.approx(lonlat, abs=1e-3)


def test_the_models_of_one_federation_meet_to_the_millimetre(shared_data, tmp_path):
    folder = shared_data / "ifc" / "federation-pcert-building"
    frames = [georeference_of(open_ifc(path, work=tmp_path).file).frame for path in sorted(folder.iterdir())]
    assert len(frames) == 4
    spot = np.array([12.0, 7.0])
    origins = [(float(n), -float(n) * 3, 0.0) for n in range(4)]
    world = [
        drawn(place(frame, origin), np.array([spot - origin[:2]]))[0]
        for frame, origin in zip(frames, origins, strict=True)
    ]
    apart = np.ptp(np.array(world), axis=0) / metre_at(-8.46)
    assert float(apart.max()) < 0.001


def test_two_matched_points_put_both_where_they_were_clicked():
    ellipsoid = Geod(ellps="GRS80")
    first = (120.1512, 30.2504)
    lon, lat, _back = ellipsoid.fwd(*first, 90 - 25.0, 50.0)
    frame = by_two_points(local=((10.0, 5.0), (60.0, 5.0)), places=(first, (lon, lat)), height_m=3.0)
    spots = frame.to_lonlat(np.array([[10.0, 5.0, 0.0], [60.0, 5.0, 0.0]]))
    assert spots[0] == pytest.approx([*first, 3.0], abs=1e-8)
    assert ellipsoid.inv(lon, lat, spots[1][0], spots[1][1])[2] < 0.001
    assert place(frame, (0.0, 0.0, 0.0)).rotation_deg == pytest.approx(335.0, abs=0.1)


def test_points_that_cannot_match_are_refused():
    near, far = (120.15, 30.25), (120.16, 30.25)
    with pytest.raises(PointsDisagree):
        by_two_points(local=((0.0, 0.0), (50.0, 0.0)), places=(near, far), height_m=0.0)
    with pytest.raises(PointsTooClose):
        by_two_points(local=((0.0, 0.0), (0.1, 0.0)), places=(near, far), height_m=0.0)


def test_a_place_by_hand_is_where_it_was_put():
    frame = by_hand(lon=120.15, lat=30.25, rotation_deg=40.0, height_m=6.0, about=(100.0, 200.0, 1.0))
    placement = place(from_plain(frame.plain()), (100.0, 200.0, 1.0))
    assert (placement.lon, placement.lat) == pytest.approx((120.15, 30.25), abs=1e-9)
    assert placement.height_m == pytest.approx(6.0)
    assert placement.rotation_deg == pytest.approx(40.0, abs=0.1)


def test_the_earths_matrix_stands_upright_and_true_to_scale():
    frame = by_hand(lon=120.15, lat=30.25, rotation_deg=0.0, height_m=6.0, about=(0.0, 0.0, 0.0))
    matrix = np.array(earth_matrix(frame, (0.0, 0.0, 0.0))).reshape(4, 4).T
    up = np.array([math.cos(math.radians(30.25)) * math.cos(math.radians(120.15)),
                   math.cos(math.radians(30.25)) * math.sin(math.radians(120.15)),
                   math.sin(math.radians(30.25))])  # fmt: skip
    assert matrix[:3, 2] == pytest.approx(up, abs=1e-6)
    assert np.linalg.norm(matrix[:3, 0]) == pytest.approx(1.0, abs=1e-5)
    place_m = Transformer.from_crs(4979, 4978, always_xy=True).transform(120.15, 30.25, 6.0)
    assert matrix[:3, 3] == pytest.approx(place_m, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "crs"),
    [("EPSG:4549", 4549), ("epsg 4549", 4549), ("4549", 4549), ("EPSG:28992+5709", 28992),
     ("http://www.opengis.net/def/crs/EPSG/0/25832", 25832), ("nonsense", None), ("", None)],
)  # fmt: skip
def test_names_of_systems(name, crs):
    assert crs_named(name) == crs
