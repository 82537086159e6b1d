"""What an entry from the site may say, and who says it. Pure: the services ask it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

PROGRESS, RECORD, ISSUE = "progress", "record", "issue"
KINDS = (PROGRESS, RECORD, ISSUE)
NOT_STARTED, IN_PROGRESS, INSTALLED, INSPECTED, ACCEPTED = (
    "not_started", "in_progress", "installed", "inspected", "accepted",
)  # fmt: skip
STATES = (NOT_STARTED, IN_PROGRESS, INSTALLED, INSPECTED, ACCEPTED)
CONTRACTOR, SUPERVISOR, ENGINEER = "con", "sup", "eng"
SAYS = {
    NOT_STARTED: CONTRACTOR, IN_PROGRESS: CONTRACTOR, INSTALLED: CONTRACTOR, INSPECTED: SUPERVISOR,
    ACCEPTED: ENGINEER,
}  # fmt: skip
"""Who says that a task is in a state: who builds, who supervises, who takes it over."""
CAPTURERS = frozenset({CONTRACTOR, SUPERVISOR, ENGINEER})
SEVERITIES = ("minor", "major", "critical")
SUPERVISIONS = STANDING_BY, PATROL, PARALLEL, WITNESSED, OTHER = (
    "standing_by", "patrol", "parallel_test", "witnessed", "other",
)  # fmt: skip
"""What a supervisor writes down: 旁站, 巡视, 平行检验, 见证取样 (GB/T 50319), 其他."""
WHOLE, NOTHING = Decimal(100), Decimal(0)
MOST_PHOTOS = 20
LAG = timedelta(minutes=2)
"""What lies between the sending and the receiving of an entry is no wrong clock."""
NEED, JUDGED = {INSPECTED: (INSTALLED, INSPECTED), ACCEPTED: (INSPECTED, ACCEPTED)}, (INSPECTED, ACCEPTED)
"""What a task must have been said to be before; and what judges the work of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What an entry says, as far as it can be judged alone. ``percent``: of 100; ``supervises``: by whom."""

    kind: str
    state: str = ""
    percent: Decimal | None = None
    note: str = ""
    title: str = ""
    photos: int = 0
    task: bool = False
    supervision: str = ""
    supervises: bool = False


def states_for(roles: Collection[str]) -> list[str]:
    """Return the states somebody with these roles may say."""
    return [state for state in STATES if SAYS[state] in roles]


def percent_of(*, state: str, percent: Decimal | None) -> Decimal | None:
    """Return the per cent an entry means: a state at either end says it by itself."""
    if percent is not None:
        return percent
    return {NOT_STARTED: NOTHING, INSTALLED: WHOLE}.get(state)


def moment_of(captured_at: datetime, *, sent_at: datetime | None, received_at: datetime) -> datetime:
    """Return when something was captured by our clock: as the phone's goes, but never after it was received.

    By how much the phone's clock is wrong is told when it sends.
    """
    ahead = sent_at - received_at if sent_at else timedelta(0)
    return min(captured_at - ahead if abs(ahead) > LAG else captured_at, received_at)


def flaw_of(word: Word) -> str:
    """Return what makes an entry unfit by itself, or nothing."""
    if word.photos > MOST_PHOTOS:
        return "photos_too_many"
    if word.supervision and not (word.kind == RECORD and word.supervises):
        return "supervision_not_yours"
    if word.kind == PROGRESS:
        return _flaw_of_progress(word)
    if word.kind == ISSUE:
        return "" if word.title.strip() else "title_missing"
    if word.supervises and not word.supervision:
        return "supervision_missing"
    if word.state and not (word.state in JUDGED and word.task):
        return "state_not_recorded"
    return "" if word.note.strip() or word.photos or word.state else "nothing_said"


def _flaw_of_progress(word: Word) -> str:
    percent = percent_of(state=word.state, percent=word.percent)
    if not word.task:
        return "task_missing"
    if word.state not in (NOT_STARTED, IN_PROGRESS, INSTALLED):
        return "state_not_reported"
    if percent is None:
        return "percent_missing"
    fits = {
        NOT_STARTED: percent == NOTHING, INSTALLED: percent >= WHOLE,
        IN_PROGRESS: percent != NOTHING and percent != WHOLE,
    }  # fmt: skip
    return "" if fits[word.state] else "state_and_percent"
