"""The only clock. Doors read it and pass the answer on; tests and demonstrations set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("fixed_now", default=None)


def now() -> datetime:
    """Return the present moment, aware, in the server's zone."""
    return timezone.localtime(_fixed.get() or timezone.now())


def today() -> date:
    """Return the present day in the server's zone."""
    return now().date()


def day_of(moment: datetime) -> date:
    """Return the day a moment falls on in the server's zone; what the database gives stands in another."""
    return timezone.localtime(moment).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware ``moment`` within the block."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
