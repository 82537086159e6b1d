"""Read who somebody is."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from portal.accounts.actor import Actor, Scope
from portal.accounts.models import User
from portal.core.sql import fetch_as

SQL = Path(__file__).resolve().parent / "sql"


def actor_of(user: User, *, on: date) -> Actor:
    """Return the actor for an active user with the grants in force on a day."""
    if not user.is_active:
        raise ValueError("A deactivated user acts no more.")
    kept = fetch_as(_Kept, SQL / "scopes.sql", user_id=user.pk, on=on)
    return Actor(
        user_id=user.pk,
        name=str(user),
        organisation_id=user.organisation_id,
        scopes=tuple(map(_scope, kept)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    role: str
    organisation_path: str
    region_code: str
    clearance: str
    sectors: list[str]
    projects: list[UUID]


def _scope(kept: _Kept) -> Scope:
    return Scope(
        role=kept.role,
        organisation_path=kept.organisation_path,
        region_code=kept.region_code,
        clearance=kept.clearance,
        sectors=frozenset(kept.sectors),
        projects=frozenset(kept.projects),
    )
