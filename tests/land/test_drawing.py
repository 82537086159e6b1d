"""A shape of very many points is drawn coarser, and says how coarse; what was measured of it stays exact."""

import numpy as np
import shapely
from pytest import approx, mark

from spatial.land.drawing import MOST_POINTS, as_geojson, thinned
from spatial.land.grounds import Ground, sight_of
from spatial.land.measuring import measure
from spatial.land.rules.finding import Finding
from spatial.land.sentences import sentence
from tests.conftest import TODAY
from tests.land.planes import bent, in_degrees, on_plane, wkb

ORIGIN = np.array([40_514_400.0, 3_347_700.0])
CM2 = 0.01


def patches(many, *, apart_m, radius_m, points):
    """Round patches in rows, each of many points: what a province's control lines look like."""
    turn = np.linspace(0, 2 * np.pi, points, endpoint=False)
    ring = np.column_stack([np.cos(turn), np.sin(turn)]) * radius_m * (1 + 0.2 * np.sin(9 * turn))[:, None]
    side = int(np.ceil(many**0.5))
    middles = [ORIGIN + apart_m * np.array(divmod(n, side)) for n in range(many)]
    return shapely.multipolygons([shapely.polygons(ring + middle) for middle in middles])


def holed():
    """One wide ground with many holes, small and wide."""
    shell = shapely.Point(*ORIGIN).buffer(9_000, quad_segs=900)
    holes = patches(400, apart_m=500, radius_m=60, points=40)
    moved = shapely.transform(holes, lambda xy: xy - 5_000)
    return shapely.difference(shell, moved)


def walls():
    return patches(700, apart_m=700, radius_m=200, points=20).boundary


def farthest(one, other):
    """The farthest that any corner of one shape lies from another."""
    return shapely.distance(shapely.points(shapely.get_coordinates(one)), other).max()


SHAPES = {
    "patches": patches(300, apart_m=900, radius_m=300, points=120),
    "crumbs": patches(4_000, apart_m=90, radius_m=20, points=12),
    "one": patches(1, apart_m=1, radius_m=5_000, points=30_000),
    "holed": holed(),
    "walls": walls(),
}


@mark.parametrize("name", SHAPES)
def test_a_long_shape_is_drawn_within_the_stated_metres_and_nothing_is_left_out(name):
    shape = SHAPES[name]
    drawn, within_m = thinned(shape)
    assert shapely.get_num_coordinates(drawn) <= MOST_POINTS < shapely.get_num_coordinates(shape)
    assert drawn.is_valid and within_m > 0
    assert farthest(shape, drawn) <= within_m
    assert farthest(drawn, shape) <= within_m


def test_a_short_shape_is_drawn_as_it_is():
    shape = patches(3, apart_m=900, radius_m=300, points=120)
    assert thinned(shape) == (shape, 0.0)
    assert "drawn_within_m" not in as_geojson(shape, srid=4528)


def test_the_geojson_of_a_long_shape_says_how_coarse_it_is():
    told = as_geojson(SHAPES["patches"], srid=4528)
    assert told["drawn_within_m"] == thinned(SHAPES["patches"])[1]


def test_the_sentence_says_that_the_shape_is_coarse_and_the_area_is_not():
    found = Finding(rule="L06", code="blocking", severity="error", legal_basis="—", effective_from=TODAY,
                    subject="P1", area_sqm=12.0, facts={"kind": "ecology", "pct": 3.0, "lines": []},
                    geometry=as_geojson(SHAPES["patches"], srid=4528))  # fmt: skip
    assert f"{found.drawn_within_m:g}" in sentence(found)


def test_the_area_of_ground_on_very_many_lines_is_exact(db, line, everything):
    lines = [in_degrees(one) for one in SHAPES["patches"].geoms]
    lines.append(in_degrees(shapely.Point(*ORIGIN).buffer(500, quad_segs=40)))
    for one in lines:
        line("farmland", one)
    asked = in_degrees(shapely.box(*(ORIGIN - 1_000), *(ORIGIN + 20_000)))
    sight = sight_of(everything)
    found = measure(sight=sight, grounds=[Ground(key="P", shape=wkb(asked))], on=TODAY, least_sqm=1.0)
    (hit,) = found.hits
    known = shapely.union_all([on_plane(bent(one)) for one in lines])
    assert hit.geometry["drawn_within_m"] > 0
    assert hit.area_sqm == approx(shapely.intersection(on_plane(asked), known).area, abs=CM2)
