"""Webhooks: added by who may, with their eyes; tried, ended, and what failed sent again."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.accounts.models import User
from portal.alerts import faults, hooks, outbox, selectors
from portal.alerts.models import Message, Webhook
from portal.alerts.policy import may_hook
from portal.alerts.rules.conditions import RULES
from portal.core.events import record_event
from portal.core.ids import new_id
from portal.core.jobs import enqueue
from portal.core.refusals import kept_refusals

SECRET_BYTES = 32


@kept_refusals(faults.HOOK_SUBJECT, names=("url",))
@transaction.atomic
def add_webhook(*, actor: Actor, name: str, url: str, rules: Sequence[str], at: datetime) -> Webhook:
    """Have alerts sent to an address as the actor sees them. Raises what stands against it.

    The secret in the answer is told this once.
    """
    if not may_hook(actor):
        raise faults.HookForbidden()
    hooks.target_of(url)
    unknown = sorted(set(rules) - set(RULES))
    if unknown:
        raise faults.FilterUnreadable(parameter="rules", value=unknown[0][:40], known=", ".join(RULES))
    if Webhook.objects.filter(owner_id=actor.user_id, url=url, active=True).exists():
        raise faults.HookThere(url=url)
    made = Webhook.objects.create(
        name=name.strip()[:100] or url[:100], url=url, secret=secrets.token_hex(SECRET_BYTES),
        rules=sorted(set(rules)), owner=_owner(actor), created_at=at, updated_at=at,
    )  # fmt: skip
    _record(actor, "add", made)
    return made


@transaction.atomic
def end_webhook(*, actor: Actor, webhook_id: UUID, at: datetime) -> Webhook:
    """Send nothing more to an address; what waits for it is withheld."""
    row = selectors.get_webhook(actor=actor, webhook_id=webhook_id)
    row.active, row.updated_at = False, at
    row.save(update_fields=["active", "updated_at"])
    row.messages.filter(state__in=Message.OPEN).update(state=Message.WITHHELD)
    _record(actor, "end", row)
    return row


@transaction.atomic
def try_webhook(*, actor: Actor, webhook_id: UUID, at: datetime) -> Message:
    """Send a message that only says hello, so that the other side can check its signature."""
    row = selectors.get_webhook(actor=actor, webhook_id=webhook_id)
    key = str(new_id())
    made = Message.objects.create(
        channel=Message.WEBHOOK, webhook=row, address=row.url, key=key, next_at=at, created_at=at,
        body={"key": key, "event": "hello", "at": at.isoformat(), "webhook": row.name},
    )  # fmt: skip
    _record(actor, "try", row)
    enqueue(actor=actor, kind=outbox.SEND, payload={"messages": 1})
    return made


@transaction.atomic
def send_again(*, actor: Actor, webhook_id: UUID, at: datetime) -> int:
    """Put what failed for an address back in the queue, under the same keys; return how many."""
    row = selectors.get_webhook(actor=actor, webhook_id=webhook_id)
    hooks.target_of(row.url)
    count = row.messages.filter(state=Message.FAILED).update(state=Message.QUEUED, tries=0, next_at=at)
    _record(actor, "send_again", row)
    if count:
        enqueue(actor=actor, kind=outbox.SEND, payload={"messages": count})
    return count


def _owner(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id or 0)


def _record(actor: Actor, verb: str, row: Webhook) -> None:
    facts = {"name": row.name, "url": row.url, "rules": row.rules}
    record_event(actor=actor, verb=verb, subject_type=faults.HOOK_SUBJECT, subject_id=row.pk, facts=facts)
