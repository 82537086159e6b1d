"""Contracts in the walk: what is planted, every address of theirs, and who may write there."""

from collections.abc import Callable

from portal.contracts.models import (
    BillItem,
    ChangeLine,
    ChangeOrder,
    Contract,
    ContractBalance,
    ContractPosting,
    ContractStep,
    Party,
    PartyAccount,
    Settlement,
    Subcontract,
)
from portal.projects.models import Project
from tests.conftest import NOON, TODAY
from tests.contracts.conftest import uscc
from tests.walk.bills import remove_bill_links

TABLES = (
    BillItem, ChangeLine, ChangeOrder, Contract, ContractBalance, ContractPosting, ContractStep, Party,
    PartyAccount, Settlement, Subcontract,
)  # fmt: skip
NOBODY = "0198c0de-0000-7000-8000-000000000000"
REASON = "一个足够长的理由在这里写着"


def plant_contract(project: Project, n: int) -> Contract:
    """Give a project a draft with an item of its bill and a change, all with words of its own."""
    party, _made = Party.objects.get_or_create(
        uscc=uscc(7), defaults={"name": "路桥公司", "created_at": NOON}
    )
    contract = Contract.objects.create(
        project=project, feature=project.site, party=party, number=f"QzC{n}zQ", name=f"QzP{n}zQ",
        kind="works", track="direct", original_yuan=1000 + n, progress_ratio="0.8", created_at=NOON,
        updated_at=NOON,
    )  # fmt: skip
    BillItem.objects.create(
        contract=contract, feature=project.site, code="1", name=f"QzC{n}zQ", unit="m", quantity=1,
        unit_price=1000 + n,
    )  # fmt: skip
    return contract


def plant_change(contract: Contract, n: int) -> ChangeOrder:
    """Raise a change that nobody has handed in."""
    return ChangeOrder.objects.create(
        contract=contract, feature=contract.feature, feature_version=1, number=f"QzP{n}zQ", kind="visa",
        title=f"QzC{n}zQ", reason=f"QzA{n}zQ 的理由很充分", amount_yuan=n, raised_on=TODAY, created_at=NOON,
        updated_at=NOON,
    )  # fmt: skip


def remove_contracts(projects: list[object]) -> None:
    """Let the contracts of projects never have been."""
    remove_bill_links(projects)
    found = Contract.objects.filter(project_id__in=projects)
    for rows in (
        ChangeOrder.objects.filter(contract__in=found), BillItem.objects.filter(contract__in=found),
        ContractBalance.objects.filter(contract__in=found), found,
    ):  # fmt: skip
        rows._raw_delete(rows.db)


def _each(form: str) -> Callable:
    return lambda land: [
        form.format(contract=land.contract_ids[n], change=land.change_ids[n], code=land.projects[n].code)
        for n in land.tried
    ]


def _fixed(*addresses: str) -> Callable:
    return lambda land: list(addresses)


CONTRACT, CHANGE = "contracts/<uuid:contract_id>/", "changes/<uuid:change_id>/"
OF_CONTRACT = (
    "", "bill/", "ledger/", "subcontracts/", "site-ready/", "changes/", "settlement/", "refunds/",
)
OF_CHANGE = ("", "lines/", "no-double/", "scope/")
ACT, ACCOUNT = "actions/<slug:action>/", "<uuid:account_id>/actions/<slug:action>/"
READ = {
    "api/v1/projects/<str:code>/contracts/": _each("/api/v1/projects/{code}/contracts/"),
    "api/v1/contracts/": _fixed(
        "/api/v1/contracts/", "/api/v1/contracts/?sort=-current_yuan&limit=1",
        "/api/v1/contracts/?amount_min=1002", "/api/v1/contracts/?region=970102",
    ),
    "api/v1/contracts/totals/": _fixed(
        "/api/v1/contracts/totals/", "/api/v1/contracts/totals/?region=970102"
    ),
    "api/v1/contracts/worklist/": _fixed("/api/v1/contracts/worklist/"),
    **{f"api/v1/{CONTRACT}{rest}": _each(f"/api/v1/contracts/{{contract}}/{rest}") for rest in OF_CONTRACT},
    f"api/v1/{CONTRACT}{ACT}": _each("/api/v1/contracts/{contract}/actions/submit/"),
    f"api/v1/{CONTRACT}settlement/{ACT}": _each("/api/v1/contracts/{contract}/settlement/actions/check/"),
    **{f"api/v1/{CHANGE}{rest}": _each(f"/api/v1/changes/{{change}}/{rest}") for rest in OF_CHANGE},
    f"api/v1/{CHANGE}{ACT}": _each("/api/v1/changes/{change}/actions/submit/"),
    "api/v1/parties/": _fixed("/api/v1/parties/", "/api/v1/parties/?q=QzP"),
    "api/v1/parties/<uuid:party_id>/accounts/": _fixed(f"/api/v1/parties/{NOBODY}/accounts/"),
    f"api/v1/accounts/{ACCOUNT}": _fixed(f"/api/v1/accounts/{NOBODY}/actions/confirm/"),
    "projects/<str:code>/contracts/new/": _each("/projects/{code}/contracts/new/"),
    "contracts/": _fixed("/contracts/", "/contracts/?q=Qz&sort=-current_yuan"),
    "contracts/list.xlsx": _fixed("/contracts/list.xlsx"),
    "api/v1/contracts/import/": _fixed("/api/v1/contracts/import/"),
    "api/v1/contracts/import/confirm/": _fixed("/api/v1/contracts/import/confirm/"),
    "contracts/import/": _fixed("/contracts/import/"),
    "contracts/import/confirm/": _fixed("/contracts/import/confirm/"),
    "contracts/import/template.xlsx": _fixed("/contracts/import/template.xlsx"),
    "contracts/desk/": _fixed("/contracts/desk/"),
    **{f"{CONTRACT}{rest}": _each(f"/contracts/{{contract}}/{rest}")
       for rest in ("", "edit/", "site-ready/", "bill/", "bill.xlsx", "changes/new/", "settlement/",
                    "refunds/")},
    f"{CONTRACT}{ACT}": _each("/contracts/{contract}/actions/submit/"),
    f"{CONTRACT}settlement/{ACT}": _each("/contracts/{contract}/settlement/actions/check/"),
    **{f"{CHANGE}{rest}": _each(f"/changes/{{change}}/{rest}")
       for rest in ("", "edit/", "delta/", "lines/", "lines/clear/", "no-double/")},
    f"{CHANGE}{ACT}": _each("/changes/{change}/actions/submit/"),
    f"{CHANGE}scope/<uuid:approval_id>/": _each(f"/changes/{{change}}/scope/{NOBODY}/"),
    "parties/": _fixed("/parties/", "/parties/?q=QzP"),
    "parties/register/": _fixed("/parties/register/"),
    "parties/<uuid:party_id>/accounts/": _fixed(f"/parties/{NOBODY}/accounts/"),
    "parties/accounts/<uuid:account_id>/<slug:action>/": _fixed(f"/parties/accounts/{NOBODY}/confirm/"),
}  # fmt: skip
"""Route → what is asked there by GET."""


def _step(land: object) -> dict[str, object]:
    return {"version": 1, "reason": REASON, "request_id": "walk"}


def _facts(land) -> dict[str, object]:
    party, ground = str(Party.objects.get().pk), str(land.projects[1].site_id)
    return {"number": "HT", "name": "合同", "kind": "goods", "track": "direct", "party": party,
            "feature": ground, "original_yuan": "5.00", "progress_ratio": "0.9"}  # fmt: skip


def _form(land) -> dict[str, object]:
    given = _facts(land)
    return given | {"party_id": given["party"], "feature_id": given["feature"], "guarantee": "none"}


def _change(land) -> dict[str, object]:
    ground = str(land.projects[1].site_id)
    return {"number": "B", "title": "变", "kind": "visa", "reason": REASON, "amount_yuan": "5.00",
            "feature": ground, "feature_id": ground}  # fmt: skip


def _asked(land) -> dict[str, object]:
    return {name: value for name, value in _change(land).items() if name != "feature_id"}


def _sub(land) -> dict[str, object]:
    facts = _facts(land)
    return {"version": 1, "party": facts["party"], "feature": facts["feature"], "part": "桩",
            "amount_yuan": "5.00"}  # fmt: skip


def _claim(land: object) -> dict[str, object]:
    return {"claimed_yuan": "5.00"}


def _sum(land: object) -> dict[str, object]:
    return {"amount_yuan": "5.00", "request_id": "walk", "ref": "回单"}


def _party(land: object) -> dict[str, object]:
    return {"uscc": uscc(8), "name": "新公司"}


def _account(land: object) -> dict[str, object]:
    return {"bank": "银行", "number": "1", "holder": "公司"}


def _receipt(land: object) -> dict[str, object]:
    return {"receipt": "walk"}


API, PAGE = "/api/v1/contracts/{contract}/", "/contracts/{contract}/"
WRITE = {
    "api/v1/projects/<str:code>/contracts/": ("post", "/api/v1/projects/{code}/contracts/", _facts),
    f"api/v1/{CONTRACT}": ("patch", API, lambda land: {"version": 1, "name": "改"}),
    f"api/v1/{CONTRACT}{ACT}": ("post", f"{API}actions/submit/", _step),
    f"api/v1/{CONTRACT}bill/": ("put", f"{API}bill/", lambda land: {"version": 1, "items": []}),
    f"api/v1/{CONTRACT}subcontracts/": ("post", f"{API}subcontracts/", _sub),
    f"api/v1/{CONTRACT}site-ready/": ("post", f"{API}site-ready/", _step),
    f"api/v1/{CONTRACT}changes/": ("post", f"{API}changes/", _asked),
    f"api/v1/{CONTRACT}settlement/": ("put", f"{API}settlement/", _claim),
    f"api/v1/{CONTRACT}settlement/{ACT}": ("post", f"{API}settlement/actions/check/", _step),
    f"api/v1/{CONTRACT}refunds/": ("post", f"{API}refunds/", _sum),
    f"api/v1/{CHANGE}": ("patch", "/api/v1/changes/{change}/", lambda land: {"version": 1, "title": "改"}),
    f"api/v1/{CHANGE}{ACT}": ("post", "/api/v1/changes/{change}/actions/submit/", _step),
    f"api/v1/{CHANGE}lines/": (
        "put", "/api/v1/changes/{change}/lines/", lambda land: {"version": 1, "lines": []}
    ),
    f"api/v1/{CHANGE}no-double/": (
        "post", "/api/v1/changes/{change}/no-double/", lambda land: {"version": 1, "reason": REASON}
    ),
    f"api/v1/{CHANGE}scope/": (
        "post", "/api/v1/changes/{change}/scope/", lambda land: {"version": 1, "approval": NOBODY}
    ),
    "api/v1/contracts/import/": ("form", "/api/v1/contracts/import/", lambda land: {}),
    "api/v1/contracts/import/confirm/": ("post", "/api/v1/contracts/import/confirm/", _receipt),
    "contracts/import/": ("form", "/contracts/import/", lambda land: {}),
    "contracts/import/confirm/": ("form", "/contracts/import/confirm/", _receipt),
    "api/v1/parties/": ("post", "/api/v1/parties/", _party),
    "api/v1/parties/<uuid:party_id>/accounts/": ("post", f"/api/v1/parties/{NOBODY}/accounts/", _account),
    f"api/v1/accounts/{ACCOUNT}": ("post", f"/api/v1/accounts/{NOBODY}/actions/confirm/", lambda land: {}),
    "projects/<str:code>/contracts/new/": ("form", "/projects/{code}/contracts/new/", _form),
    f"{CONTRACT}{ACT}": ("form", f"{PAGE}actions/submit/", _step),
    f"{CONTRACT}site-ready/": ("form", f"{PAGE}site-ready/", _step),
    f"{CONTRACT}settlement/": ("form", f"{PAGE}settlement/", _sum),
    f"{CONTRACT}settlement/{ACT}": ("form", f"{PAGE}settlement/actions/check/", _step),
    f"{CONTRACT}refunds/": ("form", f"{PAGE}refunds/", _sum),
    f"{CONTRACT}changes/new/": ("form", f"{PAGE}changes/new/", _change),
    f"{CHANGE}{ACT}": ("form", "/changes/{change}/actions/submit/", _step),
    f"{CHANGE}lines/clear/": ("form", "/changes/{change}/lines/clear/", _step),
    f"{CHANGE}no-double/": ("form", "/changes/{change}/no-double/", _step),
    "parties/register/": ("form", "/parties/register/", _party),
    "parties/<uuid:party_id>/accounts/": ("form", f"/parties/{NOBODY}/accounts/", _account),
    "parties/accounts/<uuid:account_id>/<slug:action>/": (
        "form", f"/parties/accounts/{NOBODY}/confirm/", lambda land: {}
    ),
}
"""Route → method, address and body of what changes something there."""

DRAFTERS = {"pu_clerk", "proc", "another organisation"}
KEEPERS = DRAFTERS | {"pu_head"}
ENGINEERS = {"eng", "public clearance"}
MAY = dict.fromkeys(WRITE, DRAFTERS) | {
    f"api/v1/{CONTRACT}site-ready/": ENGINEERS | {"sup"}, f"{CONTRACT}site-ready/": ENGINEERS | {"sup"},
    f"api/v1/{CONTRACT}changes/": ENGINEERS, f"{CONTRACT}changes/new/": ENGINEERS,
    f"api/v1/{CONTRACT}settlement/": ENGINEERS, f"{CONTRACT}settlement/": ENGINEERS,
    f"api/v1/{CONTRACT}settlement/{ACT}": set(), f"{CONTRACT}settlement/{ACT}": set(),
    f"api/v1/{CONTRACT}refunds/": {"fin_treasury"}, f"{CONTRACT}refunds/": {"fin_treasury"},
    f"api/v1/{CHANGE}": ENGINEERS, f"api/v1/{CHANGE}{ACT}": ENGINEERS, f"{CHANGE}{ACT}": ENGINEERS,
    f"api/v1/{CHANGE}lines/": ENGINEERS, f"{CHANGE}lines/clear/": ENGINEERS,
    f"api/v1/{CHANGE}no-double/": ENGINEERS | {"sup"}, f"{CHANGE}no-double/": ENGINEERS | {"sup"},
    f"api/v1/{CHANGE}scope/": ENGINEERS | {"pu_head"},
    "api/v1/parties/": KEEPERS, "parties/register/": KEEPERS,
    "api/v1/parties/<uuid:party_id>/accounts/": KEEPERS, "parties/<uuid:party_id>/accounts/": KEEPERS,
    f"api/v1/accounts/{ACCOUNT}": set(), "parties/accounts/<uuid:account_id>/<slug:action>/": set(),
}  # fmt: skip
"""Route → who is let through to the rules there; others are refused."""
