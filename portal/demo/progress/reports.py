"""Monthly reports of a work, two years back at most, each as far on its way as its month allows."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.demo.money.hands import BUILDER, ENGINEER, HEAD, SUPERVISOR, Hand
from portal.demo.money.job import Job, Pile, later, moment
from portal.demo.money.pays import curve
from portal.demo.progress import planted
from portal.demo.progress.plans import key_of, shares_at
from portal.demo.progress.rows import ReportActRow, ReportLineRow, ReportRow
from portal.demo.province.hashing import fixed_id

FIRST, LAST = date(2024, 11, 1), date(2026, 10, 31)
WAY = (
    ("submit", "draft", "submitted", BUILDER, 2), ("confirm_supervisor", "submitted", "sup_confirmed",
     SUPERVISOR, 4), ("confirm_owner", "sup_confirmed", "owner_confirmed", ENGINEER, 7),
    ("publish", "owner_confirmed", "published", HEAD, 9),
)  # fmt: skip
INSTALL, CONCRETE = 4, 2
ONE = Decimal("0.1")


def months_of(job: Job) -> list[tuple[date, date]]:
    """Return the months that are reported: first and last day."""
    found, day = [], max(job.starts, FIRST)
    while day <= min(job.until, LAST):
        end = _month_end(day)
        if end > LAST:
            break
        found.append((day, end))
        day = later(end, 1)
    return found


def report_rows(job: Job, pile: Pile) -> list[tuple[UUID, int, date, date]]:
    """Put the reports of a work down; return each with its section's number (from 1) and month."""
    made = []
    for n, place in enumerate(job.sections, start=1):
        for first, last in months_of(job):
            report = fixed_id("progress_report", place.id, last)
            _report(job, report, place.id, n, (first, last), pile)
            made.append((report, n, first, last))
    return made


def _report(
    job: Job, report: UUID, place: UUID, n: int, month: tuple[date, date], pile: Pile
) -> None:
    steps = WAY[: _steps(job, n, month[1])]
    at = moment(later(month[1], steps[-1][4]))
    pile.add(ReportRow(report, job.row.id, place, *month, steps[-1][2], 2 + len(steps),
                       moment(later(month[1], 1)), at))  # fmt: skip
    pile.add(*(ReportLineRow(report, key, percent, "", "") for key, percent in _lines(job, n, month[1])))
    pile.add(*(_act(job, report, step, month[1]) for step in steps))


def _act(job: Job, report: UUID, step: tuple[str, str, str, Hand, int], last: date) -> ReportActRow:
    action, source, target, hand, days = step
    body = job.owner.id if hand in (ENGINEER, HEAD) else None
    return ReportActRow(report, action, source, target, hand.id, hand.name, body, "", None,
                        moment(later(last, days)))  # fmt: skip


def _steps(job: Job, n: int, last: date) -> int:
    """Return how many steps a report has taken: of the last month one in eight is still on its way."""
    if last < LAST or job.work in planted.FALSE:
        return len(WAY)
    luck = job.luck("report-way", n)
    return 1 if luck < 0.06 else 2 if luck < 0.12 else len(WAY)


def _lines(job: Job, n: int, last: date) -> Iterator[tuple[str, Decimal]]:
    """Yield what is said of each task: what stands, or, where it is planted, what does not."""
    what = planted.false_in(job.work, last)
    mille = round(1000 * done_by(job, last)) + (10 * planted.AHEAD_POINTS if what == planted.AHEAD else 0)
    for number, part in enumerate(shares_at(min(mille, 990)).parts, start=1):
        percent = Decimal(str(100 * part)).quantize(ONE)
        if what == planted.ORDER and number == INSTALL:
            percent = Decimal(planted.ORDER_PERCENT)
        yield key_of(n, number), percent


def done_by(job: Job, day: date) -> float:
    """Return how much of the work stood at the end of a day, 0-1."""
    whole = max((job.until - job.starts).days, 1)
    return float(job.done) * curve((day - job.starts).days / whole)


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return later(following, -1)
