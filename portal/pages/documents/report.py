"""The cross-check report of a land document on the screen and as PDF."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.approvals import names
from portal.approvals.reports import DocumentReport
from portal.pages.asking import reads_english
from portal.pages.documents import picture
from portal.pages.documents.parcels import areas_of, parcels_of
from portal.pages.documents.told import Told, conclusion, findings_of, ground_of
from portal.pages.drawing import furniture, looks
from portal.pages.drawing.window import Window
from portal.pages.printing.points import MOST_POINTS, blocks_of
from portal.pages.printing.sheet import fetch_nothing

MOST_PICTURES = 60
"""Findings with a picture of their own; all of them are on the map and in the list."""


def report_pdf(*, actor: Actor, report: DocumentReport, on: date) -> bytes:
    """Return the report on A4."""
    from weasyprint import HTML  # its native libraries take a second to load; only who prints waits for them

    html = render_to_string("land/document_print.html", report_context(actor=actor, report=report, on=on))
    pdf: bytes = HTML(string=html, url_fetcher=fetch_nothing).write_pdf(pdf_tags=False)
    return pdf


def report_context(*, actor: Actor, report: DocumentReport, on: date) -> dict[str, Any]:
    """Return what page and print read."""
    findings, ground = findings_of(report), ground_of(report)
    shape = ground.shape if ground else None
    shown = [(one.severity, one.shape) for one in findings if one.shape is not None]
    window = picture.window_of([shape] if shape is not None else [one for _severity, one in shown])
    document, parcels = report.document, parcels_of(report)
    points = sum(len(one.points) for one in parcels)
    return {
        "title": _("Cross-check report of a land document"), "font": looks.FONT, "by": actor.name, "on": on,
        "report": report, "body": report.body, "document": document, "project": document.project,
        "kind_name": names.paper(document.kind), "state_name": names.state(document.state),
        "ground": ground, "parcels": parcels, "areas": areas_of(report),
        "blocks": blocks_of((one.name, one.points) for one in parcels),
        "points_all": points, "points_cut": points > MOST_POINTS,
        "conclusion": conclusion(report, findings),
        "findings": [(one, _small(one, shape)) for one in findings], "signed": _signers(findings),
        **_map(window, shape, shown),
    }  # fmt: skip


def _small(one: Told, ground: Any) -> str | None:
    if one.shape is None or one.number > MOST_PICTURES:
        return None
    return picture.draw_small(ground, one.severity, one.shape, one.number)


def _map(window: Window | None, ground: Any, shown: list[tuple[str, Any]]) -> dict[str, Any]:
    if window is None:
        return {"window": None}
    return {
        "window": window, "picture": picture.draw(window, ground, shown),
        "bar": mark_safe(furniture.scale_bar(window, x=2, y=7)),  # noqa: S308  numbers only
        "arrow": mark_safe(furniture.north_arrow(7, 17)),  # noqa: S308  numbers only
        "scale": f"{window.scale:,.0f}".replace(",", " "),
        "zone": window.zone.name if reads_english() else window.zone.name_zh,
    }  # fmt: skip


def _signers(findings: list[Told]) -> list[tuple[str, int]]:
    """Return who signed, with how many signatures."""
    who = [name for one in findings for name in (one.signed_by, one.second_by) if name]
    return [(name, who.count(name)) for name in dict.fromkeys(who)]
