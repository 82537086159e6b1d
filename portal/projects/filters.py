"""The one filter object: what drives the map drives the list, the totals, the tiles and the exports."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, Polygon
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.projects import rules
from spatial.fields import GEOGRAPHIC
from spatial.regions.models import Region
from spatial.validity import why_invalid

MAX_POLYGON_POINTS = 5_000
MAX_TEXT = 100
CLOCKS = ("planned", "actual")
YEARS = range(1900, 2201)
AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,8})?", re.ASCII)


class FilterInvalid(Invalid):
    """A filter parameter cannot be read."""

    message = _("The filter {parameter} does not accept “{value}”: {reason}")
    several = _("The filter does not accept: {parts}.")
    part = _("{parameter} “{value}” ({reason})")

    def __str__(self) -> str:
        """Name every part that cannot be read in one sentence."""
        faults = cast("list[dict[str, str]]", self.facts["faults"])
        if len(faults) == 1:
            return super().__str__()
        parts = "; ".join(str(self.part).format(**fault) for fault in faults)
        return str(self.several).format(parts=parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFilter:
    """What to show.

    Empty members do not filter. Amounts in yuan; ``polygon`` in EPSG:4326; years of the plan.
    """

    region: str = ""
    polygon: GEOSGeometry | None = None
    sectors: tuple[str, ...] = ()
    fundings: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    text: str = ""
    at: date | None = None
    clock: str = "actual"
    owner: UUID | None = None


PARAMETERS = (
    "region", "polygon", "bbox", "sector", "funding", "nature", "stage", "status", "year_from", "year_to",
    "amount_min", "amount_max", "q", "at", "clock", "owner",
)  # fmt: skip


def parse_filter(given: Mapping[str, str]) -> ProjectFilter:
    """Read the query-string parameters ``PARAMETERS``.

    Raises one ``FilterInvalid`` that names every value it cannot read.
    """
    read: dict[str, Any] = {}
    faults: list[dict[str, str]] = []
    for member, reader in READERS.items():
        try:
            read[member] = reader(given)
        except _Unreadable as fault:
            faults.append(fault.told)
    if not faults:
        faults = _backwards(read, given)
    if faults:
        raise FilterInvalid(**faults[0], faults=faults)
    return ProjectFilter(**read)


def _backwards(read: Mapping[str, Any], given: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the ranges that end before they begin."""
    ranges = (
        ("year_from", "year_to", _("the first year is after the last, {last}")),
        ("amount_min", "amount_max", _("the least amount is above the greatest, {last}")),
    )
    return [
        {"parameter": low, "value": given[low][:80], "reason": str(reason).format(last=given[high][:80])}
        for low, high, reason in ranges
        if read[low] is not None and read[high] is not None and read[low] > read[high]
    ]


class _Unreadable(Exception):
    """One part of the filter; ``told`` are its facts."""

    def __init__(self, **told: str) -> None:
        super().__init__()
        self.told = told


def _refuse(parameter: str, value: str, reason: object) -> _Unreadable:
    return _Unreadable(parameter=parameter, value=value[:80], reason=str(reason))


def _region(value: str) -> str:
    if value and not (value.isascii() and value.isdigit() and len(value) in {2, 4, 6, 9}):
        raise _refuse("region", value, _("a region code has 2, 4, 6 or 9 digits"))
    if value and not Region.objects.filter(code=value).exists():
        raise _refuse("region", value, _("no region has ever had this code"))
    return value


def _codes(name: str, given: Mapping[str, str], known: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(part for part in given.get(name, "").split(",") if part))
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise _refuse(name, ",".join(unknown), _("not in the code list"))
    return codes


def _year(name: str, given: Mapping[str, str]) -> int | None:
    value = given.get(name, "")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) == 4 and int(value) in YEARS):
        raise _refuse(name, value, _("a year between 1900 and 2200"))
    return int(value)


def _amount(name: str, given: Mapping[str, str]) -> Decimal | None:
    value = given.get(name, "")
    if not value:
        return None
    if not AMOUNT.fullmatch(value):
        raise _refuse(name, value, _("an amount in yuan, zero or more, without signs"))
    return Decimal(value)


def _text(value: str) -> str:
    if "\x00" in value or len(value) > MAX_TEXT:
        raise _refuse("q", value.replace("\x00", ""), _("at most 100 characters"))
    return value.strip()


def _day(value: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _refuse("at", value, _("a date as 2026-11-20")) from None


def _clock(value: str) -> str:
    if value and value not in CLOCKS:
        raise _refuse("clock", value, _("planned or actual"))
    return value or "actual"


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        raise _refuse("owner", value, _("an organisation id")) from None


def _bbox(value: str) -> GEOSGeometry | None:
    if not value:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise _refuse("bbox", value, _("four numbers west,south,east,north")) from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise _refuse("bbox", value, _("degrees, west before east and south before north"))
    box = Polygon.from_bbox((west, south, east, north))
    box.srid = GEOGRAPHIC
    return box


def _polygon(value: str) -> GEOSGeometry | None:
    if not value:
        return None
    try:
        kind = str(json.loads(value)["type"])
        shape = GEOSGeometry(value)
    except (ValueError, KeyError, TypeError, RecursionError, GEOSException, GDALException):
        raise _refuse("polygon", value, _("a GeoJSON Polygon or MultiPolygon")) from None
    _check_polygon(value, kind, shape)
    shape.srid = GEOGRAPHIC
    return shape


def _check_polygon(value: str, kind: str, shape: GEOSGeometry) -> None:
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _refuse("polygon", value, _("a GeoJSON Polygon or MultiPolygon"))
    if shape.num_coords > MAX_POLYGON_POINTS:
        raise _refuse("polygon", value, _("at most {n} points").format(n=MAX_POLYGON_POINTS))
    if shape.empty or not shape.valid:
        raise _refuse("polygon", value, why_invalid(shape))
    west, south, east, north = shape.extent
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _refuse("polygon", value, _("longitude and latitude in degrees"))


READERS: dict[str, Callable[[Mapping[str, str]], Any]] = {
    "region": lambda given: _region(given.get("region", "")),
    "polygon": lambda given: _polygon(given.get("polygon", "")) or _bbox(given.get("bbox", "")),
    "sectors": lambda given: _codes("sector", given, rules.SECTOR_CODES),
    "fundings": lambda given: _codes("funding", given, rules.FUNDING_CODES),
    "natures": lambda given: _codes("nature", given, rules.NATURE_CODES),
    "stages": lambda given: _codes("stage", given, rules.STAGE_CODES),
    "statuses": lambda given: _codes("status", given, rules.STATUS_CODES),
    "year_from": lambda given: _year("year_from", given),
    "year_to": lambda given: _year("year_to", given),
    "amount_min": lambda given: _amount("amount_min", given),
    "amount_max": lambda given: _amount("amount_max", given),
    "text": lambda given: _text(given.get("q", "")),
    "at": lambda given: _day(given.get("at", "")),
    "clock": lambda given: _clock(given.get("clock", "")),
    "owner": lambda given: _uuid(given.get("owner", "")),
}
"""Member of the filter → how it is read from the query string."""
