"""Alerts of the demo: two nights of the product's own look at its data, and some answered in between."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from portal.accounts.actor import Actor, Scope, system_actor
from portal.accounts.rules import ANY_REGION
from portal.alerts.models import Alert
from portal.alerts.rules.life import RAISED, UNIT
from portal.alerts.services import look, take_step
from portal.core import clock
from portal.demo.money.hands import HEAD

NIGHTS_AGO = (9, 0)
EVERY, FIRST_HOUR, HOURS_APART, HOURS = 4, 9, 7, 6
"""Every fourth alert of the first night is answered, 9 to 44 hours later."""


def raise_alerts(*, on: date) -> int:
    """Look as on two nights up to a day, the clock standing there; return how many were raised. Once."""
    if Alert.objects.exists():
        return 0
    for ago in NIGHTS_AGO:
        _look(on - timedelta(days=ago))
        if ago == NIGHTS_AGO[0]:
            _answer()
    return Alert.objects.count()


def _look(on: date) -> None:
    with clock.standing_at(make_aware(datetime.combine(on, time(1)))):
        look(actor=system_actor("alerts"), on=on, at=clock.now())


def _answer() -> None:
    rows = Alert.objects.filter(state=RAISED, level=UNIT, rule__in=("N1", "N2", "N7"))
    ordered = rows.select_related("project__owner").order_by("project__code", "rule", "subject")
    for n, row in enumerate(ordered[::EVERY]):
        at = row.raised_at + timedelta(hours=FIRST_HOUR + HOURS_APART * (n % HOURS))
        with clock.standing_at(at):
            take_step(
                actor=_head(row), alert_id=row.pk, action="acknowledge", version=row.version,
                on=clock.today(), at=at,
            )  # fmt: skip


def _head(row: Alert) -> Actor:
    scope = Scope(role="pu_head", organisation_path="/", region_code=ANY_REGION, clearance="sensitive")
    return Actor(user_id=HEAD.id, name=HEAD.name, organisation_id=row.project.owner_id, scopes=(scope,))
