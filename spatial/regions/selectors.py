"""Reads of regions. Boundaries are open to everybody who may see the map."""

from dataclasses import dataclass
from datetime import date

from django.contrib.gis.geos import Point
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.errors import NotFound
from spatial.regions.models import LEVELS, Region


class RegionNotFound(NotFound):
    """No region carries the code on that day."""

    message = _("There is no region {code}.")


def list_regions(*, on: date, parent: str = "") -> QuerySet[Region]:
    """Return the regions in force on a day below ``parent``, one level down; without one the highest
    level.
    """
    rows = Region.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    level = next((depth for depth, digits in LEVELS.items() if digits == len(parent)), 0) + 1
    return rows.filter(level=level, code__startswith=parent).order_by("code")


def get_region(*, code: str, on: date) -> Region:
    """Return one region in force on a day."""
    rows = Region.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from")
    region = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).first()
    if region is None:
        raise RegionNotFound(code=code)
    return region


def within_regions(point: Point, *, on: date) -> bool:
    """Tell whether a place in degrees lies in any region of the highest level in force on a day."""
    return list_regions(on=on).filter(geom__intersects=point).exists()


def region_names(codes: set[str]) -> dict[str, Region]:
    """Return the current region of each code, without geometry."""
    rows = Region.objects.filter(code__in=codes, valid_to__isnull=True).only(
        "code", "name", "name_en", "level"
    )
    return {row.code: row for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFact:
    """What totals are divided by. ``area_sqm``: square metres on the ellipsoid."""

    code: str
    name: str
    name_en: str
    population: int | None
    area_sqm: float


def region_facts(*, level: int, parent: str, on: date) -> list[RegionFact]:
    """Return the regions of one level below a code (any number of levels down), without geometry."""
    rows = Region.objects.filter(level=level, code__startswith=parent, valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).order_by("code")
    return [RegionFact(**row) for row in rows.values("code", "name", "name_en", "population", "area_sqm")]
