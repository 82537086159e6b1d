"""The outbox: messages are written with what they tell of and sent by a worker, outside transactions.

A message is claimed for a while before it is sent. A worker that dies leaves its claim behind; when that runs
out, the message is sent again under the same key, because nobody can know whether it arrived. Nothing is sent
again that is known to have been sent.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import translation

from portal.accounts.models import User
from portal.accounts.selectors import Holder, actor_of, holders_of
from portal.alerts import hooks, mailing, policy
from portal.alerts.models import Alert, AlertAct, Message, Webhook
from portal.alerts.rules import life
from portal.alerts.telling import hook_body
from portal.core import clock
from portal.core.events import Who
from portal.core.ids import new_id
from portal.core.jobs import enqueue
from portal.projects.policy import roles_on

log = logging.getLogger(__name__)
SEND = "alerts.send"
MAILED = frozenset({life.RAISE, life.WORSEN, life.ESCALATE, life.ASSIGN, "reopen"})
"""What people learn by mail; webhooks learn everything."""
CLAIM_S = 120
FIRST_WAIT_S, LONGEST_WAIT_S, DOUBLINGS, MOST_TRIES = 30, 6 * 3600, 10, 16
BLOCK = 200


def write(who: Who, acts: Sequence[AlertAct], *, on: date, at: datetime) -> list[Message]:
    """Write the messages about what happened and wake the worker, in the caller's transaction."""
    rows = [*_mail(acts, on, at), *_hooked(acts, on, at)]
    for message, alerts in rows:
        message.save(force_insert=True)
        message.alerts.set(alerts)
    if rows:
        enqueue(actor=who, kind=SEND, payload={"messages": len(rows)})
    return [message for message, _alerts in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How a round of sending went."""

    sent: int
    waiting: int
    failed: int


def send_due() -> Sent:
    """Send what is due, oldest first. No transaction is open while anybody is spoken to."""
    rows = Message.objects.filter(state__in=Message.OPEN, next_at__lte=clock.now()).order_by("next_at", "pk")
    states = [_send(pk) for pk in rows.values_list("pk", flat=True)[:BLOCK]]
    return Sent(
        sent=states.count(Message.SENT), waiting=states.count(Message.QUEUED),
        failed=states.count(Message.FAILED) + states.count(Message.WITHHELD),
    )  # fmt: skip


def _send(pk: UUID) -> str:
    """Send one message; return the state it is left in, or nothing where another worker holds it."""
    now = clock.now()
    claimed = Message.objects.filter(pk=pk, state__in=Message.OPEN, next_at__lte=now).update(
        state=Message.SENDING, next_at=now + timedelta(seconds=CLAIM_S)
    )
    if not claimed:
        return ""
    row = Message.objects.select_related("user", "webhook__owner").get(pk=pk)
    if _withheld(row):
        return _mark(row, Message.WITHHELD, "")
    try:
        (mailing.send if row.channel == Message.EMAIL else hooks.send)(row)
    except mailing.NeverDelivered as error:
        return _mark(row, Message.FAILED, str(error))
    except mailing.NotDelivered as error:
        return _later(row, str(error))
    return _mark(row, Message.SENT, "")


def _withheld(row: Message) -> bool:
    """Tell whether its reader may not see what it tells of any more: rights count when it leaves."""
    owner = row.user if row.channel == Message.EMAIL else row.webhook.owner if row.webhook else None
    ended = row.channel == Message.WEBHOOK and not (row.webhook and row.webhook.active)
    if owner is None or ended or not owner.is_active:
        return True
    told = set(row.alerts.values_list("pk", flat=True))
    viewable = policy.viewable(actor_of(owner, on=clock.today()))
    return set(Alert.objects.filter(viewable, pk__in=told).values_list("pk", flat=True)) != told


def _later(row: Message, error: str) -> str:
    if row.tries + 1 >= MOST_TRIES:
        return _mark(row, Message.FAILED, error)
    log.warning("Message %s waits: %s", row.key, error)
    wait_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(row.tries, DOUBLINGS))
    return _mark(row, Message.QUEUED, error, wait_s=wait_s)


def _mark(row: Message, state: str, error: str, *, wait_s: int = 0) -> str:
    """Note a try, unless the claim ran out and another worker went on."""
    now = clock.now()
    Message.objects.filter(pk=row.pk, state=Message.SENDING, next_at=row.next_at).update(
        state=state, tries=row.tries + 1, last_error=error[:200],
        next_at=now + timedelta(seconds=wait_s), sent_at=now if state == Message.SENT else None,
    )  # fmt: skip
    return state


def _mail(acts: Sequence[AlertAct], on: date, at: datetime) -> Iterable[tuple[Message, list[Alert]]]:
    """Return one mail for each person about all they are told of at once."""
    told = [act for act in acts if act.action in MAILED]
    holders = holders_of(life.ROLES, on=on) if told else []
    by_user: dict[int, list[AlertAct]] = defaultdict(list)
    for act in told:
        for pk in _people(act, holders):
            by_user[pk].append(act)
    for user in User.objects.filter(pk__in=by_user, is_active=True).exclude(email="").order_by("pk"):
        own = by_user[user.pk]
        body = mailing.body_of(own, language=user.language)
        message = _message(Message.EMAIL, user.email, dict(body), at, user=user)
        yield message, list({act.alert.pk: act.alert for act in own}.values())


def _people(act: AlertAct, holders: Sequence[Holder]) -> set[int]:
    """Return who is told: whoever deals with it already, else those of its level."""
    alert = act.alert
    dealing = alert.assignee_id or alert.acknowledged_by
    if dealing and act.action != life.ESCALATE:
        return {dealing} - {act.actor_id or 0}
    escalated = act.action == life.ESCALATE
    roles = (life.told_at if escalated else life.told_by)(alert.rule, alert.level)
    return {one.user.pk for one in holders if roles_on(one.actor, alert.project) & roles}


def _hooked(acts: Sequence[AlertAct], on: date, at: datetime) -> Iterable[tuple[Message, list[Alert]]]:
    """Return one message for each webhook and act that its owner may see."""
    for hook in Webhook.objects.filter(active=True, owner__is_active=True).select_related("owner"):
        alerts = {act.alert.pk for act in acts}
        viewable = policy.viewable(actor_of(hook.owner, on=on))
        seen = set(Alert.objects.filter(viewable, pk__in=alerts).values_list("pk", flat=True))
        for act in acts:
            if act.alert.pk in seen and act.alert.rule in (hook.rules or life.TOLD):
                message = _message(Message.WEBHOOK, hook.url, {}, at, webhook=hook)
                with translation.override(hook.owner.language):
                    message.body = hook_body(act, message.key)
                yield message, [act.alert]


def _message(channel: str, address: str, body: dict[str, Any], at: datetime, **to: Any) -> Message:
    return Message(
        channel=channel, address=address, key=str(new_id()), body=body, next_at=at, created_at=at, **to
    )
