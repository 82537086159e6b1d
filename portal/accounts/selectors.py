"""Read who somebody is."""

from datetime import date

from django.db.models import Q

from portal.accounts.actor import Actor, Scope
from portal.accounts.models import Grant, User


def actor_of(user: User, *, on: date) -> Actor:
    """Return the actor for an active user with the grants in force on a day."""
    if not user.is_active:
        raise ValueError("A deactivated user acts no more.")
    grants = Grant.objects.filter(user=user, valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    return Actor(
        user_id=user.pk,
        name=str(user),
        organisation_id=user.organisation_id,
        scopes=tuple(_scope(grant) for grant in grants.select_related("organisation").order_by("pk")),
    )


def _scope(grant: Grant) -> Scope:
    return Scope(
        role=grant.role,
        organisation_path=grant.organisation.path,
        region_code=grant.region_code,
        clearance=grant.clearance,
        sectors=frozenset(grant.sectors),
        projects=frozenset(grant.projects),
    )
