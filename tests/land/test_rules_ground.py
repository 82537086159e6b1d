"""L01-L05, L13, L14, L16: each with a hit and a near miss."""

from dataclasses import replace
from datetime import date

import pytest

from spatial.land.rules.facts import Change, Containment, Edit, Overlap
from tests.land.cases import CASE, case, document, everything, extent, found, parcel

SQUARE = {"type": "Polygon", "coordinates": [[[120, 30], [120.01, 30], [120.01, 30.01], [120, 30]]]}


def reach(outer, inner, distance_m, excess_sqm=5.0):
    return case(containments=(
        Containment(outer=outer, inner=inner, excess_sqm=excess_sqm, excess_pct=0.05, distance_m=distance_m,
                    wall_m=12.0, geometry=SQUARE),
    ))  # fmt: skip


def shared(area_sqm=1.01, **changes):
    ordinary = {"parcel": "P1", "area_sqm": area_sqm, "permanent": True, "other_permanent": True,
                "other": "Q1"}  # fmt: skip
    return case(overlaps=(Overlap(**(ordinary | changes)),))


def edit(added=0.0, removed=0.0, granted=1, current=2):
    return case(edits=(
        Edit(document="A6", granted_version=granted, current_version=current, added_sqm=added,
             removed_sqm=removed, added=SQUARE),
    ))  # fmt: skip


def change(approved_on=None):
    return case(changes=(
        Change(what="use", document="A5", changed_on=date(2025, 6, 1), approved_on=approved_on),
    ))  # fmt: skip


def test_an_ordinary_case_is_clean():
    assert everything(CASE) == ()


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"valid": False, "reason": "Self-intersection", "plane_sqm": None}, [("not_valid", "error")]),
        ({"srid": None, "plane_sqm": None}, [("outside_zones", "error")]),
        ({"declared_srid": 4527}, [("other_zone", "error")]),
        ({"leaves_zone": True}, [("leaves_zone", "info")]),
        ({"outside_sqm": 1.01, "outside_geometry": SQUARE}, [("outside_county", "error")]),
        ({"outside_sqm": 0.99}, []),
        ({"declared_srid": None}, []),
        ({"outside_sqm": None}, []),
    ],
)
def test_l01_shape_zone_and_county(broken, says):
    assert found("L01", case(parcels=(parcel(**broken),))) == says


def test_l01_looks_at_the_parcels_of_documents_too():
    wrong = document("A12", date(2025, 1, 1), parcels=(parcel(valid=False, reason="x"),))
    assert found("L01", case(documents=(wrong,))) == [("not_valid", "error")]


@pytest.mark.parametrize(
    ("plane", "declared", "hit"),
    [
        (100_000.0, 100_070.0, False), (100_000.0, 100_070.01, True), (100_000.0, 99_929.9, True),
        (900.0, 901.0, False), (900.0, 901.01, True), (900.0, None, False), (None, 900.0, False),
    ],
)  # fmt: skip
def test_l02_tolerates_0_07_percent_or_one_square_metre(plane, declared, hit):
    facts = case(parcels=(replace(parcel(declared=declared), extent=extent(plane)),))
    assert found("L02", facts) == ([("declared_area", "warn")] if hit else [])


@pytest.mark.parametrize(
    ("parts", "total", "hit"),
    [
        ((6_000.0, 4_000.0), 10_000.0, False), ((6_000.0, 4_000.0), 10_001.5, False),
        ((6_000.0, 4_000.0), 10_001.6, True), ((6_000.0, None), 10_000.0, False),
        ((6_000.0, 4_000.0), None, False),
    ],
)  # fmt: skip
def test_l03_parcels_add_up_but_for_rounding(parts, total, hit):
    parcels = tuple(parcel(f"P{n}", declared=part) for n, part in enumerate(parts))
    facts = case(documents=(document("A4", date(2024, 1, 1), declared_sqm=total, parcels=parcels),))
    assert found("L03", facts) == ([("parcels_sum", "error")] if hit else [])


@pytest.mark.parametrize(("other", "hit"), [(6_001.5, False), (6_001.6, True)])
def test_l03_land_classes_add_up_but_for_rounding(other, hit):
    areas = {"0101": 4_000.0, "0301": other}
    facts = case(documents=(document("A4", date(2024, 1, 1), declared_sqm=10_000.0, areas=areas),))
    assert found("L03", facts) == ([("classes_sum", "error")] if hit else [])


@pytest.mark.parametrize(
    ("outer", "inner", "distance_m", "says"),
    [
        ("A4", "A5", 0.1, []),
        ("A4", "A5", 0.11, [("beyond_boundary", "warn")]),
        ("A5", "A6", 1.0, [("beyond_boundary", "warn")]),
        ("A6", "A7", 1.01, [("beyond_boundary", "error")]),
        ("A2", "A4", 0.1, []),
        ("A2", "A4", 50.0, [("beyond_siting", "warn")]),
        ("A7", "footprint", 50.0, []),
    ],
)
def test_l04_boundaries_lie_within_each_other(outer, inner, distance_m, says):
    assert found("L04", reach(outer, inner, distance_m)) == says


@pytest.mark.parametrize(
    ("inner", "distance_m", "says"),
    [
        ("footprint", 0.1, []), ("footprint", 0.11, [("footprint_outside", "error")]), ("A7", 5.0, []),
    ],
)  # fmt: skip
def test_l05_the_footprint_stays_inside(inner, distance_m, says):
    assert found("L05", reach("A7", inner, distance_m)) == says


def test_a_hit_carries_area_distance_shape_basis_and_day():
    (finding,) = everything(reach("A7", "footprint", 0.4))
    assert (finding.area_sqm, finding.distance_m, finding.geometry) == (5.0, 0.4, SQUARE)
    assert finding.facts["wall_m"] == 12.0
    assert (finding.legal_basis, finding.effective_from) == ("测试", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, [("overlap", "error")]),
        ({"area_sqm": 1.0}, []),
        ({"other_permanent": False}, [("overlap", "warn")]),
        ({"permanent": False}, [("overlap", "warn")]),
        ({"hidden": True, "other": ""}, [("overlap_hidden", "error")]),
    ],
)
def test_l13_no_ground_is_shared(changes, says):
    assert found("L13", shared(**changes)) == says


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (edit(added=0.6, removed=0.5), [("edited", "error")]),
        (edit(added=0.5, removed=0.5), [("renumbered", "info")]),
        (edit(added=500.0, granted=2), []),
    ],
)
def test_l14_the_ground_granted_is_the_ground_now(facts, says):
    assert found("L14", facts) == says


def test_l14_tells_hectares_added_and_removed():
    (finding,) = everything(edit(added=12_000.0, removed=3_000.0))
    assert (finding.facts["added_ha"], finding.facts["removed_ha"]) == (1.2, 0.3)


@pytest.mark.parametrize(
    ("approved_on", "says"),
    [
        (None, [("change_unapproved", "error")]),
        (date(2025, 6, 2), [("change_approved_late", "error")]),
        (date(2025, 6, 1), []),
    ],
)
def test_l16_changes_are_approved_beforehand(approved_on, says):
    assert found("L16", change(approved_on)) == says
