"""What can be wrong with an issue archive."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid


class NotAnArchive(Invalid):
    """The file is no zip archive, or a damaged one."""

    message = _("{name} is not an issue archive (BCF): it cannot be opened as a zip file.")


class ArchiveTooLarge(Invalid):
    """The archive unpacks to more than may be read."""

    message = _("{name} unpacks to {bytes} bytes in {entries} files; at most {limit} bytes are read.")


class VersionUnknown(Invalid):
    """The archive is of a version we do not read."""

    message = _("{name} is of BCF version “{version}”; 2.0, 2.1 and 3.0 are read.")


class MarkupBroken(Invalid):
    """A file within the archive is no readable XML, or lacks what every topic has."""

    message = _("{path} in the archive cannot be read: {reason}")


class NoTopics(Invalid):
    """The archive holds no issue."""

    message = _("{name} holds no issue.")
