"""Addresses of a project's issues."""

from django.urls import path

from portal.pages import views_issues

urlpatterns = [
    path("", views_issues.issues, name="issues-page"),
    path("<int:number>/", views_issues.numbered, name="issue-numbered"),
    path("<uuid:issue_id>/", views_issues.issue, name="issue-page"),
    path("<uuid:issue_id>/comments/", views_issues.comment, name="issue-comment"),
    path("<uuid:issue_id>/words/", views_issues.change, name="issue-change"),
    path("<uuid:issue_id>/actions/<slug:action>/", views_issues.act, name="issue-step"),
]
