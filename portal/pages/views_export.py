"""Save the map as one file."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.core import clock
from portal.core.events import record_event
from portal.pages.answers import page
from portal.pages.asking import asker, parameters
from portal.pages.drawing.colouring import asked
from portal.pages.onefile import document
from portal.projects.choropleth import PARAMETERS as COLOURING
from portal.projects.filters import PARAMETERS, parse_filter


@require_safe
@page
def one_file(request: HttpRequest) -> HttpResponse:
    """Answer the map of a filter as one HTML file that opens without a network, with the asker's rights."""
    actor, given = asker(request), parameters(request, known=(*PARAMETERS, *COLOURING))
    criteria, on = parse_filter(given), clock.today()
    text = document.one_file(actor=actor, criteria=criteria, on=on, colouring=asked(given))
    told = {"filter": {name: value[:200] for name, value in given.items()}, "bytes": len(text.encode())}
    with transaction.atomic():
        record_event(actor=actor, verb="export", subject_type="map", subject_id="html", facts=told)
    response = HttpResponse(text, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gongtu-map-{on:%Y%m%d}.html"'
    response["Cache-Control"] = "private, no-store"
    return response
