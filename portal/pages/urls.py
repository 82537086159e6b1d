"""Addresses of pages."""

from django.urls import include, path

from portal.pages import views_export, views_files, views_filing, views_map, views_print, views_record

urlpatterns = [
    path("", views_map.map_page, name="map"),
    path("help/", views_map.help_page, name="help"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("projects/new/", views_filing.new, name="project-new"),
    path("projects/ground/", views_filing.ground, name="project-ground"),
    path("projects/<str:code>/", views_record.record, name="project"),
    path("projects/<str:code>/edit/", views_filing.edit, name="project-edit"),
    path("projects/<str:code>/actions/<str:action>/", views_record.act, name="project-act"),
    path("projects/<str:code>/approvals/", views_record.approve, name="project-approve"),
    path("projects/<str:code>/published/", views_record.publish, name="project-publish"),
    path(
        "projects/<str:code>/approvals/<uuid:approval_id>/file/",
        views_files.approval_file,
        name="approval-file",
    ),
    path("print/map.pdf", views_print.sheet, name="print"),
    path("export/map.html", views_export.one_file, name="export-map"),
]
