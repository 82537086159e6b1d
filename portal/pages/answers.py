"""How a page answers what cannot be done: one table of kinds, one page, one sentence."""

import logging
from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from portal.core import errors
from portal.pages.asking import SignInNeeded

log = logging.getLogger(__name__)
STATUS = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Invalid: 422,
    errors.Conflict: 409,
    errors.Unavailable: 503,
}
MEDIA_TYPE = "application/problem+json"
View = Callable[..., HttpResponseBase]


def status_of(error: errors.DomainError) -> int:
    """Return the HTTP status of an error's kind."""
    return next(code for kind, code in STATUS.items() if isinstance(error, kind))


def page(view: View) -> View:
    """Let a page answer anticipated errors in a sentence; who must sign in first is sent there and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except SignInNeeded:
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={quote(request.get_full_path())}")
        except errors.DomainError as error:
            return refusal(request, error)

    return guarded


def posted(back: str, name: str = "code") -> Callable[[View], View]:
    """Take only what is sent; who comes by reloading, by another language or by the address goes ``back``.

    ``name``: the part of the address the page ``back`` has too.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
            if request.method != "POST":
                return HttpResponseRedirect(reverse(back, args=[kwargs[name]]))
            return view(request, **kwargs)

        return guarded

    return decorate


def refusal(request: HttpRequest, error: errors.DomainError, *, status: int | None = None) -> HttpResponse:
    """Return the page, or for programs the problem document, of an anticipated error.

    What is absent and what is hidden answer alike, and like an address that never was. ``status``: where
    its kind does not say it all.
    """
    status = status or status_of(error)
    if not request.accepts("text/html"):
        body = {
            "type": f"urn:problem:{error.code()}",
            "title": str(error),
            "status": status,
            "facts": error.facts,
        }
        return JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    template = "404.html" if status == 404 else "errors/refusal.html"
    return render(request, template, {"sentence": str(error), "status": status}, status=status)
