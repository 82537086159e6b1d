"""Frames a person decides: by two matched points, or by position, rotation and height."""

import math

from django.utils.translation import gettext_lazy as _

from bim.placing.frame import Frame, frame_at, moved_back, zone_for
from portal.core.errors import Invalid
from spatial.coordinates.transform import from_lonlat

MOST_STRETCH = 0.02
"""Two points may disagree by two per cent: a person clicks on a map."""
LEAST_APART_M = 1.0
DECIDED_LEVEL = 50


class PointsTooClose(Invalid):
    """No direction follows from them."""

    message = _("The points lie {apart_m:.2f} m apart; take points at least {least_m:.0f} m apart.")


class PointsDisagree(Invalid):
    """The distances do not match."""

    message = _("The points lie {model_m:.2f} m apart in the model, {map_m:.2f} m on the map. Match again.")


class PlaceOutOfRange(Invalid):
    """No such place."""

    message = _("Longitude {lon} and latitude {lat} are no place on the map.")


def by_hand(
    *, lon: float, lat: float, rotation_deg: float, height_m: float, about: tuple[float, float, float]
) -> Frame:
    """Return the frame that puts the local point ``about`` (m) at a place and a height.

    ``rotation_deg``: of the x axis, clockwise from true east, as placements tell it.
    """
    _refuse_nowhere(lon, lat)
    frame = frame_at(
        lon=lon, lat=lat, rotation_deg=-rotation_deg, height_m=height_m, srid=zone_for(lon, lat),
        method="by_hand", level=DECIDED_LEVEL,
    )  # fmt: skip
    return moved_back(frame, about)


def by_two_points(
    *, local: tuple[tuple[float, float], tuple[float, float]],
    places: tuple[tuple[float, float], tuple[float, float]], height_m: float, about_z: float = 0.0,
) -> Frame:  # fmt: skip
    """Return the frame that brings two local points (m) onto two places (lon, lat): the first exactly, the
    second in direction. ``height_m``: of the local height ``about_z``.
    """
    for lon, lat in places:
        _refuse_nowhere(lon, lat)
    srid = zone_for(*places[0])
    (x0, y0), (x1, y1) = (from_lonlat(lon, lat, srid=srid) for lon, lat in places)
    along, across = (x1 - x0, y1 - y0), (local[1][0] - local[0][0], local[1][1] - local[0][1])
    _refuse_mismatch(math.hypot(*across), math.hypot(*along))
    turn = math.atan2(along[1], along[0]) - math.atan2(across[1], across[0])
    scale = frame_at(
        lon=places[0][0], lat=places[0][1], rotation_deg=0.0, height_m=0.0, srid=srid, method="", level=0
    ).scale
    frame = Frame(
        method="two_points", level=DECIDED_LEVEL, crs=srid, eastings=x0, northings=y0, height_m=height_m,
        axis=(math.cos(turn), math.sin(turn)), scale=scale,
    )  # fmt: skip
    return moved_back(frame, (*local[0], about_z))


def _refuse_nowhere(lon: float, lat: float) -> None:
    if not (abs(lon) <= 180 and abs(lat) <= 85):  # noqa: PLR2004  what a web map shows
        raise PlaceOutOfRange(lon=lon, lat=lat)


def _refuse_mismatch(model_m: float, map_m: float) -> None:
    if min(model_m, map_m) < LEAST_APART_M:
        raise PointsTooClose(apart_m=min(model_m, map_m), least_m=LEAST_APART_M)
    if abs(map_m / model_m - 1) > MOST_STRETCH:
        raise PointsDisagree(model_m=model_m, map_m=map_m)
