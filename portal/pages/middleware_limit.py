"""Refuse a request that announces more than the machine takes, before a byte of it is kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.pages.answers import refusal

ENVELOPE_BYTES = 1024 * 1024
"""What a form adds to the file it carries, at most."""
TOO_LARGE = 413


class UploadTooLarge(Invalid):
    """More than an import may hold."""

    message = _("The upload has {found_mb} MB; at most {limit_mb} MB are taken. Split the file.")


class UploadLimit:
    """Stands before whatever reads the body of a page's form; the API reads far less by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or refuse it by its announced length."""
        announced = request.headers.get("Content-Length", "")
        size = int(announced) if announced.isascii() and announced.isdigit() else 0
        if size <= settings.IMPORT_MAX_BYTES + ENVELOPE_BYTES or request.path_info.startswith("/api/"):
            return self.get_response(request)
        error = UploadTooLarge(found_mb=size >> 20, limit_mb=settings.IMPORT_MAX_BYTES >> 20)
        return refusal(request, error, status=TOO_LARGE)
