"""Where photos stand about a model, in its own axes: by its placement, a person's height above its ground."""

from collections.abc import Sequence

import numpy as np
from django.contrib.gis.geos import GEOSGeometry, Point, Polygon
from numpy.typing import NDArray

from bim.catalog.models import Revision
from bim.catalog.selectors import frame_of
from bim.placing.frame import Frame
from spatial.fields import GEOGRAPHIC

NEAR_M = 200.0
"""How far from a model's box a photo is near it."""
EYE_M = 1.5
"""A photo says no height: it is shown so far above the ground, where a person holds a phone."""
ROUNDS, STEP_M = 6, 1.0
Array = NDArray[np.float64]


def about(revision: Revision) -> GEOSGeometry | None:
    """Return the box about a model, EPSG:4326; none of one that stands nowhere or has no shape."""
    frame = frame_of(revision)
    if frame is None or len(revision.box) != 2 * len("xyz"):
        return None
    low, high = np.array(revision.box[:3]) - NEAR_M, np.array(revision.box[3:]) + NEAR_M
    corners = np.array([[x, y, 0.0] for x in (low[0], high[0]) for y in (low[1], high[1])])
    places = frame.to_lonlat(corners + np.array(revision.origin))
    west, south = places[:, :2].min(axis=0)
    east, north = places[:, :2].max(axis=0)
    box = Polygon.from_bbox((west, south, east, north))
    box.srid = GEOGRAPHIC
    return box


def eye_height_m(revision: Revision) -> float:
    """Return the height photos are shown at, along the model's z: above its ground, else its lowest point."""
    ground = (revision.outlines or {}).get("heights", {}).get("ground_m")
    low = revision.box[2] if ground is None else ground
    return float(revision.origin[2] + low + EYE_M)


def pose(revision: Revision, places: Sequence[Point]) -> list[tuple[float, float, float]]:
    """Return where places (EPSG:4326) lie in a placed model's axes, metres. The model stands somewhere."""
    frame = frame_of(revision)
    if frame is None or not places:
        return []
    lonlat = np.array([[place.x, place.y] for place in places])
    found = _solve(frame, lonlat, eye_height_m(revision))
    return [(float(x), float(y), float(z)) for x, y, z in found]


def _solve(frame: Frame, lonlat: Array, z: float) -> Array:
    """Turn ``to_lonlat`` about on a level plane: over a site it is all but linear, so few rounds do."""
    points = np.zeros((len(lonlat), 3))
    points[:, 2] = z
    for _round in range(ROUNDS):
        here = frame.to_lonlat(points)[:, :2]
        along = [(frame.to_lonlat(points + step)[:, :2] - here) / STEP_M for step in STEP_M * np.eye(3)[:2]]
        turn = np.stack(along, axis=2)
        points[:, :2] += np.linalg.solve(turn, (lonlat - here)[:, :, None])[:, :, 0]
    return points
