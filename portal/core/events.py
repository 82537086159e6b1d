"""The append-only log, written in the transaction of the thing it tells of."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection, transaction

from portal.core import clock
from portal.core.following import tell_followers
from portal.core.models import Event
from portal.core.sql import advisory_lock

GENESIS = "0" * 64
CHAIN_LOCK = 7_305_001


class Who(Protocol):
    """What the log needs to know of an actor."""

    @property
    def user_id(self) -> int | None: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def roles(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def organisation_id(self) -> Any: ...  # noqa: D102


def record_event(
    *, actor: Who, verb: str, subject_type: str, subject_id: object, facts: dict[str, Any] | None = None
) -> Event:
    """Append one event. Must run inside a transaction; the chain is locked until that ends."""
    entry = Entry(verb=verb, subject_type=subject_type, subject_id=subject_id, facts=facts or {})
    return record_events(actor=actor, entries=[entry])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line for the log."""

    verb: str
    subject_type: str
    subject_id: object
    facts: dict[str, Any]


def record_events(*, actor: Who, entries: Iterable[Entry]) -> list[Event]:
    """Append several events in order, as one link after another of the chain."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event belongs to the transaction of its change.")
    advisory_lock(CHAIN_LOCK)
    previous, at, events = _last_hash(), clock.now(), []
    for entry in entries:
        event = Event(
            at=at, actor_id=actor.user_id, actor_name=actor.name,
            actor_roles=",".join(sorted(actor.roles)), organisation_id=actor.organisation_id,
            verb=entry.verb, subject_type=entry.subject_type, subject_id=str(entry.subject_id),
            facts=entry.facts, previous_hash=previous,
        )  # fmt: skip
        event.hash = previous = fingerprint(event)
        events.append(event)
    written = Event.objects.bulk_create(events)
    tell_followers(written)
    return written


def fingerprint(event: Event) -> str:
    """Return SHA-256 over the event's canonical JSON and the hash before it."""
    body = {
        "at": event.at.astimezone(tz=None).timestamp(), "actor": event.actor_id, "roles": event.actor_roles,
        "organisation": str(event.organisation_id or ""), "verb": event.verb, "type": event.subject_type,
        "id": event.subject_id, "facts": event.facts, "previous": event.previous_hash,
    }  # fmt: skip
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken(events: Iterable[Event]) -> Event | None:
    """Return the first event, in id order, whose hash or link does not hold; ``None`` when all do."""
    previous = GENESIS
    for event in events:
        if event.previous_hash != previous or event.hash != fingerprint(event):
            return event
        previous = event.hash
    return None


def _last_hash() -> str:
    return Event.objects.order_by("-id").values_list("hash", flat=True).first() or GENESIS
