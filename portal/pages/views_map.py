"""The map page and the help page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from portal.core import clock
from portal.pages.answers import page
from portal.pages.asking import asker
from portal.projects import names, policy, rules
from portal.projects.extent import first_extent
from spatial.regions.selectors import list_regions


@require_safe
@ensure_csrf_cookie
@page
def map_page(request: HttpRequest) -> HttpResponse:
    """Draw the map page; what it shows, its modules ask for themselves, with the asker's rights.

    Only where to look first and which province this is are said at once, so that neither the map nor the
    figures of its regions need wait for another answer.
    """
    on = clock.today()
    box = first_extent(actor=asker(request), on=on)
    provinces = list_regions(on=on).only("code", "name", "name_en")[:2]
    return render(request, "map.html", {
        "extent": ",".join(f"{side:.6f}" for side in box or ()),
        "province": provinces[0] if len(provinces) == 1 else None,
    })  # fmt: skip


@require_safe
@page
def help_page(request: HttpRequest) -> HttpResponse:
    """Say what to click first."""
    actor = asker(request)
    context = {
        "may_file": policy.editable(actor),
        "may_import": policy.importable(actor),
        "statuses": [(status.code, names.term("status", status.code)) for status in rules.STATUSES],
    }
    return render(request, "help.html", context)
