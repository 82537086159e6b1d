"""What every template may read."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Return the languages, the present one and the style nonce of this answer."""
    return {
        "languages": settings.LANGUAGES,
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
