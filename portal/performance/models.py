"""Evaluations, their sets of indicators, what each judge scored, and what was seen on the way."""

from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.performance.models_case import Assignment as Assignment
from portal.performance.models_case import Decision as Decision
from portal.performance.models_case import EvaluationAct as EvaluationAct
from portal.performance.models_case import EvaluatorRead as EvaluatorRead
from portal.performance.models_case import JointReview as JointReview
from portal.performance.rules import grades, library, life, scoring, weights
from portal.projects.models import Project
from spatial.features.models import Feature


def _choices(codes: tuple[str, ...] | list[str]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


def points() -> "models.DecimalField[Decimal | None, Decimal | None]":
    """Return a column of points of 100 with four places, as they were reckoned."""
    return models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)


def figure() -> "models.DecimalField[Decimal | None, Decimal | None]":
    """Return a column of a figure with six places: a fraction of 1, a count, an amount."""
    return models.DecimalField(max_digits=26, decimal_places=6, null=True, blank=True)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Evaluation(models.Model):
    """The evaluation of one place of a project in one year.

    ``late``: its targets were approved after money had moved. ``*_points``: totals of what the judges scored,
    kept by the services and equal to what the raw figures give; ``final_points`` decide the grade.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="evaluations")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="evaluations")
    year = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=_choices(weights.MODES))
    state = models.CharField(max_length=22, choices=_choices(life.LIFECYCLE.states), default=life.DRAFT)
    late = models.BooleanField(default=False)
    self_points = points()
    third_points = points()
    finance_points = points()
    final_points = points()
    grade = models.CharField(max_length=10, choices=_choices(grades.GRADES), blank=True)
    explanation = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    opinion_due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "feature", "year", "mode"], name="evaluation_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state__in=life.LIFECYCLE.states), name="evaluation_state_known"
            ),
            models.CheckConstraint(condition=Q(mode__in=weights.MODES), name="evaluation_mode_known"),
            models.CheckConstraint(
                condition=Q(year__gte=2000) & Q(year__lte=2100), name="evaluation_year_plausible"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[life.FINALISED, life.PUBLISHED, life.APPLIED])
                | (Q(final_points__isnull=False) & ~Q(grade="")),
                name="evaluation_final_has_grade",
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="evaluation_by_time"),
            models.Index(fields=["final_points", "id"], name="evaluation_by_points"),
            models.Index(fields=["state", "year"], name="evaluation_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.year} {self.mode}"


class TargetSet(models.Model):
    """One revision of an evaluation's indicators. The first is what was approved; each further one is a
    change, with its reason. Locked, nothing in it moves any more: the database refuses.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="sets")
    revision = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True)
    proposed_by = models.BigIntegerField(null=True)
    proposed_by_name = models.CharField(max_length=150, blank=True)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    rejected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "revision"], name="target_set_once"),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | Q(rejected_at__isnull=True),
                name="target_set_locked_or_rejected",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="target_set_change_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} r{self.revision}"


class TargetLine(models.Model):
    """One indicator of a set with its weight (of 100) and target. Fractions of 1, not percent.

    ``planned``: the planned output of a quantity, in ``unit``. ``components``: measures of an index with
    their published weights.
    """

    set = models.ForeignKey(TargetSet, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24, choices=_choices(library.CODES))
    name = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=24, blank=True)
    direction = models.CharField(max_length=6, choices=_choices(scoring.DIRECTIONS))
    form = models.CharField(max_length=12, choices=_choices(scoring.FORMS))
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    target = figure()
    zero = figure()
    planned = figure()
    components = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set", "position"], name="target_line_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=0) & Q(weight__lte=100), name="target_line_weight_in_range"
            ),
            models.CheckConstraint(condition=Q(code__in=library.CODES), name="target_line_code_known"),
            models.CheckConstraint(
                condition=Q(form=scoring.VETO) | Q(weight__gt=0), name="target_line_weighs_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.code}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Score(models.Model):
    """What one judge found of one indicator: the raw figures, and what they gave.

    ``figures``: name → {value, origin, as_of}, as text; of a survey the counted answers.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="scores")
    line = models.ForeignKey(TargetLine, on_delete=models.PROTECT, related_name="scores")
    party = models.CharField(max_length=8, choices=_choices(life.PARTIES))
    figures = models.JSONField(default=dict)
    value = figure()
    attainment = figure()
    points = points()
    over = models.BooleanField(default=False)
    vetoed = models.BooleanField(default=False)
    remark = models.TextField(blank=True)
    evidence = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "party"], name="score_once_a_party"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | (Q(points__gte=0) & Q(points__lte=100)),
                name="score_points_in_range",
            ),
            models.CheckConstraint(condition=Q(party__in=life.PARTIES), name="score_party_known"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.line_id}"


class Monitoring(models.Model):
    """How an evaluation stood on a day of its year, from the live records. Never changed afterwards."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="monitorings")
    on = models.DateField()
    elapsed = figure()
    note = models.TextField(blank=True)
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    unlikely = ArrayField(models.CharField(max_length=24), default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.on}"


class MonitoringLine(models.Model):
    """One indicator on that day. ``distance``: target − value, what is still to be done."""

    monitoring = models.ForeignKey(Monitoring, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(TargetLine, on_delete=models.PROTECT, related_name="monitored")
    figures = models.JSONField(default=dict)
    value = figure()
    attainment = figure()
    distance = figure()
    outlook = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["monitoring", "line"], name="monitoring_line_once")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.outlook}"
