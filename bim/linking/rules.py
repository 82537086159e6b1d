"""What a link can be, and what stands on a day: pure, from dates and what was reported.

One byte tells it all: the lowest three bits the category, two the plan, two what is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LIVE, CLAIMED, UNSURE, ENDED = "live", "claimed", "unsure", "ended"
STATES = (LIVE, CLAIMED, UNSURE, ENDED)
FILE, RULE, HAND = "file", "rule", "hand"
SOURCES = (FILE, RULE, HAND)
TASK, ITEM = "task", "item"
"""What elements are linked to: tasks of a schedule, items of a contract's bill."""
OUTPUT, INPUT = "output", "input"
ROLES = (OUTPUT, INPUT)
TAKE, KEEP, CONFIRM, DECLINE, UNLINK = "take", "keep", "confirm", "decline", "unlink"
VERDICTS = {TAKE: CLAIMED, KEEP: CLAIMED, CONFIRM: UNSURE, DECLINE: UNSURE, UNLINK: LIVE}
"""Each verdict, and the state of the links it is passed on."""
LINKERS = frozenset({"pu_clerk", "pu_head", "eng", "con", "plan"})

NOT_STARTED, GOING_ON, DONE, UNDATED = range(4)
NO_TASK, NOT_DUE, ON_TIME, EARLY, LATE, NOT_BUILT, ONLY_CLAIMED, NO_DATES = range(8)
CATEGORIES = (
    "no_task", "not_due", "on_time", "early", "late", "planned_not_built", "claimed_without_evidence",
    "no_dates",
)  # fmt: skip
PLAN_BITS, ACTUAL_BITS = 3, 5
AHEAD = 1 << 7
"""In a byte: the day has not come, so that what is missing by then is not late; its category is not due."""
WHOLE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a report says of a task at the end of its period, of 100. ``confirmed``: by the owner."""

    on: date
    percent: float
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What all reports up to a day come to. ``percent``: confirmed last, of 100.

    ``since``: the day since when all is confirmed without a fall; ``claimed``: the most not confirmed.
    """

    percent: float = 0.0
    since: date | None = None
    claimed: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What holds up of the reports of a task, of 100, from the day ``on`` which they are contradicted for."""

    on: date
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """When a task is planned, and when it was done as its file says; days, each included.

    ``doubt``: where something contradicts what reports say of it.
    """

    start: date | None = None
    finish: date | None = None
    began: date | None = None
    ended: date | None = None
    said: tuple[Said, ...] = ()
    doubt: Doubt | None = None


def planned_on(course: Course, on: date) -> int:
    """Return what the plan says of a day: its last day's end is done."""
    if course.start is None or course.finish is None:
        return UNDATED
    if on < course.start:
        return NOT_STARTED
    return DONE if on >= course.finish else GOING_ON


@dataclass(frozen=True, slots=True)
class Actual:
    """What is. ``since``: the day it was done. ``claimed``: per cent nobody has confirmed beyond that."""

    state: int
    since: date | None
    claimed: float


def told_on(said: Iterable[Said], on: date) -> Told:
    """Return what reports up to a day come to; of two of one day the later one counts."""
    told = sorted((one for one in said if one.on <= on), key=lambda one: one.on)
    sure = [one for one in told if one.confirmed]
    claims = [one.percent for one in told if not one.confirmed]
    return Told(
        percent=sure[-1].percent if sure else 0.0, since=_whole_since(sure), claimed=max(claims, default=0.0)
    )


def borne_out(told: Told, doubt: Doubt | None, on: date) -> Told:
    """Return what holds up of reports on a day; the rest is a claim, whoever confirmed it."""
    if doubt is None or on < doubt.on or max(told.percent, told.claimed) <= doubt.percent:
        return told
    return Told(percent=min(told.percent, doubt.percent), claimed=max(told.percent, told.claimed))


def actual_on(course: Course, on: date, told: Told) -> Actual:
    """Return what stands on a day: by the file's actual dates and by reports; claims apart."""
    told = borne_out(told, course.doubt, on)
    done = told.since
    if course.ended is not None and course.ended <= on:
        done = course.ended if done is None else min(done, course.ended)
    if done is not None:
        return Actual(DONE, done, 0.0)
    going = told.percent > 0 or (course.began is not None and course.began <= on)
    beyond = told.claimed if told.claimed > told.percent else 0.0
    return Actual(GOING_ON if going else NOT_STARTED, None, beyond)


def _whole_since(sure: list[Said]) -> date | None:
    """Return since when all was confirmed without a fall; ``None`` where it is not."""
    since = None
    for one in sure:
        since = (since or one.on) if one.percent >= WHOLE else None
    return since


def category_of(course: Course, plan: int, actual: Actual) -> int:
    """Return the one word for plan and actual together."""
    if actual.state == DONE:
        return _of_done(course, plan, actual)
    if actual.claimed >= WHOLE or (actual.claimed and actual.state == NOT_STARTED):
        return ONLY_CLAIMED
    if plan == UNDATED:
        return NO_DATES
    if actual.state == GOING_ON:
        return (EARLY, ON_TIME, LATE)[plan]
    return (NOT_DUE, LATE, NOT_BUILT)[plan]


def _of_done(course: Course, plan: int, actual: Actual) -> int:
    if plan == UNDATED or course.finish is None or actual.since is None:
        return NO_DATES
    if plan != DONE:
        return EARLY
    return ON_TIME if actual.since <= course.finish else LATE


def byte_of(course: Course, on: date, told: Told | None = None, *, today: date | None = None) -> int:
    """Return category, plan and actual in one byte. ``told``: what reports come to, if known already.

    On a day after ``today`` what is not done is ``AHEAD``: nobody knows yet what will be.
    """
    plan = planned_on(course, on)
    actual = actual_on(course, on, told_on(course.said, on) if told is None else told)
    category = category_of(course, plan, actual)
    if today is not None and on > today and actual.state != DONE and category in (ON_TIME, LATE, NOT_BUILT):
        category = NOT_DUE | AHEAD
    return category | plan << PLAN_BITS | actual.state << ACTUAL_BITS


def name_of(octet: int) -> str:
    """Return what a byte is called."""
    return "ahead" if octet & AHEAD else CATEGORIES[octet & 7]


def counts_of(octets: Iterable[int]) -> dict[str, int]:
    """Return how many bytes fall into each category."""
    found = [0] * len(CATEGORIES)
    for one in octets:
        found[one & 7] += 1
    return dict(zip(CATEGORIES, found, strict=True))
