"""Named outlines and heights, on drawn houses whose areas anybody can compute."""

import numpy as np
import pytest
import shapely

from bim.files.digests import Texts
from bim.files.instances import instances_of
from bim.files.products import numbered
from bim.files.tokens import tokens_of
from bim.geometry.meshing import Means, mesh
from bim.outlines.drawing import draw
from bim.outlines.model import Line, Outlines
from tests.bim.builders import Drawn

THICK = 0.3
HIGH = 3.0


def house(drawn: Drawn, x: float, y: float, wide: float, deep: float, z: float = 0.0, high: float = HIGH):
    """Four walls that fill a rectangle from x, y; a door is missing in the front."""
    along, across = (wide, THICK, high), (THICK, deep - 2 * THICK, high)
    front = ((wide - 1.0) / 2, THICK, high)
    walls = [
        drawn.wall((x, y, z), front),
        drawn.wall((x + front[0] + 1.0, y, z), front),
        drawn.wall((x, y + deep - THICK, z), along),
        drawn.wall((x, y + THICK, z), across),
        drawn.wall((x + wide - THICK, y + THICK, z), across),
    ]
    return walls


def outlines(drawn: Drawn, elevations: dict[int, float] | None = None, storey=None) -> Outlines:
    products = numbered(drawn.file)
    model = mesh(drawn.file, products, Means(texts=Texts(tokens_of(instances_of(drawn.text())))))
    levels = {-2: 0.0} if elevations is None else elevations
    return draw(model, products, storey or [-1] * len(products), levels)


def area(drawn_lines: Outlines, line: Line, storey: int = -1) -> float:
    outline = drawn_lines.of(line, storey)
    return 0.0 if outline is None else outline.area_m2


def roof(drawn: Drawn, x, y, wide, deep, z=HIGH):
    return drawn.product("IfcRoof", (x, y, z), drawn.block((wide, deep, 0.2)))


def test_walls_with_a_door_gap_enclose_the_whole_floor():
    drawn = Drawn()
    house(drawn, 0, 0, 12.0, 10.0)
    roof(drawn, 0, 0, 12.0, 10.0)
    lines = outlines(drawn)
    assert area(lines, Line.GROUND) == pytest.approx(120.0, abs=0.1)
    assert len(lines.of(Line.GROUND).shape.geoms) == 1


def test_eaves_hang_over_the_ground_line():
    drawn = Drawn()
    house(drawn, 0, 0, 12.0, 10.0)
    roof(drawn, -0.5, -0.5, 13.0, 11.0)
    lines = outlines(drawn)
    assert area(lines, Line.GROUND) == pytest.approx(120.0, abs=0.1)
    assert area(lines, Line.FULL) == pytest.approx(143.0, abs=0.1)
    assert lines.heights.eaves_m == pytest.approx(HIGH)
    assert lines.heights.ridge_m == pytest.approx(HIGH + 0.2)


def _around_a_court() -> Drawn:
    drawn = Drawn()
    house(drawn, 0, 0, 20.0, 20.0)
    house(drawn, 6, 6, 8.0, 8.0)
    for x, y, wide, deep in ((0, 0, 20, 6.3), (0, 13.7, 20, 6.3), (0, 6.3, 6.3, 7.4), (13.7, 6.3, 6.3, 7.4)):
        roof(drawn, x, y, wide, deep)
    return drawn


def test_a_courtyard_open_to_the_sky_stays_a_hole():
    court = outlines(_around_a_court()).of(Line.GROUND)
    assert court.area_m2 == pytest.approx(400.0 - 7.4 * 7.4, abs=0.5)
    assert [len(part.interiors) for part in court.shape.geoms] == [1]


def test_a_covered_court_is_part_of_the_house():
    drawn = _around_a_court()
    roof(drawn, 6, 6, 8.0, 8.0)
    assert area(outlines(drawn), Line.GROUND) == pytest.approx(400.0, abs=0.5)


def test_a_room_shows_that_a_hole_is_no_court():
    drawn = _around_a_court()
    drawn.product("IfcSpace", (6.3, 6.3, 0.0), drawn.block((7.4, 7.4, 2.5)))
    assert area(outlines(drawn), Line.GROUND) == pytest.approx(400.0, abs=0.5)


def test_garden_walls_paving_and_trees_are_not_the_house():
    drawn = Drawn()
    house(drawn, 0, 0, 12.0, 10.0)
    roof(drawn, 0, 0, 12.0, 10.0)
    drawn.wall((12.0, 9.0, 0.0), (15.0, 0.2, 2.0))
    drawn.product("IfcSlab", (-20.0, -20.0, -0.2), drawn.block((60.0, 50.0, 0.2)))
    drawn.product("IfcBuildingElementProxy", (30.0, 30.0, 0.0), drawn.block((4.0, 4.0, 6.0)))
    lines = outlines(drawn)
    assert area(lines, Line.GROUND) == pytest.approx(120.0, abs=0.1)
    assert area(lines, Line.FULL) == pytest.approx(120.0 + 15.0 * 0.2, abs=0.2)


def test_a_basement_is_told_apart():
    drawn = Drawn()
    house(drawn, 0, 0, 12.0, 10.0)
    house(drawn, -2.0, -2.0, 16.0, 14.0, z=-3.0, high=2.8)
    roof(drawn, 0, 0, 12.0, 10.0)
    drawn.product("IfcSlab", (-2.0, -2.0, -0.2), drawn.block((16.0, 14.0, 0.2)))
    lines = outlines(drawn, {-2: 0.0, -3: -3.0})
    assert area(lines, Line.GROUND) == pytest.approx(120.0, abs=0.1)
    assert area(lines, Line.BASEMENT) == pytest.approx(224.0, abs=0.2)
    assert lines.heights.lowest_m == pytest.approx(-3.0)


def test_each_storey_has_its_outline():
    drawn = Drawn()
    below = house(drawn, 0, 0, 12.0, 10.0)
    above = house(drawn, 0, 0, 8.0, 10.0, z=HIGH)
    roof(drawn, 0, 0, 12.0, 10.0, z=2 * HIGH)
    at = {wall.id(): -2 for wall in below} | {wall.id(): -3 for wall in above}
    storey = [at.get(product.id(), -1) for product in numbered(drawn.file)]
    lines = outlines(drawn, {-2: 0.0, -3: HIGH}, storey)
    assert area(lines, Line.STOREY, -2) == pytest.approx(120.0, abs=0.1)
    assert area(lines, Line.STOREY, -3) == pytest.approx(80.0, abs=0.1)


def test_a_deck_on_piers_is_drawn_without_storeys():
    drawn = Drawn()
    drawn.product("IfcSlab", (0.0, 0.0, 5.0), drawn.block((40.0, 8.0, 0.8)))
    drawn.product("IfcColumn", (10.0, 3.0, 0.0), drawn.block((1.0, 2.0, 5.0)))
    lines = outlines(drawn, elevations={})
    assert [outline.line for outline in lines.lines] == [Line.FULL]
    assert area(lines, Line.FULL) == pytest.approx(320.0, abs=0.1)
    assert lines.heights.ground_m is None


def test_shapes_are_valid_and_about_the_origin():
    drawn = Drawn()
    house(drawn, 500_000.0, 4_000_000.0, 12.0, 10.0)
    roof(drawn, 500_000.0, 4_000_000.0, 12.0, 10.0)
    for outline in outlines(drawn).lines:
        assert shapely.is_valid(outline.shape)
        assert np.abs(outline.shape.bounds).max() < 10.0


def test_nothing_built_has_no_outline():
    drawn = Drawn()
    drawn.product("IfcSpace", (0.0, 0.0, 0.0), drawn.block((4.0, 4.0, 2.5)))
    assert outlines(drawn).lines == ()


def test_the_eaves_are_the_main_roofs_not_the_canopys():
    drawn = Drawn()
    house(drawn, 0, 0, 12.0, 10.0, high=23.4)
    main = roof(drawn, 0, 0, 12.0, 10.0, z=23.4)
    roof(drawn, 3.0, -2.0, 4.0, 2.0, z=3.5)
    heights = outlines(drawn).heights
    assert heights.eaves_m == pytest.approx(23.4, abs=1e-3)
    assert (heights.eaves_from, heights.eaves_of) == ("roof", main.GlobalId)


def test_two_slopes_make_one_main_roof_whose_lower_edge_counts():
    drawn = Drawn()
    house(drawn, 0, 0, 12.0, 10.0)
    lower = roof(drawn, 0, 0, 12.0, 5.0, z=2.8)
    roof(drawn, 0, 5.0, 12.0, 5.0, z=3.4)
    heights = outlines(drawn).heights
    assert (heights.eaves_m, heights.eaves_of) == (pytest.approx(2.8, abs=1e-3), lower.GlobalId)


def test_with_a_canopy_alone_the_head_of_the_highest_wall_counts():
    drawn = Drawn()
    walls = house(drawn, 0, 0, 12.0, 10.0, high=8.0)
    roof(drawn, 3.0, -2.0, 4.0, 2.0, z=3.5)
    heights = outlines(drawn).heights
    assert (heights.eaves_m, heights.eaves_from) == (pytest.approx(8.0, abs=1e-3), "wall")
    assert heights.eaves_of in {wall.GlobalId for wall in walls}
