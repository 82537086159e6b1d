"""Compose the sheet as HTML and let WeasyPrint make a vector PDF of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.core.models import Event
from portal.pages import words
from portal.pages.asking import reads_english
from portal.pages.drawing import choropleth as regions
from portal.pages.drawing import furniture, looks
from portal.pages.printing import legend
from portal.pages.printing.plan import Sheet
from portal.pages.printing.works import MAX_PROJECTS, Drawn, draw
from portal.projects.choropleth import Colouring
from portal.projects.filters import ProjectFilter
from portal.projects.totals import totals
from spatial.regions.models import RegionSource

WORST_STRETCH_PPM = 1_000
# How many numbered projects stand beside (or below) the map; more go to a second page, all of them.
ROOM_FOR_PROJECTS = {
    ("A4", True): 2, ("A3", True): 26, ("A2", True): 40,
    ("A4", False): 6, ("A3", False): 12, ("A2", False): 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLabel:
    """A coordinate on the frame: where it stands on the sheet, in millimetres, and its kilometres."""

    left_mm: float
    top_mm: float
    text: str
    upright: bool


def print_pdf(
    *, actor: Actor, sheet: Sheet, criteria: ProjectFilter, title: str, on: date,
    colouring: Colouring | None = None,
) -> bytes:
    """Return the PDF of one sheet."""
    from weasyprint import HTML  # its native libraries take a second to load; only who prints waits for them

    drawn = draw(sheet, actor=actor, criteria=criteria, on=on, colouring=colouring)
    html = render_to_string("print/sheet.html", _context(actor, sheet, criteria, drawn, title, on))
    pdf: bytes = HTML(string=html, url_fetcher=fetch_nothing).write_pdf(pdf_tags=False)
    return pdf


def _context(
    actor: Actor, sheet: Sheet, criteria: ProjectFilter, drawn: Drawn, title: str, on: date
) -> dict[str, Any]:
    window = sheet.window
    return {
        "sheet": sheet,
        "window": window,
        "picture": mark_safe(drawn.svg),  # noqa: S308  svg.text escapes every word in it
        "grid_labels": _grid_labels(sheet),
        "arrow": mark_safe(furniture.north_arrow(7, 17)),  # noqa: S308  numbers only
        "bar": mark_safe(furniture.scale_bar(window, x=2, y=7)),  # noqa: S308  numbers only
        "sea": looks.SEA if "land" in drawn.ground_kinds else "#f7f5ef",
        "font": looks.FONT,
        "title": title or _("Publicly funded construction: one map"),
        "scale": f"{window.scale:,.0f}".replace(",", " "),
        "zone": window.zone.name if reads_english() else window.zone.name_zh,
        "convergence": f"{window.convergence_deg():+.2f}°",
        "sentences": words.filter_sentences(criteria),
        "totals": totals(actor=actor, criteria=criteria, on=on),
        "drawn": drawn,
        "list_apart": len(drawn.numbered) > ROOM_FOR_PROJECTS[sheet.paper, sheet.side],
        "legend": legend.entries(drawn),
        "classes": legend.classes(drawn),
        "classes_title": regions.title(drawn.choropleth) if drawn.choropleth else "",
        "notes": _notes(actor, sheet, drawn),
        "sources": _sources(),
        "data_version": _data_version(),
        "on": on,
        "by": "" if actor.is_public else actor.name,
    }


def _notes(actor: Actor, sheet: Sheet, drawn: Drawn) -> list[str]:
    found = [_("The basemap is for orientation only and decides no boundary.")]
    if actor.is_public:
        found.append(_("Public edition: outlines are coarsened to about 50 m."))
    if drawn.cut:
        found.append(_("Not everything fits: the {n} largest projects are drawn.").format(n=MAX_PROJECTS))
    if drawn.shown > len(drawn.numbered):
        found.append(_("The {n} largest projects are numbered.").format(n=len(drawn.numbered)))
    ppm = sheet.window.stretch_ppm()
    if ppm > WORST_STRETCH_PPM:
        larger = _("At the sheet's edge the projection is {pct} % larger.")
        found.append(larger.format(pct=f"{ppm / 1e4:.2f}"))
    return found


def _sources() -> list[str]:
    """Return where the boundaries come from, the latest first."""
    plain, numbered = _("Boundaries: {title}, {authority}."), _("Boundaries: {title}, {authority}, {number}.")
    return [
        (numbered if row.document_no else plain).format(
            title=row.title, authority=row.authority, number=row.document_no
        )
        for row in RegionSource.objects.order_by("-imported_at")[:3]
    ]


def _data_version() -> str:
    """Return the fingerprint of the last event: how many there were is nobody's business."""
    last = Event.objects.order_by("-pk").values_list("hash", flat=True).first()
    return last[:12] if last else "0"


def _grid_labels(sheet: Sheet) -> list[GridLabel]:
    window, labels = sheet.window, []
    west, _south, _east, north = window.bounds_m
    easts, norths = furniture.grid_lines(window)
    decimals = 0 if furniture.round_length(furniture.TICK_SPACING_MM * window.scale / 1000) >= 1000 else 1
    decimals = decimals if window.scale >= 2000 else 2
    right, bottom = sheet.map_left_mm + window.width_mm, sheet.map_top_mm + window.height_mm
    for east in easts:
        x = sheet.map_left_mm + (east - west) * 1000 / window.scale
        text = f"{east / 1000:.{decimals}f}"
        for top in (sheet.map_top_mm - 4.2, bottom + 0.8):
            labels.append(GridLabel(left_mm=x - 12, top_mm=top, text=text, upright=False))
    for value in norths:
        y = sheet.map_top_mm + (north - value) * 1000 / window.scale
        text = f"{value / 1000:.{decimals}f}"
        for left in (sheet.map_left_mm - 14.4, right - 9.6):
            labels.append(GridLabel(left_mm=left, top_mm=y - 1.8, text=text, upright=True))
    return labels


def fetch_nothing(url: str, *args: object, **kwargs: object) -> dict[str, Any]:
    """Refuse every address: a sheet is made of what it holds."""
    raise ValueError(f"A printed sheet fetches nothing, but {url[:80]} was asked for.")
