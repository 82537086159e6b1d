"""Addresses of the pages of acceptance and material tests."""

from django.urls import path

from portal.pages import views_acceptance, views_piece

urlpatterns = [
    path("", views_acceptance.acceptance, name="acceptance-page"),
    path("import/", views_acceptance.bring, name="acceptance-import"),
    path("import/confirm/", views_acceptance.confirm, name="acceptance-import-confirm"),
    path("template.xlsx", views_acceptance.template, name="acceptance-template"),
    path("draw/", views_acceptance.draw, name="acceptance-draw"),
    path("tests/", views_acceptance.sample, name="acceptance-sample"),
    path("tests/<uuid:test_id>/", views_piece.test, name="acceptance-test"),
    path("tests/<uuid:test_id>/result/", views_piece.result, name="acceptance-result"),
    path("tests/<uuid:test_id>/lots/", views_piece.link, name="acceptance-link"),
    path("tests/<uuid:test_id>/elements/", views_piece.hang_sample, name="acceptance-hang-sample"),
    path("tests/<uuid:test_id>/report/", views_piece.report, name="acceptance-report"),
    path("<uuid:piece_id>/", views_piece.piece, name="acceptance-piece"),
    path("<uuid:piece_id>/amend/", views_piece.amend, name="acceptance-amend"),
    path("<uuid:piece_id>/elements/", views_piece.hang, name="acceptance-hang"),
    path("<uuid:piece_id>/actions/<slug:action>/", views_piece.act, name="acceptance-act"),
]
