"""Print the map."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.core import clock
from portal.core.events import record_event
from portal.pages.answers import page
from portal.pages.asking import asker, parameters
from portal.pages.drawing.colouring import asked
from portal.pages.printing.plan import read_plan
from portal.pages.printing.sheet import print_pdf
from portal.projects.choropleth import PARAMETERS as COLOURING
from portal.projects.filters import PARAMETERS, parse_filter

WORDS = ("center", "scale", "paper", "orientation", "title", "control_lines", *COLOURING)
MAX_TITLE = 60


@require_safe
@page
def sheet(request: HttpRequest) -> HttpResponse:
    """Answer a PDF of the map at a true scale, with the asker's rights."""
    actor, given = asker(request), parameters(request, known=(*PARAMETERS, *WORDS))
    criteria, plan = parse_filter(given), read_plan(given)
    colouring = asked(given)
    pdf = print_pdf(
        actor=actor, sheet=plan, criteria=criteria, title=given.get("title", "")[:MAX_TITLE],
        on=clock.today(), colouring=colouring,
    )
    told = {"scale": plan.window.scale, "paper": plan.paper, "bytes": len(pdf)}
    with transaction.atomic():
        record_event(actor=actor, verb="print", subject_type="map", subject_id="sheet", facts=told)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"gongtu-{clock.today():%Y%m%d}-{plan.window.scale:.0f}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
