"""Our doors against the published requirements; each test carries the id of its own."""

import pytest

from tests.ogc.suite import core_documents, core_items, crs, filters
from tests.ogc.suite.served import CHECKS

PARTS = (core_documents, core_items, crs, filters)


def test_the_suite_covers_what_is_declared():
    assert len(CHECKS) >= 100 and all(part.__doc__ for part in PARTS)


@pytest.mark.parametrize("name", CHECKS)
def test_the_doors_meet(served, name):
    CHECKS[name](served)
