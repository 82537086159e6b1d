"""The coloured regions on paper and in the travelling map: their shapes and what the classes mean."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import shapely
from django.utils.translation import gettext as _

from portal.pages import words
from portal.pages.drawing import looks, svg
from portal.pages.drawing.content import as_shapely
from portal.pages.drawing.looks import Look
from portal.pages.drawing.window import Window
from portal.projects.choropleth import Choropleth
from spatial.regions.models import Region

FIGURE = re.compile(r"([\d.,]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassEntry:
    """One class: how it is drawn, what it means, how many regions are in it."""

    look: Look
    name: str
    regions: int


def title(shown: Choropleth) -> str:
    """Return what is coloured: the figure and the level."""
    metrics = {
        "projects": _("Number of projects"), "investment": _("Investment"), "paid": _("Paid"),
        "progress": _("Weighted progress"), "investment_per_head": _("Investment per head"),
        "investment_per_km2": _("Investment per km²"), "execution": _("Execution rate of the budget"),
    }  # fmt: skip
    levels = {1: _("by province"), 2: _("by city"), 3: _("by county"), 4: _("by town")}
    return _("{figure} {level}").format(figure=metrics[shown.metric], level=levels[shown.level])


def entries(shown: Choropleth) -> list[ClassEntry]:
    """Return the legend, the lowest class first, regions without a project last."""
    classes = [shown.class_of(code) for code in shown.values]
    order: list[int | None] = [*range(shown.classes), None]
    return [
        ClassEntry(look=looks.region_class(one, shown.classes), name=_name(shown, one), regions=n)
        for one in order
        if (n := classes.count(one)) or one is not None and shown.breaks
    ]


def value_text(shown: Choropleth, value: float | None) -> str:
    """Return one region's figure in words."""
    if value is None:
        return _nothing(shown)
    if shown.metric == "projects":
        return f"{value:,.0f}"
    return f"{value:.1f}%" if shown.metric in ("progress", "execution") else words.money(Decimal(value))


def region_shapes(shown: Choropleth) -> dict[str, tuple[str, shapely.Geometry]]:
    """Return name and boundary, in degrees, of every coloured region by code."""
    rows = Region.objects.filter(code__in=list(shown.values), valid_to__isnull=True).order_by("code")
    found = list(rows.only("code", "name", "name_en", "geom"))
    shapes = as_shapely([row.geom for row in found])
    return {row.code: (words.name_of(row), shape) for row, shape in zip(found, shapes, strict=True)}


def picture(window: Window, shown: Choropleth) -> str:
    """Draw the regions, each in the colour of its class."""
    box = shapely.box(*window.lonlat_box().extent)
    drawn = []
    for code, (_name_of, shape) in region_shapes(shown).items():
        if shapely.intersects(shape, box):
            look = looks.region_class(shown.class_of(code), shown.classes)
            drawn.append(svg.shapes(window, svg.prepared(window, np.array([shape], dtype=object)), look))
    return "".join(drawn)


def _nothing(shown: Choropleth) -> str:
    return _("no record") if shown.metric == "execution" else _("no project")


def _name(shown: Choropleth, index: int | None) -> str:
    if index is None:
        return _nothing(shown)
    if not shown.breaks:
        return _("with projects")
    if index == 0:
        return f"≤ {value_text(shown, shown.breaks[0])}"
    below = shown.breaks[index - 1]
    if index == len(shown.breaks):
        return f"> {value_text(shown, below)}"
    low = math.floor(below) + 1 if shown.metric == "projects" else below
    return span(value_text(shown, low), value_text(shown, shown.breaks[index]))


def span(low: str, high: str) -> str:
    """Return two figures as a range, what both begin and end with said once: 170–210 亿元; 2, not 2–2."""
    if low == high:
        return low
    (before, first, after), (other, second, unit) = (FIGURE.split(text, maxsplit=1) for text in (low, high))
    return f"{before}{first}–{second}{unit}" if (before, after) == (other, unit) else f"{low} – {high}"
