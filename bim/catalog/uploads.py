"""What stands against a part of an upload."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Invalid, NotFound


class UploadNotFound(NotFound):
    """No such upload, or another person's."""

    message = _("There is no upload {upload_id}.")


class OffsetMismatch(Conflict):
    """The next part begins elsewhere."""

    message = _("The upload is at byte {current}, not {given}.")


class UploadTooLarge(Invalid):
    """More than is taken."""

    message = _("The model has {found_mb} MB; at most {limit_mb} MB are taken.")


class UploadInvalid(Invalid):
    """Headers are missing or wrong."""

    message = _("The upload's header {header} is missing or wrong.")
