"""Where the models' works stand, by role: for their permits, and for drawing them."""

from functools import cache

import numpy as np
import shapely

from portal.demo.works.members import STRUCTURE, build_members, twins_in
from portal.demo.works.programme import FIRST_PAGE
from portal.demo.works.twins import CROSSING_M, HOSPITAL, Stand, Twin, twins
from portal.demo.works.works import build_batch

FAR_M = 1_000.0


@cache
def stands() -> dict[str, tuple[Twin, Stand]]:
    """Return each twin and where it stands, by role."""
    batch = build_batch(np.array(sorted(twins())), FIRST_PAGE)
    structures = build_members(batch)[STRUCTURE]
    found = {}
    for n, stand in twins_in(batch, structures).items():
        twin = twins()[int(batch.works[structures.at[n]])]
        found[twin.role] = (twin, stand)
    return found


def permit_m(site_m: shapely.Geometry, work: int) -> shapely.Geometry:
    """Return a site up to the building line of its permit, which the hospital's wing crosses; others whole."""
    twin, stand = stands()[HOSPITAL]
    if work != twin.work:
        return site_m
    face = max(y for _x, y in twin.ring_m) - CROSSING_M
    corners = ((-FAR_M, face - FAR_M), (FAR_M, face - FAR_M), (FAR_M, face), (-FAR_M, face))
    allowed = shapely.polygons(stand.placed(np.array(corners)))
    return shapely.set_precision(shapely.intersection(site_m, allowed), 0.001)
