"""Evaluations of the walk: planted, asked for, and tried to be written."""

from collections.abc import Callable
from typing import Any

from portal.performance.models import Evaluation, TargetLine, TargetSet
from portal.projects.models import Project
from tests.conftest import NOON

REASON = "足够长的理由在这里写着"
API = "api/v1/projects/<str:code>/performance/"
ONE = f"{API}<uuid:evaluation_id>/"
PAGE = "projects/<str:code>/performance/"
PAGE_ONE = f"{PAGE}<uuid:evaluation_id>/"
SET = {"version": 1, "lines": [{"code": "completion", "weight": "100", "target": "1"}]}
ROW = {
    "version": 1, "code": "completion", "name": "", "weight": "100", "target": "1", "zero": "",
    "planned": "", "unit": "", "components": "",
}  # fmt: skip
HEADS = {"pu_head", "another organisation"}


def plant_evaluation(project: Project, n: int) -> Evaluation:
    """Give a project an evaluation that is being drawn up, with a word that nobody else's carries."""
    made = Evaluation.objects.create(
        project=project, feature=project.site, year=2026, mode="finance", created_at=NOON, updated_at=NOON
    )
    targets = TargetSet.objects.create(evaluation=made)
    TargetLine.objects.create(
        set=targets, position=1, code="completion", name=f"QzC{n}zQ", direction="higher",
        form="proportional", weight=100, target=1,
    )  # fmt: skip
    return made


def remove_evaluations(projects: list[Any]) -> None:
    """Let evaluations never have been."""
    TargetLine.objects.filter(set__evaluation__project_id__in=projects).delete()
    for rows in (
        TargetSet.objects.filter(evaluation__project_id__in=projects),
        Evaluation.objects.filter(project_id__in=projects),
    ):
        rows._raw_delete(rows.db)


def one(start: str, rest: str) -> Callable[[Any], list[str]]:
    """Return the addresses of one evaluation of each lot that is tried."""
    return lambda land: [
        f"{start}/projects/{land.projects[n].code}/performance/{land.evaluations[n].pk}/{rest}"
        for n in land.tried
    ]


def read(each: Callable[[str], Any], one: Callable[[str, str], Any], fixed: Any) -> dict[str, Any]:
    """Return what is asked for by GET."""
    plain = {
        f"api/v1/performance/{rest}": fixed(f"/api/v1/performance/{rest}{query}")
        for rest, query in (
            ("", "?year=2026"), ("library/", ""), ("by-region/", "?level=3"), ("list.xlsx", ""),
            ("template.xlsx", ""),
        )
    }  # fmt: skip
    tails = (
        "", "targets/", "targets/import/", "changes/", "monitorings/", "joint-review/", "scores.xlsx",
    )
    return plain | {
        API: each("/api/v1/projects/{code}/performance/"),
        **{f"{ONE}{tail}": one("/api/v1", tail) for tail in tails},
        f"{ONE}changes/<slug:verdict>/": one("/api/v1", "changes/approve/"),
        f"{ONE}scores/<slug:party>/": one("/api/v1", "scores/self/"),
        f"{ONE}actions/<slug:action>/": one("/api/v1", "actions/set_targets/"),
        "performance/": fixed("/performance/", "/performance/?grade=good&page=2"),
        "performance/template.xlsx": fixed("/performance/template.xlsx"),
        r"^performance/list\.(?P<form>xlsx|pdf)$": fixed("/performance/list.xlsx", "/performance/list.pdf"),
        PAGE: each("/projects/{code}/performance/"), PAGE_ONE: one("", ""),
        **{f"{PAGE_ONE}{tail}": one("", tail)
           for tail in ("targets/", "targets/import/", "changes/", "joint-review/")},
        f"{PAGE_ONE}changes/<slug:verdict>/": one("", "changes/approve/"),
        f"{PAGE_ONE}scores/<slug:party>/": one("", "scores/self/"),
        f"{PAGE_ONE}steps/<slug:action>/": one("", "steps/set_targets/"),
        rf"{PAGE_ONE}^report\.(?P<form>xlsx|pdf)$": one("", "report.xlsx"),
    }  # fmt: skip


def _said(body: dict[str, Any]) -> Callable[[object], dict[str, Any]]:
    return lambda land: dict(body)


ENTRY = {"version": 1, "entries": [{"position": 1, "figures": {"actual_output": "1"}}]}
VERDICT, STEP = {"version": 1, "reason": REASON}, {"version": 1}
REVIEW = {"version": 1, "held_on": "2026-11-20", "present": [], "conclusion": REASON}
WRITE = {
    API: ("post", "/api/v1/projects/{code}/performance/", _said({"year": 2027, "mode": "unit"})),
    f"{ONE}targets/": ("put", "/api/v1/projects/{code}/performance/{evaluation}/targets/", _said(SET)),
    f"{ONE}changes/": (
        "post", "/api/v1/projects/{code}/performance/{evaluation}/changes/", _said(SET | {"reason": REASON})
    ),
    f"{ONE}changes/<slug:verdict>/": (
        "post", "/api/v1/projects/{code}/performance/{evaluation}/changes/approve/", _said(VERDICT)
    ),
    f"{ONE}scores/<slug:party>/": (
        "put", "/api/v1/projects/{code}/performance/{evaluation}/scores/self/", _said(ENTRY)
    ),
    f"{ONE}joint-review/": (
        "post", "/api/v1/projects/{code}/performance/{evaluation}/joint-review/", _said(REVIEW)
    ),
    f"{ONE}actions/<slug:action>/": (
        "post", "/api/v1/projects/{code}/performance/{evaluation}/actions/set_targets/", _said(STEP)
    ),
    PAGE: ("form", "/projects/{code}/performance/", _said({"year": "2027", "mode": "unit"})),
    f"{PAGE_ONE}targets/": ("form", "/projects/{code}/performance/{evaluation}/targets/", _said(ROW)),
    f"{PAGE_ONE}changes/": (
        "form", "/projects/{code}/performance/{evaluation}/changes/", _said(ROW | {"reason": REASON})
    ),
    f"{PAGE_ONE}changes/<slug:verdict>/": (
        "form", "/projects/{code}/performance/{evaluation}/changes/approve/", _said(VERDICT)
    ),
    f"{PAGE_ONE}scores/<slug:party>/": (
        "form", "/projects/{code}/performance/{evaluation}/scores/self/",
        _said({"version": 1, "position": "1", "f_1_actual_output": "1"}),
    ),
    f"{PAGE_ONE}joint-review/": (
        "form", "/projects/{code}/performance/{evaluation}/joint-review/",
        _said({"version": 1, "held_on": "2026-11-20", "conclusion": REASON}),
    ),
    f"{PAGE_ONE}steps/<slug:action>/": (
        "form", "/projects/{code}/performance/{evaluation}/steps/set_targets/", _said(STEP)
    ),
}  # fmt: skip
STEPS = (f"{ONE}changes/", f"{PAGE_ONE}changes/", f"{ONE}actions/<slug:action>/",
         f"{PAGE_ONE}steps/<slug:action>/")  # fmt: skip
MAY = {
    **dict.fromkeys(STEPS, HEADS),
    **{f"{start}changes/<slug:verdict>/": {"dept_head"} for start in (ONE, PAGE_ONE)},
    **{f"{start}joint-review/": {"fin_budget"} for start in (ONE, PAGE_ONE)},
}  # fmt: skip
FILES = {f"{ONE}targets/import/", f"{PAGE_ONE}targets/import/"}
"""What takes a workbook: its rights have tests with the pages."""
