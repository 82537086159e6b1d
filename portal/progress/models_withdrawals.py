"""Revisions that were taken back."""

from django.db import models

from portal.progress.models_bases import LONGEST_REASON


class Withdrawal(models.Model):
    """Somebody's word that a revision was a mistake: it stays in the history, and nothing goes by it."""

    revision = models.OneToOneField(
        "progress.ScheduleRevision", on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(max_length=LONGEST_REASON)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.BigIntegerField()
    withdrawn_by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"{self.revision_id} {self.withdrawn_at}"
