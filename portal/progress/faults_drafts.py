"""What stands against throwing a draft away."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict


class ReportNeeded(Conflict):
    """Photos hang on it."""

    message = _("The draft holds photos: take them out first.")


class ReportOfSite(Conflict):
    """Something hangs on it that stays."""

    message = _("Records from the site or issues belong to this draft and stay: set right what it says.")
