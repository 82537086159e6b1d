"""The page that follows one yuan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.answers import page
from portal.pages.asking import signed_in
from portal.pages.paying import trail as shown
from portal.payments import selectors


@require_safe
@page
def trail(request: HttpRequest, number: str) -> HttpResponse:
    """Show where the money of one payment comes from, what it pays for, and how it went."""
    actor = signed_in(request)
    application = selectors.get_by_number(actor=actor, number=number)
    return render(request, "payments/trail.html", shown.content(actor=actor, application=application))
