"""Every address, in one place."""

from django.urls import include, path

handler400 = "api.handlers.bad_request"
handler403 = "api.handlers.forbidden"
handler404 = "api.handlers.not_found"
handler500 = "api.handlers.server_error"

urlpatterns = [
    path("", include("api.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("portal.pages.urls")),
]
