"""Where the models' works stand, by role: for their permits, and for drawing them."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

import numpy as np
import shapely

from portal.demo.works.members import STRUCTURE, build_members, member_id, twins_in
from portal.demo.works.programme import FIRST_PAGE
from portal.demo.works.twins import CROSSING_M, HOSPITAL, Stand, Twin, twins
from portal.demo.works.works import build_batch

FAR_M = 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A twin where it stands. ``structure``: the identifier of its structure in the project's tree."""

    twin: Twin
    stand: Stand
    structure: UUID


@cache
def stands() -> dict[str, Placed]:
    """Return each twin where it stands, by role."""
    batch = build_batch(np.array(sorted(twins())), FIRST_PAGE)
    structures = build_members(batch)[STRUCTURE]
    found = {}
    for n, stand in twins_in(batch, structures).items():
        twin = twins()[int(batch.works[structures.at[n]])]
        structure = member_id(STRUCTURE, twin.work, int(structures.turn[n]))
        found[twin.role] = Placed(twin=twin, stand=stand, structure=structure)
    return found


def permit_m(site_m: shapely.Geometry, work: int) -> shapely.Geometry:
    """Return a site up to its permit's building line, which the hospital's wing crosses; others whole."""
    placed = stands()[HOSPITAL]
    if work != placed.twin.work:
        return site_m
    face = max(y for _x, y in placed.twin.ring_m) - CROSSING_M
    corners = ((-FAR_M, face - FAR_M), (FAR_M, face - FAR_M), (FAR_M, face), (-FAR_M, face))
    allowed = shapely.polygons(placed.stand.placed(np.array(corners)))
    return shapely.set_precision(shapely.intersection(site_m, allowed), 0.001)
