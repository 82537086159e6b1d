"""The land official's work list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.approvals.desk import Wanted
from portal.approvals.policy import may_judge
from portal.core import clock
from portal.core.errors import Forbidden
from portal.pages import desk as shown
from portal.pages.answers import page
from portal.pages.asking import parameters, signed_in

NARROWING = ("county", "state", "worst", "expiry", "kind", "sort")


class DeskForbidden(Forbidden):
    """Not for this role."""

    message = _("The work list is for land officers.")


@require_safe
@page
def worklist(request: HttpRequest) -> HttpResponse:
    """Show what waits for the land officer; narrowed and sorted by the address alone."""
    actor = signed_in(request)
    if not may_judge(actor):
        raise DeskForbidden()
    given = parameters(request, known=(*NARROWING, "page"))
    wanted = Wanted(**{name: given.get(name, "") for name in NARROWING})
    context = shown.content(actor=actor, wanted=wanted, page=_page(given.get("page", "")), on=clock.today())
    part = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    answer = render(request, "land/_worklist.html" if part else "land/worklist.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
