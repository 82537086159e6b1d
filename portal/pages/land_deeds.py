"""Do what a form of the land part asks, and show the part again: with what was done, or why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals.caseview import case_view
from portal.core import clock
from portal.core.errors import DomainError, Invalid, NotFound
from portal.pages.answers import status_of
from portal.pages.landtab import land_context
from portal.pages.views_record import show_record

Deed = Callable[[], object]


class FormIncomplete(Invalid):
    """A field is missing or cannot be read."""

    message = _("The form is incomplete; nothing was changed.")


def read(form: Any) -> dict[str, Any]:
    """Return what a form says. Raises ``FormIncomplete``."""
    if not form.is_valid():
        raise FormIncomplete(fields=faults_of(form))
    return dict(form.cleaned_data)


def faults_of(form: Any) -> dict[str, dict[str, Any]]:
    """Return which fields of a form cannot be read: the codes of why, and what was typed there."""
    found = form.errors.get_json_data()
    return {
        name: {"codes": [one["code"] for one in found[name]], "typed": str(form.data.get(name, ""))[:40]}
        for name in found
    }


def do(
    request: HttpRequest, actor: Actor, code: str, deed: Deed, done: str,
    kept: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Do a deed and show the land part again: with what was done, or the refusal as a sentence.

    ``kept``: what was typed, shown again where the deed was refused.
    """
    trouble, status, more = "", 200, {}
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        trouble, status, more = str(error), status_of(error), kept or {}
    if "HX-Request" in request.headers:
        context = land_context(actor, case_view(actor=actor, code=code, on=clock.today()))
        told = {"land_trouble": trouble, "land_done": "" if trouble else done}
        return render(request, "record/_land.html", context | told | more)
    if trouble:
        return show_record(request, actor, code, trouble=trouble, status=status, more=more)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("project", args=[code]) + "#land")
