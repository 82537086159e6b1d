"""What can be wrong with a file that brings a bill of quantities."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid


class ColumnsMissing(Invalid):
    """No sheet has the columns of a bill."""

    message = _("No sheet has all columns of a bill of quantities; missing: {columns}.")


class BillFileEmpty(Invalid):
    """Headers and nothing below."""

    message = _("The file has no items.")


class BillFileWrong(Invalid):
    """Cells are wrong; ``cells`` say which."""

    message = _("{count} cells are wrong and nothing was taken over. The first: {first}")
