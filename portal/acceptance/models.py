"""The tree of acceptance, material tests, and the elements of models both speak of."""

from django.db import models
from django.db.models import F, Q

from portal.acceptance import rules
from portal.core.ids import new_id
from portal.core.models import StoredFile
from portal.projects.models import Project
from spatial.features.models import Feature


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class Piece(models.Model):
    """One piece of works that is inspected and accepted: a unit works, a division, an item or a lot.

    ``feature``: the section or structure it is built on; ``division``: which of the standard ones.
    ``round``: 1 until it is inspected again. ``inspected_on``, ``inspector``: when and by whom on site;
    ``main_*``, ``general_*``: items looked at and passed; ``executed_*``: who put that on record and for
    which body; ``accepted_*``: who signed. ``reopened_why``: the reason of the last time it was opened again.
    ``task_key``: of the project's plan, which task it is work of; empty: as what it hangs in says, else the
    tasks that make its elements.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="acceptance_pieces")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="acceptance_pieces")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    level = models.CharField(max_length=8, choices=_choices(rules.LEVELS))
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    division = models.CharField(max_length=2, blank=True, choices=_choices(tuple(rules.DIVISIONS)))
    planned_on = models.DateField(null=True)
    needs_test = models.BooleanField(default=False)
    task_key = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=8, choices=_choices(rules.STATES), default=rules.PLANNED)
    round = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    result = models.CharField(max_length=4, blank=True, choices=_choices(rules.RESULTS))
    inspected_on = models.DateField(null=True)
    inspector = models.CharField(max_length=100, blank=True)
    main_checked = models.PositiveIntegerField(default=0)
    main_passed = models.PositiveIntegerField(default=0)
    general_checked = models.PositiveIntegerField(default=0)
    general_passed = models.PositiveIntegerField(default=0)
    executed_by = models.BigIntegerField(null=True)
    executed_body = models.UUIDField(null=True)
    executed_at = models.DateTimeField(null=True)
    accepted_by = models.BigIntegerField(null=True)
    accepted_by_name = models.CharField(max_length=150, blank=True)
    accepted_body = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    reopened_why = models.CharField(max_length=500, blank=True)
    created_by = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="acceptance_code_once"),
            models.CheckConstraint(condition=Q(level__in=rules.LEVELS), name="acceptance_level_known"),
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="acceptance_state_known"),
            models.CheckConstraint(
                condition=Q(level=rules.UNIT, parent__isnull=True)
                | ~Q(level=rules.UNIT) & Q(parent__isnull=False),
                name="acceptance_hangs_right",
            ),
            models.CheckConstraint(
                condition=Q(main_passed__lte=F("main_checked")) & Q(general_passed__lte=F("general_checked")),
                name="acceptance_counts_fit",
            ),
            models.CheckConstraint(
                condition=Q(state=rules.PLANNED) | Q(result__in=rules.RESULTS, inspected_on__isnull=False),
                name="acceptance_inspected",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.ACCEPTED)
                | (Q(result=rules.PASS) & Q(accepted_by__isnull=False) & Q(executed_body__isnull=False)
                   & Q(accepted_body__isnull=False) & ~Q(accepted_body=F("executed_body"))
                   & ~Q(accepted_by=F("executed_by"))),
                name="acceptance_by_others",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["feature", "state"], name="acceptance_of_feature")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class MaterialTest(models.Model):
    """What a laboratory found of a sample. ``number``: the sample's; ``grade``: strength or class wanted.

    ``found``: what was measured, in the report's own words; ``replaces``: the failed test it repeats.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="material_tests")
    number = models.CharField(max_length=64)
    material = models.CharField(max_length=200)
    standard = models.CharField(max_length=100, blank=True)
    grade = models.CharField(max_length=64, blank=True)
    sampled_on = models.DateField()
    result = models.CharField(max_length=8, choices=_choices(rules.TEST_RESULTS), default=rules.PENDING)
    found = models.CharField(max_length=200, blank=True)
    tested_on = models.DateField(null=True)
    lab = models.CharField(max_length=200, blank=True)
    report = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="material_tests"
    )
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")
    registered_by = models.BigIntegerField(null=True)
    registered_at = models.DateTimeField()
    told_by = models.BigIntegerField(null=True)
    told_by_name = models.CharField(max_length=150, blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="material_test_number_once"),
            models.CheckConstraint(
                condition=Q(result__in=rules.TEST_RESULTS), name="material_test_result_known"
            ),
            models.CheckConstraint(
                condition=Q(result=rules.PENDING) | Q(tested_on__isnull=False, lab__gt=""),
                name="material_test_told_whole",
            ),
            models.CheckConstraint(
                condition=Q(tested_on__isnull=True) | Q(tested_on__gte=F("sampled_on")),
                name="material_test_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.material}"


class LotTest(models.Model):
    """A test that a lot rests on. ``required``: the lot waits for it."""

    test = models.ForeignKey(MaterialTest, on_delete=models.PROTECT, related_name="lots")
    lot = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="tests")
    required = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["test", "lot"], name="material_test_lot_once")]


class BuiltElement(models.Model):
    """An element of a structure's models that a piece or a test speaks of: by GlobalId, in every revision.

    ``name``, ``ifc_class``: as the model called it when it was linked.
    """

    piece = models.ForeignKey(Piece, null=True, on_delete=models.CASCADE, related_name="elements")
    test = models.ForeignKey(MaterialTest, null=True, on_delete=models.CASCADE, related_name="elements")
    structure = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="accepted_elements")
    global_id = models.CharField(max_length=64)
    name = models.CharField(max_length=255, blank=True)
    ifc_class = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "structure", "global_id"], name="acceptance_element_once"
            ),
            models.UniqueConstraint(
                fields=["test", "structure", "global_id"], name="material_test_element_once"
            ),
            models.CheckConstraint(
                condition=Q(piece__isnull=True, test__isnull=False)
                | Q(piece__isnull=False, test__isnull=True),
                name="acceptance_element_of_one",
            ),
        ]
        indexes = [models.Index(fields=["structure", "global_id"], name="acceptance_by_element")]
