"""Administrative regions on four levels, each valid from a day to a day."""

from django.contrib.gis.db import models
from django.db.models import Q

from portal.core.ids import new_id
from portal.core.models import StoredFile
from spatial.fields import GEOGRAPHIC, WEB_MERCATOR, mercator_of

LEVELS = {1: 2, 2: 4, 3: 6, 4: 9}
"""Level → number of digits of its code (GB/T 2260 and GB/T 10114, trimmed)."""


class RegionSource(models.Model):
    """Where boundaries came from: the operator's own approved document, with its checksum."""

    id = models.UUIDField(primary_key=True, default=new_id)
    title = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    document_no = models.CharField(max_length=100, blank=True)
    published_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Region(models.Model):
    """One region while its code and boundary hold. ``geom``: EPSG:4326. ``area_sqm``: on the ellipsoid.

    ``merc_low`` and ``merc_mid``: EPSG:3857, simplified together with the neighbours so that no gap opens.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    level = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    population = models.PositiveBigIntegerField(null=True, blank=True)
    area_sqm = models.FloatField()
    geom = models.MultiPolygonField(srid=GEOGRAPHIC)
    merc = mercator_of("geom")
    merc_low = models.MultiPolygonField(srid=WEB_MERCATOR)
    merc_mid = models.MultiPolygonField(srid=WEB_MERCATOR)
    label_point = models.PointField(srid=GEOGRAPHIC, spatial_index=False)
    source = models.ForeignKey(RegionSource, on_delete=models.PROTECT, related_name="regions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="region_once_a_day"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="region_one_current"
            ),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="region_level_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="region_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="region_code_prefix", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["level", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"

    @property
    def parent_code(self) -> str:
        """Return the code one level up, or nothing for a province."""
        return self.code[: LEVELS[self.level - 1]] if self.level > 1 else ""


class RegionChange(models.Model):
    """A code that became another: split, merge, rename, move."""

    old_code = models.CharField(max_length=12)
    new_code = models.CharField(max_length=12)
    changed_on = models.DateField()
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old_code", "new_code", "changed_on"], name="region_change_once")
        ]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"
