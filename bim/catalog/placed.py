"""Whether what a file says of its place fits the structure it belongs to."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
import shapely.ops

from bim.catalog.faults import PlaceTooFar
from bim.catalog.rules import SCRATCH_REGION, SITE_FAR_M
from bim.placing.frame import ELLIPSOID, from_plain
from spatial.features.models import Feature


def far_m(kept: dict[str, Any], feature: Feature, origin: Sequence[float]) -> float | None:
    """Return how far off a site's latitude leads that must be a template's; ``None`` for what is believed.

    A map conversion is believed wherever it leads: somebody measured it. The distance is shown with it.
    """
    if kept["method"] != "site" or not _is_somewhere(feature):
        return None
    far = distance_m(kept, feature, origin)
    return far if far > SITE_FAR_M else None


def distance_m(kept: dict[str, Any], feature: Feature, origin: Sequence[float]) -> float:
    """Return how far a model's ``origin`` (m) lies from the middle of a structure, on the ellipsoid."""
    about = np.array([origin], dtype=np.float64)
    lon, lat, _height = (float(value) for value in from_plain(kept).to_lonlat(about)[0])
    middle = feature.geom.centroid
    _there, _back, length = ELLIPSOID.inv(middle.x, middle.y, lon, lat)
    return float(length)


def refuse_far(kept: dict[str, Any], feature: Feature, origin: Sequence[float]) -> None:
    """Refuse a place by hand so far from the structure's project that a slip of the hand is likelier.

    Raises ``PlaceTooFar`` beyond the distance up to which a file's site is believed.
    """
    if not _is_somewhere(feature):
        return
    far = distance_from_ground_m(kept, feature, origin)
    if far > SITE_FAR_M:
        raise PlaceTooFar(distance_m=round(far), most_m=round(SITE_FAR_M))


def distance_from_ground_m(kept: dict[str, Any], feature: Feature, origin: Sequence[float]) -> float:
    """Return how far outside its project's ground a model's ``origin`` (m) lies, on the ellipsoid; 0 inside.

    The structure itself follows the model; the ground of the project stays.
    """
    lon, lat, _height = (float(value) for value in from_plain(kept).to_lonlat(np.array([origin]))[0])
    ground = shapely.from_wkb(bytes((feature.root or feature).geom.wkb))
    nearest, point = shapely.ops.nearest_points(ground, shapely.Point(lon, lat))
    return float(ELLIPSOID.inv(nearest.x, nearest.y, point.x, point.y)[2])


def _is_somewhere(feature: Feature) -> bool:
    return feature.region_code != SCRATCH_REGION
