"""How a project reads to a program.

One list of fields for lists and details, one shorter list for the public.
"""

from collections.abc import Iterable
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from portal.accounts.actor import Actor
from portal.projects.models import Project
from spatial.regions.selectors import region_names

PUBLIC_FIELDS = (
    "code", "investment_code", "name", "name_en", "region_code", "sector", "funding_source", "nature",
    "stage",
    "planned_start", "planned_end", "actual_start", "actual_end", "figures_as_of",
)  # fmt: skip
INTERNAL_FIELDS = (*PUBLIC_FIELDS, "label", "published", "crosses", "version")
CENT, ZERO, PRECISION = Decimal("0.01"), Decimal(0), 60
MONEY_FIELDS = ("investment_yuan", "paid_yuan", "allocated_yuan")


def project_rows(projects: Iterable[Project], *, actor: Actor) -> list[dict[str, Any]]:
    """Return GeoJSON features with the anchor as point; the public gets the coarsened one."""
    listed = list(projects)
    names = region_names({project.region_code for project in listed})
    return [
        {
            "type": "Feature",
            "id": str(project.pk),
            "geometry": _point(project, actor),
            "properties": properties(project, actor=actor)
            | region_named(names, project.region_code),
        }
        for project in listed
    ]


def properties(project: Project, *, actor: Actor) -> dict[str, Any]:
    """Return the fields of one project the actor may read. ``project`` comes from ``find_projects``."""
    fields = PUBLIC_FIELDS if actor.is_public else INTERNAL_FIELDS
    row: dict[str, Any] = {name: getattr(project, name) for name in fields}
    row |= {name: money(getattr(project, name)) for name in MONEY_FIELDS}
    row |= {
        "status": project.status,  # type: ignore[attr-defined]
        "owner_name": project.owner.name,
        "owner_name_en": project.owner.name_en,
        "progress_pct": float(project.progress_pct),
    }
    return row


def money(amount: Decimal) -> str:
    """Return yuan as text with exactly what is stored: at least two decimals, more where a share made
    them.
    """
    text = format(amount, "f")
    whole, _dot, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def cents(amounts: Iterable[Decimal]) -> list[str]:
    """Return the parts of a whole in yuan with two decimals, so that they add up to the whole's own cents.

    Each is cut to the cent; the cents that are then missing go to those that lost most, the first of equals
    first. Nothing inside the product is rounded: only what is told.
    """
    with localcontext(prec=PRECISION):
        exact = list(amounts)
        told = [amount.quantize(CENT, ROUND_FLOOR) for amount in exact]
        missing = int((sum(exact, ZERO).quantize(CENT, ROUND_HALF_UP) - sum(told, ZERO)) / CENT)
        for place in sorted(range(len(exact)), key=lambda n: told[n] - exact[n])[:missing]:
            told[place] += CENT
        return [format(amount, "f") for amount in told]


def _point(project: Project, actor: Actor) -> dict[str, Any] | None:
    position = anchor_of(project, actor=actor)
    return {"type": "Point", "coordinates": position} if position else None


def anchor_of(project: Project, *, actor: Actor) -> list[float] | None:
    """Return longitude and latitude of where the project's mark stands on the map."""
    anchor = project.site.public_anchor if actor.is_public else project.site.anchor
    return list(anchor.coords) if anchor else None


def region_named(names: dict[str, Any], code: str) -> dict[str, str]:
    """Return a region's name in both languages, or its code where the name is not known."""
    region = names.get(code)
    return {
        "region_name": region.name if region else code,
        "region_name_en": region.name_en if region else code,
    }
