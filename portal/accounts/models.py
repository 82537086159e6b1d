"""Organisations, users and what they were granted."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from portal.accounts.actor import Granted
from portal.accounts.rules import ADMIN_ROLES, LABELS, ROLES
from portal.core.ids import new_id

DAYS = models.Func(
    "valid_from", "valid_to", models.Value("[]"), function="daterange", output_field=DateRangeField()
)
"""The days of a grant, the last one included."""


class Organisation(models.Model):
    """A body in the organisation tree. ``path`` holds the codes from the root, e.g. ``/1/14/230/``."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government"
        DEPARTMENT = "department"
        UNIT = "unit"
        FINANCE = "finance"
        LAND = "land"
        PLANNING = "planning"
        CONTRACTOR = "contractor"
        SUPERVISOR = "supervisor"
        EVALUATOR = "evaluator"
        AUDIT = "audit"

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    uscc = models.CharField(max_length=18, blank=True, db_index=True)
    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=200, unique=True)
    region_code = models.CharField(max_length=12)

    class Meta:
        indexes = [
            models.Index(fields=["path"], name="organisation_path_prefix", opclasses=["varchar_pattern_ops"])
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~models.Q(uscc=""), name="organisation_one_per_uscc"
            ),
            models.CheckConstraint(
                condition=models.Q(path__startswith="/") & models.Q(path__endswith="/"),
                name="organisation_path_form",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in. What they may see and do is in their grants, never in ``is_superuser``."""

    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    display_name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    came_with: Granted | None = None
    """The scopes that were read with the session, for the length of one request."""

    def __str__(self) -> str:
        return self.display_name or self.username


class Grant(models.Model):
    """One role within one scope: organisation subtree × region subtree × projects × sectors × clearance."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=[(role.code, role.zh) for role in ROLES])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    region_code = models.CharField(max_length=12)
    clearance = models.CharField(
        max_length=10, choices=[(label, label) for label in LABELS], default="internal"
    )
    sectors = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    projects = ArrayField(models.UUIDField(), default=list, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(region_code=""), name="grant_names_a_region"),
            ExclusionConstraint(
                name="grant_administrators_apart",
                expressions=[("user", "="), (DAYS, RangeOperators.OVERLAPS), ("role", "<>")],
                condition=models.Q(role__in=sorted(ADMIN_ROLES)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.region_code}"


class SignIn(AbstractBaseSession):
    """A session, and whose it is: one question then brings what it holds, the person and their grants."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="sign_ins")


class AccessToken(models.Model):
    """What a person gave a program to read with. ``shown``: how it begins; the whole is kept nowhere."""

    id = models.UUIDField(primary_key=True, default=new_id)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    shown = models.CharField(max_length=16)
    made_on = models.DateField()
    last_day = models.DateField()
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("made_on")), name="token_ends_after_it_was_made"
            )
        ]

    def __str__(self) -> str:
        return f"{self.shown}…"
