"""Pages of money seen across its records: the flow of a year, the work list, lists as files."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.budget.filters import IndicatorFilter, RequestFilter, year_of
from portal.budget.models import SourceCeiling
from portal.budget.policy import may_read_any
from portal.contracts.filters import PARAMETERS as OF_CONTRACTS
from portal.contracts.filters import parse_filter as parse_contracts
from portal.core import clock
from portal.moneymap.flows import Flow, flow_of
from portal.moneymap.work import KINDS, tasks
from portal.pages.answers import page
from portal.pages.asking import parameters, signed_in
from portal.pages.money import lists, sankey, sheets, words
from portal.pages.views_budget import BudgetForbidden

FLOW = ("year", "region", "project", "source")
REQUESTS = ("project", "year", "state", "q")
INDICATORS = ("project", "year", "source", "state", "region", "q")


@require_safe
@page
def flow(request: HttpRequest) -> HttpResponse:
    """Show where the money of a year goes, as a drawing and as a table."""
    found, given = _flow(request)
    known = {(one.layer, one.id): one for one in found.knots}
    context = {
        "flow": found, "drawing": sankey.sankey(found), "given": given, "year": given["year"],
        "query": urlencode({name: value for name, value in given.items() if value}),
        "links": [
            {
                "step": lists.step_name(one.start, one.end), "start": words.knot_name(known[one.start]),
                "end": words.knot_name(known[one.end]), "yuan": one.yuan,
                "part": sankey.part(one.yuan, found.total_yuan),
                "start_at": words.knot_address(known[one.start]),
                "end_at": words.knot_address(known[one.end]),
            }
            for one in found.links
        ],
    }  # fmt: skip
    return render(request, "money/flow.html", context)


@require_safe
@page
def flow_file(request: HttpRequest, form: str) -> HttpResponse:
    """Answer the flow as XLSX or PDF."""
    found, given = _flow(request)
    title = _("Flow of the budget's money {year}").format(year=given["year"])
    return sheets.answer(lists.flow(found, title=title), form=form, name="money-flow", on=clock.today())


@require_safe
@page
def work(request: HttpRequest) -> HttpResponse:
    """Show all that waits for the reader, whatever it is."""
    actor, on = signed_in(request), clock.today()
    found = tasks(actor=actor, on=on)
    counts = [(words.TASKS[kind], sum(one.kind == kind for one in found)) for kind in KINDS]
    context = {
        "tasks": [
            {"row": one, "kind": words.task_name(one), "address": words.task_address(one)} for one in found
        ],
        "counts": [(name, count) for name, count in counts if count],
        "late": sum(one.late for one in found),
    }  # fmt: skip
    return render(request, "money/work.html", context)


@require_safe
@page
def work_file(request: HttpRequest, form: str) -> HttpResponse:
    """Answer the work list as XLSX or PDF."""
    actor, on = signed_in(request), clock.today()
    return sheets.answer(lists.work(tasks(actor=actor, on=on)), form=form, name="my-work", on=on)


@require_safe
@page
def requests_file(request: HttpRequest, form: str) -> HttpResponse:
    """Answer the list of budget requests as XLSX or PDF."""
    actor = signed_in(request)
    given = parameters(request, known=REQUESTS)
    criteria = RequestFilter(text=given.get("q", ""), year=_year(given), **_plain(given))
    sheet = lists.requests(actor=actor, criteria=criteria, form=form)
    return sheets.answer(sheet, form=form, name="budget-requests", on=clock.today())


@require_safe
@page
def indicators_file(request: HttpRequest, form: str) -> HttpResponse:
    """Answer the list of indicators as XLSX or PDF."""
    actor = signed_in(request)
    given = parameters(request, known=INDICATORS)
    criteria = IndicatorFilter(text=given.get("q", ""), year=_year(given), **_plain(given))
    sheet = lists.indicators(actor=actor, criteria=criteria, form=form)
    return sheets.answer(sheet, form=form, name="indicators", on=clock.today())


@require_safe
@page
def contracts_pdf(request: HttpRequest) -> HttpResponse:
    """Answer the list of contracts as PDF."""
    actor = signed_in(request)
    criteria = parse_contracts(parameters(request, known=OF_CONTRACTS))
    sheet = lists.contract_list(actor=actor, criteria=criteria, form="pdf")
    return sheets.answer(sheet, form="pdf", name="contracts", on=clock.today())


@require_safe
@page
def ceilings_file(request: HttpRequest, form: str) -> HttpResponse:
    """Answer the ceilings of sources as XLSX or PDF."""
    if not may_read_any(signed_in(request)):
        raise BudgetForbidden()
    rows = SourceCeiling.objects.select_related("department").order_by("-year", "region_code", "source")
    return sheets.answer(
        lists.ceilings(rows[: sheets.MOST[form]]), form=form, name="ceilings", on=clock.today()
    )


def _flow(request: HttpRequest) -> tuple[Flow, dict[str, str]]:
    actor = signed_in(request)
    if not may_read_any(actor):
        raise BudgetForbidden()
    given = parameters(request, known=FLOW)
    year = _year(given) or clock.today().year
    criteria = IndicatorFilter(year=year, **_plain(given))
    return flow_of(actor=actor, criteria=criteria), {**given, "year": str(year)}


def _year(given: Mapping[str, str]) -> int | None:
    return year_of(given.get("year", ""))


def _plain(given: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in {"year", "q"}}
