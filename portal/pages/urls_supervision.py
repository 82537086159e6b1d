"""Addresses of a project's records of supervision."""

from django.urls import path

from portal.pages import views_supervision

urlpatterns = [
    path("", views_supervision.records, name="supervision-page"),
    path("records.csv", views_supervision.table, name="supervision-file"),
]
