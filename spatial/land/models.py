"""Rows of measured land: control lines cut for speed, their sources, and the dated tables of the rules."""

from django.contrib.gis.db import models
from django.db.models import F, Q

from portal.accounts.rules import LABELS
from portal.core.ids import new_id
from spatial.features.models import Feature
from spatial.fields import GEOGRAPHIC
from spatial.land.rules import RULES
from spatial.land.rules.finding import SEVERITIES

EFFECTS = ("state_council", "blocking", "separate_site", "consult")


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")), name=name
    )


class ControlPiece(models.Model):
    """A piece (at most 128 vertices) of a control line, kept by a trigger: the feature stays the truth."""

    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="pieces")
    kind = models.CharField(max_length=32)
    geom = models.PolygonField(srid=GEOGRAPHIC, spatial_index=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.feature_id}"


class ControlSource(models.Model):
    """One file of control lines brought in: the document, its checksum, from which day it counts."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    document_no = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    valid_from = models.DateField()
    lines = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "sha256", "valid_from"], name="control_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class RuleBasis(models.Model):
    """Why one of L01-L18 holds, while it does."""

    rule = models.CharField(max_length=3, choices=[(code, code) for code in RULES])
    title = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "effective_from"], name="rule_basis_once"),
            _in_order("rule_basis_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.title}"


class ControlRule(models.Model):
    """What touching a kind of control line means, while it does. ``label``: of lines brought in."""

    kind = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    severity = models.CharField(max_length=8, choices=[(code, code) for code in SEVERITIES])
    effect = models.CharField(max_length=16, choices=[(code, code) for code in EFFECTS])
    label = models.CharField(max_length=10, choices=[(label, label) for label in LABELS], default="internal")
    legal_basis = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "effective_from"], name="control_rule_once"),
            _in_order("control_rule_dates"),
        ]

    def __str__(self) -> str:
        return self.name


class UseRule(models.Model):
    """Land of a class (a prefix of its code in the classification of 2023) may serve a sector."""

    sector = models.CharField(max_length=24)
    class_prefix = models.CharField(max_length=8)
    legal_basis = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "class_prefix", "effective_from"], name="use_rule_once"
            ),
            _in_order("use_rule_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.sector} {self.class_prefix}"


class LandStandard(models.Model):
    """Square metres of land for one unit of capacity (a bed, a pupil), from ``least`` to ``most`` units."""

    sector = models.CharField(max_length=24)
    measure = models.CharField(max_length=24)
    least = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    most = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    sqm_per_unit = models.DecimalField(max_digits=14, decimal_places=2)
    legal_basis = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "measure", "least", "effective_from"], name="land_standard_once"
            ),
            models.CheckConstraint(condition=Q(sqm_per_unit__gt=0), name="land_standard_positive"),
            _in_order("land_standard_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.sector} {self.measure} {self.sqm_per_unit}"
