"""Access tokens: what a person gives a program instead of their password, to read and nothing else.

A token is shown once and kept as its SHA-256: 32 random bytes need no slow hash. It ends on its day, when its
person ends it, or with the account. The standard doors take it, no other.
"""

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.accounts.models import AccessToken, User
from portal.core.errors import Conflict, Invalid, NotFound
from portal.core.events import record_event

START = "gongtu_"
SHOWN = len(START) + 6
"""How much of a token stays readable, to tell one from another."""
RANDOM_BYTES = 32
LONGEST_DAYS = 366
MOST = 20


class TokenInvalid(Invalid):
    """A token without a name, or with days out of the span."""

    message = _("A token has a name and holds for 1 to {most} days, not {days}.")


class TooManyTokens(Conflict):
    """One person holds only so many."""

    message = _("You hold {most} tokens, the most there may be. End one first.")


class TokenNotFound(NotFound):
    """No such token of this person."""

    message = _("There is no token {token}.")


@transaction.atomic
def make_token(*, actor: Actor, name: str, days: int, on: date) -> str:
    """Make a token of the actor's own that holds for some days and return it; nobody can read it again."""
    owner = _owner(actor)
    name = name.strip()[:100]
    if not name or not 1 <= days <= LONGEST_DAYS:
        raise TokenInvalid(days=days, most=LONGEST_DAYS)
    user = User.objects.select_for_update(no_key=True).get(pk=owner)
    if list_tokens(actor=actor).filter(last_day__gte=on).count() >= MOST:
        raise TooManyTokens(most=MOST)
    token = START + secrets.token_urlsafe(RANDOM_BYTES)
    row = AccessToken.objects.create(
        user=user, name=name, digest=_digest(token), shown=token[:SHOWN], made_on=on,
        last_day=on + timedelta(days=days - 1),
    )  # fmt: skip
    _record(actor, "token.made", row)
    return token


@transaction.atomic
def end_token(*, actor: Actor, token_id: UUID) -> None:
    """End a token of the actor's own, at once."""
    found = AccessToken.objects.select_for_update(no_key=True).filter(user_id=_owner(actor), pk=token_id)
    row = found.first()
    if row is None:
        raise TokenNotFound(token=token_id)
    _record(actor, "token.ended", row)
    row.delete()


def list_tokens(*, actor: Actor) -> QuerySet[AccessToken]:
    """Return the tokens of the actor, the newest first; those whose last day is past open nothing."""
    return AccessToken.objects.filter(user_id=_owner(actor)).order_by("-made_on", "-pk")


def is_token(text: str) -> bool:
    """Tell whether a text begins as tokens do, whole or cut short, whether or not it opens anything."""
    return text.startswith(START)


def person_of_token(token: str, *, on: date) -> User | None:
    """Return whose token this is, if it holds this day and the person is active; note that it was used."""
    if not token.startswith(START):
        return None
    rows = AccessToken.objects.filter(digest=_digest(token), last_day__gte=on, user__is_active=True)
    row = rows.select_related("user").first()
    if row is None:
        return None
    if row.used_on != on:
        AccessToken.objects.filter(pk=row.pk).update(used_on=on)
    return row.user


def _owner(actor: Actor) -> int:
    if actor.user_id is None:
        raise ValueError("The public holds no tokens.")
    return actor.user_id


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _record(actor: Actor, verb: str, row: AccessToken) -> None:
    facts = {"name": row.name, "shown": row.shown, "last_day": row.last_day.isoformat()}
    record_event(actor=actor, verb=verb, subject_type="user", subject_id=row.user_id, facts=facts)
