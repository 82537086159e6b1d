"""What an element belongs to, a task or a bill item: rules that say so, and the links, one by one."""

from django.db import models
from django.db.models import Q

from bim.catalog.models import Model, Revision
from bim.linking import rules
from portal.contracts.models import Contract
from portal.core.ids import new_id
from portal.progress.models import Schedule
from portal.projects.models import Project

ONE_SIDE = Q(schedule__isnull=False, contract__isnull=True) | Q(schedule__isnull=True, contract__isnull=False)
"""Tasks of a schedule or items of a contract's bill, never both."""


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class LinkRule(models.Model):
    """What a question finds in every revision of a model belongs to a task or a bill item.

    ``key``: of the task in its ``schedule``, else the id of the item in the bill of its ``contract``. Never
    changed; only retired.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    schedule = models.ForeignKey(Schedule, null=True, on_delete=models.CASCADE, related_name="link_rules")
    contract = models.ForeignKey(Contract, null=True, on_delete=models.CASCADE, related_name="link_rules")
    model = models.ForeignKey(Model, on_delete=models.CASCADE, related_name="link_rules")
    position = models.PositiveIntegerField()
    question = models.CharField(max_length=1000)
    key = models.CharField(max_length=64)
    role = models.CharField(max_length=12, choices=_choices(rules.ROLES), default=rules.OUTPUT)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "contract", "model", "position"], nulls_distinct=False,
                name="link_rule_in_order",
            ),
            models.CheckConstraint(condition=ONE_SIDE, name="link_rule_of_one_side"),
            models.CheckConstraint(condition=Q(role__in=rules.ROLES), name="link_rule_role_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.question} → {self.key}"

    @property
    def project(self) -> Project:
        """Return the project of its schedule or contract."""
        side = self.schedule or self.contract
        assert side is not None  # noqa: S101  the database lets none be without
        return side.project


class Link(models.Model):
    """One element of one revision and one task or bill item. Of one role an element has one that is ``live``.

    ``schedule``, ``contract``, ``key``: as of a rule. ``claimed``: another holds the element, a person
    decides. ``unsure``: found again in a new revision, to be confirmed. ``how``, ``cost_m``: by what it was
    found again, and how far off; ``why``: it ended.
    """

    schedule = models.ForeignKey(Schedule, null=True, on_delete=models.CASCADE, related_name="element_links")
    contract = models.ForeignKey(
        Contract, null=True, on_delete=models.CASCADE, related_name="element_links", db_index=False
    )
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="element_links")
    el = models.IntegerField()
    global_id = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
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
                fields=["schedule", "contract", "revision", "el", "role"], condition=Q(state=rules.LIVE),
                nulls_distinct=False, name="link_one_live_a_role",
            ),
            models.UniqueConstraint(
                fields=["schedule", "contract", "revision", "el", "role", "key"],
                condition=Q(state__in=(rules.CLAIMED, rules.UNSURE)), nulls_distinct=False,
                name="link_claimed_once",
            ),
            models.CheckConstraint(condition=ONE_SIDE, name="link_of_one_side"),
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="link_state_known"),
            models.CheckConstraint(condition=Q(source__in=rules.SOURCES), name="link_source_known"),
            models.CheckConstraint(condition=Q(role__in=rules.ROLES), name="link_role_known"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["schedule", "revision", "state"], name="link_of_revision"),
            models.Index(fields=["contract", "revision", "state"], name="link_of_bill"),
            models.Index(fields=["rule", "state"], name="link_of_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.global_id} → {self.key}"
