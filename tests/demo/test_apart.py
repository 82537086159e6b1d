"""No two works stand on one another's ground but on purpose, at the size that has most of them."""

import numpy as np
import pytest
import shapely

from portal.demo.works import varieties as v
from portal.demo.works.planted import anomalies
from portal.demo.works.programme import SIZES
from portal.demo.works.sites import lay_out
from portal.demo.works.strips import whole_strips
from portal.demo.works.works import programme_with_anomalies

pytestmark = pytest.mark.slow


def test_no_ground_is_shared_by_more_than_a_square_metre_but_on_purpose():
    count = SIZES["L"]
    programme, shift = programme_with_anomalies(count)
    laid = lay_out(programme, np.setdiff1d(np.arange(count), programme.on(v.RESERVOIR)), shift)
    sites = laid.strips.pieces(whole_strips(laid.strips.stations))
    one, other = shapely.STRtree(sites).query(sites, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(sites[one], sites[other])) > 1.0
    pairs = {(int(laid.work[a]), int(laid.work[b])) for a, b in zip(one[shared], other[shared], strict=True)}
    planted = {tuple(sorted((anomaly.work, anomaly.other))) for anomaly in anomalies()}
    assert pairs and pairs <= planted
