"""What stands against a verb on an issue."""

from django.utils.translation import gettext_lazy as _

from bim.issues import names
from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound


class IssueNotFound(NotFound):
    """No such issue, or one the actor may not see."""

    message = _("There is no such issue, or it is not for you to see; signing in may help.")


class IssueQueryInvalid(Invalid):
    """``structure`` or ``state`` cannot be read."""

    message = _("The filter {parameter} does not accept “{value}”.")


class ViewNotFound(NotFound):
    """No such look, or one without a picture."""

    message = _("There is no picture {guid} of this issue.")


class WritingForbidden(Forbidden):
    """Not for this role."""

    message = _("Issues are raised by the project's unit, engineers, supervisors, contractors and reviewers.")


class WordsNotYours(Forbidden):
    """What an issue says is its author's."""

    message = _(
        "What issue #{number} says is changed by who raised it and by supervisor and engineer;"
        " write a remark instead."
    )


class IssueChanged(Conflict):
    """Somebody else was faster."""

    message = _("The issue was changed meanwhile: you hold version {given}, it is at version {current}.")


class ReasonMissing(Invalid):
    """The step wants a reason."""

    message = _("Say why: “{action}” wants a reason.")

    def told(self) -> dict[str, object]:
        """Name the step."""
        return names.told(self.facts)


class RemarkMissing(Invalid):
    """A remark without words."""

    message = _("Write what you remark.")


class IssueStepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start at this state."""

    message = _("“{action}” is not possible while the issue is “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the step and the state."""
        return names.told(self.facts)


class IssueStepNotYours(lifecycle.ActionNotYours):
    """The step starts here, but others take it."""

    message = _("“{action}” is not for your role to take on this issue.")

    def told(self) -> dict[str, object]:
        """Name the step."""
        return names.told(self.facts)


class OwnMending(Forbidden):
    """Who mended cannot close."""

    message = _("You said that it is mended; somebody else closes it.")


class NotOfQuality(NotFound):
    """An ordinary issue has no photos before and after."""

    message = _("Issue {number} is not one of quality.")


class TitleMissing(Invalid):
    """An issue without a title."""

    message = _("An issue needs a title.")


class ModelElsewhere(Invalid):
    """The model belongs to another structure."""

    message = _("The model does not belong to this structure.")


class SnapshotUnreadable(Invalid):
    """The picture is no PNG in base64."""

    message = _("The picture of the view is not a PNG in base64.")


class LookUnreadable(Invalid):
    """The look has other fields than a viewpoint has."""

    message = _("The view of the model cannot be read: {reason}")


class VersionNotWritten(Invalid):
    """An archive version we do not write."""

    message = _("Archives are written as BCF {known}, not “{version}”.")


class SavedViewNotFound(NotFound):
    """No such view, or one the actor may not see."""

    message = _("There is no kept view {view_id}.")


class SavedViewOfAnother(Forbidden):
    """Somebody else keeps it."""

    message = _("Only who kept a view takes it away.")


class SavingForbidden(Forbidden):
    """Not for this role."""

    message = _("Views are kept for others by those who raise issues on the project.")


class SavedViewNameTaken(Conflict):
    """One name, one view."""

    message = _("A view called “{name}” is already kept for this structure.")


class SavedViewNameless(Invalid):
    """A view without a name or without anything to see."""

    message = _("A kept view needs a name and what is seen.")


class SavedViewsTooMany(Conflict):
    """Enough is enough."""

    message = _("At most {limit} views are kept for a structure.")
