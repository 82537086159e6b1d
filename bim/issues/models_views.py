"""Views of a structure that people keep for each other."""

from django.conf import settings
from django.db import models

from bim.catalog.models import Model
from portal.core.ids import new_id
from spatial.features.models import Feature


class SavedView(models.Model):
    """One named view. ``link``: camera, cuts, hidden, colours, as the viewer's address tells them."""

    id = models.UUIDField(primary_key=True, default=new_id)
    structure = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="saved_views")
    model = models.ForeignKey(Model, on_delete=models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=100)
    link = models.CharField(max_length=8000)
    author = models.CharField(max_length=150)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["structure", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name
