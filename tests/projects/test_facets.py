"""Beside each choice stands how many projects it would show: its sisters do not fall to nothing."""

from collections import Counter
from itertools import product

import pytest

from portal.projects.facets import LISTS, facets
from portal.projects.filters import ProjectFilter, parse_filter
from portal.projects.totals import totals
from tests.conftest import TODAY

CHOICES = (
    {}, {"sector": "road"}, {"sector": "road,health", "nature": "new"}, {"status": "late_start,on_track"},
    {"sector": "health", "funding": "county_budget", "stage": "draft", "region": "970101"},
)  # fmt: skip


@pytest.fixture
def works(file_project):
    """Eight projects of two sectors, two natures and two sources."""
    kinds = product(("road", "health"), ("new", "expansion"), ("county_budget", "special_bond"))
    for turn, (sector, nature, source) in enumerate(kinds):
        file_project(
            0.1 + turn * 0.2, 0.2, sector=sector, nature=nature, funding_source=source, published=turn < 3
        )


@pytest.mark.parametrize("words", CHOICES)
def test_a_count_is_what_choosing_it_alone_would_show(works, everything, words):
    criteria = parse_filter(words)
    counted = facets(actor=everything, criteria=criteria, on=TODAY)
    for name in LISTS:
        for code, projects in counted[name].items():
            chosen = totals(actor=everything, criteria=parse_filter(words | {name: code}), on=TODAY)
            assert chosen.projects == projects, (name, code)


def test_the_sisters_of_a_choice_keep_their_counts(client, works):
    whole = client.get("/api/v1/projects/totals/").json()["facets"]
    road = client.get("/api/v1/projects/totals/?sector=road").json()["facets"]
    assert road["sector"] == whole["sector"] == {"road": 3}
    health = client.get("/api/v1/projects/totals/?sector=health").json()
    assert health["projects"] == 0 and health["facets"]["sector"] == {"road": 3}
    assert health["facets"]["nature"] == {}


def test_another_choice_asks_the_database_nothing_new(works, everything, django_assert_max_num_queries):
    facets(actor=everything, criteria=ProjectFilter(), on=TODAY)
    with django_assert_max_num_queries(1):
        facets(actor=everything, criteria=ProjectFilter(sectors=("road",)), on=TODAY)


def test_the_public_counts_only_what_it_sees(works, anyone):
    assert sum(Counter(facets(actor=anyone, criteria=ProjectFilter(), on=TODAY)["status"]).values()) == 3
