"""Read who somebody is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor, Scope
from portal.accounts.models import Grant, Organisation, User
from portal.core.sql import fetch_as

SQL = Path(__file__).resolve().parent / "sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRow:
    """One grant in force, as the database tells it; ``id`` orders them."""

    role: str
    organisation_path: str
    region_code: str
    clearance: str
    sectors: list[str]
    projects: list[UUID] | list[str]
    id: int


def actor_of(user: User, *, on: date) -> Actor:
    """Return the actor for an active user with the grants in force on a day."""
    if not user.is_active:
        raise ValueError("A deactivated user acts no more.")
    came = user.came_with
    scopes = came.scopes if came and came.on == on else scopes_of(_granted(user, on))
    return Actor(user_id=user.pk, name=str(user), organisation_id=user.organisation_id, scopes=scopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person who holds at least one of the roles asked for, and the actor they are on that day."""

    user: User
    actor: Actor


def holders_of(roles: Collection[str], *, on: date) -> list[Holder]:
    """Return the active people with a grant of one of these roles in force on a day, by their names."""
    inside = {"grants__valid_from__lte": on, "grants__role__in": sorted(roles)}
    lasting = Q(grants__valid_to__isnull=True) | Q(grants__valid_to__gte=on)
    rows = User.objects.filter(lasting, is_active=True, **inside).distinct().order_by("username")
    return [Holder(user=user, actor=actor_of(user, on=on)) for user in rows]


def offices_of(roles: Collection[str], place: policy.Place, *, on: date) -> list[Organisation]:
    """Return where the people work who hold one of these roles at a place on a day, by their paths."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    grants = Grant.objects.filter(
        lasting, role__in=sorted(roles), valid_from__lte=on, user__is_active=True,
        user__organisation__isnull=False,
    ).filter(Q(projects=[]) | Q(projects__contains=[place.project_id]))  # fmt: skip
    found: dict[str, Organisation] = {}
    for grant in grants.select_related("organisation", "user__organisation"):
        office = grant.user.organisation
        if office is not None and policy.roles_at(_actor_by(grant), place):
            found[office.path] = office
    return [found[path] for path in sorted(found)]


def _actor_by(grant: Grant) -> Actor:
    row = GrantRow(
        role=grant.role, organisation_path=grant.organisation.path, region_code=grant.region_code,
        clearance=grant.clearance, sectors=grant.sectors, projects=grant.projects, id=grant.pk,
    )  # fmt: skip
    return Actor(user_id=grant.user_id, name="", organisation_id=None, scopes=scopes_of([row]))


def scopes_of(grants: Iterable[GrantRow]) -> tuple[Scope, ...]:
    """Return grants as the policy reads them."""
    return tuple(
        Scope(
            role=grant.role,
            organisation_path=grant.organisation_path,
            region_code=grant.region_code,
            clearance=grant.clearance,
            sectors=frozenset(grant.sectors),
            projects=frozenset(UUID(str(project)) for project in grant.projects),
        )
        for grant in grants
    )


def _granted(user: User, on: date) -> list[GrantRow]:
    return fetch_as(GrantRow, SQL / "scopes.sql", user_id=user.pk, on=on)
