"""What to export, and the record of who did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Expression, ExpressionWrapper, F, QuerySet, TextField
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import Invalid, NotFound
from portal.core.events import record_event
from portal.projects.exporting.columns import Column, columns_for
from portal.projects.filters import PARAMETERS, ProjectFilter, parse_filter
from portal.projects.models import Project
from portal.projects.selectors import find_projects

GEOMETRIES = ("full", "point")


class FormatUnknown(NotFound):
    """There are four formats."""

    message = _("There is no export as {form}; choose {known}.")


class GeometryUnknown(Invalid):
    """``geometry`` takes one of two words."""

    message = _("The parameter geometry takes full or point, not “{value}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One export as asked for. ``geometry``: the ground (``full``) or its anchor (``point``), EPSG:4326."""

    actor: Actor
    criteria: ProjectFilter
    words: Mapping[str, str]
    form: str
    geometry: str
    language: str
    on: date

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns the asker may read."""
        return columns_for(self.actor)

    @property
    def shape(self) -> Expression:
        """Return the geometry asked for; for the public the coarsened one."""
        column = "geom" if self.geometry == "full" else "anchor"
        lookup = f"site__public_{column}" if self.actor.is_public else f"site__{column}"
        return ExpressionWrapper(F(lookup), output_field=TextField())

    def rows(self) -> QuerySet[Project]:
        """Return the projects: the list's own rows, in the order of their codes."""
        found = find_projects(actor=self.actor, criteria=self.criteria, on=self.on)
        return found.order_by("code")


def read_order(
    *, actor: Actor, form: str, known: tuple[str, ...], words: Mapping[str, str], language: str, on: date
) -> Order:
    """Read what a request asks for. Raises when it asks for a format, geometry or filter there is not."""
    if form not in known:
        raise FormatUnknown(form=form[:40], known=", ".join(known))
    geometry = words.get("geometry", "") or GEOMETRIES[0]
    if geometry not in GEOMETRIES:
        raise GeometryUnknown(value=geometry[:40])
    asked = {name: words[name] for name in (*PARAMETERS, "view") if words.get(name)}
    return Order(
        actor=actor, criteria=parse_filter(words), words=asked, form=form, geometry=geometry,
        language="en" if language.startswith("en") else "zh", on=on,
    )  # fmt: skip


@transaction.atomic
def record_export(order: Order) -> int:
    """Write down who takes what away, before the first byte leaves. Return the number of projects."""
    count = order.rows().order_by().count()
    facts = {
        "format": order.form, "geometry": order.geometry, "filter": dict(order.words), "projects": count,
        "view": "public" if order.actor.is_public else "internal",
    }  # fmt: skip
    record_event(
        actor=order.actor, verb="export", subject_type="projects", subject_id=order.form, facts=facts
    )
    return count
