"""Progress reports of the walk: planted, asked for, and let never have been."""

from collections.abc import Callable
from typing import Any

from portal.progress.models import ProgressReport, ReportLine
from portal.projects.models import Project
from tests.conftest import NOON, TODAY

NOBODY = "0198c0de-0000-7000-8000-000000000000"
API, PAGE = "api/v1/progress-reports/<uuid:report_id>/", "projects/<str:code>/progress/"
LINES = "projects/<str:code>/disagreements/"
REPORT = f"{PAGE}reports/<uuid:report_id>/"
WRITES = {
    "api/v1/projects/<str:code>/progress-reports/", API, f"{API}actions/<slug:action>/", f"{API}photos/",
    f"{PAGE}reports/", f"{REPORT}lines/", f"{REPORT}photos/", f"{REPORT}actions/<slug:action>/",
    f"api/v1/{LINES}", f"{LINES}issues/",
}  # fmt: skip
"""What writes reports: its rights have tests with the reports (tests/progress, tests/earned)."""


def plant_report(project: Project, n: int) -> ProgressReport:
    """Give a project a report that is being written, with words that nobody else's carries."""
    made = ProgressReport.objects.create(
        project=project, feature=project.site, period_first=TODAY, period_last=TODAY, created_at=NOON,
        updated_at=NOON,
    )  # fmt: skip
    ReportLine.objects.create(report=made, task_key="1", percent=10 + n, note=f"QzC{n}zQ")
    return made


def remove_reports(projects: list[Any]) -> None:
    """Let reports never have been."""
    found = ProgressReport.objects.filter(project_id__in=projects)
    for rows in (ReportLine.objects.filter(report__in=found), found):
        rows._raw_delete(rows.db)


def _of(form: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        form.format(code=land.projects[n].code, report=land.reports[n].pk) for n in land.tried
    ]


READ = {
    "api/v1/projects/<str:code>/progress/": _of("/api/v1/projects/{code}/progress/?as_of=2026-11-20"),
    "api/v1/projects/<str:code>/progress-reports/": _of("/api/v1/projects/{code}/progress-reports/"),
    API: _of("/api/v1/progress-reports/{report}/"),
    f"{API}actions/<slug:action>/": _of("/api/v1/progress-reports/{report}/actions/submit/"),
    f"{API}photos/": _of("/api/v1/progress-reports/{report}/photos/"),
    f"{API}photos/<uuid:photo_id>/": _of(f"/api/v1/progress-reports/{{report}}/photos/{NOBODY}/"),
    f"api/v1/{LINES}": _of("/api/v1/projects/{code}/disagreements/?as_of=2026-11-20"),
    LINES: _of("/projects/{code}/disagreements/"),
    f"{LINES}issues/": _of("/projects/{code}/disagreements/issues/"),
    PAGE: _of("/projects/{code}/progress/"),
    f"{PAGE}reports/": _of("/projects/{code}/progress/reports/"),
    REPORT: _of("/projects/{code}/progress/reports/{report}/"),
    f"{REPORT}lines/": _of("/projects/{code}/progress/reports/{report}/lines/"),
    f"{REPORT}photos/": _of("/projects/{code}/progress/reports/{report}/photos/"),
    f"{REPORT}actions/<slug:action>/": _of("/projects/{code}/progress/reports/{report}/actions/submit/"),
}
