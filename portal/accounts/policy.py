"""One predicate for every exit of the data. Written here once; rows name the columns it reads."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.lookups import Exact

from portal.accounts.actor import Actor, Scope
from portal.accounts.rules import ANY_REGION, PUBLIC, labels_up_to

NOBODY = Q(Exact(Value(1), Value(0)))
"""A condition that the database sees, so that every query of nobody can be asked and finds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where a table keeps what decides access.

    ``project_id``/``sector``: lookups, or ``None`` where rows have none.
    """

    organisation: str
    region_code: str = "region_code"
    label: str = "label"
    published: str = "published"
    project_id: str | None = None
    sector: str | None = None


def viewable(actor: Actor, columns: Columns) -> Q:
    """Return the filter of rows the actor may see. Nobody's scope opens nothing: it fails closed."""
    if actor.is_public:
        return Q(**{columns.published: True, columns.label: PUBLIC})
    allowed = NOBODY
    for scope in actor.record_scopes:
        allowed |= _within(scope, columns)
    return allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one row stands in what scopes speak of. ``project_id``/``sector``: ``None`` where it has none."""

    organisation_path: str
    region_code: str
    label: str
    project_id: UUID | None = None
    sector: str | None = None


def roles_at(actor: Actor, place: Place) -> frozenset[str]:
    """Return the roles the actor holds there: those of the scopes that cover the row, and no others."""
    return frozenset(scope.role for scope in actor.record_scopes if _covers(scope, place))


def grants_at(actor: Actor, place: Place) -> bool:
    """Tell whether the actor is the security administrator of a place: they open no records, they grant."""
    return any(scope.role == "secadm" and _covers(scope, place) for scope in actor.scopes)


def _covers(scope: Scope, place: Place) -> bool:
    """Tell of one row what ``_within`` asks of all."""
    return (
        place.label in labels_up_to(scope.clearance)
        and (scope.region_code == ANY_REGION or place.region_code.startswith(scope.region_code))
        and place.organisation_path.startswith(scope.organisation_path)
        and (not scope.projects or place.project_id in scope.projects)
        and (not scope.sectors or place.sector in scope.sectors)
    )


def _within(scope: Scope, columns: Columns) -> Q:
    rows = Q(**{f"{columns.label}__in": labels_up_to(scope.clearance)})
    if scope.region_code != ANY_REGION:
        rows &= Q(**{f"{columns.region_code}__startswith": scope.region_code})
    if scope.organisation_path != "/":
        rows &= Q(**{f"{columns.organisation}__path__startswith": scope.organisation_path})
    return rows & _listed(scope.projects, columns.project_id) & _listed(scope.sectors, columns.sector)


def _listed(values: frozenset, column: str | None) -> Q:
    if not values:
        return Q()
    return Q(**{f"{column}__in": sorted(values, key=str)}) if column else NOBODY
