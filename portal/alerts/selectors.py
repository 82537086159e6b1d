"""Reads of alerts: one, many, counts, what waits for a person, how fast units answer."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet

from portal.accounts.actor import Actor
from portal.accounts.models import User
from portal.accounts.selectors import holders_of
from portal.alerts import faults, policy
from portal.alerts.filters import AlertFilter
from portal.alerts.models import Alert, Message, Webhook
from portal.alerts.rules import life
from portal.alerts.rules.conditions import SEVERITIES
from portal.projects.policy import roles_on
from portal.projects.selectors import get_project


def list_alerts(*, actor: Actor) -> QuerySet[Alert]:
    """Return the alerts the actor may see."""
    rows = Alert.objects.filter(policy.viewable(actor))
    return rows.select_related("project__owner", "assignee")


def find_alerts(*, actor: Actor, criteria: AlertFilter, on: date) -> QuerySet[Alert]:
    """Return the alerts that meet the filter, without order."""
    return list_alerts(actor=actor).filter(criteria.where(on=on))


def of_project(*, actor: Actor, code: str) -> QuerySet[Alert]:
    """Return a project's alerts, open ones first, then the newest. Raises ``ProjectNotFound``."""
    project = get_project(actor=actor, code=code)
    rows = list_alerts(actor=actor).filter(project=project)
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-raised_at", "pk")


def get_alert(*, actor: Actor, alert_id: UUID) -> Alert:
    """Return one alert. Raises ``AlertNotFound`` both when it is absent and when it is hidden."""
    found = list_alerts(actor=actor).filter(pk=alert_id).first()
    if found is None:
        raise faults.AlertNotFound(alert=str(alert_id))
    return found


def lock_alert(*, actor: Actor, alert_id: UUID) -> Alert:
    """Return one alert, locked until the transaction ends."""
    found = get_alert(actor=actor, alert_id=alert_id)
    Alert.objects.select_for_update(no_key=True).get(pk=found.pk)
    return get_alert(actor=actor, alert_id=alert_id)


def waiting(*, actor: Actor) -> QuerySet[Alert]:
    """Return the alerts that wait for the actor, the oldest first."""
    rows = Alert.objects.filter(policy.waiting_for(actor)).select_related("project__owner", "assignee")
    return rows.order_by("raised_at", "pk")


def allowed_actions(*, actor: Actor, alert: Alert) -> list[str]:
    """Return the steps open to the actor as a person; ``assign`` among them."""
    parts = policy.parts_of(actor, alert) - {life.TIMER}
    actions = list(dict.fromkeys(life.LIFECYCLE.allowed_actions(state=alert.state, roles=parts)))
    own = actor.user_id is not None and alert.resolved_by == actor.user_id and alert.state == life.RESOLVED
    actions = [action for action in actions if not (own and action in life.OTHER_HAND)]
    return [*actions, *([life.ASSIGN] if parts and alert.is_open else [])]


def people_for(*, alert: Alert, on: date) -> list[User]:
    """Return who may be given an alert: those its rule tells at any level, over this very project."""
    roles = frozenset(role for told in life.TOLD[alert.rule].values() for role in told) | {"eng", "pu_clerk"}
    return [
        one.user for one in holders_of(roles, on=on) if roles_on(one.actor, alert.project) & roles
    ]  # fmt: skip


def answer_by(alert: Alert, *, patience: life.Patience) -> date | None:
    """Return the day until which the level at which an unanswered alert stands has to answer."""
    if alert.state != life.RAISED or alert.level >= life.LAPSED:
        return None
    return alert.raised_on + timedelta(days=patience.days[alert.level])


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a list of alerts adds up to. ``by_severity``: of the open ones."""

    alerts: int
    open: int
    unanswered: int
    by_severity: tuple[tuple[str, int], ...]


def tally(rows: QuerySet[Alert]) -> Tally:
    """Count alerts by what is still to be done."""
    is_open = Q(state__in=life.OPEN)
    counts = rows.order_by().aggregate(
        alerts=Count("*"), open=Count("pk", filter=is_open),
        unanswered=Count("pk", filter=Q(state=life.RAISED)),
        **{one: Count("pk", filter=is_open & Q(severity=one)) for one in SEVERITIES},
    )  # fmt: skip
    return Tally(
        alerts=counts["alerts"],
        open=counts["open"],
        unanswered=counts["unanswered"],
        by_severity=tuple((one, counts[one]) for one in reversed(SEVERITIES)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """How one unit answers. ``mean``: until acknowledged, of those that were; ``ended``: ended unanswered."""

    unit: str
    alerts: int
    answered: int
    ended: int
    waiting: int
    mean: timedelta | None

    @property
    def mean_hours(self) -> float | None:
        """Return the mean time in hours."""
        return None if self.mean is None else self.mean.total_seconds() / 3600


def responses(*, rows: QuerySet[Alert]) -> list[Response]:
    """Return how fast each unit's alerts were acknowledged, the slowest first. ``rows``: as seen."""
    answered = Q(acknowledged_at__isnull=False)
    found = rows.order_by().values_list("project__owner_id", "project__owner__name").annotate(
        alerts=Count("*"), answered=Count("pk", filter=answered),
        ended=Count("pk", filter=~answered & ~Q(state__in=life.OPEN)),
        waiting=Count("pk", filter=Q(state=life.RAISED)),
        mean=Avg(F("acknowledged_at") - F("raised_at"), filter=answered),
    )  # fmt: skip
    lines = [Response(unit=name, alerts=a, answered=b, ended=c, waiting=d, mean=e)
             for _pk, name, a, b, c, d, e in found]  # fmt: skip
    return sorted(lines, key=lambda one: (-(one.mean or timedelta()).total_seconds(), -one.waiting, one.unit))


def list_webhooks(*, actor: Actor) -> QuerySet[Webhook]:
    """Return the actor's own webhooks, the newest first. Raises ``HookForbidden``."""
    if not policy.may_hook(actor):
        raise faults.HookForbidden()
    return Webhook.objects.filter(owner_id=actor.user_id, active=True).order_by("-created_at", "pk")


def get_webhook(*, actor: Actor, webhook_id: UUID) -> Webhook:
    """Return one of the actor's own. Raises ``HookNotFound`` for all others."""
    found = list_webhooks(actor=actor).filter(pk=webhook_id).first()
    if found is None:
        raise faults.HookNotFound(webhook=str(webhook_id))
    return found


def messages_of(*, actor: Actor) -> QuerySet[Message]:
    """Return what was or is to be sent for the actor: their mail, and their webhooks' messages."""
    own = Q(user_id=actor.user_id) | Q(webhook__owner_id=actor.user_id)
    return Message.objects.filter(own).select_related("webhook").order_by("-created_at", "pk")
