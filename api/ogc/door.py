"""What every standard door has in common: who asks, which parameters it reads, how it refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from api.authentication import view_of
from api.errors import ogc_body_of, only_read, refused_at_standard_door
from api.ogc import signing
from api.ogc.dressing import dressed, preflight
from portal.core import errors
from portal.core.parameters import require_known, require_once

View = Callable[..., HttpResponseBase]
EVERYWHERE = ("f", "view")
LONGEST_QUERY = 32_000


class QueryTooLong(errors.Invalid):
    """The query string is longer than what is read."""

    message = _("The query string has {found} characters; at most {most} are read.")


def door(*takes: str) -> Callable[[View], View]:
    """Let a plain view be a standard door that reads these parameters beside ``f`` and ``view``."""

    def make(view: View) -> View:
        @only_read
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                signing.sign_in(request)
                _check(request, takes)
                response = view(request, *args, **kwargs)
            except errors.DomainError as error:
                response = refused(request, error)
            return dressed(request, response)

        @csrf_exempt
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return preflight() if request.method == "OPTIONS" else guarded(request, *args, **kwargs)

        return opened

    return make


def refused(request: HttpRequest, error: errors.DomainError) -> HttpResponse:
    """Answer an anticipated error: RFC 9457 with facts and the two members of an OGC exception, or a page."""
    response = refused_at_standard_door(request, ogc_body_of(error))
    if response.status_code == 401:
        response["WWW-Authenticate"] = signing.CHALLENGE
    if isinstance(error, signing.SignInLocked):
        response["Retry-After"] = str(signing.LOCKED_S)
    return response


def _check(request: HttpRequest, takes: tuple[str, ...]) -> None:
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        raise QueryTooLong(found=len(query), most=LONGEST_QUERY)
    require_known(request.GET, takes, EVERYWHERE)
    require_once(request.GET)
    view_of(request)
