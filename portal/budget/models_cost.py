"""The cost ladder: what each stage allowed at first, what it allows now, and what was paid on its lines."""

import pghistory
from django.db import models
from django.db.models import F, Q

from portal.budget import ladder
from portal.budget.columns import choices, yuan
from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.projects.models import Project
from spatial.features.models import Feature


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class CostStage(models.Model):
    """One stage of a project's cost. ``original_yuan`` never changes; ``current_yuan`` is kept by the
    database from the signed revisions.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="cost_stages")
    stage = models.CharField(max_length=12, choices=choices(ladder.STAGES))
    original_yuan = yuan()
    current_yuan = yuan()
    number = models.CharField(max_length=100, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField()
    decision_no = models.CharField(max_length=100, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "stage"], name="cost_stage_once"),
            models.CheckConstraint(condition=Q(stage__in=ladder.STAGES), name="cost_stage_known"),
            models.CheckConstraint(
                condition=Q(original_yuan__gt=0) & Q(current_yuan__gt=0), name="cost_stage_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class CostLine(models.Model):
    """One line of a 概算 or 预算, on a section or structure where it has one. ``paid_yuan``: on it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    stage = models.ForeignKey(CostStage, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=20, choices=choices(ladder.CATEGORIES))
    feature = models.ForeignKey(
        Feature, null=True, blank=True, on_delete=models.PROTECT, related_name="cost_lines"
    )
    original_yuan = yuan()
    current_yuan = yuan()
    paid_yuan = yuan(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "code"], name="cost_line_code_once"),
            models.CheckConstraint(
                condition=Q(category__in=ladder.CATEGORIES), name="cost_line_category_known"
            ),
            models.CheckConstraint(
                condition=Q(original_yuan__gte=0) & Q(paid_yuan__gte=0), name="cost_line_not_negative"
            ),
            models.CheckConstraint(condition=Q(current_yuan__gte=F("paid_yuan")), name="cost_line_headroom"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CostRevision(models.Model):
    """One signed change of a stage, and of one of its lines. Append-only: the database refuses the rest."""

    id = models.BigAutoField(primary_key=True)
    stage = models.ForeignKey(CostStage, on_delete=models.PROTECT, related_name="revisions")
    line = models.ForeignKey(
        CostLine, null=True, blank=True, on_delete=models.PROTECT, related_name="revisions"
    )
    delta_yuan = yuan()
    ground = models.CharField(max_length=12, choices=choices(ladder.GROUNDS))
    basis_no = models.CharField(max_length=100)
    authority = models.CharField(max_length=200)
    money_from = models.CharField(max_length=200, blank=True)
    audit_no = models.CharField(max_length=100, blank=True)
    reason = models.TextField()
    approved_on = models.DateField()
    request_id = models.CharField(max_length=64, unique=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(delta_yuan=0), name="cost_revision_signed"),
            models.CheckConstraint(condition=Q(ground__in=ladder.GROUNDS), name="cost_revision_ground_known"),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.delta_yuan}"


class CostPosting(models.Model):
    """Money paid on a line, negative where it came back. Append-only; the line's ``paid_yuan`` follows."""

    id = models.BigAutoField(primary_key=True)
    line = models.ForeignKey(CostLine, on_delete=models.PROTECT, related_name="postings")
    feature = models.ForeignKey(
        Feature, null=True, blank=True, on_delete=models.PROTECT, related_name="cost_postings"
    )
    amount_yuan = yuan()
    ref = models.CharField(max_length=100)
    request_id = models.CharField(max_length=64, unique=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount_yuan=0), name="cost_posting_signed")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount_yuan}"
