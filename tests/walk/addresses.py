"""Every address of the product and how to ask it. An address without an entry fails the walk."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from api.exports import MEDIA_TYPES
from api.tiles import LAYERS
from tests.tiles.reading import tile_at
from tests.walk import alerts, bills, contracts, evaluations, money, quality, reports, schedules, standard
from tests.walk.acceptance import READ as READ_ACCEPTANCE
from tests.walk.budgets import READ_BUDGET
from tests.walk.flows import READ_FLOWS
from tests.walk.land import TRIED, Land
from tests.walk.twins import GUID, LOOK

HOME, AWAY = (120.021, 30.021), (120.161, 30.041)
NOWHERE = "0198c0de-0000-7000-8000-000000000000"
PLACES = ((HOME, 8), (HOME, 14), (AWAY, 14))
Addresses = Callable[[Land], list[str]]


def routes() -> set[str]:
    """The route of every view the resolver knows."""
    return set(_routes(get_resolver(), ""))


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from _routes(one, route)


def _fixed(*addresses: str) -> Addresses:
    return lambda land: list(addresses)


def _each(form: str) -> Addresses:
    return lambda land: [form.format(code=land.projects[number].code) for number in TRIED]


def _import(rest: str) -> Addresses:
    return lambda land: [f"/imports/{land.batch.pk}/{rest}"]


def _survey(rest: str) -> Addresses:
    return lambda land: [f"/land/check/{land.survey.pk}/{rest}"]


def _document(rest: str) -> Addresses:
    form = "/api/v1/projects/{}/land/documents/{}/" + rest
    return lambda land: [form.format(land.projects[n].code, land.document_ids[n]) for n in TRIED]


def _paper(rest: str) -> Addresses:
    return lambda land: [
        f"/projects/{land.projects[n].code}/land/documents/{land.document_ids[n]}/{rest}" for n in TRIED
    ]


def _models(rest: str) -> Addresses:
    return lambda land: [f"/api/v1/models/{land.revisions[n].model_id}/{rest}" for n in TRIED]


def _revisions(*rests: str) -> Addresses:
    return lambda land: [
        f"/api/v1/revisions/{land.revisions[n].pk}/{rest.format(n=n)}" for n in TRIED for rest in rests
    ]


def _issues(rest: str) -> Addresses:
    return lambda land: [f"/api/v1/issues/{land.issues[n].pk}/{rest}" for n in TRIED]


def _features(land: Land) -> list[str]:
    return [f"/api/v1/features/{pk}/" for pk in land.feature_ids]


def _scans(land: Land) -> list[str]:
    held = land.approval_ids.items()
    return [f"/projects/{land.projects[n].code}/approvals/{pk}/file/" for n, pk in held]


def _tiles(land: Land) -> list[str]:
    guarded = [name for name, layer in LAYERS.items() if not layer.version]
    places = [tile_at(*spot, zoom) for spot, zoom in PLACES]
    return [f"/tiles/{name}/{at.z}/{at.x}/{at.y}" for name in guarded for at in places]


READ: dict[str, Addresses] = {
    "healthz": _fixed("/healthz"),
    "readyz": _fixed("/readyz"),
    "api/v1": _fixed("/api/v1"),
    "api/v1/": _fixed("/api/v1/"),
    "api/v1/me": _fixed("/api/v1/me"),
    "api/v1/codelists/": _fixed("/api/v1/codelists/"),
    "api/v1/jobs/<uuid:job_id>/": lambda land: [f"/api/v1/jobs/{land.job.pk}/"],
    "api/v1/search/": _fixed(
        "/api/v1/search/?q=works", "/api/v1/search/?q=120.17,30.05", "/api/v1/search/?q=局",
        "/api/v1/search/?q=路",
    ),
    "api/v1/regions/": _fixed("/api/v1/regions/", "/api/v1/regions/?parent=9701"),
    "api/v1/regions/<str:code>/": _fixed("/api/v1/regions/970102/", "/api/v1/regions/99/"),
    "api/v1/features/": _fixed(
        "/api/v1/features/?limit=200", "/api/v1/features/?kind=issue", "/api/v1/features/?limit=3",
        "/api/v1/features/?bbox=120.1,30,120.2,30.2", "/api/v1/features/?region_code=970102",
    ),
    "api/v1/features/<uuid:feature_id>/": _features,
    "api/v1/projects/": _fixed(
        "/api/v1/projects/", "/api/v1/projects/?sort=-investment_yuan&limit=1",
        "/api/v1/projects/?sort=updated_at&limit=1", "/api/v1/projects/?region=970101",
        "/api/v1/projects/?amount_max=7000002", "/api/v1/projects/?bbox=120.1,30,120.2,30.2",
    ),
    "api/v1/projects/totals/": _fixed(
        "/api/v1/projects/totals/", "/api/v1/projects/totals/?region=970102",
        "/api/v1/projects/totals/?stage=draft",
    ),
    "api/v1/projects/months/": _fixed(
        "/api/v1/projects/months/?clock=planned", "/api/v1/projects/months/?clock=actual&region=970102",
    ),
    "api/v1/projects/by-region/": _fixed(
        "/api/v1/projects/by-region/?level=1", "/api/v1/projects/by-region/?level=3",
    ),
    "api/v1/projects/<str:code>/": _each("/api/v1/projects/{code}/"),
    "api/v1/projects/<str:code>/actions/<slug:action>/": _each("/api/v1/projects/{code}/actions/submit/"),
    "api/v1/land/worklist/": _fixed(
        "/api/v1/land/worklist/?state=preparing", "/api/v1/land/worklist/?state=preparing&limit=1",
        "/api/v1/land/worklist/?state=preparing&region=970102",
    ),
    "api/v1/projects/<str:code>/land/": _each("/api/v1/projects/{code}/land/"),
    "api/v1/projects/<str:code>/land/check/": _each("/api/v1/projects/{code}/land/check/"),
    "api/v1/projects/<str:code>/land/compare/": _each(
        "/api/v1/projects/{code}/land/compare/?outer=A2&inner=A6"
    ),
    "api/v1/projects/<str:code>/land/documents/": _each("/api/v1/projects/{code}/land/documents/"),
    "api/v1/projects/<str:code>/land/documents/<uuid:document_id>/": _document(""),
    "api/v1/projects/<str:code>/land/documents/<uuid:document_id>/report/": _document("report/"),
    "api/v1/projects/<str:code>/land/documents/<uuid:document_id>/reports/<str:sha256>/": _document(
        f"reports/{'0' * 64}/"
    ),
    "api/v1/projects/<str:code>/land/documents/<uuid:document_id>/actions/<slug:action>/": _document(
        "actions/submit/"
    ),
    "api/v1/projects/<str:code>/land/papers/<uuid:approval_id>/take-up/": lambda land: [
        f"/api/v1/projects/{land.projects[n].code}/land/papers/{pk}/take-up/"
        for n, pk in land.approval_ids.items()
    ],
    "api/v1/projects/<str:code>/land/way/": _each("/api/v1/projects/{code}/land/way/"),
    "api/v1/projects/<str:code>/land/changes/": _each("/api/v1/projects/{code}/land/changes/"),
    "api/v1/projects/<str:code>/land/changes/<int:change_id>/actions/<slug:action>/": _each(
        "/api/v1/projects/{code}/land/changes/1/actions/approve/"
    ),
    "api/v1/projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/": _each(
        "/api/v1/projects/{code}/land/findings/1/accept/"
    ),
    "api/v1/models/": lambda land: [
        "/api/v1/models/", "/api/v1/models/?bbox=120.1,30,120.2,30.2",
        *(f"/api/v1/models/?project={land.projects[n].code}" for n in TRIED),
    ],
    "api/v1/models/<uuid:model_id>/": _models(""),
    "api/v1/models/<uuid:model_id>/placement/": _models("placement/"),
    "api/v1/models/crossings/": lambda land: [
        "/api/v1/models/crossings/", "/api/v1/models/crossings/?bbox=120.1,30,120.2,30.2",
        *(f"/api/v1/models/crossings/?project={land.projects[n].code}" for n in TRIED),
    ],
    "api/v1/federations/": lambda land: [
        "/api/v1/federations/", *(f"/api/v1/federations/?project={land.projects[n].code}" for n in TRIED),
    ],
    "api/v1/federations/<uuid:federation_id>/": lambda land: [
        f"/api/v1/federations/{land.revisions[n].model.federation_id}/" for n in TRIED
    ],
    "api/v1/revisions/<uuid:revision_id>/": _revisions(""),
    "api/v1/revisions/<uuid:revision_id>/scene/": _revisions("scene/"),
    "api/v1/revisions/<uuid:revision_id>/tiles/<str:name>": _revisions(
        "tiles/tileset.json", "tiles/tileset.json?frame=earth", "tiles/QzP{n}zQ.glb", "tiles/index.json"
    ),
    "api/v1/revisions/<uuid:revision_id>/elements/": _revisions(
        "elements/", "elements/?ids=1", "elements/?q=class=IfcWall"
    ),
    "api/v1/revisions/<uuid:revision_id>/elements/index/": _revisions("elements/index/"),
    "api/v1/revisions/<uuid:revision_id>/elements/export.<str:form>": _revisions("elements/export.csv"),
    "api/v1/revisions/<uuid:revision_id>/elements/<str:global_id>/": _revisions(f"elements/{GUID}/"),
    "api/v1/revisions/<uuid:revision_id>/colours/": _revisions("colours/?by=Pset.Word", "colours/?by=name"),
    "api/v1/revisions/<uuid:revision_id>/difference/": lambda land: [
        f"/api/v1/revisions/{land.revisions[n].pk}/difference/?to={land.revisions[m].pk}"
        for n in TRIED for m in TRIED
    ],
    "api/v1/revisions/<uuid:revision_id>/crossings/": _revisions("crossings/"),
    "api/v1/revisions/<uuid:revision_id>/suggestions/": _revisions("suggestions/"),
    "api/v1/revisions/<uuid:revision_id>/report/": _revisions("report/"),
    "api/v1/revisions/<uuid:revision_id>/report.html": _revisions("report.html"),
    "api/v1/revisions/<uuid:revision_id>/report.bcf": _revisions("report.bcf"),
    "api/v1/revisions/<uuid:revision_id>/checks/": _revisions("checks/"),
    "api/v1/issues/": lambda land: [
        "/api/v1/issues/", "/api/v1/issues/?limit=2&sort=number", "/api/v1/issues/?state=open",
        "/api/v1/issues/?bbox=110,20,125,35",
        *(f"/api/v1/issues/?project={land.projects[n].code}" for n in TRIED),
    ],
    "api/v1/saved-views/": lambda land: [
        "/api/v1/saved-views/",
        *(f"/api/v1/saved-views/?structure={land.revisions[n].model.feature_id}" for n in TRIED),
    ],
    "api/v1/saved-views/<uuid:view_id>/": lambda land: [f"/api/v1/saved-views/{land.saved[1].pk}/"],
    "api/v1/issues/archive/": _fixed("/api/v1/issues/archive/"),
    "api/v1/issues/<uuid:issue_id>/": _issues(""),
    "api/v1/issues/<uuid:issue_id>/comments/": _issues("comments/"),
    "api/v1/issues/<uuid:issue_id>/actions/<slug:action>/": _issues("actions/start/"),
    "api/v1/issues/<uuid:issue_id>/views/<uuid:guid>/snapshot/": _issues(f"views/{LOOK}/snapshot/"),
    "api/v1/ids/": _fixed("/api/v1/ids/"),
    "api/v1/ids/<uuid:ids_id>/": _fixed(f"/api/v1/ids/{NOWHERE}/"),
    "api/v1/ids/<uuid:ids_id>/content/": _fixed(f"/api/v1/ids/{NOWHERE}/content/"),
    "twin/<uuid:model_id>/report/": lambda land: [
        f"/twin/{land.revisions[n].model_id}/report/" for n in TRIED
    ],
    "twin/<uuid:model_id>/report/check/": lambda land: [
        f"/twin/{land.revisions[n].model_id}/report/check/" for n in TRIED
    ],
    "models/requirements/": _fixed("/models/requirements/"),
    "models/requirements/<uuid:ids_id>/end/": _fixed(f"/models/requirements/{NOWHERE}/end/"),
    "api/v1/uploads/": _fixed("/api/v1/uploads/"),
    "api/v1/uploads/<uuid:upload_id>/": lambda land: [f"/api/v1/uploads/{land.upload.pk}/"],
    "api/v1/measure/": _fixed("/api/v1/measure/"),
    "api/v1/schema": _fixed("/api/v1/schema"),
    "api/v1/docs/": _fixed("/api/v1/docs/"),
    "api/v1/exports/projects.<str:form>": _fixed(*(f"/api/v1/exports/projects.{x}" for x in MEDIA_TYPES)),
    "tiles/changes": _fixed("/tiles/changes"),
    "tiles/<str:layer>/<int:z>/<int:x>/<int:y>": _tiles,
    "^(?:api|tiles|ogc)(?:/.*)?$": _fixed("/api/v1/nowhere", "/tiles/nowhere", "/api", "/ogc/nowhere"),
    **standard.READ,
    "": _fixed("/"),
    "favicon.ico": _fixed("/favicon.ico"),
    "help/": _fixed("/help/"),
    "i18n/setlang/": _fixed("/i18n/setlang/"),
    "projects/new/": _fixed("/projects/new/"),
    "projects/ground/": _fixed("/projects/ground/"),
    "projects/<str:code>/": _each("/projects/{code}/"),
    "projects/<str:code>/edit/": _each("/projects/{code}/edit/"),
    "projects/<str:code>/actions/<str:action>/": _each("/projects/{code}/actions/submit/"),
    "projects/<str:code>/approvals/": _each("/projects/{code}/approvals/"),
    "projects/<str:code>/land/check/": _each("/projects/{code}/land/check/"),
    "projects/<str:code>/land/compare/": _each("/projects/{code}/land/compare/"),
    "projects/<str:code>/land/compare/shapes.geojson": _each("/projects/{code}/land/compare/shapes.geojson"),
    "projects/<str:code>/land/compare/sheet.pdf": _each("/projects/{code}/land/compare/sheet.pdf"),
    "projects/<str:code>/land/documents/": _each("/projects/{code}/land/documents/"),
    "projects/<str:code>/land/documents/<uuid:document_id>/content/": _paper("content/"),
    "projects/<str:code>/land/documents/<uuid:document_id>/file/": _paper("file/"),
    "projects/<str:code>/land/documents/<uuid:document_id>/report/": _paper("report/"),
    "projects/<str:code>/land/documents/<uuid:document_id>/report.<str:form>": _paper("report.xlsx"),
    "projects/<str:code>/land/documents/<uuid:document_id>/<slug:action>/": _paper("submit/"),
    "projects/<str:code>/land/papers/<uuid:approval_id>/take-up/": lambda land: [
        f"/projects/{land.projects[n].code}/land/papers/{pk}/take-up/"
        for n, pk in land.approval_ids.items()
    ],
    "projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/": _each(
        "/projects/{code}/land/findings/1/accept/"
    ),
    "projects/<str:code>/land/way/": _each("/projects/{code}/land/way/"),
    "projects/<str:code>/land/changes/": _each("/projects/{code}/land/changes/"),
    "projects/<str:code>/land/changes/<int:change_id>/<slug:action>/": _each(
        "/projects/{code}/land/changes/1/approve/"
    ),
    "projects/<str:code>/published/": _each("/projects/{code}/published/"),
    "projects/<str:code>/approvals/<uuid:approval_id>/file/": _scans,
    "imports/": _fixed("/imports/"),
    "imports/template.xlsx": _fixed("/imports/template.xlsx"),
    "imports/<uuid:batch_id>/": _import(""),
    "imports/<uuid:batch_id>/progress/": _import("progress/"),
    "imports/<uuid:batch_id>/settle/": _import("settle/"),
    "imports/<uuid:batch_id>/confirm/": _import("confirm/"),
    "imports/<uuid:batch_id>/discard/": _import("discard/"),
    "imports/<uuid:batch_id>/rows/<int:number>/": _import("rows/1/"),
    "imports/<uuid:batch_id>/bad-rows.<str:form>": _import("bad-rows.csv"),
    "api/v1/land/check/": _fixed("/api/v1/land/check/"),
    "land/worklist/": _fixed("/land/worklist/", "/land/worklist/?state=preparing&sort=county"),
    "land/check/": _fixed("/land/check/"),
    "land/check/<uuid:batch_id>/": _survey(""),
    "land/check/<uuid:batch_id>/progress/": _survey("progress/"),
    "land/check/<uuid:batch_id>/shapes.geojson": _survey("shapes.geojson"),
    "land/check/<uuid:batch_id>/choose/": _survey("choose/"),
    "land/check/<uuid:batch_id>/repairs/": _survey("repairs/"),
    "land/check/<uuid:batch_id>/confirm/": _survey("confirm/"),
    "land/check/<uuid:batch_id>/discard/": _survey("discard/"),
    "land/check/<uuid:batch_id>/report.<str:form>": _survey("report.pdf"),
    "land/check/<uuid:batch_id>/parcels.<str:form>": _survey("parcels.txt"),
    "projects/<str:code>/parcels.<str:form>": _each("/projects/{code}/parcels.geojson"),
    "twin/<uuid:model_id>/": lambda land: [f"/twin/{land.revisions[n].model_id}/" for n in TRIED],
    **READ_BUDGET,
    **READ_FLOWS,
    "print/map.pdf": _fixed("/print/map.pdf?center=120.1,30.1&scale=200000&paper=A4&control_lines=1"),
    "export/map.html": _fixed("/export/map.html"),
    **{route: _fixed(*addresses) for route, addresses in money.READ.items()},
    **contracts.READ, **bills.READ,
    **evaluations.read(_each, evaluations.one, _fixed),
    **schedules.read(_each),
    **alerts.READ, **reports.READ, **quality.READ, **READ_ACCEPTANCE,
}  # fmt: skip
"""Route → what is asked there by GET. Documents that take long are asked by few, see the walk."""
