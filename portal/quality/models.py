"""A quality issue as it is mended, and the photos before and after."""

from django.contrib.gis.db import models
from django.db.models import F, Q

from portal.accounts.models import Organisation
from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.projects.models import Project
from portal.quality import rules
from spatial.features.models import Feature


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


SEEN_AGAIN = Q(state__in=(rules.INSPECTED, rules.CLOSED))
UNDER_WAY = Q(state__in=(rules.OPEN, rules.REOPENED))


class QualityCase(models.Model):
    """How an issue of quality is mended. ``id``: the issue's own.

    ``section``: the works section it lies in (F5), or what comes nearest to one; ``place``: its point,
    EPSG:4326; ``began_at``: when it was seen, or opened again. ``assigned_body``: of those that build the
    section, who mends it, ``assigned_to``: whom it names. ``claimed_*``: who said that it is mended, and
    for which body; ``inspected_*``: who looked at it again. ``stop_*``: the order to stop work.
    """

    id = models.UUIDField(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="quality_cases")
    section = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="quality_cases")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    severity = models.CharField(max_length=12, choices=_choices(rules.SEVERITIES))
    state = models.CharField(max_length=16, choices=_choices(rules.STATES), default=rules.OPEN)
    place = models.PointField(srid=4326, spatial_index=False)
    began_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)
    assigned_body = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="quality_cases"
    )
    assigned_to = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    claimed_by = models.BigIntegerField(null=True)
    claimed_body = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    inspected_by = models.BigIntegerField(null=True)
    inspected_body = models.UUIDField(null=True)
    inspected_at = models.DateTimeField(null=True)
    stop_number = models.CharField(max_length=64, blank=True)
    stopped_at = models.DateTimeField(null=True)
    lift_number = models.CharField(max_length=64, blank=True)
    lifted_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="quality_state_known"),
            models.CheckConstraint(condition=Q(severity__in=rules.SEVERITIES), name="quality_severity_known"),
            models.CheckConstraint(
                condition=~SEEN_AGAIN
                | (Q(inspected_by__isnull=False) & Q(claimed_body__isnull=False)
                   & Q(inspected_body__isnull=False) & ~Q(inspected_body=F("claimed_body"))),
                name="quality_seen_by_others",
            ),
            models.CheckConstraint(
                condition=~Q(severity=rules.CRITICAL) | UNDER_WAY | Q(stopped_at__isnull=False),
                name="quality_critical_stopped",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.CLOSED)
                | (Q(closed_by__isnull=False) & ~Q(closed_by=F("inspected_by"))
                   & (Q(stopped_at__isnull=True) | Q(lifted_at__isnull=False))),
                name="quality_closed_by_others",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["section", "state", "severity"], name="quality_of_section")]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}"


class QualityPhoto(models.Model):
    """A photo of an issue, as it was or as it was mended. ``distance_m``: from the issue's point.

    ``round``: of mending, 1 until it is opened again; ``place``: EPSG:4326; ``signs``: as of any photo.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(QualityCase, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="quality_photos")
    side = models.CharField(max_length=8, choices=_choices(rules.SIDES))
    round = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField(null=True)
    place = models.PointField(srid=4326, null=True, spatial_index=False)
    accuracy_m = models.FloatField(null=True)
    distance_m = models.FloatField(null=True)
    picture_hash = models.BigIntegerField()
    signs = models.JSONField(default=list)
    added_by = models.BigIntegerField(null=True)
    added_by_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "file", "round", "side"], name="quality_photo_once"),
            models.CheckConstraint(condition=Q(side__in=rules.SIDES), name="quality_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.side}"
