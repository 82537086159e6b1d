"""When the schedule a model is linked to and a report say different things of a task. Pure.

What the model says by itself are the actual days of the schedule its elements are linked to: a file of tasks
that tells when work began and ended, kept by others than who writes reports. A file that tells no actual days
up to the day says nothing, and nothing disagrees with it.

Inspection lots speak of the tasks they are work of: who reports all of a task says that its lots will pass,
and who accepts a lot says that it stands.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BIM = "model"
LOTS_OPEN, LOTS_REFUSED, LOTS_AHEAD = "lots_open", "lots_refused", "lots_ahead"
LOTS = (LOTS_OPEN, LOTS_REFUSED, LOTS_AHEAD)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LotCount:
    """The inspection lots of a task. ``before``: accepted by the end of the period a report is about.

    ``waiting``: due or inspected and not accepted; ``refused``: not accepted at their inspection. Others are
    not due yet and say nothing.
    """

    total: int
    accepted: int
    before: int
    waiting: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """What one voice bears out of a claim, per cent 0-100, and by which reason it contradicts."""

    reason: str
    percent: Decimal


def lots_bear(lots: LotCount, claimed: Decimal) -> Borne | None:
    """Return what the lots of a task bear out where it is another than the claim; each lot counts alike."""
    lacking = lots.waiting + lots.refused
    if claimed >= WHOLE and lacking:
        share = WHOLE * lots.accepted / (lots.accepted + lacking)
        return Borne(reason=LOTS_REFUSED if lots.refused else LOTS_OPEN, percent=share)
    if claimed <= ZERO and lots.before:
        return Borne(reason=LOTS_AHEAD, percent=WHOLE * lots.before / lots.total)
    return None
