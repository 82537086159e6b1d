"""Every address, in one place."""

from django.urls import include, path

urlpatterns = [
    path("", include("api.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("portal.pages.urls")),
]
