"""Budget records planted on every project, and how their addresses are asked and written."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from portal.budget.models import BudgetLine, BudgetRequest, CostLine, CostStage, Indicator
from portal.projects.models import Project
from tests.conftest import NOON, TODAY

Place = Callable[[Any], list[str]]
REASON = "一个足够长的理由在这里写着"


def plant_budget(project: Project, n: int) -> tuple[BudgetRequest, Indicator]:
    """A draft of one line, an indicator and an approved estimate; each carries the project's own word."""
    word = f"QzC{n}zQ"
    row = BudgetRequest.objects.create(
        number=f"YS2026-{n:05d}", project=project, year=2026, title=word, created_at=NOON, updated_at=NOON
    )
    said = {"functional": "2050299", "economic": "50302", "source": "county_budget", "year": 2026}
    BudgetLine.objects.create(
        request=row, position=1, name=word, requested_yuan=Decimal(10**n) + Decimal(n) / 100, **said
    )
    indicator = Indicator.objects.create(
        number=f"ZB2026-{n:06d}", unit=project.owner, project=project, request=row, issued_on=TODAY, **said
    )
    amount = Decimal(10**n)
    stage = CostStage.objects.create(
        project=project, stage="approx", original_yuan=amount, current_yuan=amount, number=word,
        approved_on=date(2026, 1, 1), recorded_at=NOON,
    )  # fmt: skip
    CostLine.objects.create(
        stage=stage, position=1, code="1", name=word, category="building", original_yuan=amount,
        current_yuan=amount,
    )  # fmt: skip
    return row, indicator


def budgets_of(projects: list[object]) -> list[Any]:
    """The rows to remove with projects, those that others point to last."""
    return [
        Indicator.objects.filter(project_id__in=projects),
        BudgetLine.objects.filter(request__project_id__in=projects),
        BudgetRequest.objects.filter(project_id__in=projects),
        CostLine.objects.filter(stage__project_id__in=projects),
        CostStage.objects.filter(project_id__in=projects),
    ]


def _requests(rest: str, door: str = "/api/v1") -> Place:
    return lambda land: [f"{door}/budget/requests/{row.pk}/{rest}" for row in land.budgets.values()]


def _indicators(rest: str, door: str = "/api/v1") -> Place:
    return lambda land: [f"{door}/budget/indicators/{row.pk}/{rest}" for row in land.indicators.values()]


def _fixed(*addresses: str) -> Place:
    return lambda land: list(addresses)


def _each(rest: str) -> Place:
    return lambda land: [f"{rest.format(code=land.projects[n].code)}" for n in (1, 4, 5)]


REQUEST, INDICATOR = "budget/requests/<uuid:budget_request_id>/", "budget/indicators/<uuid:indicator_id>/"
READ_BUDGET: dict[str, Place] = {
    "api/v1/budget/requests/": _fixed("/api/v1/budget/requests/", "/api/v1/budget/requests/?q=Qz&limit=1"),
    "api/v1/budget/requests/totals/": _fixed("/api/v1/budget/requests/totals/?year=2026"),
    f"api/v1/{REQUEST}": _requests(""),
    f"api/v1/{REQUEST}actions/<slug:action>/": _requests("actions/submit/"),
    "api/v1/budget/waiting/": _fixed("/api/v1/budget/waiting/"),
    "api/v1/budget/indicators/": _fixed("/api/v1/budget/indicators/", "/api/v1/budget/indicators/?limit=1"),
    "api/v1/budget/indicators/totals/": _fixed("/api/v1/budget/indicators/totals/"),
    f"api/v1/{INDICATOR}": _indicators(""),
    f"api/v1/{INDICATOR}entries/": _indicators("entries/"),
    f"api/v1/{INDICATOR}plan/": _indicators("plan/"),
    f"api/v1/{INDICATOR}close/": _indicators("close/"),
    "api/v1/budget/ceilings/": _fixed("/api/v1/budget/ceilings/"),
    "api/v1/projects/<str:code>/budget/": _each("/api/v1/projects/{code}/budget/"),
    "api/v1/projects/<str:code>/budget/stages/": _each("/api/v1/projects/{code}/budget/stages/"),
    "api/v1/projects/<str:code>/budget/stages/<slug:stage>/revisions/": _each(
        "/api/v1/projects/{code}/budget/stages/approx/revisions/"
    ),
    "budget/": _fixed("/budget/", "/budget/?year=2026&q=Qz"),
    "budget/lines.xlsx": _fixed("/budget/lines.xlsx"),
    REQUEST: _requests("", ""),
    f"{REQUEST}edit/": _requests("edit/", ""),
    f"{REQUEST}request.xlsx": _requests("request.xlsx", ""),
    f"{REQUEST}papers/<int:paper_id>/": _requests("papers/1/", ""),
    f"api/v1/{REQUEST}papers/<int:paper_id>/": _requests("papers/1/"),
    f"{REQUEST}<slug:action>/": _requests("submit/", ""),
    INDICATOR: _indicators("", ""),
    f"{INDICATOR}plan/": _indicators("plan/", ""),
    f"{INDICATOR}close/": _indicators("close/", ""),
    "projects/<str:code>/budget/new/": _each("/projects/{code}/budget/new/"),
}
FEW_BUDGET = {
    f"api/v1/{REQUEST}actions/<slug:action>/", f"api/v1/{INDICATOR}plan/", f"api/v1/{INDICATOR}close/",
    "api/v1/budget/ceilings/", "api/v1/projects/<str:code>/budget/stages/",
    "api/v1/projects/<str:code>/budget/stages/<slug:stage>/revisions/", "budget/lines.xlsx",
    f"{REQUEST}<slug:action>/", f"{INDICATOR}plan/", f"{INDICATOR}close/", f"{REQUEST}edit/",
    f"{REQUEST}request.xlsx", "projects/<str:code>/budget/new/",
}  # fmt: skip
"""What takes no GET, or shows what another address shows: asked by one of each sort of person."""


def _line() -> dict[str, object]:
    return {
        "name": "楼", "functional": "2050299", "economic": "50302", "source": "county_budget", "year": 2026,
        "requested_yuan": "1.00",
    }  # fmt: skip


def _request(land: Any) -> dict[str, object]:
    return {"project": land.projects[1].code, "title": "新", "year": 2026, "lines": [_line()]}


def _typed(land: Any) -> dict[str, object]:
    typed = {f"line-0-{name}": value for name, value in _line().items()} | {"line-0-feature": ""}
    return {"title": "新", "year": 2026, "version": 1} | typed


def _rewritten(land: Any) -> dict[str, object]:
    return {"version": 1, "title": "改", "year": 2026, "lines": [_line()]}


def _withdraw(land: Any) -> dict[str, object]:
    return {"version": 1, "request_id": "walk", "reason": REASON}


def _plan(land: Any) -> dict[str, object]:
    return {"request_id": "walk", "months": [{"month": 1, "amount_yuan": "1.00"}]}


def _close(land: Any) -> dict[str, object]:
    return {"request_id": "walk", "way": "lapse", "reason": REASON}


def _stage(land: Any) -> dict[str, object]:
    return {"stage": "final", "yuan": "1.00", "approved_on": "2026-01-01"}


def _revision(land: Any) -> dict[str, object]:
    return {
        "request_id": "walk", "delta_yuan": "1.00", "ground": "price", "basis_no": "1",
        "reason": "价", "approved_on": "2026-01-01", "money_from": "省", "line_code": "1", "authority": "局",
    }  # fmt: skip


def _ceiling(land: Any) -> dict[str, object]:
    return {
        "request_id": "walk", "region_code": "970101", "source": "county_budget", "year": 2026,
        "delta_yuan": "1.00", "basis_no": "1",
    }  # fmt: skip


_API, _PAGE = "/api/v1/budget", "/budget"
WRITE_BUDGET = {
    "api/v1/budget/requests/": ("post", f"{_API}/requests/", _request),
    f"api/v1/{REQUEST}": ("put", f"{_API}/requests/{{budget}}/", _rewritten),
    f"api/v1/{REQUEST}actions/<slug:action>/": (
        "post", f"{_API}/requests/{{budget}}/actions/withdraw/", _withdraw
    ),
    f"api/v1/{INDICATOR}plan/": ("put", f"{_API}/indicators/{{indicator}}/plan/", _plan),
    f"api/v1/{INDICATOR}close/": ("post", f"{_API}/indicators/{{indicator}}/close/", _close),
    "api/v1/budget/ceilings/": ("post", f"{_API}/ceilings/", _ceiling),
    "api/v1/projects/<str:code>/budget/stages/": (
        "post", "/api/v1/projects/{code}/budget/stages/", _stage
    ),
    "api/v1/projects/<str:code>/budget/stages/<slug:stage>/revisions/": (
        "post", "/api/v1/projects/{code}/budget/stages/approx/revisions/", _revision
    ),
    f"{REQUEST}edit/": ("form", f"{_PAGE}/requests/{{budget}}/edit/", _typed),
    f"{REQUEST}<slug:action>/": ("form", f"{_PAGE}/requests/{{budget}}/withdraw/", _withdraw),
    f"{INDICATOR}plan/": (
        "form", f"{_PAGE}/indicators/{{indicator}}/plan/", lambda land: {"request_id": "w", "month-1": "1"}
    ),
    f"{INDICATOR}close/": ("form", f"{_PAGE}/indicators/{{indicator}}/close/", _close),
    "projects/<str:code>/budget/new/": ("form", "/projects/{code}/budget/new/", _typed),
}  # fmt: skip
_UNIT, _FIN = {"pu_clerk", "pu_head"}, {"fin_budget"}
_COST = {"fin_budget", "plan", "dept_head", "another region"}
MAY_BUDGET = {
    "api/v1/budget/requests/": _UNIT,
    f"api/v1/{REQUEST}": _UNIT,
    f"api/v1/{REQUEST}actions/<slug:action>/": _UNIT,
    f"api/v1/{INDICATOR}plan/": _UNIT | {"fin_treasury"},
    f"api/v1/{INDICATOR}close/": _FIN,
    "api/v1/budget/ceilings/": _FIN,
    "api/v1/projects/<str:code>/budget/stages/": _COST,
    "api/v1/projects/<str:code>/budget/stages/<slug:stage>/revisions/": _COST,
    f"{REQUEST}edit/": _UNIT,
    f"{REQUEST}<slug:action>/": _UNIT,
    f"{INDICATOR}plan/": _UNIT | {"fin_treasury"},
    f"{INDICATOR}close/": _FIN,
}
