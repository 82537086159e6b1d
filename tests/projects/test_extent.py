"""The page and the totals look at the same place first."""

import pytest

from portal.projects.extent import first_extent
from portal.projects.filters import ProjectFilter
from portal.projects.totals import totals
from tests.conftest import TODAY


@pytest.mark.parametrize("published", [True, False])
def test_the_first_look_is_the_totals_extent(file_project, anyone, everything, published):
    file_project(0.2, 0.2, published=published)
    file_project(1.5, 1.5, published=published)
    for actor in (anyone, everything):
        summed = totals(actor=actor, criteria=ProjectFilter(), on=TODAY)
        assert first_extent(actor=actor, on=TODAY) == pytest.approx(summed.extent)


def test_who_sees_nothing_looks_nowhere_in_particular(regions, anyone):
    assert first_extent(actor=anyone, on=TODAY) is None
