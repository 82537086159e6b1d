"""Sign-in of programs: an access token, or user name and password behind the same lock as the sign-in page.

A token comes as ``Bearer``, or where a program only knows HTTP basic, in the password's place. Both travel
readable in every request, so they are taken over https or from this machine only. Who has a second factor
does not sign in by password alone: a token was made behind that factor. A password that was right is
remembered for a few minutes as a keyed hash, in memory: its slow check would cost more than the answer.
"""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from collections import OrderedDict

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts import tokens
from portal.accounts.models import User
from portal.core import clock
from portal.core.errors import Forbidden, Invalid

KEEP_S = 300
KEEP_MOST = 500
LOCKED_S = round(settings.AXES_COOLOFF_TIME * 3600)
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded")
CHALLENGE = 'Basic realm="gongtu", charset="UTF-8"'


class CredentialsRefused(Forbidden):
    """Name or password are wrong."""

    message = _("User name and password do not fit together.")


class SignInLocked(Forbidden):
    """Too many wrong passwords."""

    message = _("Too many wrong passwords; sign-in from here is locked for {minutes} minutes.")


class SecondFactorNeeded(Forbidden):
    """A password alone does not sign in who has a second factor."""

    message = _(
        "This account has a second factor: a password alone is not enough here. Make an access token in the "
        "browser and give it instead of the password."
    )


class TokenRefused(Forbidden):
    """A token that is none, or none any more."""

    message = _("This access token opens nothing: it is unknown, was ended, or its last day is past.")


class PlainPassword(Forbidden):
    """A password or token over an open line."""

    message = _("A password or token is taken over https only; it must be counted as read by others now.")


class CredentialsUnreadable(Invalid):
    """The header is neither a token nor HTTP basic."""

    message = _("The header Authorization cannot be read; a token (Bearer) or HTTP basic is taken here.")


class _Remembered:
    """Which passwords were right lately."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, tuple[float, int, str]] = OrderedDict()
        self._lock = threading.Lock()

    def mark(self, name: str, password: str) -> bytes:
        """Return what stands for name and password."""
        return hmac.new(self._key, f"{name}\x00{password}".encode(), hashlib.sha256).digest()

    def find(self, mark: bytes) -> User | None:
        """Return the person, if the password is still theirs and they are still active."""
        with self._lock:
            until, pk, kept = self._kept.get(mark, (0.0, 0, ""))
        if until < time.monotonic():
            return None
        return User.objects.filter(pk=pk, password=kept, is_active=True).first()

    def keep(self, mark: bytes, user: User) -> None:
        """Remember a person for a few minutes."""
        with self._lock:
            self._kept[mark] = (time.monotonic() + KEEP_S, user.pk, user.password)
            self._kept.move_to_end(mark)
            while len(self._kept) > KEEP_MOST:
                self._kept.popitem(last=False)


_remembered = _Remembered()


def sign_in(request: HttpRequest) -> None:
    """Make the request that of the person whose token, or name and password, its header holds, if any."""
    header = request.headers.get("Authorization", "")
    if not header:
        return
    if not (request.is_secure() or _local(request)):
        raise PlainPassword()
    if header[:7].lower() == "bearer ":
        request.user = _bearer(header[7:].strip())
        return
    name, password = _credentials(header)
    request.user = _by_token(name, password) or _person(request, name, password)


def _bearer(token: str) -> User:
    user = tokens.person_of_token(token, on=clock.today())
    if user is None:
        raise TokenRefused()
    return user


def _by_token(name: str, password: str) -> User | None:
    """Return whose token stands in the password's place; with a name, it must be theirs.

    A token that opens nothing is refused as one: programs go on sending it, and were it counted as a wrong
    password, its owner could not sign in to make another.
    """
    user = tokens.person_of_token(password, on=clock.today())
    if user is not None and name in {"", user.username}:
        return user
    if tokens.is_token(password):
        raise TokenRefused()
    return None


def _local(request: HttpRequest) -> bool:
    """Tell whether the line is this machine's own: what a proxy passes on comes from elsewhere."""
    if any(request.headers.get(name) for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _credentials(header: str) -> tuple[str, str]:
    scheme, _space, encoded = header.partition(" ")
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        raise CredentialsUnreadable() from None
    name, colon, password = text.partition(":")
    if scheme.lower() != "basic" or not colon or "\x00" in text:
        raise CredentialsUnreadable()
    return name, password


def _person(request: HttpRequest, name: str, password: str) -> User:
    mark = _remembered.mark(name, password)
    user = _remembered.find(mark) or _checked(request, name, password)
    if is_mfa_enabled(user):
        raise SecondFactorNeeded()
    _remembered.keep(mark, user)
    return user


def _checked(request: HttpRequest, name: str, password: str) -> User:
    user = authenticate(request, username=name, password=password)
    if getattr(request, "axes_locked_out", False):
        # The lock's own middleware would answer with a page for people.
        request.axes_locked_out = False  # type: ignore[attr-defined]
        raise SignInLocked(minutes=LOCKED_S // 60)
    if not isinstance(user, User):
        raise CredentialsRefused()
    return user
