"""Alerts of the walk: planted, asked for, and let never have been."""

from collections.abc import Callable
from typing import Any

from portal.alerts.models import Alert
from portal.projects.models import Project
from tests.conftest import NOON, TODAY

NOBODY = "0198c0de-0000-7000-8000-000000000000"
API, PAGE = "api/v1/alerts/", "alerts/"
ONE_API, ONE_PAGE = f"{API}<uuid:alert_id>/", f"{PAGE}<uuid:alert_id>/"
HOOK = "webhooks/<uuid:webhook_id>/"
WRITES = {
    f"{ONE_API}actions/<slug:action>/", f"{ONE_API}assignment/", f"{API}webhooks/", f"{API}{HOOK}",
    f"{API}{HOOK}actions/<slug:action>/", f"{ONE_PAGE}actions/<slug:action>/", f"{ONE_PAGE}assignment/",
    f"{PAGE}webhooks/add/", f"{PAGE}{HOOK}<slug:action>/",
}  # fmt: skip
"""What writes alerts: its rights have tests with the alerts (tests/alerts)."""


def plant_alert(project: Project, n: int) -> Alert:
    """Give a project an alert with words that nobody else's carries."""
    return Alert.objects.create(
        project=project, rule="N1", subject="start", severity="warning", seen_on=TODAY, raised_on=TODAY,
        raised_at=NOON, updated_at=NOON,
        facts={"permit": f"QzC{n}zQ", "permit_days": 60 + n, "permit_issued": str(TODAY)},
    )  # fmt: skip


def remove_alerts(projects: list[Any]) -> None:
    """Let alerts never have been."""
    found = Alert.objects.filter(project_id__in=projects)
    found._raw_delete(found.db)


def _of(form: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        form.format(code=land.projects[n].code, alert=land.alerts[n].pk) for n in land.tried
    ]


def _fixed(*addresses: str) -> Callable[[Any], list[str]]:
    return lambda land: list(addresses)


READ = {
    API: _fixed("/api/v1/alerts/", "/api/v1/alerts/?state=open&rule=N1&limit=1"),
    f"{API}responses/": _fixed("/api/v1/alerts/responses/"),
    "api/v1/projects/<str:code>/alerts/": _of("/api/v1/projects/{code}/alerts/"),
    ONE_API: _of("/api/v1/alerts/{alert}/"),
    f"{ONE_API}actions/<slug:action>/": _of("/api/v1/alerts/{alert}/actions/acknowledge/"),
    f"{ONE_API}assignment/": _of("/api/v1/alerts/{alert}/assignment/"),
    f"{API}webhooks/": _fixed("/api/v1/alerts/webhooks/"),
    f"{API}{HOOK}": _fixed(f"/api/v1/alerts/webhooks/{NOBODY}/"),
    f"{API}{HOOK}actions/<slug:action>/": _fixed(f"/api/v1/alerts/webhooks/{NOBODY}/actions/try/"),
    PAGE: _fixed("/alerts/", "/alerts/?state=&q=Qz"),
    ONE_PAGE: _of("/alerts/{alert}/"),
    f"{ONE_PAGE}actions/<slug:action>/": _of("/alerts/{alert}/actions/acknowledge/"),
    f"{ONE_PAGE}assignment/": _of("/alerts/{alert}/assignment/"),
    f"{PAGE}webhooks/": _fixed("/alerts/webhooks/"),
    f"{PAGE}webhooks/add/": _fixed("/alerts/webhooks/add/"),
    f"{PAGE}{HOOK}<slug:action>/": _fixed(f"/alerts/webhooks/{NOBODY}/try/"),
}
