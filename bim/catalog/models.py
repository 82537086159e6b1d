"""Models of structures, their revisions and what is in them."""

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import Q
from django.db.models.functions import Upper

from bim.catalog import rules
from portal.core.ids import new_id
from portal.core.models import Job, StoredFile
from spatial.features.models import Feature


class Federation(models.Model):
    """Models of one structure that share their axes. ``lead``: whose place the unplaced members take."""

    id = models.UUIDField(primary_key=True, default=new_id)
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="federations")
    name = models.CharField(max_length=200)
    lead = models.ForeignKey("Model", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Model(models.Model):
    """One discipline's model of one structure. ``current``: the revision published last.

    ``frame``: where a person decided that it stands; empty: where its file says. ``made_structure``: the
    structure was put into the tree for this model.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="models")
    name = models.CharField(max_length=200)
    discipline = models.CharField(
        max_length=16, choices=[(code, zh) for code, zh, _en in rules.DISCIPLINES], default="architecture"
    )
    federation = models.ForeignKey(
        Federation, null=True, on_delete=models.SET_NULL, related_name="models"
    )
    current = models.ForeignKey("Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    frame = models.JSONField(null=True)
    made_structure = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feature", "name"], name="model_name_once_a_structure"),
            models.CheckConstraint(
                condition=Q(discipline__in=rules.DISCIPLINE_CODES), name="model_discipline_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """One file of a model. Nothing of it is seen before it is published.

    ``code``, ``facts``: why it was rejected. ``frame``, ``placement``: where the file says it stands and what
    follows; ``why``: a code, when nothing does. ``origin``: of its geometry, metres in the model's axes.
    ``counts``, ``seconds``: what came out, how long each stage took. ``tiles``: name → SHA-256, size.
    ``outlines``: by name, in metres about the origin; ``storeys``: for plans and heights.
    ``units``: of quantities by set and name, ``None`` in revisions read before units were kept.
    ``costs``: what the file's own bill pays for, see ``elements.costs``; ``None`` as with units.
    ``schedule``: which tasks the file holds, see ``fourd.held``; ``None`` as with units.
    ``land``: what L04 and L05 said of its ground line, and which elements stand outside.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    model = models.ForeignKey(Model, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    state = models.CharField(
        max_length=10, choices=[(s, s) for s in rules.STATES], default=rules.RECEIVED
    )
    code = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    schema = models.CharField(max_length=16, blank=True)
    label = models.CharField(max_length=64, blank=True)
    header = models.JSONField(default=dict)
    frame = models.JSONField(null=True)
    placement = models.JSONField(null=True)
    why = models.CharField(max_length=64, blank=True)
    remarks = models.JSONField(default=list)
    origin = ArrayField(models.FloatField(), size=3, default=list)
    box = ArrayField(models.FloatField(), size=6, default=list)
    counts = models.JSONField(default=dict)
    failed = models.JSONField(default=list)
    seconds = models.JSONField(default=dict)
    storeys = models.JSONField(default=list)
    outlines = models.JSONField(default=dict)
    land = models.JSONField(default=dict)
    units = models.JSONField(null=True)
    costs = models.JSONField(null=True)
    schedule = models.JSONField(null=True)
    tiles = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="revision_state_known"),
            models.CheckConstraint(
                condition=Q(state=rules.REJECTED, code__gt="") | ~Q(state=rules.REJECTED) & Q(code=""),
                name="revision_rejected_with_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.number}"


class PlacementDecision(models.Model):
    """A person's word on where a model stands. The newest counts; none is ever changed."""

    model = models.ForeignKey(Model, on_delete=models.PROTECT, related_name="decisions")
    method = models.CharField(max_length=24)
    given = models.JSONField()
    frame = models.JSONField(null=True)
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.model_id} {self.method}"


class Element(models.Model):
    """One product of a revision. ``el``: its number, the same in tiles, index and here.

    ``box``, ``hull``: metres about the revision's origin, the hull seen from above. ``volume_m3``,
    ``closed``: of the mesh. ``storey_name`` and ``material`` repeat what is elsewhere, because searches start
    there. Quantities in m, m², m³, kg.
    """

    pk = models.CompositePrimaryKey("revision_id", "el")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="elements", db_index=False)
    el = models.IntegerField()
    global_id = models.CharField(max_length=22)
    step_id = models.BigIntegerField()
    ifc_class = models.CharField(max_length=64)
    predefined = models.TextField(blank=True)
    name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    tag = models.TextField(blank=True)
    object_type = models.TextField(blank=True)
    type_name = models.TextField(blank=True)
    parent_el = models.IntegerField(default=-1)
    storey_el = models.IntegerField(default=-1)
    storey_name = models.TextField(blank=True)
    status = models.CharField(max_length=8)
    kernel = models.CharField(max_length=64, blank=True)
    confidence = models.FloatField(null=True)
    volume_m3 = models.FloatField(null=True)
    closed = models.BooleanField(null=True)
    triangles = models.IntegerField(default=0)
    box = ArrayField(models.FloatField(), size=6, null=True)
    hull = models.PolygonField(srid=0, null=True, spatial_index=False)
    shape = models.CharField(max_length=32, blank=True)
    material = models.TextField(blank=True)
    psets = models.JSONField(default=dict)
    quantities = models.JSONField(default=dict)
    materials = models.JSONField(default=list)
    classification = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["revision", "global_id"], name="element_global_id"),
            models.Index(fields=["revision", "ifc_class", "storey_name"], name="element_class_storey"),
            models.Index(fields=["revision", "storey_name"], name="element_storey"),
            models.Index(fields=["revision", "tag"], name="element_tag"),
            GinIndex(OpClass("psets", name="jsonb_path_ops"), name="element_psets"),
            GinIndex(OpClass("quantities", name="jsonb_path_ops"), name="element_quantities"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="element_name_words"),
            GinIndex(OpClass(Upper("type_name"), name="gin_trgm_ops"), name="element_type_words"),
        ]

    def __str__(self) -> str:
        return f"{self.ifc_class} {self.global_id}"


class Upload(models.Model):
    """A file on its way in (tus 1.0). ``parts``: where they lie, in order. ``wanted``: what it is for."""

    id = models.UUIDField(primary_key=True, default=new_id)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    parts = models.JSONField(default=list)
    wanted = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__gte=0) & Q(offset__lte=models.F("size")), name="upload_offset_within"
            )
        ]

    def __str__(self) -> str:
        return self.name
