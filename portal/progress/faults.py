"""What can be wrong with schedules that are kept, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Forbidden, Invalid, NotFound


class ScheduleNotFound(NotFound):
    """No such schedule, or one the actor may not see."""

    message = _("There is no schedule {schedule}.")


class ScheduleRevisionNotFound(NotFound):
    """No such revision, or one of a schedule the actor may not see."""

    message = _("There is no revision {number} of this schedule.")


class SendingNotYours(Forbidden):
    """The project is seen, but others send its schedules."""

    message = _("Your role does not send schedules of this project.")


class ScheduleTextTooLong(Invalid):
    """An identity that does not fit."""

    message = _("The identity of a task, calendar or resource has more than {limit} characters: {key}…")
