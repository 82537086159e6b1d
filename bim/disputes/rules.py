"""When the schedule a model is linked to and a report say different things of a task. Pure.

What the model says by itself are the actual days of the schedule its elements are linked to: a file of tasks
that tells when work began and ended, kept by others than who writes reports. A file that tells no actual days
up to the day says nothing, and nothing disagrees with it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BIM = "model"
SILENT, NOT_BEGUN, BEGUN, ENDED = "silent", "not_begun", "begun", "ended"
ZERO, WHOLE = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """A task's actual days as its file has them. ``telling``: whether the file tells any up to the day."""

    began: date | None
    ended: date | None
    telling: bool


def says_of(actual: Actual, on: date) -> str:
    """Return what the file says of a task at the end of a day."""
    if not actual.telling:
        return SILENT
    if actual.ended is not None and actual.ended <= on:
        return ENDED
    return BEGUN if actual.began is not None and actual.began <= on else NOT_BEGUN


def supported(said: str, claimed: Decimal, before: Decimal) -> Decimal | None:
    """Return the per cent the file bears out where it is another than the claim, 0-100; else ``None``.

    Of work that goes on a file tells no amount: it only contradicts who claims all of it, and then what was
    claimed ``before`` stands.
    """
    if said == NOT_BEGUN and claimed > ZERO:
        return ZERO
    if said == ENDED and claimed < WHOLE:
        return WHOLE
    if said == BEGUN and claimed >= WHOLE:
        return min(before, claimed)
    return None
