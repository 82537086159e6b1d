"""What the reports of a task come to from a day on: kept by the database, so that a day is one index read."""

from django.db import models
from django.db.models import F, Q

from portal.projects.models import Project


class Turn(models.Model):
    """What a task's reports come to from ``on`` until its next turn; before the first, to nothing.

    ``percent``: confirmed last, 0-100; ``since``: the day since when all of it is confirmed without a fall;
    ``claimed``: the most that was said and not confirmed, 0-100. Written by ``sql/turns.sql`` alone.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="progress_turns")
    task_key = models.CharField(max_length=64)
    on = models.DateField()
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    since = models.DateField(null=True)
    claimed = models.DecimalField(max_digits=7, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "task_key", "on"], include=["percent", "since", "claimed"],
                name="progress_turn_once",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(since__lte=F("on")), name="progress_turn_since_before"
            ),
        ]  # fmt: skip
