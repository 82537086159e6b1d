"""Which issue was raised of which line of the list."""

from django.conf import settings
from django.db import models

from bim.issues.models import Issue
from portal.core.ids import new_id
from portal.progress.models import ProgressReport
from portal.projects.models import Project
from spatial.features.models import Feature


class Dispute(models.Model):
    """An issue raised of a task of a section, about ``report``. ``at_stake`` in yuan."""

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="disputes")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="disputes")
    task_key = models.CharField(max_length=64)
    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="disputes")
    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="dispute")
    reasons = models.JSONField()
    at_stake = models.DecimalField(max_digits=20, decimal_places=2)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["project", "feature", "task_key"], name="dispute_of_line")]

    def __str__(self) -> str:
        return f"{self.task_key} {self.issue_id}"
