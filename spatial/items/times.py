"""``datetime``: an instant or an interval (RFC 3339), as the days it touches in the product's own zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid

OPEN = ("", "..")
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)


class TimeInvalid(Invalid):
    """The instant or interval cannot be read."""

    message = _(
        "The parameter datetime does not accept “{value}”: a day, an instant with its zone (RFC 3339), or two"
        " of them with / between; .. for an open end."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """First and last day, both included."""

    first: date
    last: date


def read_span(text: str) -> Span | None:
    """Return the days a parameter names; ``None`` for none."""
    if not text:
        return None
    parts = text.split("/")
    if len(parts) > 2 or len(text) > 80 or (len(parts) == 1 and text in OPEN):
        raise TimeInvalid(value=text[:80])
    try:
        first = FIRST_DAY if parts[0] in OPEN and len(parts) == 2 else day_of(parts[0])
        last = LAST_DAY if parts[-1] in OPEN and len(parts) == 2 else day_of(parts[-1])
    except (ValueError, OverflowError):
        raise TimeInvalid(value=text[:80]) from None
    if first > last:
        raise TimeInvalid(value=text[:80])
    return Span(first=first, last=last)


def day_of(text: str) -> date:
    """Return the day of a date or an instant; raise ``ValueError`` or ``OverflowError`` for anything else."""
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if not _INSTANT.fullmatch(text):
        raise ValueError(text)
    return timezone.localtime(datetime.fromisoformat(text.upper().replace("Z", "+00:00"))).date()
