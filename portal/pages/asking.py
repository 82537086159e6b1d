"""From a page's request to an ``Actor``: the only place of the pages that does."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor, public_actor
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.core.errors import Forbidden, Invalid
from portal.core.parameters import require_known, require_once


class SignInNeeded(Forbidden):
    """Nothing for the public here."""

    message = _("Sign in first.")


class ViewUnknown(Invalid):
    """``view`` takes one word."""

    message = _("The parameter view takes “public”, not “{value}”.")


class LanguageUnknown(Invalid):
    """``language`` takes one of those the pages are written in."""

    message = _("The parameter language takes one of {known}, not “{value}”.")


def asker(request: HttpRequest) -> Actor:
    """Return who asks. ``view=public``: a signed-in person looks with the public's eyes."""
    view = request.GET.get("view", "")
    if view not in {"", "public"}:
        raise ViewUnknown(value=view[:40])
    if not request.user.is_authenticated or view == "public":
        return public_actor()
    return actor_of(request.user, on=clock.today())


def signed_in(request: HttpRequest) -> Actor:
    """Return the actor of a signed-in person; raises ``SignInNeeded`` for the public."""
    actor = asker(request)
    if actor.is_public:
        raise SignInNeeded()
    return actor


def parameters(request: HttpRequest, *, known: Collection[str]) -> Mapping[str, str]:
    """Return the query string with one value per name, as the filter reads it.

    Raises ``ParameterUnknown`` for a name that is none of ``known``, ``ParameterRepeated`` for one that
    stands twice.
    """
    require_known(request.GET, known)
    require_once(request.GET)
    return request.GET.dict()


@contextmanager
def in_its_language(request: HttpRequest) -> Iterator[None]:
    """Write a document in the language of the page whose link was followed (``language``), else the reader's.

    Raises ``LanguageUnknown``.
    """
    wanted = request.GET.get("language", "")
    if wanted and wanted not in dict(settings.LANGUAGES):
        raise LanguageUnknown(value=wanted[:40], known=", ".join(dict(settings.LANGUAGES)))
    with translation.override(wanted or translation.get_language()):
        yield


def reads_english() -> bool:
    """Tell whether the page is being written in English; otherwise it is Chinese."""
    return (get_language() or "").startswith("en")
