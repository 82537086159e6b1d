"""Which task makes which element: rules that say so, and the links themselves, one by one."""

from django.db import models
from django.db.models import Q

from bim.catalog.models import Model, Revision
from bim.linking import rules
from portal.core.ids import new_id
from portal.progress.models import Schedule


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class LinkRule(models.Model):
    """What a question finds in every revision of a model belongs to a task. Never changed; only retired."""

    id = models.UUIDField(primary_key=True, default=new_id)
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="link_rules")
    model = models.ForeignKey(Model, on_delete=models.CASCADE, related_name="link_rules")
    position = models.PositiveIntegerField()
    question = models.CharField(max_length=1000)
    task_key = models.CharField(max_length=64)
    role = models.CharField(max_length=12, choices=_choices(rules.ROLES), default=rules.OUTPUT)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "model", "position"], name="link_rule_in_order"),
            models.CheckConstraint(condition=Q(role__in=rules.ROLES), name="link_rule_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.question} → {self.task_key}"


class Link(models.Model):
    """One element of one revision and one task. Of one role an element has one that is ``live``.

    ``claimed``: another holds the element, a person decides. ``unsure``: found again in a new revision, to
    be confirmed. ``how``, ``cost_m``: by what it was found again, and how far off; ``why``: it ended.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="element_links")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="task_links")
    el = models.IntegerField()
    global_id = models.CharField(max_length=64)
    task_key = models.CharField(max_length=64)
    role = models.CharField(max_length=12, choices=_choices(rules.ROLES), default=rules.OUTPUT)
    source = models.CharField(max_length=8, choices=_choices(rules.SOURCES))
    rule = models.ForeignKey(LinkRule, null=True, on_delete=models.CASCADE, related_name="links")
    state = models.CharField(max_length=8, choices=_choices(rules.STATES), default=rules.LIVE)
    before = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="after")
    how = models.CharField(max_length=12, blank=True)
    cost_m = models.FloatField(null=True)
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "revision", "el", "role"], condition=Q(state=rules.LIVE),
                name="link_one_live_a_role",
            ),
            models.UniqueConstraint(
                fields=["schedule", "revision", "el", "role", "task_key"],
                condition=Q(state__in=(rules.CLAIMED, rules.UNSURE)), name="link_claimed_once",
            ),
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="link_state_known"),
            models.CheckConstraint(condition=Q(source__in=rules.SOURCES), name="link_source_known"),
            models.CheckConstraint(condition=Q(role__in=rules.ROLES), name="link_role_known"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["schedule", "revision", "state"], name="link_of_revision"),
            models.Index(fields=["rule", "state"], name="link_of_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.global_id} → {self.task_key}"
