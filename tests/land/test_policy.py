"""What lies beside the asked ground is told by the asker's own rights, or counted, or not told at all."""

import pytest
import shapely

from spatial.features.models import Feature
from spatial.land.grounds import Ground, sight_of
from spatial.land.measuring import measure
from tests.conftest import TODAY
from tests.land.planes import lot, wkb

HERE = lot()
WIDE = shapely.box(120.0, 30.0, 120.2, 30.2)


@pytest.fixture(autouse=True)
def country(line, parcel, province, other_unit):
    """On the asked ground: an internal line, another unit's internal parcel. Far off: a line of each kind."""
    Feature.objects.all().delete()
    for kind in ("farmland", "ecology", "urban"):
        line(kind, shapely.box(121, 31, 121.1, 31.1))
    line("farmland", WIDE, owner=province, region="970101002", label="internal", name="机密线")
    parcel(HERE, owner=other_unit, region="970101002", label="internal", code="Q-secret")


def look(actor, shape=HERE):
    ground = Ground(key="P1", shape=wkb(shape))
    return measure(sight=sight_of(actor), grounds=[ground], on=TODAY, least_sqm=1.0)


def remove_what_lies_here():
    Feature.objects.filter(geom__intersects=HERE.wkt).delete()


def test_a_land_officer_of_the_region_sees_all(person):
    found = look(person("land", region="970101"))
    assert [(h.kind, h.lines, h.hidden) for h in found.hits] == [("farmland", ("L-farmland",), False)]
    assert [(o.other, o.other_name, o.hidden) for o in found.overlaps] == [("Q-secret", "邻地", False)]
    assert found.hits[0].geometry and found.overlaps[0].geometry
    assert found.unanswered == ()


def test_a_unit_of_the_region_hears_how_much_and_not_what(person, unit):
    found = look(person("pu_clerk", organisation=unit, region="970101"))
    (hit,), (overlap,) = found.hits, found.overlaps
    assert (hit.kind, round(hit.area_sqm), hit.hidden) == ("farmland", 10_000, True)
    assert (hit.geometry, hit.lines) == (None, ())
    assert (overlap.area_sqm, overlap.hidden) == (10_000, True)
    assert (overlap.geometry, overlap.other, overlap.other_name) == (None, "", "")


def test_a_lower_clearance_hears_how_much_and_not_what(person):
    found = look(person("plan", region="970101", clearance="public"))
    assert [h.hidden for h in found.hits] == [o.hidden for o in found.overlaps] == [True]


@pytest.mark.parametrize("role", ["land", "plan", "pu_clerk"])
def test_another_regions_actor_learns_nothing(person, role):
    actor = person(role, region="970102")
    before = look(actor)
    remove_what_lies_here()
    assert look(actor) == before
    assert (before.hits, before.overlaps, before.unanswered) == ((), (), ("P1",))


def test_an_administrator_learns_nothing(person):
    actor = person("sysadm", region="97")
    before = look(actor)
    remove_what_lies_here()
    assert look(actor) == before


def test_ground_drawn_across_the_border_counts_only_parcels_of_ones_own_region(
    person, unit, parcel, other_unit
):
    parcel(lot(east=40_510_000.0), owner=other_unit, region="970102002", label="internal", code="Q-far")
    across = shapely.box(120.0, 30.05, 120.15, 30.12)
    found = look(person("pu_clerk", organisation=unit, region="970101"), across)
    assert [o.area_sqm for o in found.overlaps] == [10_000]


def test_what_is_public_is_seen_by_all_who_signed_in(person, line):
    line("urban", WIDE, label="public", region="970101002", published=True)
    found = look(person("land", region="970101", clearance="public"))
    assert {(h.kind, h.hidden) for h in found.hits} == {("farmland", True), ("urban", False)}


def test_a_floor_above_opens_what_its_own_predicate_opens(person, unit):
    clerk = person("pu_clerk", organisation=unit, region="970101")
    opened = sight_of(clerk, seen=Feature.objects.filter(code="Q-secret"))
    (overlap,) = measure(
        sight=opened, grounds=[Ground(key="P1", shape=wkb(HERE))], on=TODAY, least_sqm=1.0
    ).overlaps
    assert (overlap.other, overlap.hidden) == ("Q-secret", False)
