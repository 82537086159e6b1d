"""Quality issues of the walk: planted, asked for, and let never have been."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

from portal.projects.models import Project
from portal.quality.models import QualityCase
from tests.conftest import NOON
from tests.walk import issues

PAGE, API = "projects/<str:code>/quality/", "api/v1/issues/<uuid:issue_id>/photos/"
ONE = f"{PAGE}<uuid:issue_id>/"
WRITES = {API, f"{ONE}photos/", f"{ONE}actions/<slug:action>/"}
"""What mends an issue: its rights have tests with the guards (tests/quality)."""
NOBODY = "0198c0de-0000-7000-8000-000000000000"


def plant_case(project: Project, n: int) -> QualityCase:
    """Give a project a quality issue with words that nobody else's carries."""
    return QualityCase.objects.create(
        id=uuid5(project.pk, "quality"), project=project, section=project.site, number=n,
        title=f"QzC{n}zQ", severity="minor", place=project.site.geom.centroid, began_at=NOON,
        assigned_to=f"QzN{n}zQ",
    )  # fmt: skip


def remove_cases(projects: list[Any]) -> None:
    """Let them never have been."""
    rows = QualityCase.objects.filter(project_id__in=projects)
    rows._raw_delete(rows.db)


def _of(form: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        form.format(code=land.projects[n].code, issue=land.issues[n].pk) for n in land.tried
    ]


READ = issues.READ | {
    PAGE: _of("/projects/{code}/quality/"), ONE: _of("/projects/{code}/quality/{issue}/"),
    f"{ONE}photos/": _of("/projects/{code}/quality/{issue}/photos/"),
    f"{ONE}actions/<slug:action>/": _of("/projects/{code}/quality/{issue}/actions/start/"),
    API: _of("/api/v1/issues/{issue}/photos/"),
    f"{API}<uuid:photo_id>/": _of(f"/api/v1/issues/{{issue}}/photos/{NOBODY}/"),
    f"{API}<uuid:photo_id>/small/": _of(f"/api/v1/issues/{{issue}}/photos/{NOBODY}/small/"),
}
