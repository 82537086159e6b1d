"""What was asked for under each contract, period by period, and what it came to. Amounts in cents."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.demo.money import planted
from portal.demo.money.deals import DESIGN, LABOUR, SUPERVISION, WORKS, Deal, Item
from portal.demo.money.job import TODAY, YEAR, Job, ahead, later, working_days_later
from portal.demo.province.hashing import fixed_id

ADVANCE, PROGRESS, RELEASE = "advance", "progress", "release"
QUARTERS = ((3, 25), (6, 25), (9, 25), (11, 25))
YEARLY = ((11, 25),)
RECONCILED, MISMATCHED = "reconciled", "paid"
WAITING = (
    "draft", "submitted", "submitted", "sup_certified", "sup_certified", "owner_approved", "owner_approved",
    "dept_checked", "dept_checked", "treasury_checked", "returned", "failed",
)  # fmt: skip
FROZEN = ("owner_approved", "dept_checked", "treasury_checked", "failed")
CERTIFIED = ("sup_certified", *FROZEN, "paid", "reconciled")
DUE_DAYS = {"submitted": 5, "sup_certified": 5, "owner_approved": 5, "dept_checked": 3, "treasury_checked": 1,
            "failed": 1}  # fmt: skip
LAST_PAID = date(2026, 11, 13)
WARRANTY_DAYS = 740


@dataclass(slots=True, kw_only=True)
class Pay:
    """One application. ``built``: items of the bill and how much of each; ``physical``: per cent, ×100."""

    id: UUID
    number: str
    deal: Deal
    kind: str
    state: str
    first: date
    last: date
    paid_on: date
    cash: int
    recovery: int = 0
    retention: int = 0
    labour: int = 0
    value: int = 0
    built: list[tuple[Item, int]] = field(default_factory=list)
    physical: int | None = None
    since: date = TODAY

    @property
    def spent(self) -> bool:
        """Tell whether the money is out."""
        return self.state in {RECONCILED, MISMATCHED}

    @property
    def frozen(self) -> bool:
        """Tell whether money is held back for it."""
        return self.state in FROZEN

    @property
    def due(self) -> date | None:
        """Return the last day of the desk it lies on."""
        days = DUE_DAYS.get(self.state)
        return working_days_later(self.since, days) if days else None


def curve(share: float) -> float:
    """Return how much is done after a part of the time: slow, quick, slow."""
    x = min(max(share, 0.0), 1.0)
    return x * x * (3 - 2 * x) * 0.85 + 0.15 * x


def pays_of(job: Job, deals: list[Deal]) -> list[Pay]:
    """Return all applications of a work, in the order they were paid."""
    made = [pay for deal in deals for pay in (_of_works if deal.kind == WORKS else _of_service)(job, deal)]
    for n, pay in enumerate(made, start=1):
        pay.number = f"PA{pay.last.year}-D{job.work + 1:05d}{n:03d}"
        pay.id = fixed_id("application", job.work, n)
    return sorted(made, key=lambda pay: (pay.paid_on, pay.number))


def periods(job: Job, until: date) -> Iterator[tuple[date, date]]:
    """Yield the periods of a work up to a day: quarters in the first page, years elsewhere."""
    first = job.began or until
    for year in range(first.year, until.year + 1):
        for month, day in QUARTERS if job.rich else YEARLY:
            last = date(year, month, day)
            if later(first, 20) < last < later(until, -12):
                yield first, last
                first = later(last, 1)
    if first < until:
        yield first, until


def _day_paid(day: date) -> date:
    """Return the day of payment: in January the budget is not issued yet."""
    return date(day.year, 2, 4) if day.month == 1 else day


def _pay(deal: Deal, kind: str, period: tuple[date, date], paid_on: date, cash: int, **more: object) -> Pay:
    return Pay(id=deal.id, number="", deal=deal, kind=kind, state=RECONCILED, first=period[0], last=period[1],
               paid_on=_day_paid(paid_on), cash=cash, **more)  # type: ignore[arg-type]  # fmt: skip


def _of_service(job: Job, deal: Deal) -> Iterator[Pay]:
    """Yield the payments of design (on delivery, at completion) or supervision (year by year)."""
    marks: list[tuple[date, int]] = []
    if deal.kind == DESIGN:
        marks = [(later(deal.signed, 90), 60), (later(job.starts, 60), 90), (job.ended or date.max, 100)]
    if deal.kind == SUPERVISION:
        last = [end for _first, end in periods(job, job.until)]
        every = [end for n, end in enumerate(last) if n == len(last) - 1 or last[n + 1].year > end.year]
        whole = max((job.until - job.starts).days, 1)
        marks = [(end, int(100 * float(job.done) * curve((end - job.starts).days / whole))) for end in every]
    before, first = 0, deal.signed
    for last_day, share in marks:
        paid_on = later(last_day, 18) if last_day != date.max else date.max
        if paid_on > LAST_PAID or share <= before or last_day <= first:
            continue
        value = (share - before) * deal.items[0].price
        made = _pay(deal, PROGRESS, (first, last_day), paid_on, value * deal.ratio // 100, value=value,
                    built=[(deal.items[0], share - before)], physical=share * 100)  # fmt: skip
        _count(made)
        yield made
        before, first = share, later(last_day, 1)


def _of_works(job: Job, deal: Deal) -> Iterator[Pay]:
    """Yield advance, progress money, the last of it after settlement, and the retention given back."""
    if deal.advance and later(deal.signed, 22) <= LAST_PAID:
        paid = _pay(deal, ADVANCE, (deal.signed, later(deal.signed, 4)), later(deal.signed, 22), deal.advance)
        deal.paid_advance = deal.advance
        yield _with_wages(paid)
    yield from _progress(job, deal)
    if deal.settled is not None:
        yield from _after_settlement(job, deal)


def _progress(job: Job, deal: Deal) -> Iterator[Pay]:
    whole, done = max((job.until - job.starts).days, 1), float(job.done)
    reached = _certified_share(job, done)
    built = [0] * len(deal.items)
    for first, last in periods(job, job.until):
        share = _pace(job, (last - job.starts).days / whole)
        upto = [int((item.quantity + item.more) * reached * share) for item in deal.items]
        lines = [
            (item, now - was) for item, now, was in zip(deal.items, upto, built, strict=True) if now > was
        ]
        if not lines:
            continue
        pay = _reckoned(job, deal, (first, last), lines)
        pay.physical = int(10_000 * done * curve((last - job.starts).days / whole))
        _settle_state(job, pay)
        if pay.state in CERTIFIED:
            built = upto
        _count(pay)
        if pay.cash > 0:
            yield _with_wages(pay)


def _certified_share(job: Job, done: float) -> float:
    """Return what was certified of the whole: what was built, but where it was paid far ahead."""
    if job.work not in ahead():
        return done
    return min(0.98, (float(job.row.paid_yuan / job.row.investment_yuan) - 0.02) / 0.77)


def _pace(job: Job, share: float) -> float:
    return 1 - (1 - min(share, 1.0)) ** 2 if job.work in ahead() else curve(share)


def _reckoned(job: Job, deal: Deal, period: tuple[date, date], lines: list[tuple[Item, int]]) -> Pay:
    value = sum(item.price * quantity for item, quantity in lines)
    earned = deal.ratio * (deal.certified + value) // 100
    gross = max(earned - deal.progress - deal.recovery, 0)
    if planted.has(job, planted.UNDERPAID):
        gross = value * 6 // 10
    recovery = min(deal.paid_advance - deal.recovery, gross // 3)
    kept = 0 if planted.has(job, planted.NO_RETENTION) else deal.retention
    retention = value * kept // 100
    cash = gross - recovery
    return _pay(deal, PROGRESS, period, later(period[1], 18), cash, recovery=recovery, retention=retention,
                value=value, built=lines)  # fmt: skip


def _with_wages(pay: Pay) -> Pay:
    pay.labour = -(-pay.cash * LABOUR // 100)
    return pay


def _settle_state(job: Job, pay: Pay) -> None:
    """Let what ended too late to be paid by now wait on somebody's desk."""
    if pay.paid_on <= LAST_PAID:
        return
    n = int(job.luck("state", int(pay.deal.number[-2:])) * len(WAITING))
    pay.state = _planted_state(job) or WAITING[n]
    age = 1 + int(job.luck("since") * 2)
    pay.since = later(TODAY, -age) if pay.state not in {"treasury_checked", "failed"} else TODAY
    if pay.since.weekday() > 4:
        pay.since = later(pay.since, -2)
    if planted.has(job, planted.OVERDUE):
        pay.since = date(2026, 11, 4)
    if planted.has(job, planted.MISMATCH):
        pay.since = pay.paid_on = date(2026, 11, 18)


def _planted_state(job: Job) -> str:
    if job.work in ahead() or planted.has(job, planted.NO_PLAN) or planted.has(job, planted.UNDERPAID):
        return "sup_certified"
    if planted.has(job, planted.OVERDUE):
        return "owner_approved"
    if planted.has(job, planted.NO_RETENTION) or planted.has(job, planted.INVOICE):
        return "sup_certified"
    return MISMATCHED if planted.has(job, planted.MISMATCH) else ""


def _count(pay: Pay) -> None:
    """Let a payment move its contract."""
    deal = pay.deal
    if pay.state in CERTIFIED:
        deal.certified += pay.value
    if pay.spent:
        deal.progress += pay.cash
        deal.recovery += pay.recovery
        deal.held += pay.retention
    if pay.frozen:
        for name, cents in (("progress", pay.cash), ("recovery", pay.recovery), ("retention", pay.retention)):
            deal.pledged[name] = deal.pledged.get(name, 0) + cents


def _after_settlement(job: Job, deal: Deal) -> Iterator[Pay]:
    ended, settled = job.ended or TODAY, deal.settled or 0
    on = later(ended, 130)
    rest = settled - deal.held - deal.paid_advance - deal.progress
    if on <= LAST_PAID and rest > 0 and job.at("handed_over"):
        deal.progress += rest
        yield _with_wages(_pay(deal, PROGRESS, (later(ended, 1), later(on, -18)), on, rest, physical=10_000))
    back = later(ended, WARRANTY_DAYS)
    if back <= LAST_PAID and deal.held and job.at("archived"):
        deal.released = deal.held
        yield _with_wages(_pay(deal, RELEASE, (later(back, -30), later(back, -18)), back, deal.held))


def years_of(pays: list[Pay]) -> dict[int, list[Pay]]:
    """Return the applications by the budget year they draw on."""
    found: dict[int, list[Pay]] = {}
    for pay in pays:
        found.setdefault(pay.paid_on.year if pay.spent else YEAR, []).append(pay)
    return found


def planned_in(pays: list[Pay], month: int) -> int:
    """Return what is planned up to a month."""
    return sum(pay.cash for pay in pays if (pay.paid_on.month if pay.spent else TODAY.month) <= month)
