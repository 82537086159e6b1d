"""Two documents on one sheet of paper: boundaries at a true scale, differences hatched, tables, verdicts."""

from datetime import date
from typing import Any

import shapely
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.accounts.actor import Actor
from portal.approvals.pairing import Pair, SideBySide
from portal.pages import comparing as shown
from portal.pages.asking import reads_english
from portal.pages.drawing import content, furniture, layers, looks, svg
from portal.pages.drawing.window import Window
from portal.pages.printing.sheet import fetch_nothing
from portal.pages.surveying.picture import as_array, window_at_round_scale
from spatial.land.rules.finding import Geometry

ADDED, REMOVED, OUTER, INNER = "#00695c", "#b3261e", "#17222c", "#0f5ea8"
HATCHES = (
    '<defs><pattern id="added" width="2.2" height="2.2" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><path d="M0 0V2.2" stroke="{ADDED}" stroke-width="0.55"/>'
    '</pattern><pattern id="removed" width="2.2" height="2.2" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><path d="M0 0V2.2M0 0H2.2" stroke="{REMOVED}" stroke-width="0.4"/>'
    "</pattern></defs>"
)
"""Added: lines in one direction. Removed: lines that cross. They stay apart without colour."""


def sheet_pdf(*, actor: Actor, found: SideBySide, pair: Pair, link: str, on: date) -> bytes:
    """Return the sheet as PDF."""
    from weasyprint import HTML  # its native libraries take a second to load; only who prints waits for them

    html = render_to_string("land/compare_sheet.html", _context(actor, found, pair, link, on))
    pdf: bytes = HTML(string=html, url_fetcher=fetch_nothing).write_pdf(pdf_tags=False)
    return pdf


def _context(actor: Actor, found: SideBySide, pair: Pair, link: str, on: date) -> dict[str, Any]:
    both = [shapely.from_wkb(side.shape) for side in (pair.outer, pair.inner)]
    window = window_at_round_scale(both)
    return shown.content(found) | {
        "window": window, "picture": _draw(window, pair, both), "font": looks.FONT, "on": on,
        "by": actor.name, "link": link, "hatches": mark_safe(HATCHES),  # noqa: S308  our own constants
        "bar": mark_safe(furniture.scale_bar(window, x=2, y=7)),  # noqa: S308  numbers only
        "arrow": mark_safe(furniture.north_arrow(7, 17)),  # noqa: S308  numbers only
        "scale": f"{window.scale:,.0f}".replace(",", " "),
        "plane": window.zone.name if reads_english() else window.zone.name_zh,
    }  # fmt: skip


def _draw(window: Window, pair: Pair, both: list[Any]) -> SafeString:
    ground = content.ground(window)
    body = (
        "".join(layers.ground_layers(window, ground).values())
        + "".join(layers.region_layers(window, content.region_edges(window)).values())
        + HATCHES
        + _hatched(window, pair.removed, "removed", REMOVED) + _hatched(window, pair.added, "added", ADDED)
        + _outline(window, both[0], OUTER, 'stroke-width="0.6" stroke-dasharray="2.4 1.2"')
        + _outline(window, both[1], INNER, 'stroke-width="0.5"')
        + furniture.grid(window)
    )  # fmt: skip
    return mark_safe(body)  # noqa: S308  numbers and our own constants; names of places went through svg.text


def _hatched(window: Window, geometry: Geometry, pattern: str, ink: str) -> str:
    if geometry is None:
        return ""
    d = svg.path(window, svg.prepared(window, as_array([shapely.geometry.shape(dict(geometry))])))
    return f'<path d="{d}" fill="url(#{pattern})" stroke="{ink}" stroke-width="0.3" fill-rule="evenodd"/>'


def _outline(window: Window, shape: Any, ink: str, looks_as: str) -> str:
    d = svg.path(window, svg.prepared(window, as_array([shape])))
    return f'<path d="{d}" fill="none" stroke="{ink}" {looks_as}/>'
