"""Two documents of a project's chain side by side: the page, what its maps draw, the sheet."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.approvals.pairing import Pair, SideBySide, side_by_side
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.events import record_event
from portal.pages import comparing as shown
from portal.pages.answers import page
from portal.pages.asking import in_its_language, parameters, signed_in
from portal.pages.surveying.compared import sheet_pdf

NAMES = ("outer", "inner")


class TooFewBoundaries(NotFound):
    """One boundary or none: there is nothing to hold it against."""

    message = _("This project holds fewer than two documents with a boundary.")


@require_safe
@page
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Show two documents side by side, or say that there are not two."""
    return render(request, "land/compare.html", shown.content(_found(request, signed_in(request), code)))


@require_safe
@page
def compare_shapes(request: HttpRequest, code: str) -> HttpResponse:
    """Answer what the two maps draw."""
    answer = JsonResponse(
        shown.shapes(_pair(request, signed_in(request), code)), content_type="application/geo+json"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@page
def compare_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the sheet: both boundaries at a true scale, the tables, the verdicts."""
    actor = signed_in(request)
    found = _found(request, actor, code)
    if found.pair is None:
        raise TooFewBoundaries()
    link = request.build_absolute_uri(request.path.removesuffix("sheet.pdf") + shown.query_of(found.pair))
    with in_its_language(request):
        content = sheet_pdf(actor=actor, found=found, pair=found.pair, link=link, on=clock.today())
    told = {"outer": found.pair.outer.key, "inner": found.pair.inner.key}
    with transaction.atomic():
        record_event(actor=actor, verb="print", subject_type="land", subject_id=code, facts=told)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{code}-compare.pdf") or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _found(request: HttpRequest, actor: Actor, code: str) -> SideBySide:
    given = parameters(request, known=(*NAMES, "language"))
    return side_by_side(
        actor=actor, code=code, outer=given.get("outer", ""), inner=given.get("inner", ""), on=clock.today()
    )


def _pair(request: HttpRequest, actor: Actor, code: str) -> Pair:
    pair = _found(request, actor, code).pair
    if pair is None:
        raise TooFewBoundaries()
    return pair
