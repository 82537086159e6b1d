"""Issues and what belongs to them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from bim.catalog.models import Model
from bim.issues import rules
from bim.issues.models_views import SavedView
from portal.core.ids import new_id
from portal.core.models import StoredFile
from spatial.features.models import Feature

__all__ = ["Issue", "IssueComment", "IssueFile", "IssueView", "SavedView"]


class Issue(models.Model):
    """One issue. ``feature``: its own place in the tree, under ``structure``: a structure, or a section or
    site where it lies on none. ``place_told``: who saw it said where it is.

    ``topic``: all it says, as ``bim.bcf.plain`` keeps it; the columns repeat what lists ask for. ``at``: the
    pin in the model's own axes (m), where one is known. ``guid``: the same in every program.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    feature = models.OneToOneField(Feature, on_delete=models.PROTECT, related_name="issue")
    structure = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="issues")
    model = models.ForeignKey(Model, null=True, on_delete=models.PROTECT, related_name="issues")
    guid = models.UUIDField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=12, choices=[(s, s) for s in rules.STATES], default=rules.OPEN)
    priority = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=64, blank=True)
    assigned_to = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    topic = models.JSONField()
    place_told = models.BooleanField(default=False)
    at = ArrayField(models.FloatField(), size=3, default=list)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["structure", "guid"], name="issue_once_a_structure"),
            models.UniqueConstraint(fields=["structure", "number"], name="issue_number_once"),
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="issue_state_known"),
        ]
        indexes = [models.Index(fields=["structure", "state"], name="issue_state")]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}"


class IssueComment(models.Model):
    """One remark: ``said`` as it came, ``view`` the GUID of a look."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="comments")
    guid = models.UUIDField()
    author = models.CharField(max_length=150)
    said_at = models.DateTimeField()
    said = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "guid"], name="comment_once")]

    def __str__(self) -> str:
        return str(self.said.get("text", ""))[:80]


class IssueView(models.Model):
    """One look at the model: camera, sections, what is selected and seen, and a picture of it."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="views")
    guid = models.UUIDField()
    position = models.PositiveIntegerField()
    look = models.JSONField()
    snapshot = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "guid"], name="view_once")]

    def __str__(self) -> str:
        return str(self.guid)


class IssueFile(models.Model):
    """A file that came along. ``path``: in the archive."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "path"], name="issue_file_once")]

    def __str__(self) -> str:
        return self.path
