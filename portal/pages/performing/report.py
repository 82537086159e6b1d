"""Evaluations as PDF, from the same numbers as the page."""

from datetime import date

from django.template.loader import render_to_string

from portal.accounts.actor import Actor
from portal.pages.drawing import looks
from portal.pages.money.sheets import PRINTED
from portal.pages.performing import page as shown
from portal.pages.printing.sheet import fetch_nothing
from portal.performance import names
from portal.performance.models import Evaluation
from portal.performance.rules import life
from portal.performance.selectors import Averages
from portal.performance.tracing import Trace


def report_pdf(*, actor: Actor, found: Trace, on: date) -> bytes:
    """Return one evaluation: points, raw figures with their sources, differences, rules."""
    row = found.evaluation
    return _pdf("performance/report.html", {
        "found": found, "row": row, "project": row.project, "on": on, "by": actor.name, "font": looks.FONT,
        "parties": [(one, names.word("party", one), found.totals[one]) for one in life.PARTIES],
        "differences": shown.differences(found), "levels": shown.levels(found),
        "decision": getattr(row, "decision", None),
    })  # fmt: skip


def list_pdf(*, actor: Actor, rows: list[Evaluation], averages: Averages, on: date) -> bytes:
    """Return a list of evaluations with its averages."""
    return _pdf("performance/list_report.html", {
        "rows": rows[:PRINTED], "averages": averages, "on": on, "by": actor.name, "font": looks.FONT,
        "most": PRINTED if len(rows) > PRINTED else 0,
    })  # fmt: skip


def _pdf(template: str, context: dict[str, object]) -> bytes:
    from weasyprint import HTML  # its native libraries take a second to load; only who prints waits for them

    html = render_to_string(template, context)
    pdf: bytes = HTML(string=html, url_fetcher=fetch_nothing).write_pdf(pdf_tags=False)
    return pdf
