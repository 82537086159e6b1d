"""The Gauss-Krüger zones of CGCS2000 and their EPSG numbers."""

from dataclasses import dataclass
from functools import cache

LONLAT_SRID = 4326
CGCS2000_SRID = 4490
EASTING_RANGE_M = (160_000.0, 840_000.0)
NORTHING_RANGE_M = (1_840_000.0, 5_950_000.0)
CHINA_LON = (73.0, 136.0)
CHINA_LAT = (3.0, 54.0)
PREFIX_M = 1_000_000
FIRST_PREFIXED_M = 10 * PREFIX_M

_NUMBERS = {3: range(25, 46), 6: range(13, 24)}
_PREFIXED_BASE = {3: 4488, 6: 4478}
_BARE_BASE = {3: 4509, 6: 4489}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One zone. ``prefixed``: the zone number stands in front of the easting."""

    width_deg: int
    number: int
    prefixed: bool

    def __post_init__(self) -> None:
        if self.number not in _NUMBERS.get(self.width_deg, ()):
            raise ValueError(f"CGCS2000 has no {self.width_deg}-degree zone {self.number}.")

    @property
    def central_meridian_deg(self) -> int:
        """Return the longitude of the zone's middle."""
        return 3 * self.number if self.width_deg == 3 else 6 * self.number - 3

    @property
    def srid(self) -> int:
        """Return the EPSG number."""
        return (_PREFIXED_BASE if self.prefixed else _BARE_BASE)[self.width_deg] + self.number

    @property
    def name(self) -> str:
        """Return e.g. ``CGCS2000 3° GK zone 40 (CM 120°E)``."""
        return f"CGCS2000 {self.width_deg}° GK zone {self.number} (CM {self.central_meridian_deg}°E)"

    @property
    def name_zh(self) -> str:
        """Return e.g. ``CGCS2000 3度带 第40带（中央经线120°E）``."""
        return f"CGCS2000 {self.width_deg}度带 第{self.number}带（中央经线{self.central_meridian_deg}°E）"

    def with_prefix(self) -> "Zone":
        """Return the same zone written with its number in front of the easting."""
        return Zone(width_deg=self.width_deg, number=self.number, prefixed=True)

    def without_prefix(self) -> "Zone":
        """Return the same zone written without its number."""
        return Zone(width_deg=self.width_deg, number=self.number, prefixed=False)


@cache
def all_zones() -> tuple[Zone, ...]:
    """Return the 64 zones of the registry, ordered by EPSG number."""
    zones = [
        Zone(width_deg=width, number=number, prefixed=prefixed)
        for width, numbers in _NUMBERS.items()
        for number in numbers
        for prefixed in (True, False)
    ]
    return tuple(sorted(zones, key=lambda zone: zone.srid))


def zone_of_srid(srid: int) -> Zone | None:
    """Return the zone an EPSG number stands for, or ``None``."""
    return next((zone for zone in all_zones() if zone.srid == srid), None)


def zone_of_prefix(prefix: int) -> Zone | None:
    """Return the zone a prefix names: 25-45 are 3-degree zones, 13-23 are 6-degree zones; else ``None``."""
    for width, numbers in _NUMBERS.items():
        if prefix in numbers:
            return Zone(width_deg=width, number=prefix, prefixed=True)
    return None


def zone_of_longitude(lon: float, *, width_deg: int = 3, prefixed: bool = True) -> Zone | None:
    """Return the zone a longitude falls in, or ``None`` outside China's zones."""
    number = round(lon / 3) if width_deg == 3 else int(lon // 6) + 1
    if number not in _NUMBERS[width_deg]:
        return None
    return Zone(width_deg=width_deg, number=number, prefixed=prefixed)


def looks_like_northing(value: float) -> bool:
    """Tell whether a number of metres could be a northing in China."""
    return NORTHING_RANGE_M[0] <= value <= NORTHING_RANGE_M[1]


def looks_like_bare_easting(value: float) -> bool:
    """Tell whether a number of metres could be an easting without zone number."""
    return EASTING_RANGE_M[0] <= value <= EASTING_RANGE_M[1]


def in_china(lon: float, lat: float) -> bool:
    """Tell whether a place lies in the box round China, the southern sea included."""
    return CHINA_LON[0] <= lon <= CHINA_LON[1] and CHINA_LAT[0] <= lat <= CHINA_LAT[1]
