"""The shift of commercial Chinese web maps (GCJ-02): how far it is, and what makes one suspect it.

Nothing is ever stored in GCJ-02. The formula is the published approximation; it has no closed inverse.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from spatial.coordinates.zones import in_china

SEMI_MAJOR_M = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
HINTS = ("gcj", "火星", "amap", "gaode", "高德", "腾讯", "tencent", "qqmap", "百度", "baidu", "bd09", "bd-09")
HINT_FIELDS = frozenset({"adcode", "citycode", "subfeatureindex", "acroutes", "childrennum"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How far GCJ-02 moves a place: metres to the east and north."""

    east_m: float
    north_m: float

    @property
    def distance_m(self) -> float:
        """Return the length of the shift."""
        return math.hypot(self.east_m, self.north_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """Why coordinates may be shifted, and by how much they then would be."""

    hints: tuple[str, ...]
    shift: Shift


def to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Return where a commercial map draws a true place, in degrees."""
    if not in_china(lon, lat):
        return lon, lat
    dlon, dlat = _offset(lon, lat)
    return lon + dlon, lat + dlat


def from_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Return the true place of one read off a commercial map, to about 1e-9 degrees."""
    guess_lon, guess_lat = lon, lat
    for _round in range(4):
        drawn_lon, drawn_lat = to_gcj02(guess_lon, guess_lat)
        guess_lon, guess_lat = guess_lon - (drawn_lon - lon), guess_lat - (drawn_lat - lat)
    return guess_lon, guess_lat


def shift_at(lon: float, lat: float) -> Shift:
    """Return the shift at a true place."""
    drawn_lon, drawn_lat = to_gcj02(lon, lat)
    north_m = (drawn_lat - lat) * 111_132.95
    east_m = (drawn_lon - lon) * 111_319.49 * math.cos(math.radians(lat))
    return Shift(east_m=east_m, north_m=north_m)


def suspicion(
    *, lon: float, lat: float, words: Iterable[str], fields: Iterable[str] = ()
) -> Suspicion | None:
    """Return why a place may be shifted: ``words`` (names, sources) or ``fields`` of a commercial map."""
    if not in_china(lon, lat):
        return None
    text = "\n".join(words).lower()
    hints = [hint for hint in HINTS if hint in text]
    hints += sorted({field for field in fields if field.lower() in HINT_FIELDS})
    return Suspicion(hints=tuple(hints), shift=shift_at(lon, lat)) if hints else None


def _offset(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 105.0, lat - 35.0
    root = math.sqrt(abs(x))
    ripple = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple + _waves(y, 160, 320)
    dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple + _waves(x, 150, 300)
    radians = math.radians(lat)
    magic = 1 - ECCENTRICITY_SQUARED * math.sin(radians) ** 2
    meridian_m = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / magic**1.5
    parallel_m = SEMI_MAJOR_M / math.sqrt(magic) * math.cos(radians)
    return math.degrees(dlon / parallel_m), math.degrees(dlat / meridian_m)


def _waves(value: float, long: float, longest: float) -> float:
    near = 20 * math.sin(value * math.pi) + 40 * math.sin(value / 3 * math.pi)
    far = long * math.sin(value / 12 * math.pi) + longest * math.sin(value / 30 * math.pi)
    return (near + far) * 2 / 3
