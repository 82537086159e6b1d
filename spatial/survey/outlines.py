"""Parcels on their way out: a name, a code and a polygon, moved into the system asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.coordinates.area import native_zone
from spatial.coordinates.transform import transform_geometry
from spatial.coordinates.zones import CGCS2000_SRID, LONLAT_SRID, PREFIX_M, Zone, zone_of_srid
from spatial.survey.answer import SurveyReading


class SystemNotOffered(Invalid):
    """Only CGCS2000 is offered, in degrees or in a zone."""

    message = _("EPSG:{srid} is not offered; choose CGCS2000 (4490) or one of its zones.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One parcel to write. ``geometry``: polygon or multipolygon in ``srid``, easting or longitude first."""

    name: str
    geometry: Any
    srid: int
    code: str = ""
    sheet: str = ""
    land_use: str = ""
    land_code: str = ""


def text_system(outline: Outline) -> int:
    """Return the zone a text is written in: the survey's own, for degrees the one the parcel lies in."""
    if zone_of_srid(outline.srid):
        return outline.srid
    native = native_zone(transform_geometry(outline.geometry, source=outline.srid))
    return native.zone.srid if native else outline.srid


def outlines_of(reading: SurveyReading) -> list[Outline]:
    """Return the parcels of a reading in the system they were surveyed in; those without place are left
    out.
    """
    return [
        Outline(
            name=parcel.title, geometry=parcel.polygon if parcel.srid else parcel.lonlat,
            srid=parcel.srid or LONLAT_SRID, code=parcel.attributes.code, sheet=parcel.attributes.sheet,
            land_use=parcel.attributes.land_use, land_code=parcel.attributes.land_code,
        )
        for parcel in reading.parcels if parcel.polygon is not None and parcel.lonlat is not None
    ]  # fmt: skip


def check_offered(srid: int) -> None:
    """Raise ``SystemNotOffered`` for anything but CGCS2000 (and WGS 84, which equals it)."""
    if srid not in (CGCS2000_SRID, LONLAT_SRID) and zone_of_srid(srid) is None:
        raise SystemNotOffered(srid=srid)


def in_system(outlines: Iterable[Outline], srid: int) -> list[Any]:
    """Return the polygons in another system. Between the two forms of one zone only the number in front
    changes.
    """
    return [shapely.force_2d(_moved(outline, srid)) for outline in outlines]


def _moved(outline: Outline, srid: int) -> Any:
    if outline.srid == srid:
        return outline.geometry
    own, wanted = zone_of_srid(outline.srid), zone_of_srid(srid)
    if own is not None and wanted is not None and own.number == wanted.number:
        return shapely.transform(outline.geometry, lambda xy: xy + [_front(wanted) - _front(own), 0])
    return transform_geometry(outline.geometry, source=outline.srid, target=srid)


def _front(zone: Zone) -> int:
    return zone.number * PREFIX_M if zone.prefixed else 0
