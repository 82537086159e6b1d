"""The project library."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from portal.accounts.models import Organisation
from portal.accounts.rules import LABELS
from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.projects import rules
from portal.projects.models_import import ImportBatch as ImportBatch
from portal.projects.models_import import ImportRow as ImportRow
from spatial.features.models import Feature


def _choices(terms: tuple[rules.Term, ...]) -> list[tuple[str, str]]:
    return [(term.code, term.zh) for term in terms]


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
    exclude=["search_text", "mx", "my", "public_mx", "public_my"],
)
class Project(models.Model):
    """One publicly funded project. Its place is its ``site``; ``region_code`` is the region of most of its
    ground.

    ``mx``/``my`` (and the ``public_`` pair): the site's anchor in units of a zoom-24 web tile, kept by the
    database.
    Money in yuan. ``paid_yuan`` and ``progress_pct`` (0-100) are the unit's figures as of ``figures_as_of``.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=32, unique=True)
    investment_code = models.CharField(max_length=24, blank=True, db_index=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="projects")
    site = models.OneToOneField(Feature, on_delete=models.PROTECT, related_name="project")
    region_code = models.CharField(max_length=12)
    label = models.CharField(max_length=10, choices=[(label, label) for label in LABELS], default="internal")
    published = models.BooleanField(default=False)
    sector = models.CharField(max_length=24, choices=_choices(rules.SECTORS))
    funding_source = models.CharField(max_length=24, choices=_choices(rules.FUNDING))
    nature = models.CharField(max_length=16, choices=_choices(rules.NATURES))
    stage = models.CharField(max_length=24, choices=_choices(rules.STAGES), default="draft")
    investment_yuan = models.DecimalField(max_digits=20, decimal_places=2)
    paid_yuan = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    progress_pct = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    figures_as_of = models.DateField(null=True, blank=True)
    planned_start = models.DateField(null=True, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    actual_start = models.DateField(null=True, blank=True)
    actual_end = models.DateField(null=True, blank=True)
    content = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    search_text = models.TextField(blank=True)
    mx = models.IntegerField(null=True, editable=False)
    my = models.IntegerField(null=True, editable=False)
    public_mx = models.IntegerField(null=True, editable=False)
    public_my = models.IntegerField(null=True, editable=False)
    crosses = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(investment_yuan__gt=0), name="project_investment_positive"),
            models.CheckConstraint(condition=Q(paid_yuan__gte=0), name="project_paid_not_negative"),
            models.CheckConstraint(
                condition=Q(progress_pct__gte=0) & Q(progress_pct__lte=100), name="project_progress_in_range"
            ),
            models.CheckConstraint(
                condition=Q(planned_end__isnull=True) | Q(planned_end__gte=F("planned_start")),
                name="project_plan_dates",
            ),
            models.CheckConstraint(
                condition=Q(actual_end__isnull=True) | Q(actual_end__gte=F("actual_start")),
                name="project_actual_dates",
            ),
            models.CheckConstraint(condition=Q(stage__in=rules.STAGE_CODES), name="project_stage_known"),
            models.CheckConstraint(condition=Q(sector__in=rules.SECTOR_CODES), name="project_sector_known"),
            models.CheckConstraint(
                condition=Q(funding_source__in=rules.FUNDING_CODES), name="project_funding_known"
            ),
            models.CheckConstraint(condition=Q(nature__in=rules.NATURE_CODES), name="project_nature_known"),
        ]
        indexes = [
            models.Index(
                fields=["region_code"], name="project_region_prefix", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(fields=["site"], name="project_crossing", condition=Q(crosses=True)),
            models.Index(fields=["mx", "my"], name="project_place"),
            models.Index(
                fields=["public_mx", "public_my"], name="project_public_place", condition=Q(published=True)
            ),
            models.Index(fields=["investment_yuan", "id"], name="project_by_investment"),
            models.Index(fields=["name", "id"], name="project_by_name"),
            GinIndex(fields=["search_text"], name="project_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class FundingLine(models.Model):
    """Money from one source in one year, in yuan."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="funding_lines")
    source = models.CharField(max_length=24, choices=_choices(rules.FUNDING))
    year = models.PositiveSmallIntegerField()
    amount_yuan = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "source", "year"], name="funding_once_a_year"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="funding_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.year}"


class ProjectApproval(models.Model):
    """An early approval as a document. The extent, where there is one, is a feature."""

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(max_length=16, choices=_choices(rules.APPROVAL_KINDS))
    number = models.CharField(max_length=100)
    authority = models.CharField(max_length=200)
    issued_on = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    extent = models.ForeignKey(Feature, null=True, blank=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "number"], name="approval_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("issued_on")),
                name="approval_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(kind__in=rules.APPROVAL_CODES), name="approval_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ProjectCodeHistory(models.Model):
    """A national code a project used to carry: one may be issued again."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="former_codes")
    investment_code = models.CharField(max_length=24, db_index=True)
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.investment_code


class ReadinessRequirement(models.Model):
    """One dated cell of the readiness matrix: ``kind`` is due before ``stage`` in ``sector`` (``*``: all)."""

    sector = models.CharField(max_length=24, default="*")
    stage = models.CharField(max_length=24, choices=_choices(rules.STAGES))
    kind = models.CharField(max_length=16, choices=_choices(rules.APPROVAL_KINDS))
    legal_basis = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "stage", "kind", "effective_from"], name="requirement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sector} {self.stage} {self.kind}"
