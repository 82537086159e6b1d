"""Every parcel of the demo province measures the same by another way, in the zone, to 0.01 m²."""

import numpy as np
import psycopg
import pytest
import shapely

from spatial.land.comparing import Pair, contain_pairs
from spatial.land.grounds import Ground
from spatial.land.measuring import extents_of
from tests.conftest import TODAY
from tests.land.planes import ellipsoid_area, on_plane

CM2 = 0.01
ASKED = """
    SELECT ST_AsBinary(parcel.geom), ST_AsBinary(site.geom)
    FROM features_feature AS parcel JOIN features_feature AS site ON site.id = parcel.root_id
    WHERE parcel.kind = 'parcel'
"""


@pytest.fixture(scope="module")
def parcels(site) -> list[tuple[bytes, bytes]]:
    """Each parcel with its project's site, as WKB."""
    if not site.database:
        pytest.skip("the given site's database is not named (GONGTU_BROWSER_DATABASE)")
    with psycopg.connect(site.database) as link:
        return [(bytes(one), bytes(whole)) for one, whole in link.execute(ASKED)]


def test_areas_agree(parcels, db):
    grounds = [Ground(key=str(n), shape=shape) for n, (shape, _site) in enumerate(parcels)]
    found = extents_of(grounds, on=TODAY)
    shapes = shapely.from_wkb([shape for shape, _site in parcels])
    assert len(found) > 1_500 and {extent.srid for extent in found} <= {4527, 4528, 4529}
    plane = [on_plane(shape, extent.srid).area for shape, extent in zip(shapes, found, strict=True)]
    assert np.abs(np.array([e.plane_sqm for e in found]) - plane).max() < CM2
    ellipsoid = [ellipsoid_area(shape) for shape in shapes]
    assert np.abs(np.array([e.ellipsoid_sqm for e in found]) - ellipsoid).max() < CM2


def test_containment_agrees(parcels, db):
    found = contain_pairs([
        Pair(outer="site", inner="parcel", outer_shape=site, inner_shape=shape, srid=4528)
        for shape, site in parcels
    ])  # fmt: skip
    inner, outer = (on_plane(shapely.from_wkb(list(side))) for side in zip(*parcels, strict=True))
    expected = shapely.area(shapely.difference(inner, outer))
    assert np.abs(np.array([one.excess_sqm for one in found]) - expected).max() < CM2
