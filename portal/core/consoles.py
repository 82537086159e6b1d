"""What commands at the machine's own console are given."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid


class NoSuchFile(Invalid):
    """No file lies at the path."""

    message = _("{file}: no such file.")


def need_file(path: Path) -> None:
    """Raise ``NoSuchFile`` where the path names no file."""
    if not path.is_file():
        raise NoSuchFile(file=str(path))
