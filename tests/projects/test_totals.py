"""Totals add up: over regions, statuses and filters, to the last fen and beyond."""

from decimal import Decimal

import pytest
from django.contrib.gis.geos import LineString
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.projects.filters import FilterInvalid, ProjectFilter, parse_filter
from portal.projects.selectors import find_projects
from portal.projects.totals import totals, totals_by_region
from tests.conftest import TODAY


@pytest.fixture
def library(file_project, other_unit):
    odd = Decimal("10000000.01")
    return [
        file_project(0.2, 0.2, investment_yuan=odd),
        file_project(1.2, 0.2, owner=other_unit, investment_yuan=odd, sector="health"),
        file_project(
            geom=LineString((120.05, 30.01), (120.15, 30.13), srid=4326), investment_yuan=odd, sector="road"
        ),
        file_project(
            geom=LineString((120.02, 30.08), (120.02, 30.11), srid=4326), investment_yuan=odd, sector="road"
        ),
    ]


def test_a_project_over_two_counties_counts_once_in_the_city(library, everything):
    (city,) = totals_by_region(actor=everything, criteria=ProjectFilter(), level=2, on=TODAY)
    counties = totals_by_region(actor=everything, criteria=ProjectFilter(), level=3, on=TODAY)
    assert (city.projects, city.crossing) == (4, 0)
    assert [(c.projects, c.crossing) for c in counties] == [(3, 1), (2, 1)]


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_money_of_every_level_adds_up_exactly(library, everything, level):
    rows = totals_by_region(actor=everything, criteria=ProjectFilter(), level=level, on=TODAY)
    assert sum(row.investment_yuan for row in rows) == Decimal("40000000.04")


def test_a_region_s_total_is_its_row_among_its_sisters(library, everything):
    for row in totals_by_region(actor=everything, criteria=ProjectFilter(), level=4, on=TODAY):
        alone = totals(actor=everything, criteria=ProjectFilter(region=row.code), on=TODAY)
        assert (alone.projects, alone.investment_yuan) == (row.projects, row.investment_yuan)


FILTERS = st.builds(
    ProjectFilter,
    region=st.sampled_from(["", "97", "9701", "970101", "970102", "970101001", "970102002", "96"]),
    sectors=st.sampled_from([(), ("road",), ("road", "health")]),
    statuses=st.sampled_from([(), ("late_start",), ("not_started",)]),
    text=st.sampled_from(["", "东江", "dj", "%", "_", "'", "无此"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(criteria=FILTERS)
def test_list_totals_and_regions_say_the_same(library, everything, criteria):
    rows = list(find_projects(actor=everything, criteria=criteria, on=TODAY))
    summed = totals(actor=everything, criteria=criteria, on=TODAY)
    assert summed.projects == len(rows)
    assert summed.investment_yuan == sum(row.allocated_yuan for row in rows)
    for groups in (summed.by_status, summed.by_sector, summed.by_stage, summed.by_year):
        assert sum(group.projects for group in groups) == len(rows)
        assert sum(group.investment_yuan for group in groups) == summed.investment_yuan
    by_county = totals_by_region(actor=everything, criteria=criteria, level=3, on=TODAY)
    assert sum(row.investment_yuan for row in by_county) == summed.investment_yuan
    assert (totals(actor=everything, criteria=criteria, on=TODAY).extent is None) == (not rows)


@pytest.mark.parametrize(
    "given",
    [
        {"region": "97'; DROP TABLE projects_project; --"},
        {"sector": "education,moon"},
        {"year_from": "twenty"},
        {"amount_min": "NaN"},
        {"amount_max": "1e400"},
        {"at": "2026-13-01"},
        {"bbox": "1,2,3"},
        {"polygon": "{}"},
        {"polygon": '{"type":"Point","coordinates":[120,30]}'},
        {"polygon": '{"type":"Polygon","coordinates":[[[120,30],[121,31],[121,30],[120,31],[120,30]]]}'},
        {"q": "a" * 101},
        {"q": "a\x00b"},
        {"owner": "me"},
        {"clock": "lunar"},
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(given):
    with pytest.raises(FilterInvalid) as refusal:
        parse_filter(given)
    assert refusal.value.facts["parameter"] in given
