"""Where to look first."""

from datetime import date

from django.db.models import Max, Min

from portal.accounts.actor import Actor
from portal.projects.filters import ProjectFilter
from portal.projects.selectors import find_projects
from spatial.fields import lon_lat


def first_extent(*, actor: Actor, on: date) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north (EPSG:4326) of all anchors the actor may see; ``None`` without any."""
    x, y = ("public_mx", "public_my") if actor.is_public else ("mx", "my")
    rows = find_projects(actor=actor, criteria=ProjectFilter(), on=on).order_by()
    box = rows.aggregate(w=Min(x), e=Max(x), n=Min(y), s=Max(y))
    if box["w"] is None:
        return None
    return (*lon_lat(box["w"], box["s"] + 1), *lon_lat(box["e"] + 1, box["n"]))
