"""Who is asking. Every service and selector takes one."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.accounts.rules import ANY_REGION, PUBLIC, RECORD_ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One grant as the policy reads it. Empty ``sectors`` or ``projects`` mean all."""

    role: str
    organisation_path: str
    region_code: str
    clearance: str
    sectors: frozenset[str] = frozenset()
    projects: frozenset[UUID] = frozenset()

    def __post_init__(self) -> None:
        if not self.region_code or not self.organisation_path:
            raise ValueError("A scope without region or organisation would open everything.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The scopes a person held on a day."""

    on: date
    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A signed-in person with their scopes, or the public (no user, no scope)."""

    user_id: int | None
    name: str
    organisation_id: UUID | None
    scopes: tuple[Scope, ...] = field(default=())

    @property
    def roles(self) -> frozenset[str]:
        """Return all role codes held, or ``{"pub"}``."""
        return frozenset(scope.role for scope in self.scopes) or frozenset({"pub"})

    @property
    def record_scopes(self) -> tuple[Scope, ...]:
        """Return the scopes whose role opens business records."""
        return tuple(scope for scope in self.scopes if scope.role in RECORD_ROLES)

    @property
    def is_public(self) -> bool:
        """Tell whether only published fields and the coarsened geometry may be shown."""
        return self.user_id is None


def public_actor() -> Actor:
    """Return the actor of an anonymous request."""
    return Actor(user_id=None, name=PUBLIC, organisation_id=None)


def system_actor(name: str) -> Actor:
    """Return the actor of unattended work done in the operator's name; sees everything, holds no role."""
    scope = Scope(role="lead", organisation_path="/", region_code=ANY_REGION, clearance="sensitive")
    return Actor(user_id=0, name=name, organisation_id=None, scopes=(scope,))
