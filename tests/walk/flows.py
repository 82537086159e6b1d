"""How the addresses of money on the map, of stages of cost and of ceilings are asked and written."""

from collections.abc import Callable
from typing import Any

Place = Callable[[Any], list[str]]
NOWHERE = "00000000-0000-7000-8000-000000000000"
FILES = "(?P<form>xlsx|pdf)$"


def _fixed(*addresses: str) -> Place:
    return lambda land: list(addresses)


def _each(*forms: str) -> Place:
    return lambda land: [form.format(code=land.projects[n].code) for n in (1, 4, 5) for form in forms]


def _places(land: Any) -> list[str]:
    whole = [f"/api/v1/projects/{land.projects[n].code}/money/" for n in (1, 4, 5)]
    return [*whole, *(f"{whole[0]}?feature={pk}" for pk in land.feature_ids[:2])]


READ_FLOWS: dict[str, Place] = {
    "api/v1/projects/<str:code>/money/": _places,
    "api/v1/money/places/": _fixed(
        *(f"/api/v1/money/places/?metric={one}" for one in ("paid_built", "waiting", "headroom", "score"))
    ),
    "api/v1/money/by-region/": _fixed("/api/v1/money/by-region/?level=3&parent=97"),
    "api/v1/payments/<uuid:payment_id>/trail/": _fixed(f"/api/v1/payments/{NOWHERE}/trail/"),
    "payments/<str:number>/trail/": _fixed("/payments/PA2026-999999/trail/"),
    "money/flow/": _fixed("/money/flow/", "/money/flow/?year=2026&region=970102"),
    f"^money/flow\\.{FILES}": _fixed("/money/flow.xlsx", "/money/flow.pdf"),
    "my-work/": _fixed("/my-work/"),
    f"^my-work/list\\.{FILES}": _fixed("/my-work/list.xlsx", "/my-work/list.pdf"),
    "contracts/list.pdf": _fixed("/contracts/list.pdf"),
    f"^budget/requests\\.{FILES}": _fixed("/budget/requests.xlsx", "/budget/requests.pdf"),
    f"^budget/indicators\\.{FILES}": _fixed("/budget/indicators.xlsx", "/budget/indicators.pdf"),
    f"^budget/ceilings\\.{FILES}": _fixed("/budget/ceilings.xlsx", "/budget/ceilings.pdf"),
    "budget/ceilings/": _fixed("/budget/ceilings/"),
    "projects/<str:code>/budget/cost/": _each("/projects/{code}/budget/cost/"),
    "projects/<str:code>/budget/cost/revise/": _each("/projects/{code}/budget/cost/revise/"),
}
FEW_FLOWS = set(READ_FLOWS) - {
    "api/v1/projects/<str:code>/money/", "api/v1/money/places/", "money/flow/", "my-work/",
    "projects/<str:code>/budget/cost/",
}  # fmt: skip
"""What shows what another address shows: asked by one of each sort of person."""
WRITE_FLOWS = {
    "budget/ceilings/": ("form", "/budget/ceilings/", lambda land: {
        "request_id": "walk", "region_code": "970101", "source": "county_budget", "year": 2026,
        "delta_yuan": "1.00", "basis_no": "1", "department": "",
    }),
    "projects/<str:code>/budget/cost/": ("form", "/projects/{code}/budget/cost/", lambda land: {
        "stage": "final", "yuan": "1.00", "approved_on": "2026-01-01",
    }),
    "projects/<str:code>/budget/cost/revise/": ("form", "/projects/{code}/budget/cost/revise/", lambda land: {
        "request_id": "walk", "stage": "approx", "delta_yuan": "1.00", "ground": "price", "basis_no": "1",
        "reason": "价", "approved_on": "2026-01-01", "money_from": "省", "line_code": "1", "authority": "局",
    }),
}  # fmt: skip
_COST = {"fin_budget", "plan", "dept_head", "another region"}
MAY_FLOWS = {
    "budget/ceilings/": {"fin_budget"},
    "projects/<str:code>/budget/cost/": _COST,
    "projects/<str:code>/budget/cost/revise/": _COST,
}
