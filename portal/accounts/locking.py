"""Whose sign-in failed: the lock after five wrong passwords is one name's at one address."""

from collections.abc import Mapping

from django.http import HttpRequest

FIELDS = ("username", "login")
"""As the backends name it; as the page's form does."""


def name_tried(request: HttpRequest | None, credentials: Mapping[str, str] | None = None) -> str:
    """Return the name somebody tried to sign in with, in lower case; empty where none was given."""
    given = credentials or (request.POST if request is not None else {})
    return next((str(given[field]).lower() for field in FIELDS if given.get(field)), "")
