"""Who may see a feature, as a filter."""

from django.db.models import Q

from portal.accounts import policy
from portal.accounts.actor import Actor

_COLUMNS = policy.Columns(organisation="organisation", project_id=None, sector=None)


def viewable(actor: Actor) -> Q:
    """Return the filter of features the actor may see.

    A scope limited to projects or sectors opens no feature by itself; ``portal.projects`` opens the members
    of the
    projects it shows.
    """
    return policy.viewable(actor, _COLUMNS)


def geometry_column(actor: Actor) -> str:
    """Return the 4326 column the actor may read: the coarsened one for the public."""
    return "public_geom" if actor.is_public else "geom"


def mercator_column(actor: Actor) -> str:
    """Return the 3857 column the actor may read: the coarsened one for the public."""
    return "public_merc" if actor.is_public else "merc"
