"""The works with models: on their own ground, and the hospital's wing out of its permit by what is said."""

import numpy as np
import pytest
import shapely

from portal.demo.works.members import PARCEL, SITE, STRUCTURE, build_members, member_id
from portal.demo.works.programme import FIRST_PAGE
from portal.demo.works.standing import permit_m, stands
from portal.demo.works.twins import BRIDGE, HOSPITAL, outline_m
from portal.demo.works.works import build_batch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def plan():
    """Return the works with models and all that belongs to them, by work and kind."""
    works = np.array(sorted(placed.twin.work for placed in stands().values()))
    members = build_members(build_batch(works, FIRST_PAGE))

    def shapes(kind, work):
        held = members[kind]
        return {int(held.turn[n]): held.shapes_m[n] for n in np.flatnonzero(works[held.at] == work)}

    return shapes


def test_each_stands_on_its_own_ground_clear_of_its_neighbours(plan):
    for placed in stands().values():
        work, line = placed.twin.work, outline_m(placed.twin, placed.stand)
        others = [shape for shape in plan(STRUCTURE, work).values() if not shape.equals(line)]
        assert plan(SITE, work)[0].contains(line)
        assert len(others) == len(plan(STRUCTURE, work)) - 1
        assert all(shapely.distance(other, line) >= 6 for other in others)


def test_a_building_with_a_model_stands_on_one_parcel(plan):
    built = [placed.twin.work for role, placed in stands().items() if role != BRIDGE]
    assert {len(plan(PARCEL, work)) for work in built} == {1}


def test_the_structure_in_the_plan_is_the_models_ground_line(plan):
    for placed in stands().values():
        turn = next(
            turn for turn in plan(STRUCTURE, placed.twin.work)
            if member_id(STRUCTURE, placed.twin.work, turn) == placed.structure
        )  # fmt: skip
        line = outline_m(placed.twin, placed.stand)
        assert plan(STRUCTURE, placed.twin.work)[turn].equals(line)


def test_the_hospitals_wing_crosses_its_permit_by_as_much_as_is_said(plan):
    placed = stands()[HOSPITAL]
    site = plan(SITE, placed.twin.work)[0]
    permit = permit_m(site, placed.twin.work)
    line = outline_m(placed.twin, placed.stand)
    out = shapely.difference(line, permit)
    corners = shapely.points(shapely.get_coordinates(out))
    assert shapely.distance(corners, permit).max() == pytest.approx(1.2, abs=0.001)
    assert out.area == pytest.approx(1.2 * 63.4, abs=0.1)
    others = [shape for shape in plan(STRUCTURE, placed.twin.work).values() if not shape.equals(line)]
    assert all(permit.contains(shape) for shape in others)


def test_the_others_permits_are_their_sites(plan):
    for role, placed in stands().items():
        site = plan(SITE, placed.twin.work)[0]
        assert role == HOSPITAL or permit_m(site, placed.twin.work).equals(site)
