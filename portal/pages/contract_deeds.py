"""Do what a form about contracts asks, and go back to the page: with what was done, or why not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.contracts.services.stepping import Order
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages.answers import View
from portal.pages.answers_money import status_of
from portal.pages.land_deeds import read

Deed = Callable[[], object]
Show = Callable[[str, int], HttpResponse]


def sent(back: str) -> Callable[[View], View]:
    """Take only what is sent; who comes by the address goes back to the page ``back``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            named = [str(kwargs[name]) for name in ("contract_id", "change_id") if name in kwargs]
            return HttpResponseRedirect(reverse(back, args=named))

        return guarded

    return decorate


def do(request: HttpRequest, deed: Deed, *, back: str, done: str, show: Show) -> HttpResponse:
    """Do a deed and go back; a refusal is shown as a sentence on the page itself, by ``show``."""
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return show(str(error), status_of(error))
    messages.success(request, done)
    return HttpResponseRedirect(back)


def order_of(action: str, form: Any) -> tuple[Order, dict[str, Any]]:
    """Return a step as the services take it, and what else the form says. Raises ``FormIncomplete``."""
    given = read(form)
    order = Order(
        action=action, version=given.pop("version"), on=clock.today(), reason=given.pop("reason"),
        request_id=given.pop("request_id"),
    )  # fmt: skip
    return order, given


def told(verb: str) -> str:
    """Return the sentence that says that something is done."""
    return _("Done: {action}.").format(action=verb)
