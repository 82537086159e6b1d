"""Background work of alerts: the nightly look, a look at one project after news of it, the outbox."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from portal.accounts.actor import system_actor
from portal.alerts import outbox
from portal.alerts.services import look
from portal.core import clock
from portal.core.following import follows
from portal.core.jobs import Progress, enqueue, handler, nightly
from portal.core.models import Event
from portal.payments.models import Application
from portal.progress.models import ProgressReport

ONE = "alerts.project"


@nightly("alerts.look")
def look_at_all(progress: Progress) -> dict[str, Any]:
    """Hold every project against N1-N7; what ``manage.py look_alerts`` does by hand."""
    on = date.fromisoformat(progress.payload["on"])
    return asdict(look(actor=system_actor("alerts"), on=on, at=clock.now()))


@handler(ONE)
def look_at_one(progress: Progress) -> dict[str, Any]:
    """Hold one project against N1-N7 after news of it."""
    pk = UUID(progress.payload["project"])
    return asdict(look(actor=system_actor("alerts"), on=clock.today(), at=clock.now(), projects=[pk]))


@handler(outbox.SEND)
def send(progress: Progress) -> dict[str, Any]:
    """Send at once what was just written."""
    return asdict(outbox.send_due())


@app.periodic(cron="* * * * * */15")
@app.task(name="gongtu.alerts", queue="work", queueing_lock="alerts")
def alerts(timestamp: int) -> None:
    """Try again what waits, and take up what a dead worker held."""
    outbox.send_due()


@follows("project", "start", "suspend", "resume", "complete", "close_accounts", "hand_over", "cancel")
def project_moved(event: Event) -> None:
    """A stage may end a cause."""
    _look_soon(UUID(event.subject_id))


@follows("progress_report", "submit", "confirm_owner")
def report_came(event: Event) -> None:
    """A report ends silence and standstill, and tells the pace."""
    found = ProgressReport.objects.filter(pk=UUID(event.subject_id)).values_list("project_id", flat=True)
    for project in found:
        _look_soon(project)


@follows("payment", "certify")
def work_measured(event: Event) -> None:
    """Measured work ends a standstill."""
    found = Application.objects.filter(pk=UUID(event.subject_id)).values_list("project_id", flat=True)
    for project in found:
        _look_soon(project)


def _look_soon(project: UUID) -> None:
    enqueue(actor=system_actor("alerts"), kind=ONE, payload={"project": str(project)})
