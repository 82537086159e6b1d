"""The list of evaluations, and evaluations as files."""

import io
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.core import clock
from portal.pages.answers import page
from portal.pages.asking import in_its_language, parameters, signed_in
from portal.pages.money.sheets import MOST
from portal.pages.performing.report import list_pdf, report_pdf
from portal.pages.views_performance import evaluation_of
from portal.performance import names, selectors, tracing, workbook
from portal.performance.rules import grades, life, weights
from portal.performance.selectors import Wanted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROWING = ("year", "mode", "state", "grade", "region", "sector", "mine")
ROWS_A_PAGE = 50


@require_safe
@page
def listing(request: HttpRequest) -> HttpResponse:
    """Show the evaluations one may see, narrowed by the address alone, with the averages of all of them."""
    actor = signed_in(request)
    given = parameters(request, known=(*NARROWING, "page"))
    wanted = _wanted(given)
    rows = selectors.find_evaluations(actor=actor, wanted=wanted, on=clock.today())
    ordered = rows.order_by("-year", "project__code", "mode", "pk")
    query = {name: given[name] for name in NARROWING if given.get(name)}
    context = {
        "rows": Paginator(ordered, ROWS_A_PAGE).get_page(given.get("page", "")), "wanted": wanted,
        "averages": selectors.averages(rows), "query": urlencode(query), "states": _choices("state"),
        "modes": [(code, names.word("mode", code)) for code in weights.MODES],
        "grades": [(code, names.word("grade", code)) for code in grades.GRADES],
        "years": selectors.list_evaluations(actor=actor, on=clock.today())
        .order_by("-year").values_list("year", flat=True).distinct(),
    }  # fmt: skip
    return render(request, "performance/list.html", context)


@require_safe
@page
def listing_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send the list as XLSX or PDF."""
    actor = signed_in(request)
    wanted = _wanted(parameters(request, known=NARROWING))
    rows = selectors.find_evaluations(actor=actor, wanted=wanted, on=clock.today())
    listed = rows.order_by("-year", "project__code", "mode", "pk")[: MOST[form]]
    name = f"performance-{clock.today():%Y%m%d}.{form}"
    if form == "xlsx":
        return _file(workbook.listing(listed), name, XLSX)
    pdf = list_pdf(actor=actor, rows=list(listed), averages=selectors.averages(rows), on=clock.today())
    return _file(io.BytesIO(pdf), name, "application/pdf")


@require_safe
@page
def report(request: HttpRequest, code: str, evaluation_id: UUID, form: str) -> HttpResponseBase:
    """Send all numbers of an evaluation as XLSX or PDF."""
    actor = signed_in(request)
    row = evaluation_of(actor, code, evaluation_id)
    found = tracing.trace(row, on=clock.today())
    name = f"{code}-{row.year}-{row.mode}.{form}"
    with in_its_language(request):
        if form == "xlsx":
            return _file(workbook.scores(found), name, XLSX)
        pdf = report_pdf(actor=actor, found=found, on=clock.today())
    return _file(io.BytesIO(pdf), name, "application/pdf")


@require_safe
@page
def template(request: HttpRequest) -> HttpResponseBase:
    """Send the workbook to fill in."""
    signed_in(request)
    return _file(workbook.template(), "indicators.xlsx", XLSX)


def _wanted(given: Any) -> Wanted:
    year = given.get("year", "")
    return Wanted(
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        mine=given.get("mine") == "1",
        **{name: given.get(name, "") for name in ("mode", "state", "grade", "region", "sector")},
    )  # fmt: skip


def _choices(table: str) -> list[tuple[str, str]]:
    order = [*life.ROAD, life.RETURNED, life.OBJECTION]
    return [(code, names.word(table, code)) for code in order]


def _file(file: io.BytesIO, name: str, media: str) -> FileResponse:
    return FileResponse(file, content_type=media, headers={
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    })  # fmt: skip
