"""Land documents with their life, and what was found of them."""

import pghistory
from django.db import models
from django.db.models import F, Q, Value

from portal.approvals import rules
from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.projects.models import Project, ProjectApproval
from spatial.features.models import Feature, SurveyOriginal
from spatial.land import chain


class LandCase(models.Model):
    """The way one project comes to its ground, where it is not the usual one (``chain.Path``).

    ``capacity``: measure → units. ``succession``: pairs of USCC, former and present holder.
    """

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="land_case")
    supply = models.CharField(max_length=12, choices=list(rules.SUPPLIES.items()), default="allocation")
    separate_site = models.BooleanField(default=False)
    new_land = models.BooleanField(default=True)
    conversion = models.BooleanField(default=True)
    temporary = models.BooleanField(default=False)
    early_start_on = models.DateField(null=True, blank=True)
    capacity = models.JSONField(default=dict, blank=True)
    succession = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.project_id)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class LandDocument(models.Model):
    """One document of the chain A1-A12 from its preparation to its end.

    Once granted, ``approval`` is its row in the one table of papers. ``areas``: land class code → m²;
    ``area_names``: what the paper calls a class where that is not the listed name.
    ``geometry_version``, ``geometry_sha256``: of the extent when it was granted; ``site_version``: of the
    site. ``checked_version``: of the extent when it was last checked. ``worst_rank``: gravest finding, 0-4.
    ``returned_on``, ``reclaimed_on``: of temporary land.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="land_documents")
    approval = models.OneToOneField(
        ProjectApproval, null=True, blank=True, on_delete=models.PROTECT, related_name="land_document"
    )
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in rules.KINDS])
    state = models.CharField(
        max_length=18, choices=[(s, s) for s in chain.LIFECYCLE.states], default=chain.PREPARING
    )
    number = models.CharField(max_length=100, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    authority_level = models.CharField(max_length=16, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    applicant_uscc = models.CharField(max_length=18, blank=True)
    project_code = models.CharField(max_length=24, blank=True)
    uses = models.JSONField(default=list, blank=True)
    areas = models.JSONField(default=dict, blank=True)
    area_names = models.JSONField(default=dict, blank=True, db_default=Value({}, models.JSONField()))
    declared_sqm = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    extent = models.ForeignKey(
        Feature, null=True, blank=True, on_delete=models.PROTECT, related_name="land_documents"
    )
    survey = models.ForeignKey(SurveyOriginal, null=True, blank=True, on_delete=models.PROTECT)
    geometry_version = models.PositiveIntegerField(null=True, blank=True)
    geometry_sha256 = models.CharField(max_length=64, blank=True)
    site_version = models.PositiveIntegerField(null=True, blank=True)
    checked_version = models.PositiveIntegerField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    worst_rank = models.PositiveSmallIntegerField(default=0)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="land_scans"
    )
    report = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="land_reports"
    )
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    returned_on = models.DateField(null=True, blank=True)
    reclaimed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="land_document_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=chain.LIFECYCLE.states), name="land_document_state_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("issued_on")),
                name="land_document_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=chain.FROZEN) | Q(approval__isnull=False),
                name="land_document_granted_has_paper",
            ),
        ]
        indexes = [
            models.Index(fields=["worst_rank", "id"], name="land_document_by_worst"),
            models.Index(fields=["updated_at", "id"], name="land_document_by_time"),
            models.Index(fields=["state", "valid_to"], name="land_document_calendar"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class LandParcel(models.Model):
    """One parcel of a document's boundary. ``geometry_version``, ``geometry_sha256``: of the grant."""

    document = models.ForeignKey(LandDocument, on_delete=models.PROTECT, related_name="parcels")
    position = models.PositiveIntegerField()
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="land_parcels")
    survey = models.ForeignKey(SurveyOriginal, on_delete=models.PROTECT, related_name="+")
    checked_version = models.PositiveIntegerField(null=True)
    geometry_version = models.PositiveIntegerField(null=True)
    geometry_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="land_parcel_once"),
            models.UniqueConstraint(fields=["document", "feature"], name="land_parcel_feature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.position}"


class LandFinding(models.Model):
    """One finding of a document's check, and who signed it. ``sign``: see ``rules.sign_of``."""

    document = models.ForeignKey(LandDocument, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveIntegerField()
    sign = models.CharField(max_length=64)
    rule = models.CharField(max_length=4)
    code = models.CharField(max_length=32)
    severity = models.CharField(max_length=8)
    subject = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    area_sqm = models.FloatField(null=True)
    distance_m = models.FloatField(null=True)
    geometry = models.JSONField(null=True)
    legal_basis = models.CharField(max_length=300)
    effective_from = models.DateField()
    verdict = models.CharField(max_length=10, choices=[(v, v) for v in rules.VERDICTS], blank=True)
    reason = models.TextField(blank=True)
    signed_by = models.BigIntegerField(null=True)
    signed_by_name = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True)
    second_by = models.BigIntegerField(null=True)
    second_by_name = models.CharField(max_length=150, blank=True)
    second_reason = models.TextField(blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="land_finding_once"),
            models.CheckConstraint(
                condition=~Q(verdict="overridden")
                | (Q(second_by__isnull=False) & ~Q(second_by=F("signed_by"))),
                name="land_override_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.code}"

    @property
    def mark(self) -> str:
        """What changes with every signature; who signs says which one was seen."""
        return rules.mark_of(verdict=self.verdict, at=self.signed_at, second_by=self.second_by)


class LandChange(models.Model):
    """A change of use or boundary after approval, with the approval of that change where there is one."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="land_changes")
    what = models.CharField(max_length=12, choices=list(rules.CHANGES.items()))
    kind = models.CharField(max_length=16)
    changed_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(s, s) for s in rules.CHANGE_LIFE.states], default=rules.REPORTED
    )
    approval_number = models.CharField(max_length=100, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    reported_by = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=rules.CHANGE_LIFE.states), name="land_change_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.APPROVED) | (Q(approved_on__isnull=False) & ~Q(approval_number="")),
                name="land_change_approved_by_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.changed_on}"


class LandAlert(models.Model):
    """An alert of the calendar that was given: 90, 30 or 7 days before a paper runs out. Once each."""

    approval = models.ForeignKey(ProjectApproval, on_delete=models.PROTECT, related_name="land_alerts")
    step_days = models.PositiveSmallIntegerField()
    valid_to = models.DateField()
    raised_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["approval", "valid_to", "step_days"], name="land_alert_once")
        ]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.step_days}"
