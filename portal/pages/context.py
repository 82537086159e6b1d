"""What every template may read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.projects import policy


def page(request: HttpRequest) -> dict[str, object]:
    """Return the languages, the present one, the style nonce of this answer, and what the menu offers."""
    return {
        "languages": settings.LANGUAGES,
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "may_import": _may_import(request),
    }


def _may_import(request: HttpRequest) -> Callable[[], bool]:
    """Return the question, so that only pages with a menu ask it."""

    def asked() -> bool:
        user = getattr(request, "user", None)
        return isinstance(user, User) and policy.importable(actor_of(user, on=clock.today()))

    return asked
