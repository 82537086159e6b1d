"""Whether what a file says of its place fits the structure it belongs to."""

from collections.abc import Sequence
from typing import Any

import numpy as np

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


def _is_somewhere(feature: Feature) -> bool:
    return feature.region_code != SCRATCH_REGION
