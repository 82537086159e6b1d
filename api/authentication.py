"""From a request to an ``Actor``: the only place that does."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from portal.accounts.actor import Actor, public_actor
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.core.errors import Forbidden, Invalid


class SignInNeeded(Forbidden):
    """Nothing for the public here."""

    message = _("Sign in first.")


class ViewUnknown(Invalid):
    """``view`` takes one word."""

    message = _("The parameter view takes “public”, not “{value}”.")


class Session(SessionAuthentication):
    """Django's session with its CSRF check, told apart from the browser's own sign-in dialog."""

    def authenticate_header(self, request: Request) -> str:
        """Return a challenge that opens no dialog."""
        return 'Session realm="gongtu"'


def view_of(request: HttpRequest | Request) -> str:
    """Return whose eyes are asked for: ``public`` or one's own; raises ``ViewUnknown``."""
    view = request.GET.get("view", "")
    if view not in {"", "public"}:
        raise ViewUnknown(value=view[:40])
    return view


def actor_of_request(request: HttpRequest | Request) -> Actor:
    """Return who asks. ``view=public``: a signed-in person looks with the public's eyes."""
    view = view_of(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or view == "public":
        return public_actor()
    return actor_of(user, on=clock.today())


def signed_in(request: HttpRequest | Request) -> Actor:
    """Return the actor of a signed-in person; raises ``SignInNeeded`` for the public."""
    actor = actor_of_request(request)
    if actor.is_public:
        raise SignInNeeded()
    return actor
