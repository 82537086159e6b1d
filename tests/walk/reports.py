"""Progress reports of the walk: planted, asked for, and let never have been."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.contrib.gis.geos import Point
from django.db import connection

from portal.capture.models import SiteEntry
from portal.progress.models import ProgressReport, ReportLine
from portal.projects.models import Project
from tests.conftest import NOON, TODAY

NOBODY = "0198c0de-0000-7000-8000-000000000000"
API, PAGE = "api/v1/progress-reports/<uuid:report_id>/", "projects/<str:code>/progress/"
LINES = "projects/<str:code>/disagreements/"
REPORT = f"{PAGE}reports/<uuid:report_id>/"
SITE, TODO = "api/v1/site/entries/", "api/v1/site/tasks/"
WRITES = {
    "api/v1/projects/<str:code>/progress-reports/", API, f"{API}actions/<slug:action>/", f"{API}photos/",
    SITE, f"{SITE}<uuid:entry_id>/photos/", f"{PAGE}reports/", f"{REPORT}lines/", f"{REPORT}photos/",
    f"{REPORT}photos/<uuid:photo_id>/remove/", f"{REPORT}discard/",
    f"{REPORT}actions/<slug:action>/", f"api/v1/{LINES}", f"{LINES}issues/",
}  # fmt: skip
"""What writes reports: its rights have tests with the reports (tests/progress, tests/earned)."""


def plant_report(project: Project, n: int) -> ProgressReport:
    """Give a project a report that is being written, with words that nobody else's carries."""
    made = ProgressReport.objects.create(
        project=project, feature=project.site, period_first=TODAY, period_last=TODAY, created_at=NOON,
        updated_at=NOON,
    )  # fmt: skip
    ReportLine.objects.create(report=made, task_key="1", percent=10 + n, note=f"QzC{n}zQ")
    SiteEntry.objects.create(
        id=entry_id(project), project=project, feature=project.site, kind="record",
        supervision="patrol", note=f"QzC{n}zQ",
        captured_at=NOON, device=entry_id(project), number=n, digest="", by=1, by_name=f"QzN{n}zQ",
        received_at=NOON, place=Point(120 + n / 100, 30, srid=4326),
    )  # fmt: skip
    return made


def entry_id(project: Project) -> UUID:
    """The id of what was written down at a project's site."""
    return uuid5(project.pk, "entry")


def remove_reports(projects: list[Any]) -> None:
    """Let reports never have been."""
    found = ProgressReport.objects.filter(project_id__in=projects)
    for rows in (ReportLine.objects.filter(report__in=found), found):
        rows._raw_delete(rows.db)


def remove_entries(projects: list[Any]) -> None:
    """Let what was written down at sites never have been, though its table only lets add."""
    rows = SiteEntry.objects.filter(project_id__in=projects)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE capture_siteentry DISABLE TRIGGER capture_entry_stands")
        rows._raw_delete(rows.db)
        cursor.execute("ALTER TABLE capture_siteentry ENABLE TRIGGER capture_entry_stands")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _of(form: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        form.format(
            code=land.projects[n].code, report=land.reports[n].pk, entry=entry_id(land.projects[n])
        )
        for n in land.tried
    ]  # fmt: skip


READ = {
    "api/v1/projects/<str:code>/progress/": _of("/api/v1/projects/{code}/progress/?as_of=2026-11-20"),
    "api/v1/projects/<str:code>/progress-reports/": _of("/api/v1/projects/{code}/progress-reports/"),
    API: _of("/api/v1/progress-reports/{report}/"),
    f"{API}actions/<slug:action>/": _of("/api/v1/progress-reports/{report}/actions/submit/"),
    f"{API}photos/": _of("/api/v1/progress-reports/{report}/photos/"),
    f"{API}photos/<uuid:photo_id>/": _of(f"/api/v1/progress-reports/{{report}}/photos/{NOBODY}/"),
    f"{API}photos/<uuid:photo_id>/small/": _of(
        f"/api/v1/progress-reports/{{report}}/photos/{NOBODY}/small/"
    ),
    f"api/v1/{LINES}": _of("/api/v1/projects/{code}/disagreements/?as_of=2026-11-20"),
    "api/v1/projects/<str:code>/photos/": _of("/api/v1/projects/{code}/photos/?placeless=1"),
    LINES: _of("/projects/{code}/disagreements/"),
    f"{LINES}issues/": _of("/projects/{code}/disagreements/issues/"),
    "api/v1/site/session/": lambda land: ["/api/v1/site/session/"],
    TODO: lambda land: [f"/{TODO}", f"/{TODO}?lon=120.1&lat=30.1"],
    SITE: lambda land: [f"/{SITE}", *(f"/{SITE}?project={land.projects[n].code}" for n in land.tried)],
    f"{SITE}<uuid:entry_id>/": _of("/api/v1/site/entries/{entry}/"),
    f"{SITE}<uuid:entry_id>/photos/": _of("/api/v1/site/entries/{entry}/photos/"),
    f"{SITE}<uuid:entry_id>/photos/<str:sha256>/": _of(
        f"/api/v1/site/entries/{{entry}}/photos/{'0' * 64}/"
    ),
    f"{SITE}<uuid:entry_id>/photos/<str:sha256>/small/": _of(
        f"/api/v1/site/entries/{{entry}}/photos/{'0' * 64}/small/"
    ),
    "projects/<str:code>/site/": _of("/projects/{code}/site/"),
    "projects/<str:code>/supervision/": _of("/projects/{code}/supervision/"),
    "projects/<str:code>/supervision/records.csv": _of("/projects/{code}/supervision/records.csv"),
    "site/": lambda land: ["/site/"],
    "site/worker.js": lambda land: ["/site/worker.js"],
    "site/manifest.webmanifest": lambda land: ["/site/manifest.webmanifest"],
    PAGE: _of("/projects/{code}/progress/"),
    f"{PAGE}parts/": _of("/projects/{code}/progress/parts/?by=task&as_of=2026-11-20"),
    "api/v1/projects/<str:code>/progress/parts/": _of("/api/v1/projects/{code}/progress/parts/?by=element"),
    f"{PAGE}reports/": _of("/projects/{code}/progress/reports/"),
    REPORT: _of("/projects/{code}/progress/reports/{report}/"),
    f"{REPORT}lines/": _of("/projects/{code}/progress/reports/{report}/lines/"),
    f"{REPORT}discard/": _of("/projects/{code}/progress/reports/{report}/discard/"),
    f"{REPORT}photos/": _of("/projects/{code}/progress/reports/{report}/photos/"),
    f"{REPORT}photos/<uuid:photo_id>/remove/": _of(
        f"/projects/{{code}}/progress/reports/{{report}}/photos/{NOBODY}/remove/"
    ),
    f"{REPORT}actions/<slug:action>/": _of("/projects/{code}/progress/reports/{report}/actions/submit/"),
}
