"""What works cost, who pays, and how much has been paid: amounts in yuan, rounded the way people round."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from portal.demo.province.hashing import Floats, Ints, bell, between, pick, uniform
from portal.demo.works.schedule import AT, Days, Schedule
from portal.demo.works.varieties import LINES, SECTORS, VARIETIES

FUNDING = (
    "central_budget", "provincial_budget", "municipal_budget", "county_budget", "special_bond",
    "general_bond",
    "treasury_bond", "social_capital", "bank_loan", "foreign_loan",
)  # fmt: skip
_BIG = (0.16, 0.2, 0.08, 0.02, 0.22, 0.03, 0.1, 0.05, 0.13, 0.01)
_TOWN = (0.05, 0.1, 0.22, 0.24, 0.2, 0.08, 0.03, 0.03, 0.04, 0.01)
_TRADE = (0.03, 0.07, 0.15, 0.12, 0.3, 0.02, 0.02, 0.16, 0.12, 0.01)
_SHARES = {
    "road": _BIG, "railway": _BIG, "waterway": _BIG, "airport": _BIG, "flood_control": _BIG, "energy": _TRADE,
    "industrial_park": _TRADE, "information": _TRADE, "water_supply_sanitation": _TRADE,
}  # fmt: skip
SHARES = np.array([_SHARES.get(sector, _TOWN) for sector in SECTORS])


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts in whole yuan (investment) and hundredths of a yuan (paid)."""

    investment_yuan: Ints
    paid_cents: Ints
    source: Ints


@dataclass(frozen=True, slots=True)
class Line:
    """One line of funding: source, year, yuan."""

    source: str
    year: int
    amount_yuan: Decimal


def rounded_as_people_do(yuan: Floats) -> Ints:
    """Return amounts as they stand in plans.

    Steps of 500 万 above 10 亿, then 100 万, 10 万, 1 万, at last 1 000 yuan.
    """
    step = np.select([yuan >= 1e9, yuan >= 1e8, yuan >= 2e7, yuan >= 2e6], [5e6, 1e6, 1e5, 1e4], 1e3)
    return np.maximum(np.round(yuan / step) * step, step).astype(np.int64)


def _cost(variety: Ints, works: Ints, length_m: Floats, area_sqm: Floats) -> Floats:
    rate = np.array([VARIETIES[n].rate_yuan for n in variety])
    lines = np.array([VARIETIES[n].ground in LINES for n in variety])
    size = np.where(lines, length_m / 1_000, area_sqm)
    return rate * size * np.exp(0.36 * bell("cost", works))


def _paid_share(schedule: Schedule, works: Ints) -> Floats:
    """Return the part of the investment paid by the day of the figures."""
    stage, done = schedule.stage, schedule.progress_pct / 100
    working = np.minimum(done * between(0.8, 0.97, "paid", works), 0.95)
    working = np.maximum(working, np.minimum(0.06, done + 0.04))
    share = np.where(stage >= AT["construction"], working, 0.0)
    share = np.where(stage == AT["preconstruction"], between(0, 0.02, "early-paid", works), share)
    share = np.where(stage == AT["completed"], between(0.85, 0.95, "paid", works), share)
    share = np.where(stage == AT["final_accounts"], between(0.9, 0.97, "paid", works), share)
    settled = (stage >= AT["handed_over"]) & (stage <= AT["archived"])
    share = np.where(settled, np.minimum(between(0.95, 1.02, "paid", works), 1.0), share)
    never = np.isnat(schedule.actual_start) & (stage != AT["preconstruction"])
    return np.where(never, 0.0, share)


def build_money(
    variety: Ints, works: Ints, schedule: Schedule, *, length_m: Floats, area_sqm: Floats
) -> Money:
    """Return what each work costs, its main source, and what was paid."""
    investment = rounded_as_people_do(_cost(variety, works, length_m, area_sqm))
    paid = np.round(investment * 100.0 * _paid_share(schedule, works)).astype(np.int64)
    sector = np.array([SECTORS.index(item.sector) for item in VARIETIES])[variety]
    steps = np.cumsum(SHARES, axis=1)[sector]
    drawn = uniform("source", works) * steps[:, -1]
    source = np.minimum((drawn[:, None] >= steps).sum(axis=1), len(FUNDING) - 1)
    return Money(investment, np.minimum(paid, investment * 100), source)


def years_of(start: Days, end: Days) -> tuple[Ints, Ints]:
    """Return the first and last calendar year."""
    return start.astype("datetime64[Y]").astype(int) + 1970, end.astype("datetime64[Y]").astype(int) + 1970


def funding_lines(
    work: int, investment_yuan: int, source: int, first_year: int, last_year: int
) -> list[Line]:
    """Return lines whose sum is exactly the investment: one to three sources over the building years."""
    others = int(pick([0.5, 0.36, 0.14], "sources", work))
    second = [int(n) for n in pick(SHARES.mean(axis=0), "second", work, np.arange(others)) if n != source]
    sources = [source, *dict.fromkeys(second)]
    cuts: list[float] = [1.0, *(0.55 * float(uniform("share", work, k)) for k in range(1, len(sources)))]
    years = list(range(first_year, last_year + 1))
    parts = [
        (FUNDING[s], y, float(c) / len(years)) for s, c in zip(sources, cuts, strict=True) for y in years
    ]
    whole = sum(part for *_, part in parts)
    amounts = [int(investment_yuan * part / whole / 10_000) * 10_000 for *_, part in parts]
    amounts[0] += investment_yuan - sum(amounts)
    return [
        Line(name, year, Decimal(amount))
        for (name, year, _), amount in zip(parts, amounts, strict=True)
        if amount > 0
    ]
