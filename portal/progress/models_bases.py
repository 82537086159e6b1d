"""Which revision's dates a plan is measured by, where that is not the first."""

from django.db import models

LONGEST_REASON = 500


class BaseApproval(models.Model):
    """Somebody's word that from a moment on the plan is measured by this revision; it is never undone.

    The dates measured by before stay: what stood on an earlier day is measured as it was then.
    """

    revision = models.ForeignKey(
        "progress.ScheduleRevision", on_delete=models.PROTECT, related_name="approvals"
    )
    reason = models.CharField(max_length=LONGEST_REASON)
    approved_at = models.DateTimeField()
    approved_by = models.BigIntegerField()
    approved_by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["revision", "approved_at"], name="progress_base_by_time")]
