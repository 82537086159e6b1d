"""What the database measures is what shapely and pyproj measure in the zone."""

import math

import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest import approx, mark, raises

from spatial.features.models import Feature
from spatial.land.comparing import BoundaryNotMeasurable, Pair, Versions, compare, contain, contain_pairs
from spatial.land.grounds import CheckNotPublic, Ground, grounds_of, sight_of
from spatial.land.measuring import extents_of, measure
from spatial.land.models import ControlPiece
from tests.conftest import TODAY
from tests.land.planes import bent, ellipsoid_area, in_degrees, lot, on_plane, plane_area, wkb

CM2 = 0.01
VECTOR = shapely.Polygon(
    [(40514400, 3347800), (40514600, 3347800), (40514600, 3347700), (40514400, 3347700)],
    [[(40514450, 3347770), (40514500, 3347770), (40514500, 3347730), (40514450, 3347730)]],
)
places = st.tuples(st.floats(118.6, 121.4), st.floats(27.5, 33.0))
lengths = st.floats(20.0, 900.0)


def look(actor, *shapes, **more):
    grounds = [Ground(key=f"P{n}", shape=wkb(shape), **more) for n, shape in enumerate(shapes)]
    return measure(sight=sight_of(actor), grounds=grounds, on=TODAY, least_sqm=1.0)


def star(place, radius, corners, seed):
    """A ragged polygon round a place, in degrees, its corners at mixed distances."""
    lon, lat = place
    ring = []
    for n in range(corners):
        far = radius * (0.4 + 0.6 * ((seed * (n + 7) * 2654435761) % 1000) / 1000)
        turn = 2 * math.pi * n / corners
        ring.append((lon + far * math.cos(turn) / 96_000, lat + far * math.sin(turn) / 111_000))
    return shapely.Polygon(ring)


def beyond(inner, outer, distance_m):
    """The area of a shape farther than a distance from another."""
    return shapely.difference(inner, outer.buffer(distance_m, quad_segs=64)).area


def test_the_test_vector_has_18_000_on_the_plane_and_17_999_91_on_the_ellipsoid(db):
    (extent,) = extents_of([Ground(key="1", shape=wkb(in_degrees(VECTOR)), srid=4528)], on=TODAY)
    assert extent.plane_sqm == approx(18_000.0, abs=CM2)
    assert extent.ellipsoid_sqm == approx(17_999.91, abs=CM2)
    assert (extent.srid, extent.valid, extent.leaves_zone) == (4528, True, False)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=places, radius=lengths, corners=st.integers(3, 40), seed=st.integers(1, 10**6))
def test_areas_agree_in_the_zone_and_on_the_ellipsoid(db, place, radius, corners, seed):
    shape = star(place, radius, corners, seed)
    (extent,) = extents_of([Ground(key="1", shape=wkb(shape))], on=TODAY)
    assert extent.plane_sqm == approx(plane_area(shape, extent.srid), abs=CM2)
    assert extent.ellipsoid_sqm == approx(ellipsoid_area(shape), abs=CM2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=places, outer=lengths, inner=lengths, seed=st.integers(1, 10**6))
def test_containment_agrees(db, place, outer, inner, seed):
    wide, narrow = star(place, outer, 17, seed), star(place, inner, 11, seed + 1)
    (found,) = contain_pairs([Pair(outer="A5", inner="A6", outer_shape=wkb(wide), inner_shape=wkb(narrow),
                                   srid=4528)])  # fmt: skip
    excess = shapely.difference(on_plane(narrow), on_plane(wide))
    walls = shapely.difference(on_plane(narrow).boundary, on_plane(wide).buffer(0.001))
    assert found.excess_sqm == approx(excess.area, abs=CM2)
    assert found.wall_m == approx(walls.length, abs=0.01)
    slack = 0.02 + 0.0005 * found.distance_m
    assert beyond(on_plane(narrow), on_plane(wide), found.distance_m + slack) == approx(0.0, abs=CM2)
    if found.distance_m > slack:
        assert beyond(on_plane(narrow), on_plane(wide), found.distance_m - slack) > 0


@mark.parametrize(
    ("east", "distance_m", "area_sqm"), [(-0.4, 0.4, 40.0), (0.0, 0.0, 0.0), (-2.5, 2.5, 250.0)]
)
def test_how_far_and_along_which_walls_a_footprint_reaches_out(db, east, distance_m, area_sqm):
    (found,) = contain({"A7": wkb(lot()), "footprint": wkb(lot(east=40_500_100.0 + east))})
    assert found.distance_m == approx(distance_m, abs=0.001)
    assert found.excess_sqm == approx(area_sqm, abs=CM2)
    assert found.wall_m == approx(100 + 2 * distance_m if distance_m else 0.0, abs=0.01)
    assert (found.geometry is None) == (found.walls is None) == (distance_m == 0)


def test_the_farthest_point_of_a_filled_courtyard_is_its_middle(db):
    court = shapely.box(40_500_140, 3_330_040, 40_500_160, 3_330_060)
    ring = in_degrees(shapely.difference(on_plane(lot()), court))
    (found,) = contain({"A5": wkb(ring), "A6": wkb(lot())})
    assert found.distance_m == approx(10.0, abs=0.01)
    assert found.excess_sqm == approx(400.0, abs=CM2)


def test_a_boundary_that_crosses_itself_is_refused_not_passed(db):
    bow = shapely.Polygon([(120, 30), (120.01, 30.01), (120.01, 30), (120, 30.01)])
    with raises(BoundaryNotMeasurable, match="A5"):
        contain({"A5": wkb(bow), "A6": wkb(lot())})


def test_what_was_added_and_removed_since(db):
    pair = Versions(document="A6", granted_version=1, current_version=2, granted=wkb(lot()),
                    current=wkb(lot(east=40_500_110.0, height=90.0)))  # fmt: skip
    (edit,) = compare([pair])
    assert (edit.added_sqm, edit.removed_sqm) == (approx(900.0, abs=CM2), approx(1_900.0, abs=CM2))
    assert edit.added and edit.removed


def test_an_invalid_shape_says_why_and_where_and_measures_nothing(db, everything, line):
    line("farmland", shapely.box(119, 29, 121, 31))
    bow = shapely.Polygon([(120, 30), (120.01, 30.01), (120.01, 30), (120, 30.01)])
    found = look(everything, bow)
    (extent,) = found.extents
    assert (extent.valid, extent.reason, extent.plane_sqm) == (False, "Self-intersection", None)
    assert extent.where["coordinates"] == approx([120.005, 30.005])
    assert found.hits == ()


@mark.parametrize(("place", "srid"), [((90.0, 30.0), 4518), ((10.0, 30.0), None)])
def test_a_shape_is_measured_in_the_zone_it_lies_in(db, place, srid):
    (extent,) = extents_of([Ground(key="1", shape=wkb(star(place, 100.0, 5, 1)), srid=4528)], on=TODAY)
    assert (extent.srid, extent.declared_srid) == (srid, 4528)
    assert (extent.plane_sqm is None) == (srid is None)


@mark.parametrize(
    ("srid", "claimed"), [(4490, None), (4326, None), (32651, None), (3857, None), (32647, 32647)]
)
def test_degrees_claim_no_zone_and_other_grids_only_where_they_are_used(db, srid, claimed):
    (extent,) = extents_of([Ground(key="1", shape=wkb(lot()), srid=srid)], on=TODAY)
    assert (extent.srid, extent.declared_srid) == (4528, claimed)


def test_a_six_degree_zone_is_kept_where_it_is_declared(db):
    (extent,) = extents_of([Ground(key="1", shape=wkb(lot()), srid=4499)], on=TODAY)
    assert extent.srid == 4499 and not extent.leaves_zone
    assert extent.plane_sqm == approx(plane_area(lot(), 4499), abs=CM2)


@mark.parametrize(("county", "outside"), [("970101", 0.0), ("970102", 1.0), ("", None), ("999999", None)])
def test_the_part_outside_the_declared_county(db, regions, county, outside):
    shape = shapely.box(120.05, 30.05, 120.051, 30.051)
    (extent,) = extents_of([Ground(key="1", shape=wkb(shape), county=county)], on=TODAY)
    assert extent.outside_sqm == (None if outside is None else approx(outside * extent.plane_sqm, abs=CM2))


def test_a_shape_across_the_county_line_is_outside_in_part(db, regions):
    shape = shapely.box(120.099, 30.05, 120.101, 30.051)
    (extent,) = extents_of([Ground(key="1", shape=wkb(shape), county="970101")], on=TODAY)
    county = bent(shapely.box(120.0, 30.0, 120.1, 30.2))
    outside = shapely.difference(on_plane(shape), on_plane(shapely.intersection(
        county, shapely.box(120.09, 30.04, 120.11, 30.06))))  # fmt: skip
    assert extent.outside_sqm == approx(outside.area, abs=CM2)
    assert extent.outside_geometry["type"] == "Polygon"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(1, 10**6), radius=lengths)
def test_control_lines_agree_though_they_are_cut_in_pieces(db, line, everything, seed, radius):
    Feature.objects.filter(kind="control_line").delete()
    ragged = star((120.05, 30.05), 9_000.0, 700, seed)
    line("farmland", ragged)
    assert ControlPiece.objects.count() > 5
    shape = star((120.06, 30.04), radius, 9, seed)
    found = look(everything, shape).hits
    near = shapely.intersection(ragged, shape.buffer(0.001).envelope)
    expected = shapely.intersection(on_plane(shape), on_plane(bent(near))).area
    assert sum(hit.area_sqm for hit in found) == approx(expected, abs=CM2)


def test_lines_of_one_kind_that_overlap_count_once(db, line, everything):
    for code, far in (("a", 120.2), ("b", 120.3)):
        line("farmland", shapely.box(120.0, 30.0, far, 30.2), name=code)
    (hit,) = look(everything, lot()).hits
    assert hit.pct == approx(100.0) and len(hit.lines) == 2


def test_a_line_counts_while_it_is_in_force(db, line, everything):
    line("farmland", shapely.box(120.0, 30.0, 120.2, 30.4), valid_to=TODAY)
    assert len(look(everything, lot()).hits) == 1
    Feature.objects.update(valid_from=TODAY.replace(year=2020), valid_to=TODAY.replace(day=1))
    assert look(everything, lot()).hits == ()


def test_pieces_follow_their_line(db, line):
    row = line("farmland", star((120.05, 30.05), 9_000.0, 500, 3))
    many = row.pieces.count()
    row.geom, row.subkind = lot().wkt, "ecology"
    row.save()
    assert (many > 3, [piece.kind for piece in row.pieces.all()]) == (True, ["ecology"])
    row.delete()
    assert not ControlPiece.objects.exists()


@mark.parametrize(
    ("east", "area_sqm"), [(40_500_190.0, 1_000.0), (40_500_199.995, None), (40_500_200.0, None)]
)
def test_shared_ground_above_one_square_metre(db, parcel, everything, east, area_sqm):
    parcel(lot(east=east))
    found = look(everything, lot()).overlaps
    assert [o.area_sqm for o in found] == ([] if area_sqm is None else [approx(area_sqm, abs=CM2)])


def test_own_ended_and_temporary_parcels(db, parcel, everything):
    own = parcel(lot(), code="own")
    parcel(lot(), code="past", valid_to=TODAY.replace(year=2027))
    Feature.objects.filter(code="past").update(
        valid_from=TODAY.replace(year=2020), valid_to=TODAY.replace(day=1)
    )
    parcel(lot(), code="lent", attributes={"tenure": "temporary"})
    (ground,) = grounds_of(Feature.objects.filter(pk=own.pk))
    found = measure(sight=sight_of(everything), grounds=[ground], on=TODAY, least_sqm=1.0).overlaps
    assert [(o.other, o.permanent, o.other_permanent) for o in found] == [("lent", True, False)]


def test_parcels_of_ended_projects_are_left_out_where_the_asker_says_so(db, parcel, everything):
    parcel(lot())
    sight = sight_of(everything, live=Feature.objects.exclude(code="Q1"))
    ground = Ground(key="1", shape=wkb(lot()))
    assert measure(sight=sight, grounds=[ground], on=TODAY, least_sqm=1.0).overlaps == ()


def test_the_public_measures_no_exact_ground(db, anyone):
    with raises(CheckNotPublic):
        look(anyone, lot())


def test_many_grounds_take_no_more_statements_than_one(
    db, line, parcel, everything, django_assert_num_queries
):
    line("farmland", shapely.box(120.0, 30.0, 120.2, 30.4))
    parcel(lot())
    for shapes in ([lot()], [lot(east=40_500_100.0 + n) for n in range(40)]):
        with django_assert_num_queries(7):
            look(everything, *shapes)
