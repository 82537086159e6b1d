"""Every address, in one place."""

from allauth.account.urls import urlpatterns as account_pages
from django.urls import include, path

BY_ADMINISTRATOR = ("account_email", "account_confirm_email", "account_reset_password")
"""No mail about signing in is sent: addresses and lost passwords are the administrator's."""

signing_in = [page for page in account_pages if not (page.name or "").startswith(BY_ADMINISTRATOR)]

handler400 = "api.handlers.bad_request"
handler403 = "api.handlers.forbidden"
handler404 = "api.handlers.not_found"
handler500 = "api.handlers.server_error"

urlpatterns = [
    path("", include("api.urls")),
    path("accounts/", include(signing_in)),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include("portal.pages.urls")),
]
