"""How pages of money answer: like all pages, and what they refuse is kept in the event log."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase

from portal.core.errors import DomainError, Invalid
from portal.core.refusals import keep_refusal
from portal.pages import answers
from portal.pages.answers import View
from portal.pages.asking import asker
from portal.pages.land_deeds import FormIncomplete, faults_of

_heard: ContextVar[DomainError | None] = ContextVar("refusal_heard", default=None)


class NotTaken(Invalid):
    """A page refused what was sent to it without a word of its own."""


def status_of(error: DomainError) -> int:
    """Return the status of a refusal that a page tells itself; its door hears of it."""
    _heard.set(error)
    return answers.status_of(error)


def valid(form: forms.Form) -> bool:
    """Tell whether a form can be read; where it cannot, the door hears which fields and what stood there."""
    if not form.is_valid():
        _heard.set(FormIncomplete(fields=faults_of(form)))
        return False
    return True


def page(subject: str) -> Callable[[View], View]:
    """Answer like ``answers.page``; what was sent and refused before any verb kept it is kept here.

    ``subject``: what the page's address names first.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def heard(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            token = _heard.set(None)
            try:
                answer = view(request, *args, **kwargs)
                if answer.status_code >= 400:
                    _keep(request, subject, kwargs, _heard.get() or NotTaken(status=answer.status_code))
                return answer
            except DomainError as error:
                _keep(request, subject, kwargs, error)
                raise
            finally:
                _heard.reset(token)

        return answers.page(heard)

    return decorate


def _keep(request: HttpRequest, subject: str, named: dict[str, Any], error: DomainError) -> None:
    actor = asker(request)
    if request.method != "POST" or error.kept or actor.is_public:
        return
    match = request.resolver_match
    verb = " ".join(str(one) for one in (match.url_name if match else "", named.get("action", "")) if one)
    keep_refusal(
        actor=actor, subject_type=subject, subject_id=next(iter(named.values()), ""), verb=verb, error=error
    )
