"""Addresses of one schedule of a project."""

from django.urls import path

from portal.pages import views_schedule, views_schedule_base, views_schedule_changes

urlpatterns = [
    path("", views_schedule.schedule, name="schedule-page"),
    path("changes/", views_schedule_changes.changes, name="schedule-changes-page"),
    path("changes/changes.csv", views_schedule_changes.changes_file, name="schedule-changes-file"),
    path("links/", views_schedule.act, name="schedule-act"),
    path("base/", views_schedule_base.base, name="schedule-base"),
    path("withdraw/", views_schedule_base.withdraw, name="schedule-withdraw"),
]
