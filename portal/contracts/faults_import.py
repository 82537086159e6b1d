"""What can be wrong with a file that brings a bill of quantities or a list of contracts."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden, Invalid


class ColumnsMissing(Invalid):
    """No sheet has the columns of a bill."""

    message = _("No sheet has all columns of a bill of quantities; missing: {columns}.")


class BillFileEmpty(Invalid):
    """Headers and nothing below."""

    message = _("The file has no items.")


class BillFileWrong(Invalid):
    """Cells are wrong; ``cells`` say which."""

    message = _("{count} cells are wrong and nothing was taken over. The first: {first}")


class ImportForbidden(Forbidden):
    """Others draw contracts up."""

    message = _("Contracts are drawn up by clerks and procurement officers of project units.")


class FileMissing(Invalid):
    """Nothing to read."""

    message = _("Send the workbook as the part “file”.")


class ListColumnsMissing(Invalid):
    """No sheet has the columns of a list of contracts."""

    message = _("No sheet has all columns of a list of contracts; missing: {columns}.")


class ListEmpty(Invalid):
    """Headers and nothing below."""

    message = _("The file has no contract.")


class ListTooLong(Invalid):
    """More than one transaction should take."""

    message = _("The list has more than {most} contracts; send it in parts.")


class ListWrong(Invalid):
    """Cells are wrong; ``cells`` say which."""

    message = _("{count} cells are wrong and no contract was drawn up. The first: {first}")


class ReceiptUnknown(Conflict):
    """What is to be confirmed was not shown to this person, or too long ago."""

    message = _("This list was not shown to you within the last day; send the file again.")
