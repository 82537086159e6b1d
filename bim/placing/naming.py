"""Which coordinate system a file means: by number, by a registry's address, by name, or by its text."""

import re
from functools import cache

from pyproj import CRS
from pyproj.exceptions import CRSError

_NUMBER = re.compile(r"(?:^|[\sA-Z:./])(\d{4,6})(?:\s*\+\s*(?:EPSG:)?\d{4,6})?$", re.I)
_PREFIX = re.compile(r"(?:urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?EPSG", re.I)
LONGEST_NAME = 200


@cache
def crs_named(name: str, wkt: str = "") -> int | str | None:
    """Return an EPSG number or WKT; ``None`` when nobody knows the system."""
    plain = name.strip()
    number = _number_in(plain)
    if number is not None:
        return number if _known(number) else None
    if wkt and (found := _from_text(wkt)):
        return found
    if not plain or len(plain) > LONGEST_NAME or plain.isdigit():
        return None
    return _from_text(plain)


def _number_in(name: str) -> int | None:
    if not _PREFIX.match(name) and not name.isdigit():
        return None
    found = _NUMBER.search(name)
    return int(found[1]) if found else None


def _known(number: int) -> bool:
    try:
        return CRS.from_epsg(number).is_projected or not CRS.from_epsg(number).is_geocentric
    except CRSError:
        return False


def _from_text(text: str) -> int | str | None:
    try:
        found = CRS.from_user_input(text)
    except CRSError:
        return None
    return found.to_epsg() or found.to_wkt()
