"""What stands against raising an issue of a line."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, NotFound


class LineNotFound(NotFound):
    """Nothing disagrees about this task there, or the actor may not read it."""

    message = _("Nothing disagrees about the task {task} there on {on}.")


class RaisedAlready(Conflict):
    """One open issue a line."""

    message = _("Issue {number} of this line is open already.")


class NoStructure(Conflict):
    """An issue stands on a structure."""

    message = _("Nothing is built in this section that an issue could stand on.")
