"""Our doors against the published requirements; each test carries the id of its own."""

import pytest

from tests.ogc.suite import core_documents, core_items, crs, filters
from tests.ogc.suite.served import CHECKS, JSON, PARTS_1_AND_2

PARTS = (core_documents, core_items, crs, filters)


def test_the_suite_covers_what_is_declared():
    """The published suite has 55 methods for the core and 25 for part 2."""
    second = [name for name in CHECKS if name.startswith("/req/crs/")]
    first = [name for name in CHECKS if name.startswith((*PARTS_1_AND_2, "/rec/core/"))]
    assert len(first) - len(second) >= 55 and len(second) >= 25
    assert len(CHECKS) >= 130 and all(part.__doc__ for part in PARTS)


def test_the_landing_page_needs_no_last_slash(served):
    """QGIS 3.22 follows no relative redirect."""
    plain = served.fetch("/ogc", {"Accept": JSON})
    assert plain.status == 200 and plain.json()["links"]


def test_refusals_before_any_view_are_ogc_exceptions_too(served):
    for address in ("/ogc/conformance?f=%00", "/ogc/there-is-nothing-here"):
        answer = served.fetch(address, {"Accept": JSON})
        assert answer.status in (400, 404) and {"code", "description", "facts"} <= answer.json().keys()


@pytest.mark.parametrize("name", CHECKS)
def test_the_doors_meet(served, name):
    CHECKS[name](served)
