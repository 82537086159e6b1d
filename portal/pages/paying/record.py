"""What the payments part of a project's record shows."""

from datetime import date
from typing import Any

from portal.accounts.actor import Actor
from portal.moneymap.hanging import payments_on
from portal.moneymap.places import Place
from portal.pages.paying.listing import line
from portal.projects.models import Project


def payments_shown(*, actor: Actor, project: Project, on: date) -> dict[str, Any]:
    """Return a project's payments with their sums, for those who may read them."""
    part = payments_on(actor=actor, place=Place(project=project, feature=None, under=frozenset()))
    if part is None:
        return {}
    return {"payment_part": {"lines": [line(row, on) for row in part.payments], "totals": part.totals}}
