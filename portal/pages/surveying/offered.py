"""What a person may choose from while a survey is checked, in the language of the page."""

from django.utils.translation import gettext as _

from portal.core import clock
from portal.pages.asking import reads_english
from portal.pages.surveying.page import UNITS
from portal.projects.rules import APPROVAL_KINDS
from portal.surveying.checking import DOCUMENTS
from portal.surveying.choices import UNITS as CHOICES
from spatial.coordinates.zones import CGCS2000_SRID, Zone, all_zones
from spatial.regions.models import Region
from spatial.regions.selectors import list_regions

COUNTY_LEVEL = 3


def counties() -> list[Region]:
    """Return the counties a survey may be declared to lie in."""
    return list(
        list_regions(on=clock.today()).model.objects.filter(level=COUNTY_LEVEL, valid_to__isnull=True)
        .only("code", "name", "name_en").order_by("code")
    )  # fmt: skip


def units() -> list[tuple[str, str]]:
    """Return the units the numbers of a survey may be in."""
    return [(unit, str(UNITS[unit])) for unit in CHOICES if unit]


def documents() -> list[tuple[str, str]]:
    """Return the documents a survey may be the boundary of."""
    return [
        (term.code, f"{term.code} {term.en if reads_english() else term.zh}")
        for term in APPROVAL_KINDS if term.code in DOCUMENTS
    ]  # fmt: skip


def systems() -> list[tuple[int, str]]:
    """Return what parcels are exported in: CGCS2000 in degrees, or in any of its zones."""
    degrees = (CGCS2000_SRID, f"EPSG:{CGCS2000_SRID} " + _("CGCS2000, degrees"))
    return [
        degrees,
        *((zone.srid, f"EPSG:{zone.srid} {_zone_name(zone)}") for zone in all_zones()),
    ]


def _zone_name(zone: Zone) -> str:
    name = zone.name if reads_english() else zone.name_zh
    if zone.prefixed:
        return name + " · " + _("eastings begin with {number}").format(number=zone.number)
    return name + " · " + _("eastings without the zone number")
