"""An import on its way: the file, what was settled, its rows. No project is touched before it is confirmed.
"""

from django.conf import settings
from django.contrib.gis.db import models

from portal.core.ids import new_id
from portal.core.models import Job, StoredFile
from spatial.fields import GEOGRAPHIC


class ImportBatch(models.Model):
    """One file brought in by one person (``None``: the operator at the console).

    ``survey``: what the file holds. ``answers``: what the person settled. ``columns``: how each column was
    understood, with units and confidence. ``remarks``: what concerns the file as a whole. ``counts``: rows by
    outcome. ``job``: the last one that read or saved it. ``version`` rises with every answer.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        READY = "ready"
        FAILED = "failed"
        CONFIRMED = "confirmed"
        DISCARDED = "discarded"

    id = models.UUIDField(primary_key=True, default=new_id)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    name = models.CharField(max_length=255)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    survey = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "projects"
        indexes = [models.Index(fields=["created_by", "-created_at"], name="import_of_person")]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row as it was understood. ``facts``: field → text; ``changes``: field → [record, file].

    ``owner`` and ``region_code``: what they were resolved to. ``seen_version``: the project's, when compared.
    ``geom``: EPSG:4326; ``native_wkb``: the coordinates as they came, in ``srid`` (0: the file's own system).
    """

    class Outcome(models.TextChoices):
        CREATE = "create"
        UPDATE = "update"
        SAME = "same"
        REFUSED = "refused"
        LEFT_OUT = "left_out"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    address = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome)
    project = models.ForeignKey("projects.Project", null=True, on_delete=models.PROTECT, related_name="+")
    seen_version = models.PositiveIntegerField(default=0)
    owner = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    region_code = models.CharField(max_length=12, blank=True)
    values = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    geom = models.GeometryField(srid=GEOGRAPHIC, null=True, spatial_index=False)
    native_wkb = models.BinaryField(null=True)
    srid = models.PositiveIntegerField(null=True)

    class Meta:
        app_label = "projects"
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_by_outcome")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"
