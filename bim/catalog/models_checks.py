"""What was found in a revision, and the information requirements (IDS) models are held against."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bim.catalog.models import Revision
from bim.checks.words import ERROR, SEVERITIES
from portal.accounts.models import Organisation
from portal.core.ids import new_id
from portal.core.models import StoredFile

ARRIVAL, RULES, IDS = SOURCES = ("arrival", "rules", "ids")


class IdsFile(models.Model):
    """One IDS file in force for some time. ``organisation``: whose projects; none: those of the province.

    ``disciplines``, ``stages``: empty for all. ``contents``: its title and specifications.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    disciplines = ArrayField(models.CharField(max_length=16), default=list)
    stages = ArrayField(models.CharField(max_length=24), default=list)
    contents = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="ids_time_forward"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ModelFinding(models.Model):
    """One finding, in the order it was found. ``source``: which check; ``ids_file``: against which file.

    ``elements``: the first GlobalIds; ``count``: of how many. The sentence is made when it is read.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="findings")
    ids_file = models.ForeignKey(IdsFile, null=True, on_delete=models.PROTECT, related_name="findings")
    source = models.CharField(max_length=8, choices=[(s, s) for s in SOURCES], default=ARRIVAL)
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=64)
    severity = models.CharField(max_length=8, choices=[(s, s) for s in SEVERITIES], default=ERROR)
    facts = models.JSONField(default=dict)
    elements = ArrayField(models.CharField(max_length=64), default=list)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(severity__in=SEVERITIES), name="finding_severity_known")
        ]
        indexes = [models.Index(fields=["revision", "severity"], name="finding_of_revision")]

    def __str__(self) -> str:
        return self.code
