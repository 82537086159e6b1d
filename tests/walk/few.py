"""What the walk does not ask everybody, and why."""

from tests.walk import acceptance, money, standard
from tests.walk.budgets import FEW_BUDGET
from tests.walk.flows import FEW_FLOWS

ACCOUNTS = "accounts/"
"""The sign-in's own pages: they know accounts and no business record."""
FEW = FEW_BUDGET | FEW_FLOWS | acceptance.FEW | {
    "healthz", "readyz", "api/v1", "api/v1/", "api/v1/codelists/", "api/v1/regions/",
    "api/v1/regions/<str:code>/", "api/v1/schema", "api/v1/docs/", "api/v1/measure/",
    "^(?:api|tiles|ogc)(?:/.*)?$", "ogc", "ogc/", "ogc/conformance", "ogc/api", "ogc/tileMatrixSets",
    "ogc/tileMatrixSets/<str:matrix_set>", *standard.SELDOM, "help/", "i18n/setlang/",
    "projects/ground/",
    "api/v1/projects/<str:code>/actions/<slug:action>/", "projects/<str:code>/actions/<str:action>/",
    "projects/<str:code>/approvals/", "projects/<str:code>/published/", "print/map.pdf", "export/map.html",
    "projects/<str:code>/land/check/", "projects/<str:code>/land/documents/",
    "projects/<str:code>/land/documents/<uuid:document_id>/content/",
    "projects/<str:code>/land/documents/<uuid:document_id>/<slug:action>/",
    "projects/<str:code>/land/papers/<uuid:approval_id>/take-up/",
    "projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/",
    "projects/<str:code>/land/way/", "projects/<str:code>/land/changes/",
    "projects/<str:code>/land/changes/<int:change_id>/<slug:action>/",
    "api/v1/projects/<str:code>/land/documents/",
    "api/v1/projects/<str:code>/land/documents/<uuid:document_id>/actions/<slug:action>/",
    "api/v1/projects/<str:code>/land/papers/<uuid:approval_id>/take-up/",
    "api/v1/projects/<str:code>/land/changes/<int:change_id>/actions/<slug:action>/",
    "api/v1/projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/",
    "imports/template.xlsx", "imports/<uuid:batch_id>/settle/", "imports/<uuid:batch_id>/confirm/",
    "imports/<uuid:batch_id>/discard/", "api/v1/land/check/", "api/v1/projects/<str:code>/land/check/",
    "land/check/<uuid:batch_id>/choose/",
    "land/check/<uuid:batch_id>/repairs/", "land/check/<uuid:batch_id>/confirm/",
    "land/check/<uuid:batch_id>/discard/", *(set(money.READ) - {"payments/", "api/v1/payments/"}),
}  # fmt: skip
"""What reads no business record by GET, or takes seconds: asked by one of each sort of person."""
