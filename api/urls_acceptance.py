"""Addresses of what is inspected, tested and accepted."""

from django.urls import URLPattern, URLResolver, include, path

from api import acceptance, material_tests

PIECE = [
    path("", acceptance.PieceDetail.as_view(), name="piece"),
    path("actions/<slug:action>/", acceptance.PieceAction.as_view(), name="piece-action"),
    path("elements/", acceptance.PieceElements.as_view(), name="piece-elements"),
]
TEST = [
    path("", material_tests.MaterialTestDetail.as_view(), name="material-test"),
    path("result/", material_tests.MaterialTestResult.as_view(), name="material-test-result"),
    path("lots/", material_tests.MaterialTestLots.as_view(), name="material-test-lots"),
    path("elements/", material_tests.MaterialTestElements.as_view(), name="material-test-elements"),
    path("report/", material_tests.MaterialTestReport.as_view(), name="material-test-report"),
]
OF_PROJECT = [
    path("", acceptance.Acceptance.as_view(), name="acceptance"),
    path("elements/", acceptance.AcceptanceElements.as_view(), name="acceptance-elements"),
    path("import/", acceptance.AcceptanceImport.as_view(), name="acceptance-import"),
    path(
        "import/confirm/", acceptance.AcceptanceImportConfirm.as_view(), name="acceptance-import-confirm"
    ),
    path("tests/", material_tests.MaterialTests.as_view(), name="material-tests"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<str:code>/acceptance/", include(OF_PROJECT)),
    path("acceptance/<uuid:piece_id>/", include(PIECE)),
    path("material-tests/<uuid:test_id>/", include(TEST)),
]
