"""Photos a report shows as evidence, as they came, and what speaks against them."""

from django.contrib.gis.db import models

from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.progress.models_reports import ProgressReport


class ReportPhoto(models.Model):
    """One photo. ``taken_at``: by its own EXIF, else as the device said; ``place``: EPSG:4326 likewise.

    ``device_*``: what the device said when it took it, beside that. ``picture_hash``: 64 bits that stay near
    for pictures that look alike. ``signs``: kind, found, limit.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="progress_photos")
    task_key = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(null=True)
    place = models.PointField(srid=4326, null=True, spatial_index=False)
    accuracy_m = models.FloatField(null=True)
    distance_m = models.FloatField(null=True)
    device_at = models.DateTimeField(null=True)
    device_place = models.PointField(srid=4326, null=True, spatial_index=False)
    device_accuracy_m = models.FloatField(null=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    picture_hash = models.BigIntegerField()
    claimed_sha256 = models.CharField(max_length=64, blank=True)
    signs = models.JSONField(default=list)
    added_by = models.BigIntegerField(null=True)
    added_by_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "file"], name="progress_photo_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.file_id}"
