"""Requests for money, their lines, the steps of their review and the ceilings over them."""

from functools import reduce
from operator import or_

import pghistory
from django.db import models
from django.db.models import F, Q

from portal.accounts.models import Organisation
from portal.budget import rules
from portal.budget.columns import choices, yuan
from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.projects.models import Project
from portal.projects.rules import FUNDING_CODES
from spatial.features.models import Feature

_ARROWS = reduce(or_, (Q(action=a, source=s, target=t) for a, s, t in rules.ARROWS))


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class BudgetRequest(models.Model):
    """What a unit asks for one project in a budget year. ``round``: how often it was handed in.

    ``level_since``: when the level it waits at received it; ``due_on``: that level's last day, provisional
    where the holidays of the year are not known. ``returned_by``: the level that sent it back last.
    ``targets``: performance targets, each with name, value and unit.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=40, unique=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="budget_requests")
    department = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    targets = models.JSONField(default=list, blank=True)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=16, choices=choices(tuple(rules.LIFECYCLE.states)), default=rules.DRAFT
    )
    returned_by = models.CharField(max_length=8, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    level_since = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_provisional = models.BooleanField(default=False)
    adopted_no = models.CharField(max_length=100, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    author_id = models.BigIntegerField(null=True)
    author_name = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=rules.LIFECYCLE.states), name="budget_request_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[rules.ISSUED, rules.ADJUSTING, rules.CLOSED])
                | (Q(adopted_on__isnull=False) & ~Q(adopted_no="")),
                name="budget_request_issued_once_adopted",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="budget_request_desk"),
            models.Index(fields=["updated_at", "id"], name="budget_request_by_time"),
        ]

    def __str__(self) -> str:
        return self.number


class BudgetFile(models.Model):
    """A paper that goes with a request."""

    request = models.ForeignKey(BudgetRequest, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    added_by = models.BigIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "file"], name="budget_file_once")]

    def __str__(self) -> str:
        return self.title


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class BudgetLine(models.Model):
    """One line of a request. An amount is empty until its level has passed it; none is above the one before.

    ``functional``: 功能分类 of 类款项, seven digits; ``economic``: 经济分类 of 类款, five digits.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    request = models.ForeignKey(BudgetRequest, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    functional = models.CharField(max_length=7)
    economic = models.CharField(max_length=5)
    source = models.CharField(max_length=24, choices=choices(FUNDING_CODES))
    year = models.PositiveSmallIntegerField()
    feature = models.ForeignKey(
        Feature, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_lines"
    )
    requested_yuan = yuan()
    unit_yuan = yuan(null=True, blank=True)
    dept_yuan = yuan(null=True, blank=True)
    finance_yuan = yuan(null=True, blank=True)
    unit_reason = models.TextField(blank=True)
    dept_reason = models.TextField(blank=True)
    finance_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(requested_yuan__gt=0), name="budget_line_positive"),
            models.CheckConstraint(
                condition=Q(unit_yuan__isnull=True)
                | Q(unit_yuan__gte=0, unit_yuan__lte=F("requested_yuan")),
                name="budget_line_unit_never_raises",
            ),
            models.CheckConstraint(
                condition=Q(dept_yuan__isnull=True) | Q(dept_yuan__gte=0, dept_yuan__lte=F("unit_yuan")),
                name="budget_line_dept_never_raises",
            ),
            models.CheckConstraint(
                condition=Q(finance_yuan__isnull=True)
                | Q(finance_yuan__gte=0, finance_yuan__lte=F("dept_yuan")),
                name="budget_line_finance_never_raises",
            ),
            models.CheckConstraint(
                condition=Q(functional__regex=r"^[0-9]{7}$") & Q(economic__regex=r"^[0-9]{5}$"),
                name="budget_line_codes_formed",
            ),
            models.CheckConstraint(condition=Q(source__in=FUNDING_CODES), name="budget_line_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.name}"


class ReviewStep(models.Model):
    """One step of a request, with what it changed line by line. Append-only; the state follows only a
    step. ``key``: the id of the asker's own call, by which a repeated one is known.
    """

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(BudgetRequest, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8, blank=True)
    action = models.CharField(max_length=20)
    source = models.CharField(max_length=16)
    target = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    differences = models.JSONField(default=list)
    before_yuan = yuan(null=True)
    after_yuan = yuan(null=True)
    due_on = models.DateField(null=True)
    late_days = models.IntegerField(null=True)
    key = models.CharField(max_length=64, unique=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ARROWS, name="review_step_is_an_arrow"),
            models.UniqueConstraint(fields=["request", "version"], name="review_step_once_a_version"),
        ]
        indexes = [models.Index(fields=["request", "id"], name="review_step_trail")]

    def __str__(self) -> str:
        return f"{self.action} {self.source} {self.target}"


class SourceCeiling(models.Model):
    """How much of one source may be given in one year: by a treasury, or within one department.

    ``region_code``: of the treasury; the longest that a project's region begins with counts. Without a row
    nothing may be given. ``amount_yuan`` and ``taken_yuan`` are kept by the database from the entries.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    region_code = models.CharField(max_length=12)
    department = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=24, choices=choices(FUNDING_CODES))
    year = models.PositiveSmallIntegerField()
    amount_yuan = yuan(default=0)
    taken_yuan = yuan(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region_code", "department", "source", "year"], name="source_ceiling_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(taken_yuan__gte=0) & Q(taken_yuan__lte=F("amount_yuan")),
                name="source_ceiling_headroom",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.region_code} {self.source} {self.year}"


class CeilingEntry(models.Model):
    """A signed change of a ceiling (``granted``) or of what was taken under it (``taken``). Append-only."""

    id = models.BigAutoField(primary_key=True)
    ceiling = models.ForeignKey(SourceCeiling, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=choices(("granted", "taken")))
    amount_yuan = yuan()
    request = models.ForeignKey(
        BudgetRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="ceiling_entries"
    )
    basis_no = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=160, unique=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount_yuan=0), name="ceiling_entry_signed"),
            models.CheckConstraint(condition=Q(kind__in=["granted", "taken"]), name="ceiling_entry_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_yuan}"
