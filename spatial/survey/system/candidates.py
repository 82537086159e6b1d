"""The systems the numbers might stand in, each with the place it leads to."""

import math
from collections.abc import Iterable

from spatial.coordinates.transform import to_lonlat
from spatial.coordinates.zones import PREFIX_M, Zone, all_zones, in_china
from spatial.survey.answer import Candidate
from spatial.survey.system.numbers import Numbers
from spatial.survey.system.reach import Reach

MERCATOR_SRID = 3857


def candidate(
    numbers: Numbers,
    *,
    srid: int,
    name: str,
    reason: str,
    reach: Reach | None,
    swap: bool = False,
    unit: str = "",
) -> Candidate:
    """Return one way to read the numbers. They are given as they would then be: exchanged, in the unit."""
    lon, lat = to_lonlat(*numbers.middle, srid=srid)
    if not math.isfinite(lon + lat):
        lon = lat = 0.0
    fits = reach is not None and reach.near(lon, lat)
    return Candidate(
        srid=srid,
        name=name,
        reason=reason,
        swap=swap,
        unit=unit,
        lon=round(lon, 6),
        lat=round(lat, 6),
        fits=fits,
    )


def zone_candidates(numbers: Numbers, *, reach: Reach | None) -> tuple[Candidate, ...]:
    """Return every zone that eastings without a number may belong to, those in the county first."""
    bare = [zone for zone in all_zones() if not zone.prefixed and (reach is not None or zone.width_deg == 3)]
    found = _of_zones(numbers, bare, reach, "zone_near_place" if reach else "zone_unknown")
    if reach is None:
        return tuple(found)
    found.sort(key=lambda one: (not one.fits, abs(one.lon - reach.lon)))
    return tuple(found[:6])


def neighbours(numbers: Numbers, zone: Zone, *, reach: Reach) -> tuple[Candidate, ...]:
    """Return the other zones that would lead into the county."""
    bare = Numbers(numbers.xs % PREFIX_M, numbers.ys, numbers.parcels) if zone.prefixed else numbers
    others = [z for z in all_zones() if not z.prefixed and z.number != zone.number]
    return tuple(one for one in _of_zones(bare, others, reach, "zone_near_place") if one.fits)


def mercator(numbers: Numbers, *, reach: Reach | None) -> Candidate | None:
    """Return Web Mercator, where the numbers then lie in China."""
    one = candidate(numbers, srid=MERCATOR_SRID, name="Web Mercator", reason="web_mercator", reach=reach)
    return one if in_china(one.lon, one.lat) else None


def _of_zones(numbers: Numbers, zones: Iterable[Zone], reach: Reach | None, reason: str) -> list[Candidate]:
    made = (candidate(numbers, srid=z.srid, name=z.name_zh, reason=reason, reach=reach) for z in zones)
    return [one for one in made if in_china(one.lon, one.lat)]
