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


class DayTooFar(Invalid):
    """A day of which no plan speaks."""

    message = _("{value} lies outside the days told here, {first} to {last}.")


class DayToCome(Invalid):
    """What disagrees is known of days that were."""

    message = _("{value} has not come; what disagrees is told up to today, {today}.")


FIRST, LAST = date(1980, 1, 1), date(2120, 12, 31)


def day_asked(text: str) -> date | None:
    """Return the day, or nothing where none is asked for. Raises ``DayUnreadable`` and ``DayTooFar``."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        raise DayUnreadable(value=text[:40]) from None
    if found is not None and not FIRST <= found <= LAST:
        raise DayTooFar(value=str(found), first=str(FIRST), last=str(LAST))
    return found


def past_day_asked(text: str, *, today: date) -> date:
    """Return a day up to today, which it is where none is asked for. Raises ``DayToCome``, too."""
    found = day_asked(text) or today
    if found > today:
        raise DayToCome(value=str(found), today=str(today))
    return found


def section_asked(text: str) -> UUID | None:
    """Return the section, or nothing where none is asked for. Raises ``SectionUnreadable``."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise SectionUnreadable(value=text[:40]) from None
