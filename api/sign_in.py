"""Who is signed in, without a question more than the session's own."""

from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.accounts.models import User
from portal.accounts.sessions import person_of


class SignedIn(AuthenticationMiddleware):
    """Django's own, which takes the person that was read with the session and asks for one only in doubt."""

    def process_request(self, request: HttpRequest) -> None:
        """Make ``request.user`` known when somebody looks."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]


def _user(request: HttpRequest) -> User | AnonymousUser:
    kept: User | AnonymousUser | None = getattr(request, "_cached_user", None)
    if kept is None:
        kept = person_of(request.session) or auth.get_user(request)
        request._cached_user = kept  # type: ignore[attr-defined]
    return kept
