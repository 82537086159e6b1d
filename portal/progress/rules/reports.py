"""The life of a progress report and of a node, and what a report may say. Pure: the services ask it.

A report goes from the contractor through the supervisor and the owner's engineer to publication; what was
confirmed never falls, except where a case of correction says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from portal.core.lifecycle import Lifecycle, Step
from portal.projects.rules import MIN_REASON_LENGTH

DRAFT, SUBMITTED, RETURNED = "draft", "submitted", "returned"
SUP_CONFIRMED, OWNER_CONFIRMED, PUBLISHED = "sup_confirmed", "owner_confirmed", "published"
CONTRACTOR, SUPERVISOR, ENGINEER, HEAD = "con", "sup", "eng", "pu_head"
LIFECYCLE = Lifecycle(
    Step("submit", DRAFT, SUBMITTED, (CONTRACTOR,)),
    Step("submit", RETURNED, SUBMITTED, (CONTRACTOR,)),
    Step("confirm_supervisor", SUBMITTED, SUP_CONFIRMED, (SUPERVISOR,)),
    Step("return", SUBMITTED, RETURNED, (SUPERVISOR,), needs_reason=True),
    Step("confirm_owner", SUP_CONFIRMED, OWNER_CONFIRMED, (ENGINEER,)),
    Step("return", SUP_CONFIRMED, RETURNED, (ENGINEER,), needs_reason=True),
    Step("publish", OWNER_CONFIRMED, PUBLISHED, (HEAD,)),
)
JUDGING = frozenset({"confirm_supervisor", "confirm_owner", "return", "publish"})
"""Steps that judge what others did before: whoever took part takes none of them."""
CONFIRMING = frozenset({"confirm_supervisor", "confirm_owner"})
CONFIRMED = frozenset({OWNER_CONFIRMED, PUBLISHED})
HELD = frozenset({DRAFT, RETURNED})
"""While its author holds it."""

PLANNED, DUE_SOON, OVERDUE, ACHIEVED, WAIVED = "planned", "due_soon", "overdue", "achieved", "waived"
NODE_STATES = (PLANNED, DUE_SOON, OVERDUE, ACHIEVED, WAIVED)

NO_TASK, ELSEWHERE, OVERTAKEN = "no_such_task", "elsewhere", "overtaken"
OVER_WHOLE, NEGATIVE, FALLS, CLOSED, FUTURE, TURNED_ROUND, NO_EVIDENCE, TOO_SHORT = (
    "over_whole", "negative", "falls", "section_closed", "in_future", "period_turned_round", "no_evidence",
    "correction_short",
)  # fmt: skip
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a report says of one task or section. ``before``: the per cent confirmed last, of 100.

    ``correction``: why it may fall. ``jump``: from how many points more evidence is asked for, if at all.
    ``stray``: why the report's place has no such task, if so. ``later``: what a later report, confirmed
    already, says of it, unless it says why it is less.
    """

    key: str
    percent: Decimal
    before: Decimal = Decimal(0)
    closed: bool = False
    correction: str = ""
    evidence: int = 0
    jump: Decimal | None = None
    stray: str = ""
    later: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What stands against a line, with the numbers that say it."""

    key: str
    kind: str
    found: str
    limit: str


def flaws_of(lines: Iterable[Line]) -> list[Flaw]:
    """Return what stands against the lines of a report, in their order: of each line the first."""
    found = (_flaw(line) for line in lines)
    return [flaw for flaw in found if flaw is not None]


def _flaw(line: Line) -> Flaw | None:
    leap = line.jump is not None and line.percent - line.before >= line.jump
    falls, why = line.percent < line.before, len(line.correction.strip())
    said = line.percent
    checks = (
        (line.stray, bool(line.stray), said, ""),
        (OVER_WHOLE, said > WHOLE, said, WHOLE),
        (NEGATIVE, said < 0, said, Decimal(0)),
        (CLOSED, line.closed and said != line.before, said, line.before),
        (FALLS, falls and not why, said, line.before),
        (OVERTAKEN, line.later is not None and said > line.later, said, line.later),
        (TOO_SHORT, falls and why < MIN_REASON_LENGTH, why, MIN_REASON_LENGTH),
        (NO_EVIDENCE, leap and not line.evidence, said, line.jump),
    )
    return next((
        Flaw(key=line.key, kind=kind, found=str(found), limit=str(limit))
        for kind, holds, found, limit in checks if holds
    ), None)  # fmt: skip


def period_flaw(*, first: date, last: date, on: date) -> str:
    """Return what is wrong with the days a report is about, or nothing."""
    if last < first:
        return TURNED_ROUND
    return FUTURE if last > on else ""


def node_state(
    *, baseline: date, forecast: date | None, actual: date | None, waived: bool, on: date, soon_days: int
) -> str:
    """Return where a node stands on a day. The plan decides lateness; a forecast only warns sooner."""
    if waived:
        return WAIVED
    if actual is not None and actual <= on:
        return ACHIEVED
    if on > baseline:
        return OVERDUE
    near = baseline - on <= timedelta(days=soon_days)
    return DUE_SOON if near or (forecast is not None and forecast > baseline) else PLANNED
