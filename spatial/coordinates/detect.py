"""Which zone two projected numbers belong to. Order and zone are found from the ranges, or asked for."""

import math
from dataclasses import dataclass

from spatial.coordinates.transform import to_lonlat
from spatial.coordinates.zones import (
    FIRST_PREFIXED_M,
    PREFIX_M,
    Zone,
    all_zones,
    in_china,
    looks_like_bare_easting,
    looks_like_northing,
    zone_of_prefix,
)

WEB_MERCATOR_SRID = 3857
WEB_MERCATOR_EAST_M = (8_126_000.0, 15_140_000.0)
WEB_MERCATOR_NORTH_M = (300_000.0, 7_170_000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read two numbers. ``swapped``: they were written easting first, not X (north) first."""

    lon: float
    lat: float
    srid: int
    easting_m: float
    northing_m: float
    zone: Zone | None
    swapped: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """All readings that hold. ``refusal``: why none of the national zones does (a key of ``SENTENCES``)."""

    readings: tuple[Reading, ...]
    refusal: str | None = None

    @property
    def certain(self) -> Reading | None:
        """Return the only reading, if there is just one and nothing speaks against it."""
        return self.readings[0] if len(self.readings) == 1 and self.refusal is None else None


def detect_zone(
    first: float,
    second: float,
    *,
    declared: Zone | None = None,
    near: tuple[float, float] | None = None,
) -> Detection:
    """Read two numbers in metres in either order.

    ``declared`` is the zone of a file header or of the person; ``near`` (lon, lat) sorts the candidates when
    the number carries no zone. China's ranges of eastings and northings never overlap: order is no guess.
    """
    if not math.isfinite(first + second):
        return Detection(readings=(), refusal="out_of_ranges")
    for northing, easting, swapped in ((first, second, False), (second, first, True)):
        if not looks_like_northing(northing):
            continue
        if easting >= FIRST_PREFIXED_M:
            return _prefixed(easting, northing, swapped, declared)
        if looks_like_bare_easting(easting):
            return _bare(easting, northing, swapped, declared, near)
    mercator = _web_mercator(first, second) + _web_mercator(second, first)
    return Detection(readings=mercator, refusal="out_of_ranges")


def _prefixed(easting: float, northing: float, swapped: bool, declared: Zone | None) -> Detection:
    zone = zone_of_prefix(int(easting // PREFIX_M))
    mercator = _web_mercator(easting, northing)
    fits = zone is not None and looks_like_bare_easting(easting % PREFIX_M)
    if zone is None or not fits:
        return Detection(readings=mercator, refusal="unknown_prefix")
    if declared is not None and declared.number != zone.number:
        return Detection(readings=(), refusal="prefix_contradicts_zone")
    found = (_reading(zone, easting, northing, swapped, "zone_from_prefix"),)
    return Detection(readings=found if declared else found + mercator)


def _bare(
    easting: float, northing: float, swapped: bool, declared: Zone | None, near: tuple[float, float] | None
) -> Detection:
    if declared is not None:
        bare = declared.without_prefix()
        return Detection(readings=(_reading(bare, easting, northing, swapped, "zone_declared"),))
    zones = [zone for zone in all_zones() if not zone.prefixed]
    reason = "zone_near_place" if near else "zone_unknown"
    readings = [_reading(zone, easting, northing, swapped, reason) for zone in zones]
    if near:
        lon = near[0]
        readings.sort(key=lambda r: (abs(r.lon - lon), r.srid))
        readings = [r for r in readings if abs(r.lon - lon) < 3]
    else:
        readings = [r for r in readings if r.zone is not None and r.zone.width_deg == 3]
    return Detection(readings=tuple(readings), refusal=None if readings else "no_zone_near_place")


def _web_mercator(easting: float, northing: float) -> tuple[Reading, ...]:
    """Web Mercator's eastings in eastern China look like zones 13 to 15; say so rather than choose."""
    low, high = WEB_MERCATOR_EAST_M
    south, north = WEB_MERCATOR_NORTH_M
    if not (low <= easting <= high and south <= northing <= north):
        return ()
    lon, lat = to_lonlat(easting, northing, srid=WEB_MERCATOR_SRID)
    if not in_china(lon, lat):
        return ()
    return (
        Reading(
            lon=lon, lat=lat, srid=WEB_MERCATOR_SRID, easting_m=easting, northing_m=northing, zone=None,
            swapped=False, reason="web_mercator",
        ),
    )  # fmt: skip


def _reading(zone: Zone, easting: float, northing: float, swapped: bool, reason: str) -> Reading:
    lon, lat = to_lonlat(easting, northing, srid=zone.srid)
    return Reading(
        lon=lon, lat=lat, srid=zone.srid, easting_m=easting, northing_m=northing, zone=zone, swapped=swapped,
        reason=reason,
    )  # fmt: skip
