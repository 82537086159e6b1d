"""A survey on its way in. No feature is touched before it is confirmed."""

from django.conf import settings
from django.db import models

from portal.core.ids import new_id
from portal.core.models import Job, StoredFile
from portal.projects.models import Project
from spatial.features.models import Feature


class SurveyBatch(models.Model):
    """One survey brought in by one person. The reading follows from file, ``choices`` and ``repairs`` alone.

    ``choices``: what the person settled. ``repairs``: rounds of accepted defect ids; ``mended``: what each
    did. ``reading``: parcels, system and defects as ``wire`` keeps them; ``findings``: L01-L18 of the day.
    ``refusal``: why nothing could be taken. ``version`` rises with every answer.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        READ = "read"
        ASKS = "asks"
        REFUSED = "refused"
        CONFIRMED = "confirmed"
        DISCARDED = "discarded"

    id = models.UUIDField(primary_key=True, default=new_id)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    name = models.CharField(max_length=255)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    county_code = models.CharField(max_length=12, blank=True)
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=4, blank=True)
    choices = models.JSONField(default=dict)
    repairs = models.JSONField(default=list)
    mended = models.JSONField(default=list)
    offers = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    refusal = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    checked_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["created_by", "-created_at"], name="survey_of_person")]

    def __str__(self) -> str:
        return self.name


class SavedParcel(models.Model):
    """Which feature a parcel of a confirmed survey became: each only once."""

    batch = models.ForeignKey(SurveyBatch, on_delete=models.PROTECT, related_name="saved")
    number = models.PositiveIntegerField()
    feature = models.OneToOneField(Feature, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="survey_parcel_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"
