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


class MarkupNotXml(MarkupBroken):
    """No well-formed XML. ``line``, ``column``: where it stops being so, from 1."""

    message = _("{path} in the archive is no well-formed XML: it goes wrong in line {line}, column {column}.")


class MarkupDeclaresType(MarkupBroken):
    """A document type or entities, by which a file could reach outside itself."""

    message = _("{path} in the archive declares a document type or entities, which BCF does not.")


class MarkupNotText(MarkupBroken):
    """Bytes that are no text of the encoding they name."""

    message = _("{path} in the archive is not written in the encoding it names.")


class NoTopics(Invalid):
    """The archive holds no issue."""

    message = _("{name} holds no issue.")
