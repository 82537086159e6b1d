"""What happens around the scores: steps, the third party's task and reads, reviews, the decision."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from portal.accounts.models import Grant, Organisation
from portal.performance.rules import grades

SELECTIONS = ("tender", "framework", "draw", "entrust")
"""How a third party is found: public tender, framework agreement, drawn by lot, entrusted."""


class EvaluationAct(models.Model):
    """One step that was taken: append-only. ``request_id``: a step asked for twice is taken once."""

    evaluation = models.ForeignKey("performance.Evaluation", on_delete=models.PROTECT, related_name="acts")
    action = models.CharField(max_length=24)
    source = models.CharField(max_length=22)
    target = models.CharField(max_length=22)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    organisation_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    request_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request_id"], name="evaluation_act_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.evaluation_id}"


class Assignment(models.Model):
    """A third party's task. ``grant``: the access that came with it, to this project and until a day.

    ``selected_by``: the bodies that chose together.
    """

    evaluation = models.ForeignKey(
        "performance.Evaluation", on_delete=models.PROTECT, related_name="assignments"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person_id = models.BigIntegerField()
    selection = models.CharField(max_length=10, choices=[(one, one) for one in SELECTIONS])
    selected_by = ArrayField(models.UUIDField())
    valid_from = models.DateField()
    valid_to = models.DateField()
    grant = models.ForeignKey(Grant, null=True, on_delete=models.SET_NULL, related_name="+")
    declaration = models.TextField(blank=True)
    declared_by = models.BigIntegerField(null=True)
    declared_by_name = models.CharField(max_length=150, blank=True)
    declared_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="assignment_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["evaluation"], condition=Q(ended_at__isnull=True), name="assignment_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.valid_from}"


class EvaluatorRead(models.Model):
    """One address a third party read: append-only, kept apart from the chained log for its number."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField()
    organisation_id = models.UUIDField(null=True)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=500)
    status = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["user_id", "id"], name="evaluator_read_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.path}"


class JointReview(models.Model):
    """What third party and finance found together where their points lay apart."""

    evaluation = models.ForeignKey(
        "performance.Evaluation", on_delete=models.PROTECT, related_name="joint_reviews"
    )
    held_on = models.DateField()
    present = ArrayField(models.UUIDField())
    conclusion = models.TextField()
    third_points = models.DecimalField(max_digits=7, decimal_places=4)
    finance_points = models.DecimalField(max_digits=7, decimal_places=4)
    recorded_by = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.held_on}"


class Decision(models.Model):
    """What a person decided upon the grade, beside what the grade would lead to."""

    evaluation = models.OneToOneField(
        "performance.Evaluation", on_delete=models.PROTECT, related_name="decision"
    )
    default = models.CharField(max_length=10, choices=[(one, one) for one in grades.DECISIONS])
    decided = models.CharField(max_length=10, choices=[(one, one) for one in grades.DECISIONS])
    reason = models.TextField(blank=True)
    budget_year = models.PositiveSmallIntegerField()
    decided_by = models.BigIntegerField()
    decided_by_name = models.CharField(max_length=150)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided=F("default")) | ~Q(reason=""), name="decision_otherwise_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.decided}"
