"""The feature tree: the only thing with a place."""

import pghistory
from django.contrib.gis.db import models
from django.db.models import Q

from portal.accounts.models import Organisation
from portal.accounts.rules import LABELS
from portal.core.ids import new_id
from portal.core.models import StoredFile
from spatial.features.rules import KINDS, PUBLIC_GRID_DEG
from spatial.fields import GEOGRAPHIC, mercator_of, point_in


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
    exclude=["merc", "public_merc", "public_geom", "anchor", "public_anchor"],
)
class Feature(models.Model):
    """A place with what decides who may see it.

    ``geom``: exact, EPSG:4326 longitude/latitude. ``merc``: the same in EPSG:3857, for tiles.
    ``public_geom``:
    the copy coarsened onto ``rules.PUBLIC_GRID_DEG``, the only one an anonymous request can reach.
    ``root``: the
    top of the tree (a site is its own root); empty for free-standing features. Valid time is in the row,
    recorded time in the row and in the history the database keeps of every change.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    root = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    code = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    subkind = models.CharField(max_length=32, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="features")
    region_code = models.CharField(max_length=12)
    label = models.CharField(max_length=10, choices=[(label, label) for label in LABELS], default="internal")
    published = models.BooleanField(default=False)
    geom = models.GeometryField(srid=GEOGRAPHIC, spatial_index=False)
    merc = mercator_of("geom")
    public_geom = models.GeometryField(srid=GEOGRAPHIC, null=True, spatial_index=False)
    public_merc = mercator_of("public_geom")
    anchor = point_in("geom")
    public_anchor = point_in("public_geom", grid_deg=PUBLIC_GRID_DEG)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["root", "kind"]),
            models.Index(
                fields=["region_code"], name="feature_region_prefix", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(fields=["code"], condition=~Q(code=""), name="feature_code"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="feature_valid_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="feature_kind_known"),
            models.CheckConstraint(condition=Q(label__in=LABELS), name="feature_label_known"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.kind} {self.code}"

    @property
    def withdrawn(self) -> bool:
        """Whether it was put there for something that did not come: it ended on its first day."""
        return self.valid_to == self.valid_from


class SurveyOriginal(models.Model):
    """What the surveyor handed in, untouched: the legal evidence. ``geom_native``: coordinates in
    ``srid``.
    """

    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="surveys")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT)
    srid = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    geom_native = models.GeometryField(srid=0, spatial_index=False)
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.feature} EPSG:{self.srid}"


class AllocationShare(models.Model):
    """The part of a feature that counts to one region.

    A feature's shares sum to exactly 1 (checked at commit).
    """

    class Basis(models.TextChoices):
        LENGTH = "length"
        AREA = "area"
        MANUAL = "manual"

    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="shares")
    region_code = models.CharField(max_length=12)
    share = models.DecimalField(max_digits=9, decimal_places=8)
    basis = models.CharField(max_length=8, choices=Basis)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feature", "region_code"], name="share_once_a_region"),
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="share_between_0_and_1"),
        ]
        indexes = [
            models.Index(
                fields=["region_code"], name="share_region_prefix", opclasses=["varchar_pattern_ops"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.share}"
