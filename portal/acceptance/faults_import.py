"""What can be wrong with a file that brings a tree of acceptance."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Invalid


class TreeColumnsMissing(Invalid):
    """No sheet has the columns."""

    message = _("No sheet has all columns of a tree of acceptance; missing: {columns}.")


class TreeEmpty(Invalid):
    """Headers and nothing below."""

    message = _("The file has no piece of works.")


class TreeTooLarge(Invalid):
    """More than one transaction should take."""

    message = _("The file has more than {most} pieces; send it in parts.")


class TreeWrong(Invalid):
    """Cells are wrong; ``cells`` say which."""

    message = _("{count} cells are wrong and nothing was drawn up. The first: {first}")


class TreeNotShown(Conflict):
    """What is to be confirmed was not shown to this person, or too long ago."""

    message = _("This tree was not shown to you within the last day; send the file again.")


class TreeFileMissing(Invalid):
    """Nothing to read."""

    message = _("Send the workbook as the part “file”.")
