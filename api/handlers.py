"""What Django refuses before or after a view: problem documents for programs, pages for people."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from api.errors import STANDARD_DOOR, bare_at, wants_page

DOORS = ("/api", "/tiles", STANDARD_DOOR)


class PlainAddresses:
    """Refuse addresses with a NUL: no text of ours holds one, and the database takes none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what can be read."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return _nul(request)
        return self.get_response(request)


def _nul(request: HttpRequest) -> HttpResponse:
    """Answer 400 and say which parameter holds the character, if it is one."""
    if not _asks_a_door(request):
        return defaults.bad_request(request, ValueError("NUL"))
    holding = [name for name, value in request.GET.items() if "\x00" in f"{name}{value}"]
    facts = {"character": "%00", "parameter": holding[0].replace("\x00", "") if holding else None}
    return bare_at(request, "nul_in_address", 400, **facts)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    if _asks_a_door(request):
        return bare_at(request, "bad_request", 400, reason=type(exception).__name__)
    return defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    if _asks_a_door(request):
        return bare_at(request, "forbidden", 403)
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    if _asks_a_door(request):
        return bare_at(request, "not_found", 404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; the page needs no database."""
    if _asks_a_door(request) and not wants_page(request):
        return bare_at(request, "internal", 500)
    return defaults.server_error(request)


def _asks_a_door(request: HttpRequest) -> bool:
    return request.path_info.startswith(DOORS)
