"""Whether what a file says of its place fits the structure it belongs to."""

from typing import Any

import numpy as np

from bim.catalog.rules import SCRATCH_REGION, SITE_FAR_M
from bim.placing.frame import ELLIPSOID, from_plain
from spatial.features.models import Feature


def far_from_structure(kept: dict[str, Any], feature: Feature) -> bool:
    """Tell whether a site's latitude is a template's: farther than anybody builds from where it belongs.

    A map conversion is believed wherever it leads: somebody measured it. The distance is shown with it.
    """
    return kept["method"] == "site" and _is_somewhere(feature) and distance_m(kept, feature) > SITE_FAR_M


def distance_m(kept: dict[str, Any], feature: Feature) -> float:
    """Return how far a frame's zero lies from the middle of a structure, on the ellipsoid."""
    lon, lat, _height = (float(value) for value in from_plain(kept).to_lonlat(np.zeros((1, 3)))[0])
    middle = feature.geom.centroid
    _there, _back, length = ELLIPSOID.inv(middle.x, middle.y, lon, lat)
    return float(length)


def _is_somewhere(feature: Feature) -> bool:
    return feature.region_code != SCRATCH_REGION
