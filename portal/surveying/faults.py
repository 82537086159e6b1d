"""What stands against a verb on a survey."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Invalid


class SurveyBusy(Conflict):
    """A worker is at it."""

    message = _("“{name}” is still being read. Wait until that is done.")


class SurveyClosed(Conflict):
    """Confirmed or discarded surveys stay as they are."""

    message = _("“{name}” was confirmed or discarded before and can no longer be changed.")


class SurveyNotRead(Conflict):
    """Only what was read can be confirmed."""

    message = _("“{name}” could not be read and cannot be confirmed.")


class SurveyHasErrors(Conflict):
    """Nothing with an error is saved."""

    message = _("“{name}” has errors ({errors}). Mend them first: nothing with an error is saved.")


class SurveyForbidden(Conflict):
    """Ground that no document's check could make right."""

    message = _(
        "“{name}” cannot be saved: the cross-check of today finds errors in its ground ({errors}): {findings}"
    )


class SurveyJudgedAnew(Conflict):
    """Rules, papers or neighbours are no longer those of the day the survey was read."""

    message = _(
        "Since “{name}” was read, the cross-check finds new errors ({errors}): {findings} "
        "Nothing was saved. Look again, then confirm."
    )


class SurveyChanged(Conflict):
    """The parcels on the screen are not those that would be saved."""

    message = _(
        "The survey was read anew meanwhile: you look at version {given}, it is at {current}. Look again."
    )


class NothingAccepted(Invalid):
    """A defect without a repair, or none at all."""

    message = _("There is no repair to accept for {defects}.")
