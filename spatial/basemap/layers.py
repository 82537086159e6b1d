"""The ground the map is drawn on, the same for everybody."""

from datetime import date

from django.db.models import QuerySet

from spatial.basemap.models import BasemapShape
from spatial.tiles.layer import Find, Layer, Question
from spatial.tiles.shapes import Shapes

SOURCE_LAYERS = {
    "land": ("land",),
    "water": ("sea", "lake"),
    "forest": ("forest",),
    "built_up": ("built_up",),
    "river": ("river",),
    "road": ("road_motorway", "road_trunk", "road_local"),
    "railway": ("railway",),
    "place": ("place",),
}
"""Source layer → kinds of shapes, in the order they are drawn."""
PROPERTIES = {"kind": "kind", "name": "name", "name_en": "name_en", "rank": "rank"}


def _of(kinds: tuple[str, ...]) -> Find:
    def rows(question: Question) -> QuerySet[BasemapShape]:
        return BasemapShape.objects.filter(kind__in=kinds, min_zoom__lte=question.tile.z)

    return rows


def _version(_on: date) -> str:
    """Return the newest row: shapes are replaced, never changed."""
    return str(BasemapShape.objects.order_by("-pk").values_list("pk", flat=True).first())


BASEMAP = Layer(
    name="basemap",
    version=_version,
    parts=tuple(
        Shapes(name=name, rows=_of(kinds), column=lambda _question: "merc", properties=PROPERTIES)
        for name, kinds in SOURCE_LAYERS.items()
    ),
)
