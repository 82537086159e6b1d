"""Sentences of the sign-in package that our catalogue says better than the one it brings."""

from django.utils.translation import gettext_noop as _

SAID_BETTER = (
    _("Incorrect code."),
    _("Authenticator code"),
    _("Two-Factor Authentication"),
)
