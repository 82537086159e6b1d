"""The cross-check report as PDF: map, parcels, defects, findings, points, signatures, fingerprints."""

import hashlib
import json
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.pages.asking import reads_english
from portal.pages.drawing import furniture, looks
from portal.pages.printing.points import MOST_POINTS, PointLine, blocks_of
from portal.pages.printing.sheet import fetch_nothing
from portal.pages.surveying import page as shown
from portal.pages.surveying import picture
from portal.surveying.models import SurveyBatch
from spatial.survey.answer import Parcel, SurveyReading


def report_pdf(*, actor: Actor, batch: SurveyBatch, reading: SurveyReading, on: date) -> bytes:
    """Return the report of a survey that was read."""
    from weasyprint import HTML  # its native libraries take a second to load; only who prints waits for them

    html = render_to_string("land/report.html", _context(actor, batch, reading, on))
    pdf: bytes = HTML(string=html, url_fetcher=fetch_nothing).write_pdf(pdf_tags=False)
    return pdf


def fingerprint(batch: SurveyBatch) -> str:
    """Return SHA-256 over what the report says: reading, repairs and findings, in canonical JSON."""
    said = {
        "file": batch.file.sha256, "reading": batch.reading, "repairs": batch.repairs,
        "findings": batch.findings, "county": batch.county_code, "document": batch.document,
        "project": batch.project.code if batch.project else "",
        "checked_on": batch.checked_on.isoformat() if batch.checked_on else "",
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def points_of(reading: SurveyReading) -> list[dict[str, Any]]:
    """Return every point as written where it was text, else as read: parcel, ring, label, north, east."""
    return [point for parcel in reading.parcels for point in _points(parcel)]


def _points(parcel: Parcel) -> list[dict[str, Any]]:
    return [
        {
            "parcel": parcel.title, "ring": place, "label": ring.label(at) or str(at + 1),
            "north": ring.y_texts[at] if ring.y_texts else f"{ring.ys[at]:.6f}",
            "east": ring.x_texts[at] if ring.x_texts else f"{ring.xs[at]:.6f}",
        }
        for place, ring in enumerate(parcel.rings, start=1)
        for at in range(len(ring))
    ]  # fmt: skip


def _lines(parcel: Parcel) -> list[PointLine]:
    return [(str(one["ring"]), one["label"], one["north"], one["east"]) for one in _points(parcel)]


def _context(actor: Actor, batch: SurveyBatch, reading: SurveyReading, on: date) -> dict[str, Any]:
    window, points = picture.window_of(reading), points_of(reading)
    found = shown.content(batch)
    return {
        **found, "batch": batch, "title": _("Cross-check report of a land survey"), "font": looks.FONT,
        "on": on, "by": actor.name, "window": window, "fingerprint": fingerprint(batch),
        "picture": picture.draw(window, batch, reading) if window else "",
        "bar": mark_safe(furniture.scale_bar(window, x=2, y=7)) if window else "",  # noqa: S308  numbers only
        "arrow": mark_safe(furniture.north_arrow(7, 17)),  # noqa: S308  numbers only
        "scale": f"{window.scale:,.0f}".replace(",", " ") if window else "",
        "zone": (window.zone.name if reads_english() else window.zone.name_zh) if window else "",
        "blocks": blocks_of((one.title, _lines(one)) for one in reading.parcels),
        "points_cut": len(points) > MOST_POINTS, "points_all": len(points),
        "conclusion": _conclusion(found),
    }  # fmt: skip


def _conclusion(found: dict[str, Any]) -> str:
    if found["errors"] or found["findings_errors"]:
        return _("Errors that stand against this boundary: {n}.").format(
            n=found["errors"] + found["findings_errors"]
        )
    if found["defects"] or found["findings"]:
        return _("No errors. What should be looked at is listed.")
    return _("Nothing stands against this boundary.")
