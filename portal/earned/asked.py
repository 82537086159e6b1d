"""What may be asked about earned value, read from text."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid


class DayUnreadable(Invalid):
    """A day that is none."""

    message = _("“{value}” is no day; write it as 2026-11-20.")


class SectionUnreadable(Invalid):
    """An identity that is none."""

    message = _("“{value}” is no section's id.")


def day_asked(text: str) -> date | None:
    """Return the day, or nothing where none is asked for. Raises ``DayUnreadable``."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise DayUnreadable(value=text[:40]) from None


def section_asked(text: str) -> UUID | None:
    """Return the section, or nothing where none is asked for. Raises ``SectionUnreadable``."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise SectionUnreadable(value=text[:40]) from None
