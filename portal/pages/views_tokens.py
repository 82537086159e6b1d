"""The page of a person's access tokens: what is given to programs that read the standard doors."""

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts import tokens
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError
from portal.pages.answers import page, status_of
from portal.pages.asking import signed_in
from portal.pages.land_deeds import read

MADE, FORMS_KEPT = "tokens_made", 8
"""Which forms made a token already: sent again by a reload they make no second one."""
SPANS = (30, 90, 180, tokens.LONGEST_DAYS)


class TokenForm(forms.Form):
    """A token as it is wished for."""

    name = forms.CharField(max_length=100)
    days = forms.IntegerField()


@never_cache
@page
def tokens_page(request: HttpRequest) -> HttpResponse:
    """Show the reader's tokens; what is sent makes one, and the answer shows it, once."""
    actor = signed_in(request)
    if request.method != "POST":
        return _shown(request, actor)
    once = request.POST.get("once", "")[:36]
    if once in (made_before := request.session.get(MADE, [])):
        messages.info(request, _("The token of this form was made already; it is shown once only."))
        return redirect("tokens")
    try:
        made = tokens.make_token(actor=actor, on=clock.today(), **read(TokenForm(request.POST)))
    except DomainError as error:
        return _shown(request, actor, trouble=str(error), status=status_of(error))
    if once:
        request.session[MADE] = [*made_before, once][-FORMS_KEPT:]
    return _shown(request, actor, made=made)


@page
def end(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """End one token; who comes by the address goes back to the page."""
    if request.method != "POST":
        return redirect("tokens")
    tokens.end_token(actor=signed_in(request), token_id=token_id)
    messages.success(request, _("The token was ended: it opens nothing any more."))
    return redirect("tokens")


def _shown(
    request: HttpRequest, actor: Actor, *, made: str = "", trouble: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "tokens": tokens.list_tokens(actor=actor), "made": made, "trouble": trouble, "spans": SPANS,
        "today": clock.today(), "typed": request.POST if trouble else {},
        "once": uuid4(), "doors": request.build_absolute_uri("/ogc/"), "me": request.user.get_username(),
    }  # fmt: skip
    return render(request, "account/tokens.html", context, status=status)
