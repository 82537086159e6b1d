"""N1-N7 (domain reference, 3.7): what measured facts of a project say on a day. Pure functions, no clock.

A condition holds or does not; that an alert arises from it once, and ends with it, is for the services.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

N1, N2, N3, N4, N5, N6, N7 = RULES = ("N1", "N2", "N3", "N4", "N5", "N6", "N7")
NOTICE, WARNING, CRITICAL = SEVERITIES = ("notice", "warning", "critical")
NOT_STARTED = (
    "reserve", "proposal_approved", "feasibility_approved", "design_approved", "planned", "preconstruction",
    "construction",
)  # fmt: skip
CONSTRUCTION, COMPLETED = "construction", "completed"
BUILDING = (CONSTRUCTION, "suspended")
ACCOUNTED = ("final_accounts", "handed_over", "evaluated", "archived")
HANDED_OVER = ("handed_over", "evaluated", "archived")
START, FINISH, REPORTS, PACE, WORK = "start", "finish", "reports", "pace", "work"
FILING, ARCHIVE, ACCOUNTS = "filing", "archive", "accounts"
Facts = dict[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The numbers of the rule table on a day. ``*_days``: calendar days; ``*_index``: SPI(t)."""

    start_days: int = 7
    permit_first_days: int = 60
    permit_second_days: int = 80
    permit_last_days: int = 90
    forecast_days: int = 30
    forecast_pct: Decimal = Decimal(5)
    silence_days: int = 35
    slow_index: Decimal = Decimal("0.90")
    slow_periods: int = 2
    very_slow_index: Decimal = Decimal("0.80")
    stop_days: int = 30
    expiry_first_days: int = 90
    expiry_second_days: int = 30
    expiry_last_days: int = 7
    filing_days: int = 15
    archive_months: int = 6
    accounts_months: int = 3
    clock_soon_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A permit or approval that is still relied upon. ``key`` names it for good."""

    key: str
    kind: str
    number: str
    issued_on: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How a reported period stood: earned schedule at its last day, by what was confirmed of it."""

    last: date
    spi_t: Decimal | None
    forecast: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is known of a project on a day. ``periods``: reported and confirmed, the latest last.

    ``permit``: the construction permit in hand (A8); ``expiring``: papers that must still be valid;
    ``confirmed_on``: when a report was last confirmed; ``seen_on``: when evidence or quantity last came in;
    ``filed``: the acceptance is on file (A10); ``baseline_*``: the days of its plan.
    """

    stage: str
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    permit: Paper | None = None
    expiring: tuple[Paper, ...] = ()
    filed: bool = False
    confirmed_on: date | None = None
    seen_on: date | None = None
    periods: tuple[Period, ...] = ()
    baseline_first: date | None = None
    baseline_last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that is wrong. ``subject``: which of a project's nodes, papers or clocks it is about."""

    rule: str
    subject: str
    severity: str
    facts: Facts


def conditions(at: Measured, limits: Limits, *, on: date) -> list[Condition]:
    """Return all that holds of a project on a day, in the order of the rules."""
    return [found for judge in JUDGES for found in judge(at, limits, on)]


def late_start(at: Measured, limits: Limits, on: date) -> Iterable[Condition]:
    """N1: the planned start went by without one, or the permit runs toward the day it is void (K06)."""
    if at.actual_start is not None and at.actual_start <= on or at.stage not in NOT_STARTED:
        return
    facts: Facts = {}
    severity = ""
    late = (on - at.planned_start).days if at.planned_start else 0
    if late > limits.start_days:
        severity, facts = WARNING, {"planned_start": str(at.planned_start), "days_late": late}
    if at.permit is not None and (step := _permit_step((on - at.permit.issued_on).days, limits)):
        severity = _worse(severity, step)
        facts |= {
            "permit": at.permit.number, "permit_issued": str(at.permit.issued_on),
            "permit_days": (on - at.permit.issued_on).days,
        }  # fmt: skip
    if severity:
        yield Condition(rule=N1, subject=START, severity=severity, facts=facts)


def late_finish(at: Measured, limits: Limits, on: date) -> Iterable[Condition]:
    """N2: the planned finish went by, or the forecast lies beyond the baseline by days or by a share."""
    begun = at.actual_start is not None and at.actual_start <= on
    if not begun or at.stage not in BUILDING or (at.actual_end is not None and at.actual_end <= on):
        return
    planned = at.planned_end or at.baseline_last
    if planned is not None and on > planned:
        facts: Facts = {"planned_end": str(planned), "days_late": (on - planned).days}
        yield Condition(rule=N2, subject=FINISH, severity=CRITICAL, facts=facts)
        return
    forecast = at.periods[-1].forecast if at.periods else None
    if forecast is None or at.baseline_last is None:
        return
    over = (forecast - at.baseline_last).days
    if over > 0 and (over > limits.forecast_days or _share(over, at) > limits.forecast_pct):
        facts = {
            "forecast": str(forecast), "baseline_end": str(at.baseline_last), "days_over": over,
            "percent_over": f"{_share(over, at):.1f}", "period": str(at.periods[-1].last),
        }  # fmt: skip
        yield Condition(rule=N2, subject=FINISH, severity=WARNING, facts=facts)


def silence(at: Measured, limits: Limits, on: date) -> Iterable[Condition]:
    """N3: no report was confirmed for longer than the limit while work goes on."""
    since = _building_since(at, on)
    if since is None:
        return
    last = max(since, at.confirmed_on) if at.confirmed_on else since
    days = (on - last).days
    if days > limits.silence_days:
        facts: Facts = {"last_confirmed": str(at.confirmed_on) if at.confirmed_on else None, "days": days}
        yield Condition(rule=N3, subject=REPORTS, severity=_doubled(days, limits.silence_days), facts=facts)


def slow(at: Measured, limits: Limits, on: date) -> Iterable[Condition]:
    """N4: SPI(t) below the limit for so many periods running, or far below it in the latest one."""
    if _building_since(at, on) is None or not at.periods:
        return
    recent = at.periods[-limits.slow_periods :]
    indices = [period.spi_t for period in recent]
    latest = indices[-1]
    far = latest is not None and latest < limits.very_slow_index
    running = len(indices) == limits.slow_periods and all(
        one is not None and one < limits.slow_index for one in indices
    )
    if far or running:
        facts: Facts = {
            "period": str(recent[-1].last), "spi_t": _index(latest),
            "before": _index(indices[-2]) if len(indices) > 1 else None,
        }  # fmt: skip
        yield Condition(rule=N4, subject=PACE, severity=CRITICAL if far else WARNING, facts=facts)


def stop(at: Measured, limits: Limits, on: date) -> Iterable[Condition]:
    """N5: neither evidence nor quantity came in for so many days while the project is being built."""
    since = _building_since(at, on)
    if since is None:
        return
    last = max(since, at.seen_on) if at.seen_on else since
    days = (on - last).days
    if days > limits.stop_days:
        facts: Facts = {"last_seen": str(at.seen_on) if at.seen_on else None, "days": days}
        yield Condition(rule=N5, subject=WORK, severity=_doubled(days, limits.stop_days), facts=facts)


def expiry(at: Measured, limits: Limits, on: date) -> Iterable[Condition]:
    """N6: a paper still relied upon runs out, or has: 90, 30 and 7 days before."""
    for paper in at.expiring:
        left = (paper.valid_to - on).days if paper.valid_to else limits.expiry_first_days + 1
        if left <= limits.expiry_first_days:
            facts: Facts = {
                "kind": paper.kind, "number": paper.number, "valid_to": str(paper.valid_to),
                "days_left": left,
            }  # fmt: skip
            severity = NOTICE if left > limits.expiry_second_days else WARNING
            severity = CRITICAL if left <= limits.expiry_last_days else severity
            yield Condition(rule=N6, subject=f"paper:{paper.key}", severity=severity, facts=facts)


def acceptance(at: Measured, limits: Limits, on: date) -> Iterable[Condition]:
    """N7: filing, archive and final accounts each have their day after acceptance."""
    accepted = at.actual_end
    if accepted is None or accepted > on or at.stage not in (COMPLETED, *ACCOUNTED):
        return
    clocks = (
        (FILING, accepted + timedelta(days=limits.filing_days), at.filed),
        (ACCOUNTS, months_after(accepted, limits.accounts_months), at.stage in ACCOUNTED),
        (ARCHIVE, months_after(accepted, limits.archive_months), at.stage in HANDED_OVER),
    )
    for subject, due, met in clocks:
        left = (due - on).days
        if not met and left <= limits.clock_soon_days:
            facts: Facts = {"accepted_on": str(accepted), "due": str(due), "days_left": left}
            severity = CRITICAL if left < 0 else NOTICE
            yield Condition(rule=N7, subject=subject, severity=severity, facts=facts)


JUDGES: tuple[Callable[[Measured, Limits, date], Iterable[Condition]], ...] = (
    late_start, late_finish, silence, slow, stop, expiry, acceptance,
)  # fmt: skip


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last where it has no such day."""
    month = day.year * 12 + day.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _building_since(at: Measured, on: date) -> date | None:
    """Return since when a project is being built on a day; ``None`` where it is not."""
    ended = at.actual_end is not None and at.actual_end <= on
    begun = at.actual_start is not None and at.actual_start <= on
    return at.actual_start if at.stage == CONSTRUCTION and begun and not ended else None


def _permit_step(days: int, limits: Limits) -> str:
    steps = ((limits.permit_last_days, CRITICAL), (limits.permit_second_days, WARNING),
             (limits.permit_first_days, NOTICE))  # fmt: skip
    return next((severity for least, severity in steps if days >= least), "")


def _worse(one: str, other: str) -> str:
    return max(one, other, key=lambda severity: SEVERITIES.index(severity) if severity else -1)


def _share(days: int, at: Measured) -> Decimal:
    """Return days as per cent of the planned length."""
    if at.baseline_first is None or at.baseline_last is None:
        return Decimal(0)
    return Decimal(100 * days) / max((at.baseline_last - at.baseline_first).days + 1, 1)


def _doubled(days: int, limit: int) -> str:
    return CRITICAL if days > 2 * limit else WARNING


def _index(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.4f}"
