"""The pages that follow one yuan: its knots, and the evidence, each with the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.answers import page
from portal.pages.asking import signed_in
from portal.pages.paying import trail as shown
from portal.pages.views_files import FileNotFound
from portal.payments import selectors


@require_safe
@page
def trail(request: HttpRequest, number: str) -> HttpResponse:
    """Show where the money of one payment comes from, what it pays for, and how it went."""
    actor = signed_in(request)
    application = selectors.get_by_number(actor=actor, number=number)
    return render(request, "payments/trail.html", shown.content(actor=actor, application=application))


@require_safe
@page
def evidence(request: HttpRequest, number: str, evidence_id: int) -> HttpResponse:
    """Show one file of evidence: what it shows, where and when, and which payments rest on it."""
    actor = signed_in(request)
    application = selectors.get_by_number(actor=actor, number=number)
    row = application.evidence.select_related("file", "place").filter(pk=evidence_id).first()
    if row is None:
        raise FileNotFound()
    context = shown.evidence_content(actor=actor, application=application, row=row)
    return render(request, "payments/evidence.html", context)
