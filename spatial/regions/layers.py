"""Administrative boundaries, open to everybody who may see the map."""

from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.regions.models import LEVELS, Region, RegionSource
from spatial.tiles.layer import Layer, Question
from spatial.tiles.shapes import Shapes

LOW_BELOW, MID_BELOW = 8, 11
"""First zooms of the middle and the full outlines."""


class LevelUnknown(Invalid):
    """There are four levels."""

    message = _("The parameter level takes 1 to 4, not “{value}”.")


def _level(question: Question) -> int | None:
    text = question.words.get("level", "")
    if text and text not in {str(level) for level in LEVELS}:
        raise LevelUnknown(value=text[:40])
    return int(text) if text else None


def _rows(question: Question) -> QuerySet[Region]:
    rows = Region.objects.filter(valid_from__lte=question.on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=question.on))
    level = _level(question)
    return rows.filter(level=level) if level else rows


def _column(question: Question) -> str:
    zoom = question.tile.z
    return "merc_low" if zoom < LOW_BELOW else "merc_mid" if zoom < MID_BELOW else "merc"


def _version(on: date) -> str:
    """Return the day, the last import and the regions ended: an import ends some and adds others."""
    ended = Region.objects.filter(valid_to__isnull=False).aggregate(n=Count("pk"), last=Max("valid_to"))
    return f"{on} {RegionSource.objects.aggregate(last=Max('imported_at'))['last']} {ended}"


REGIONS = Layer(
    name="regions",
    version=_version,
    words=("level",),
    parts=(
        Shapes(
            name="regions", rows=_rows, column=_column, as_stored=True,
            properties={"code": "code", "name": "name", "name_en": "name_en", "level": "level"},
        ),
    ),
)  # fmt: skip
