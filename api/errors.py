"""Turn every anticipated error into one problem document (RFC 9457)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from portal.core import errors

STATUS = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Invalid: 422,
    errors.Conflict: 409,
    errors.Unavailable: 503,
}
MEDIA_TYPE = "application/problem+json"


def status_of(error: errors.DomainError) -> int:
    """Return the HTTP status of an error's kind."""
    return next(code for kind, code in STATUS.items() if isinstance(error, kind))


def body_of(error: errors.DomainError) -> dict[str, Any]:
    """Return the problem document of an anticipated error."""
    return _body(error.code(), str(error), status_of(error), error.facts)


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an exception raised in a DRF view; what nobody foresaw goes on to the 500 page."""
    if isinstance(exc, errors.DomainError):
        body = body_of(exc)
    elif isinstance(exc, Http404):
        body = _body("not_found", _("There is nothing at this address."), 404, {})
    elif isinstance(exc, APIException):
        body = _body(str(exc.default_code), _sentence(exc), exc.status_code, _facts(exc))
    elif isinstance(exc, RequestDataTooBig):
        body = _body("request_too_large", _("The request is too large."), 413, {})
    else:
        return None
    return Response(body, status=body["status"], content_type=MEDIA_TYPE)


def as_problem(error: errors.DomainError) -> JsonResponse:
    """Answer an anticipated error in a plain Django view."""
    body = body_of(error)
    return JsonResponse(body, status=body["status"], content_type=MEDIA_TYPE)


View = Callable[..., HttpResponseBase]


def speaks_problems(view: View) -> View:
    """Let a plain Django view answer anticipated errors with problem documents."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except errors.DomainError as error:
            return as_problem(error)

    return guarded


def _body(kind: str, title: str, status: int, facts: dict[str, Any]) -> dict[str, Any]:
    return {"type": f"urn:problem:{kind}", "title": title, "status": status, "facts": facts}


def _sentence(exc: APIException) -> str:
    return exc.detail if isinstance(exc.detail, str) else str(exc.default_detail)


def _facts(exc: APIException) -> dict[str, Any]:
    return {} if isinstance(exc.detail, str) else {"fields": exc.detail}
