"""The one filter object: what drives the map drives the list, the totals, the tiles and the exports."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry, Polygon
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.projects import rules
from spatial.features.validity import why_invalid
from spatial.fields import GEOGRAPHIC
from spatial.regions.models import Region

MAX_POLYGON_POINTS = 5_000
MAX_TEXT = 100
CLOCKS = ("planned", "actual")
YEARS = range(1900, 2201)
AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,8})?", re.ASCII)


class FilterInvalid(Invalid):
    """A filter parameter cannot be read."""

    message = _("The filter {parameter} does not accept “{value}”: {reason}")


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

    Raises ``FilterInvalid`` for a value it cannot read.
    """
    return ProjectFilter(
        region=_region(given.get("region", "")),
        polygon=_polygon(given.get("polygon", "")) or _bbox(given.get("bbox", "")),
        sectors=_codes("sector", given, rules.SECTOR_CODES),
        fundings=_codes("funding", given, rules.FUNDING_CODES),
        natures=_codes("nature", given, rules.NATURE_CODES),
        stages=_codes("stage", given, rules.STAGE_CODES),
        statuses=_codes("status", given, rules.STATUS_CODES),
        year_from=_year("year_from", given),
        year_to=_year("year_to", given),
        amount_min=_amount("amount_min", given),
        amount_max=_amount("amount_max", given),
        text=_text(given.get("q", "")),
        at=_day(given.get("at", "")),
        clock=_clock(given.get("clock", "")),
        owner=_uuid(given.get("owner", "")),
    )


def _refuse(parameter: str, value: str, reason: object) -> FilterInvalid:
    return FilterInvalid(parameter=parameter, value=value[:80], reason=str(reason))


def _region(value: str) -> str:
    if value and not (value.isascii() and value.isdigit() and len(value) in {2, 4, 6, 9}):
        raise _refuse("region", value, _("a region code has 2, 4, 6 or 9 digits"))
    if value and not Region.objects.filter(code=value).exists():
        raise _refuse("region", value, _("no region has ever had this code"))
    return value


def _codes(name: str, given: Mapping[str, str], known: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(part for part in given.get(name, "").split(",") if part))
    for code in codes:
        if code not in known:
            raise _refuse(name, code, _("not in the code list"))
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
        raise _refuse(name, value, _("an amount in yuan"))
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
