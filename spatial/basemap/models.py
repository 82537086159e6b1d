"""Shapes beneath everything else: for drawing and for finding places, never for measuring."""

from django.contrib.gis.db import models

from spatial.fields import GEOGRAPHIC, mercator_of

KINDS = (
    "sea", "land", "coastline", "river", "lake", "road_motorway", "road_trunk", "road_local", "railway",
    "built_up", "forest", "place",
)  # fmt: skip


class BasemapShape(models.Model):
    """One shape. ``rank``: 1 is most important; ``min_zoom``: first zoom it is drawn at."""

    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    name = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True)
    rank = models.PositiveSmallIntegerField(default=9)
    min_zoom = models.PositiveSmallIntegerField(default=0)
    geom = models.GeometryField(srid=GEOGRAPHIC, spatial_index=False)
    merc = mercator_of("geom")

    class Meta:
        indexes = [models.Index(fields=["kind", "min_zoom"])]

    def __str__(self) -> str:
        return self.name or self.kind
