"""Writes of who may do what: a role is granted or ended; sessions that ran out are swept away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts import policy
from portal.accounts.actor import Actor
from portal.accounts.models import Grant, Organisation, SignIn, User
from portal.accounts.rules import ADMIN_ROLES, INTERNAL, LABELS, ROLE_CODES, breaks_separation
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.core.events import record_event

OPERATOR = 0
"""The operator at the machine's own console, who grants the first roles."""


class AdministratorsApart(Conflict):
    """Who runs the system, who grants roles and who reads the log are three people."""

    message = _(
        "“{user}” would hold two of the three administrator roles ({roles}). Nobody may: give one of them to "
        "somebody else, or let the other one end first."
    )


class GrantForbidden(Forbidden):
    """Roles are granted by the security administrator, within their own scope, to others."""

    message = _("Only a security administrator grants roles, within their own scope, and not to themselves.")


class GrantInvalid(Invalid):
    """A role, label or span of days that is none."""

    message = _("“{value}” is no {name} of a grant.")


class GrantNotFound(NotFound):
    """No such grant, or one outside the actor's scope."""

    message = _("There is no grant {grant}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFacts:
    """One role within one scope. Empty ``sectors`` or ``projects`` mean all; no ``valid_to``: no end."""

    role: str
    organisation: Organisation
    region_code: str
    valid_from: date
    valid_to: date | None = None
    clearance: str = INTERNAL
    sectors: Sequence[str] = ()
    projects: Sequence[UUID] = ()


@transaction.atomic
def grant_role(*, actor: Actor, user_id: int, facts: GrantFacts) -> Grant:
    """Give a person a role. Raises ``AdministratorsApart`` where two administrator roles would meet."""
    _check_facts(facts)
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    place = policy.Place(
        organisation_path=facts.organisation.path, region_code=facts.region_code, label=facts.clearance
    )
    if not _may_grant(actor, place) or user.pk == actor.user_id:
        raise GrantForbidden()
    _check_separation(user, facts)
    grant = Grant.objects.create(
        user=user, role=facts.role, organisation=facts.organisation, region_code=facts.region_code,
        clearance=facts.clearance, sectors=list(facts.sectors), projects=list(facts.projects),
        valid_from=facts.valid_from, valid_to=facts.valid_to,
    )  # fmt: skip
    _record(actor, "grant_role", grant)
    return grant


@transaction.atomic
def end_grant(*, actor: Actor, grant_id: int, last: date) -> Grant:
    """Let a role end with a day, not before the day it began."""
    rows = Grant.objects.select_for_update(of=("self",), no_key=True).select_related("organisation", "user")
    found = rows.filter(pk=grant_id).first()
    if found is None or not _may_grant(actor, _place_of(found)):
        raise GrantNotFound(grant=grant_id)
    if found.user_id == actor.user_id:
        raise GrantForbidden()
    if last < found.valid_from:
        raise GrantInvalid(name="valid_to", value=last.isoformat())
    found.valid_to = last
    found.save(update_fields=["valid_to"])
    _record(actor, "end_grant", found)
    return found


def sweep_sign_ins(*, before: datetime) -> int:
    """Delete the sessions that ran out before a moment and return how many there were: they open nothing."""
    count, _by_table = SignIn.objects.filter(expire_date__lt=before).delete()
    return count


def _check_facts(facts: GrantFacts) -> None:
    if facts.role not in ROLE_CODES:
        raise GrantInvalid(name="role", value=facts.role[:32])
    if facts.clearance not in LABELS:
        raise GrantInvalid(name="clearance", value=facts.clearance[:32])
    if not facts.region_code:
        raise GrantInvalid(name="region_code", value="")
    if facts.valid_to is not None and facts.valid_to < facts.valid_from:
        raise GrantInvalid(name="valid_to", value=facts.valid_to.isoformat())


def _check_separation(user: User, facts: GrantFacts) -> None:
    """Hold the role against those the person holds on any of its days."""
    meets = Q(valid_to__isnull=True) | Q(valid_to__gte=facts.valid_from)
    if facts.valid_to is not None:
        meets &= Q(valid_from__lte=facts.valid_to)
    held = frozenset(user.grants.filter(meets).values_list("role", flat=True)) | {facts.role}
    if facts.role in ADMIN_ROLES and breaks_separation(held):
        raise AdministratorsApart(user=str(user), roles=", ".join(sorted(held & ADMIN_ROLES)))


def _may_grant(actor: Actor, place: policy.Place) -> bool:
    return actor.user_id == OPERATOR or policy.grants_at(actor, place)


def _place_of(grant: Grant) -> policy.Place:
    return policy.Place(
        organisation_path=grant.organisation.path, region_code=grant.region_code, label=grant.clearance
    )


def _record(actor: Actor, verb: str, grant: Grant) -> None:
    facts = {
        "role": grant.role, "organisation": grant.organisation.path, "region_code": grant.region_code,
        "clearance": grant.clearance, "sectors": grant.sectors, "projects": [str(p) for p in grant.projects],
        "valid_from": grant.valid_from.isoformat(), "valid_to": str(grant.valid_to or ""),
    }  # fmt: skip
    record_event(actor=actor, verb=verb, subject_type="user", subject_id=grant.user_id, facts=facts)
