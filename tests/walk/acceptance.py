"""The tree of acceptance of the walk: planted, asked for, written to, and let never have been."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from portal.acceptance.models import BuiltElement, LotTest, MaterialTest, Piece
from portal.projects.models import Project
from spatial.features.models import Feature
from tests.conftest import NOON, TODAY
from tests.walk.twins import GUID

TABLES = (Piece, MaterialTest, LotTest, BuiltElement)
API, PAGE = "api/v1/projects/<str:code>/acceptance/", "projects/<str:code>/acceptance/"
ONE, TEST = "api/v1/acceptance/<uuid:piece_id>/", "api/v1/material-tests/<uuid:test_id>/"
OWN, SAMPLE = f"{PAGE}<uuid:piece_id>/", f"{PAGE}tests/<uuid:test_id>/"
STEP, RESULT = "actions/<slug:action>/", "result/"
WRITES = {f"{API}import/", f"{API}import/confirm/", f"{PAGE}import/", f"{PAGE}import/confirm/"}
"""Files brought along: their rights have tests with the workbook (tests/acceptance)."""


def piece_id(project: Project) -> UUID:
    """The id of the lot planted in a project."""
    return uuid5(project.pk, "lot")


def sample_id(project: Project) -> UUID:
    """The id of the test planted in a project."""
    return uuid5(project.pk, "test")


def plant_acceptance(project: Project, n: int) -> None:
    """Give a project a unit works down to a lot, a test and an element, with words nobody else's carries."""
    structure = Feature.objects.get(root_id=project.site_id, kind="structure")
    above, told = None, {"name": f"QzC{n}zQ", "feature": structure, "created_at": NOON}
    for level in ("unit", "division", "item", "lot"):
        above = Piece.objects.create(
            id=uuid5(project.pk, level), project=project, parent=above, level=level,
            code=f"QzA{n}zQ-{level}", reopened_why=f"QzC{n}zQ", **told,
        )  # fmt: skip
    test = MaterialTest.objects.create(
        id=sample_id(project), project=project, number=f"QzP{n}zQ", material=f"QzC{n}zQ", sampled_on=TODAY,
        lab=f"QzA{n}zQ", registered_at=NOON,
    )  # fmt: skip
    LotTest.objects.create(test=test, lot=above)
    for owner in ({"piece": above}, {"test": test}):
        BuiltElement.objects.create(structure=structure, global_id=GUID, name=f"QzP{n}zQ", **owner)


def remove_acceptance(projects: list[Any]) -> None:
    """Let them never have been."""
    for rows in (
        BuiltElement.objects.filter(piece__project_id__in=projects),
        BuiltElement.objects.filter(test__project_id__in=projects),
        LotTest.objects.filter(lot__project_id__in=projects),
        MaterialTest.objects.filter(project_id__in=projects), Piece.objects.filter(project_id__in=projects),
    ):  # fmt: skip
        rows._raw_delete(rows.db)


def _of(form: str) -> Callable[[Any], list[str]]:
    return lambda land: [
        form.format(code=project.code, piece=piece_id(project), test=sample_id(project),
                    structure=land.revisions[n].model.feature_id)
        for n in land.tried for project in (land.projects[n],)
    ]  # fmt: skip


READ = {
    API: _of("/api/v1/projects/{code}/acceptance/"),
    f"{API}elements/": _of("/api/v1/projects/{code}/acceptance/elements/?structure={structure}"),
    f"{API}import/": _of("/api/v1/projects/{code}/acceptance/import/"),
    f"{API}import/confirm/": _of("/api/v1/projects/{code}/acceptance/import/confirm/"),
    f"{API}tests/": _of("/api/v1/projects/{code}/acceptance/tests/"),
    ONE: _of("/api/v1/acceptance/{piece}/"),
    f"{ONE}{STEP}": _of("/api/v1/acceptance/{piece}/actions/accept/"),
    f"{ONE}elements/": _of("/api/v1/acceptance/{piece}/elements/"),
    TEST: _of("/api/v1/material-tests/{test}/"),
    **{f"{TEST}{rest}": _of(f"/api/v1/material-tests/{{test}}/{rest}")
       for rest in ("result/", "lots/", "elements/", "report/")},
    PAGE: _of("/projects/{code}/acceptance/"),
    **{f"{PAGE}{rest}": _of(f"/projects/{{code}}/acceptance/{rest}")
       for rest in ("import/", "import/confirm/", "template.xlsx", "draw/", "tests/")},
    SAMPLE: _of("/projects/{code}/acceptance/tests/{test}/"),
    **{f"{SAMPLE}{rest}": _of(f"/projects/{{code}}/acceptance/tests/{{test}}/{rest}")
       for rest in ("result/", "lots/", "elements/", "report/")},
    OWN: _of("/projects/{code}/acceptance/{piece}/"),
    f"{OWN}{STEP}": _of("/projects/{code}/acceptance/{piece}/actions/accept/"),
    **{f"{OWN}{rest}": _of(f"/projects/{{code}}/acceptance/{{piece}}/{rest}")
       for rest in ("amend/", "elements/")},
}  # fmt: skip
FEW = {
    f"{PAGE}template.xlsx", f"{PAGE}draw/", f"{PAGE}tests/", f"{PAGE}import/confirm/", f"{API}import/",
    f"{API}import/confirm/", f"{SAMPLE}result/", f"{SAMPLE}lots/", f"{SAMPLE}elements/", f"{OWN}{STEP}",
    f"{OWN}amend/", f"{OWN}elements/", f"{ONE}{STEP}", f"{ONE}elements/", f"{TEST}result/", f"{TEST}lots/",
    f"{TEST}elements/",
}  # fmt: skip
"""What takes only what is sent, or says nothing of a project."""
_FOUND = {
    "version": 1, "result": "pass", "on": "2026-11-20", "inspector": "王", "main_checked": 1,
    "main_passed": 1,
}  # fmt: skip
_UNIT = {"level": "item", "code": "9", "name": "新"}
_SAMPLED = {"number": "1", "material": "砂", "sampled_on": "2026-11-20"}
_TOLD = {"result": "pass", "tested_on": "2026-11-20", "lab": "中心"}


def _said(body: dict[str, object]) -> Callable[[Any], dict[str, object]]:
    return lambda land: body


def _lots(land: Any) -> dict[str, object]:
    return {"lots": [str(piece_id(land.projects[1]))]}


def _lot(land: Any) -> dict[str, object]:
    return {"lot": str(piece_id(land.projects[1]))}


def _built(land: Any) -> dict[str, object]:
    return {"structure": str(land.revisions[1].model.feature_id), "global_ids": [GUID]}


_AMENDED = _said({"version": 1, "name": "改", "planned_on": "2026-12-01"})
WRITE = {
    API: ("post", "/api/v1/projects/{code}/acceptance/", _said(_UNIT)),
    f"{API}tests/": ("post", "/api/v1/projects/{code}/acceptance/tests/", _said(_SAMPLED)),
    ONE: ("patch", "/api/v1/acceptance/{piece}/", _AMENDED),
    f"{ONE}{STEP}": ("post", "/api/v1/acceptance/{piece}/actions/execute/", _said(_FOUND)),
    f"{ONE}elements/": ("put", "/api/v1/acceptance/{piece}/elements/", _built),
    f"{TEST}result/": ("post", "/api/v1/material-tests/{test}/result/", _said(_TOLD)),
    f"{TEST}lots/": ("post", "/api/v1/material-tests/{test}/lots/", _lots),
    f"{TEST}elements/": ("put", "/api/v1/material-tests/{test}/elements/", _built),
    f"{PAGE}draw/": ("form", "/projects/{code}/acceptance/draw/", _said(_UNIT)),
    f"{PAGE}tests/": ("form", "/projects/{code}/acceptance/tests/", _said(_SAMPLED)),
    f"{OWN}amend/": ("form", "/projects/{code}/acceptance/{piece}/amend/", _AMENDED),
    f"{OWN}elements/": ("form", "/projects/{code}/acceptance/{piece}/elements/", _built),
    f"{OWN}{STEP}": ("form", "/projects/{code}/acceptance/{piece}/actions/execute/", _said(_FOUND)),
    f"{SAMPLE}result/": ("form", "/projects/{code}/acceptance/tests/{test}/result/", _said(_TOLD)),
    f"{SAMPLE}lots/": ("form", "/projects/{code}/acceptance/tests/{test}/lots/", _lot),
    f"{SAMPLE}elements/": ("form", "/projects/{code}/acceptance/tests/{test}/elements/", _built),
}
_TELLERS = {"sup", "eng", "public clearance"}
_BUILDERS = _TELLERS | {"con"}
MAY = dict.fromkeys(WRITE, _BUILDERS) | {
    f"{TEST}result/": _TELLERS, f"{SAMPLE}result/": _TELLERS,
    f"{ONE}{STEP}": {"con"}, f"{OWN}{STEP}": {"con"},
}
"""Route → who may write there on what they see."""
