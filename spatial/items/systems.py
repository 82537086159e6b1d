"""Coordinate reference systems of the standard doors, with the axis order their registries give them.

OGC:CRS84 is longitude before latitude; EPSG:4326 and EPSG:4490 latitude before longitude; every CGCS2000
Gauss-Krüger zone (EPSG:4513-4554) north before east. CGCS2000 and WGS 84 are treated as one, as everywhere.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.coordinates.zones import CGCS2000_SRID, LONLAT_SRID, all_zones

CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
FIRST_SRID, LAST_SRID = 4513, 4554
_FORMS = (
    re.compile(r"https?://www\.opengis\.net/def/crs/EPSG/(?:0|[0-9.]{1,8})/(?P<srid>[0-9]{4,5})", re.ASCII),
    re.compile(r"urn:ogc:def:crs:EPSG:[0-9.]{0,8}:(?P<srid>[0-9]{4,5})", re.ASCII),
    re.compile(r"\[?EPSG:(?P<srid>[0-9]{4,5})\]?", re.ASCII | re.IGNORECASE),
)
_CRS84 = frozenset({
    CRS84_URI, "https://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/OGC/0/CRS84",
    "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84", "[OGC:CRS84]", "CRS84",
})  # fmt: skip


class SystemUnknown(Invalid):
    """A coordinate reference system the doors do not speak."""

    message = _(
        "The parameter {parameter} does not accept “{value}”: OGC:CRS84, EPSG:4326, EPSG:4490 or EPSG:4513 to"
        " EPSG:4554."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One system. ``swapped``: the second axis runs east. ``metres``: a projected one."""

    uri: str
    srid: int
    swapped: bool
    metres: bool

    @property
    def decimals(self) -> int:
        """Return the digits written: every stored one of degrees, tenths of a millimetre of metres."""
        return 4 if self.metres else 15


def _epsg(srid: int, *, metres: bool) -> System:
    uri = f"http://www.opengis.net/def/crs/EPSG/0/{srid}"
    return System(uri=uri, srid=srid, swapped=True, metres=metres)


CRS84 = System(uri=CRS84_URI, srid=LONLAT_SRID, swapped=False, metres=False)


@cache
def systems() -> tuple[System, ...]:
    """Return the systems in the order they are offered."""
    zones = [zone.srid for zone in all_zones() if FIRST_SRID <= zone.srid <= LAST_SRID]
    degrees = [_epsg(srid, metres=False) for srid in (LONLAT_SRID, CGCS2000_SRID)]
    return (CRS84, *degrees, *(_epsg(srid, metres=True) for srid in zones))


def read_system(text: str, *, parameter: str) -> System:
    """Return the system a parameter names: a URI, a URN or ``EPSG:4547``; nothing means CRS84."""
    if not text or text in _CRS84:
        return CRS84
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    srid = int(match["srid"]) if match else 0
    for system in systems()[1:]:
        if system.srid == srid:
            return system
    raise SystemUnknown(parameter=parameter, value=text[:80])
