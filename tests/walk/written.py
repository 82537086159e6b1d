"""What changes something, address by address: how it is asked and with what."""

from collections.abc import Callable

from tests.walk import acceptance, alerts, bills, contracts, evaluations, money, quality, reports, schedules
from tests.walk.budgets import WRITE_BUDGET
from tests.walk.flows import WRITE_FLOWS
from tests.walk.issues import WRITE as WRITE_ISSUES
from tests.walk.land import Land

Write = tuple[str, str, Callable[[Land], dict[str, object]]]


def _project(land: Land) -> dict[str, object]:
    return {
        "name": "新", "sector": "road", "funding_source": "county_budget", "nature": "new",
        "investment_yuan": "1.00", "geometry": {"type": "Point", "coordinates": [120.03, 30.03]},
        "owner": str(land.units["home"].pk),
    }  # fmt: skip


def _form(land: Land) -> dict[str, object]:
    return {name: value for name, value in _project(land).items() if name != "geometry"} | {
        "ground": "120.03, 30.03", "label": "internal",
    }  # fmt: skip


def _step(land: Land) -> dict[str, object]:
    return {"version": 1, "reason": "一个足够长的理由在这里写着"}


def _version(land: Land) -> dict[str, object]:
    return {"version": 1}


def _approval(land: Land) -> dict[str, object]:
    return {"kind": "A3", "number": "1", "authority": "局", "issued_on": "2026-01-01"}


def _land_document(land: Land) -> dict[str, object]:
    return {"kind": "A3", "number": "QzD9zQ"}


def _place(land: Land) -> dict[str, object]:
    return {"lon": 120.03, "lat": 30.03, "rotation_deg": 5.0, "reason": "控制点"}


WRITE: dict[str, Write] = {
    **WRITE_BUDGET,
    **WRITE_FLOWS,
    **contracts.WRITE,
    "api/v1/models/<uuid:model_id>/placement/": ("post", "/api/v1/models/{model}/placement/", _place),
    "api/v1/revisions/<uuid:revision_id>/checks/": (
        "post", "/api/v1/revisions/{revision}/checks/", lambda land: {}
    ),
    "twin/<uuid:model_id>/report/check/": (
        "form", "/twin/{model}/report/check/", lambda land: {"revision": str(land.revisions[1].pk)}
    ),
    "api/v1/issues/": (
        "post", "/api/v1/issues/",
        lambda land: {"structure": str(land.revisions[1].model.feature_id), "title": "缺栏杆"},
    ),
    "api/v1/issues/<uuid:issue_id>/": (
        "patch", "/api/v1/issues/{issue}/", lambda land: {"version": 1, "title": "改"}
    ),
    "api/v1/issues/<uuid:issue_id>/comments/": (
        "post", "/api/v1/issues/{issue}/comments/", lambda land: {"text": "看"}
    ),
    "api/v1/issues/<uuid:issue_id>/actions/<slug:action>/": (
        "post", "/api/v1/issues/{issue}/actions/resolve/", lambda land: {"reason": "已按图修改"}
    ),
    "api/v1/saved-views/": (
        "post", "/api/v1/saved-views/",
        lambda land: {"model": str(land.revisions[1].model_id), "name": "入口", "link": "side=find"},
    ),
    "api/v1/saved-views/<uuid:view_id>/": ("delete", "/api/v1/saved-views/{view}/", lambda land: {}),
    "api/v1/federations/": (
        "post", "/api/v1/federations/",
        lambda land: {"name": "合", "models": [str(land.revisions[1].model_id)]},
    ),
    "api/v1/projects/<str:code>/land/documents/": (
        "post", "/api/v1/projects/{code}/land/documents/", _land_document
    ),
    "api/v1/projects/<str:code>/land/documents/<uuid:document_id>/": (
        "patch", "/api/v1/projects/{code}/land/documents/{document}/",
        lambda land: {"version": 1, "number": "改"},
    ),
    "api/v1/projects/<str:code>/land/documents/<uuid:document_id>/actions/<slug:action>/": (
        "post", "/api/v1/projects/{code}/land/documents/{document}/actions/submit/", _step
    ),
    "api/v1/projects/<str:code>/land/papers/<uuid:approval_id>/take-up/": (
        "post", "/api/v1/projects/{code}/land/papers/{approval}/take-up/", lambda land: {}
    ),
    "api/v1/projects/<str:code>/land/way/": (
        "patch", "/api/v1/projects/{code}/land/way/", lambda land: {"version": 0, "temporary": True}
    ),
    "api/v1/projects/<str:code>/land/changes/": (
        "post", "/api/v1/projects/{code}/land/changes/",
        lambda land: {"what": "use", "kind": "A6", "changed_on": "2026-01-01"},
    ),
    "api/v1/projects/<str:code>/land/changes/<int:change_id>/actions/<slug:action>/": (
        "post", "/api/v1/projects/{code}/land/changes/1/actions/withdraw/", _step
    ),
    "api/v1/projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/": (
        "post", "/api/v1/projects/{code}/land/findings/1/accept/",
        lambda land: {"seen": "open", "reason": "足够长的理由在这里写着"},
    ),
    "projects/<str:code>/land/documents/": (
        "form", "/projects/{code}/land/documents/", _land_document
    ),
    "projects/<str:code>/land/documents/<uuid:document_id>/content/": (
        "form", "/projects/{code}/land/documents/{document}/content/", _step
    ),
    "projects/<str:code>/land/documents/<uuid:document_id>/<slug:action>/": (
        "form", "/projects/{code}/land/documents/{document}/submit/", _step
    ),
    "projects/<str:code>/land/papers/<uuid:approval_id>/take-up/": (
        "form", "/projects/{code}/land/papers/{approval}/take-up/", lambda land: {}
    ),
    "projects/<str:code>/land/way/": (
        "form", "/projects/{code}/land/way/",
        lambda land: {"version": 0, "supply": "allocation", "new_land": "on", "temporary": "on"},
    ),
    "projects/<str:code>/land/changes/": (
        "form", "/projects/{code}/land/changes/",
        lambda land: {"what": "use", "kind": "A2", "changed_on": "2026-11-20"},
    ),
    "projects/<str:code>/land/changes/<int:change_id>/<slug:action>/": (
        "form", "/projects/{code}/land/changes/1/withdraw/", _step
    ),
    "projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/": (
        "form", "/projects/{code}/land/findings/1/accept/",
        lambda land: {"seen": "open", "reason": "足够长的理由在这里写着"},
    ),
    "api/v1/projects/": ("post", "/api/v1/projects/", _project),
    "api/v1/projects/<str:code>/": (
        "patch", "/api/v1/projects/{code}/", lambda land: {"version": 1, "name": "改"}
    ),
    "api/v1/projects/<str:code>/actions/<slug:action>/": (
        "post", "/api/v1/projects/{code}/actions/withdraw/", _step
    ),
    "projects/new/": ("form", "/projects/new/", _form),
    "projects/<str:code>/edit/": (
        "form", "/projects/{code}/edit/", lambda land: _form(land) | {"version": 1}
    ),
    "projects/<str:code>/actions/<str:action>/": ("form", "/projects/{code}/actions/withdraw/", _step),
    "projects/<str:code>/approvals/": ("form", "/projects/{code}/approvals/", _approval),
    "imports/<uuid:batch_id>/settle/": ("form", "/imports/{batch}/settle/", _version),
    "imports/<uuid:batch_id>/confirm/": ("form", "/imports/{batch}/confirm/", _version),
    "imports/<uuid:batch_id>/discard/": ("form", "/imports/{batch}/discard/", _version),
    "land/check/<uuid:batch_id>/choose/": ("form", "/land/check/{survey}/choose/", _version),
    "land/check/<uuid:batch_id>/repairs/": ("form", "/land/check/{survey}/repairs/", _version),
    "land/check/<uuid:batch_id>/confirm/": ("form", "/land/check/{survey}/confirm/", _version),
    "land/check/<uuid:batch_id>/discard/": ("form", "/land/check/{survey}/discard/", _version),
    "projects/<str:code>/published/": (
        "form", "/projects/{code}/published/", lambda land: {"version": 2, "published": "on"}
    ),
    **evaluations.WRITE, **acceptance.WRITE, **WRITE_ISSUES,
}  # fmt: skip
"""Route → method, address and body of what changes something there."""
WRITES_NOTHING = {
    "api/v1/measure/", "api/v1/land/check/", "projects/ground/", "i18n/setlang/", "imports/", "land/check/",
    "projects/<str:code>/land/check/", "api/v1/projects/<str:code>/land/check/", "api/v1/models/",
    "api/v1/uploads/", "api/v1/uploads/<uuid:upload_id>/", "api/v1/issues/archive/", "api/v1/ids/",
    "api/v1/ids/<uuid:ids_id>/", "models/requirements/", "models/requirements/<uuid:ids_id>/end/",
    *money.WRITES, *evaluations.FILES, *schedules.FILES, *bills.WRITES,
    *alerts.WRITES, *reports.WRITES, *quality.WRITES, *acceptance.WRITES,
}
"""Answers a POST from what it brings along; an import is the sender's own, its rights have tests there."""
