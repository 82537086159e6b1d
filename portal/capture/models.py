"""Entries from the site and their photos. Only added to: what was written down there stands."""

from django.contrib.gis.db import models
from django.db.models import Q

from portal.capture import rules
from portal.core.models import StoredFile
from portal.progress.models import ProgressReport, ReportPhoto
from portal.projects.models import Project
from spatial.features.models import Feature


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class SiteEntry(models.Model):
    """One thing written down at the site. ``id`` is made on the phone: the same one again is no second.

    ``number`` counts a person's entries on one ``device``. ``captured_at`` is by our clock,
    ``phone_at`` what the phone's clock said where that was another time, ``skew_s`` by how much it went ahead
    of ours when it sent; ``place``, ``accuracy_m``: where the phone stood
    (EPSG:4326). ``supervision``: what kind of record a supervisor wrote. ``promised``: the photos it
    announces, each with its hash; ``digest``: of all it says.
    """

    id = models.UUIDField(primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="site_entries")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="site_entries")
    kind = models.CharField(max_length=12, choices=_choices(rules.KINDS))
    task_key = models.CharField(max_length=64, blank=True)
    task_name = models.CharField(max_length=500, blank=True)
    supervision = models.CharField(max_length=16, blank=True, choices=_choices(rules.SUPERVISIONS))
    state = models.CharField(max_length=12, blank=True)
    percent = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit = models.CharField(max_length=16, blank=True)
    correction = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    title = models.CharField(max_length=200, blank=True)
    severity = models.CharField(max_length=12, blank=True)
    captured_at = models.DateTimeField()
    phone_at = models.DateTimeField(null=True)
    place = models.PointField(srid=4326, null=True, spatial_index=False)
    accuracy_m = models.FloatField(null=True)
    located_at = models.DateTimeField(null=True)
    device = models.UUIDField()
    number = models.PositiveIntegerField()
    skew_s = models.FloatField(null=True)
    promised = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    report = models.ForeignKey(
        ProgressReport, null=True, on_delete=models.PROTECT, related_name="site_entries"
    )
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    organisation_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "device", "number"], name="site_entry_number_once"),
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="site_entry_kind_known"),
            models.CheckConstraint(
                condition=Q(state="") | Q(state__in=rules.STATES), name="site_entry_state_known"
            ),
            models.CheckConstraint(
                condition=Q(supervision="") | Q(supervision__in=rules.SUPERVISIONS, kind=rules.RECORD),
                name="site_entry_supervision_known",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "captured_at"], name="site_entry_by_time"),
            models.Index(fields=["project", "task_key", "captured_at"], name="site_entry_of_task"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.captured_at}"


class SitePhoto(models.Model):
    """A photo of an entry, the very bytes that were taken, and what speaks against it.

    ``device_*``: time and place the phone said when it was taken, beside what the picture says itself.
    """

    entry = models.ForeignKey(SiteEntry, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="site_photos")
    position = models.PositiveSmallIntegerField()
    report_photo = models.ForeignKey(
        ReportPhoto, null=True, on_delete=models.PROTECT, related_name="site_photos"
    )
    taken_at = models.DateTimeField(null=True)
    place = models.PointField(srid=4326, null=True, spatial_index=False)
    device_at = models.DateTimeField()
    device_place = models.PointField(srid=4326, null=True, spatial_index=False)
    device_accuracy_m = models.FloatField(null=True)
    distance_m = models.FloatField(null=True)
    signs = models.JSONField(default=list)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "file"], name="site_photo_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.position}"
