"""Turn every anticipated error into one problem document (RFC 9457)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.response import Response

from api import refusal_page
from api.exact import exact
from portal.core import errors

STATUS = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Invalid: 422,
    errors.Conflict: 409,
    errors.Unavailable: 503,
}
OGC_STATUS = {
    "CredentialsRefused": 401, "SecondFactorNeeded": 401, "TokenRefused": 401, "SignInLocked": 429,
    "NotAcceptable": 406,
}  # fmt: skip
"""What the standards for maps ask for: errors by name, and 400 for whatever cannot be read."""
MEDIA_TYPE, HTML = "application/problem+json", "text/html"
STANDARD_DOOR = "/ogc"
SAFE = ("GET", "HEAD")
SENTENCES = {
    "bad_request": _("The request cannot be read."),
    "nul_in_address": _("The address holds the character NUL (%00); no text here does. Leave it out."),
    "forbidden": _("This request is refused."),
    "not_found": _("There is nothing at this address."),
    "method_not_allowed": _("Only reading is possible at this address."),
    "body_too_large": _("The request is larger than what is read here."),
    "internal": _("Something went wrong here; it has been recorded."),
    "no_database": _("The database does not answer."),
    "migrating": _("The tables are being brought up to date."),
}


def status_of(error: errors.DomainError) -> int:
    """Return the HTTP status of an error's kind."""
    return next(code for kind, code in STATUS.items() if isinstance(error, kind))


def body_of(error: errors.DomainError) -> dict[str, Any]:
    """Return the problem document of an anticipated error."""
    return _body(error.code(), str(error), status_of(error), exact(error.facts))


def ogc_body_of(error: errors.DomainError) -> dict[str, Any]:
    """Return the problem document of an anticipated error at a standard door, an OGC exception as well."""
    usual = 400 if isinstance(error, errors.Invalid) else status_of(error)
    body = body_of(error) | {"status": OGC_STATUS.get(type(error).__name__, usual)}
    return body | {"code": error.code(), "description": str(error)}


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an exception raised in a DRF view; what nobody foresaw goes on to ``handlers.server_error``."""
    if isinstance(exc, errors.DomainError):
        body = body_of(exc)
    elif isinstance(exc, Http404):
        body = bare("not_found", 404)
    elif isinstance(exc, APIException):
        body = _body(str(exc.default_code), _sentence(exc), exc.status_code, _facts(exc))
    elif isinstance(exc, RequestDataTooBig):
        body = bare("body_too_large", 413, limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    else:
        return None
    headers = _headers(exc, context)
    return Response(body, status=body["status"], content_type=MEDIA_TYPE, headers=headers)


def _headers(exc: Exception, context: dict[str, Any]) -> dict[str, str]:
    if isinstance(exc, MethodNotAllowed):
        return {"Allow": ", ".join(context["view"].allowed_methods)}
    wait = getattr(exc, "wait", None)
    return {"Retry-After": f"{wait:.0f}"} if wait else {}


def bare(kind: str, status: int, **facts: Any) -> dict[str, Any]:
    """Return the problem document of what Django itself refuses."""
    return _body(kind, str(SENTENCES[kind]), status, facts)


def bare_at(request: HttpRequest, kind: str, status: int, **facts: Any) -> HttpResponse:
    """Answer what Django itself refuses; at a standard door it is an OGC exception as well."""
    body = bare(kind, status, **facts)
    if request.path_info.startswith(STANDARD_DOOR):
        return refused_at_standard_door(request, body | {"code": kind, "description": body["title"]})
    return document(body)


def refused_at_standard_door(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    """Answer a refusal of a standard door: a page to a browser, the problem document to any program."""
    response = refusal_page.page(request, body) if wants_page(request) else document(body)
    patch_vary_headers(response, ("Accept", "Accept-Language", "Cookie"))
    return response


def wants_page(request: HttpRequest) -> bool:
    """Tell whether a browser asks a standard door; who accepts anything, as programs do, does not."""
    ours = request.path_info.startswith(STANDARD_DOOR)
    return ours and request.get_preferred_type([MEDIA_TYPE, HTML]) == HTML


def document(body: dict[str, Any]) -> JsonResponse:
    """Return a problem document as an answer."""
    return JsonResponse(body, status=body["status"], content_type=MEDIA_TYPE)


def as_problem(error: errors.DomainError) -> JsonResponse:
    """Answer an anticipated error in a plain Django view."""
    return document(body_of(error))


View = Callable[..., HttpResponseBase]


def speaks_problems(view: View) -> View:
    """Let a plain Django view answer anticipated errors with problem documents, standard doors as they do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except errors.DomainError as error:
            if request.path_info.startswith(STANDARD_DOOR):
                return refused_at_standard_door(request, ogc_body_of(error))
            return as_problem(error)

    return guarded


def only_read(view: View) -> View:
    """Let a plain Django view be read only; other methods get a problem document."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method in SAFE:
            return view(request, *args, **kwargs)
        response = bare_at(request, "method_not_allowed", 405, method=request.method)
        response["Allow"] = ", ".join(SAFE)
        return response

    return csrf_exempt(guarded)


def _body(kind: str, title: str, status: int, facts: dict[str, Any]) -> dict[str, Any]:
    return {"type": f"urn:problem:{kind}", "title": title, "status": status, "facts": facts}


def _sentence(exc: APIException) -> str:
    return exc.detail if isinstance(exc.detail, str) else str(exc.default_detail)


def _facts(exc: APIException) -> dict[str, Any]:
    return {} if isinstance(exc.detail, str) else {"fields": exc.detail}
