"""How earned value is written for programs: amounts with two decimals, indices with four, null undefined."""

from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from portal.earned.selectors import ProjectStands
from portal.earned.standing import CurvePoint, SectionStands, Stands
from portal.progress.rules.earned import Indices

CENT, INDEX, POINT = Decimal("0.01"), Decimal("0.0001"), Decimal("0.01")
RATIOS = frozenset({"spi", "cpi", "cash_ratio", "tcpi_budget", "tcpi_estimate"})
AMOUNTS = {"budget": "bac", "planned": "pv", "earned": "ev", "certified": "ac", "cash": "cash"}


def project_row(found: ProjectStands) -> dict[str, Any]:
    """Return where a project stands, with the line of each section."""
    return {
        "project": found.project.code, "as_of": found.as_of.isoformat(), "money": found.money,
        **standing_row(found.whole, money=found.money),
        "sections": [section_row(one, money=found.money) for one in found.sections],
    }  # fmt: skip


def section_row(one: SectionStands, *, money: bool) -> dict[str, Any]:
    """Return a section's line: how it is weighed, where its plan comes from, by what it was earned."""
    section = one.section
    return {
        "feature": str(section.section_id), "code": section.code, "name": section.name,
        "name_en": section.name_en, "method": section.method, "plan": section.plan, "source": one.source,
        **standing_row(one.stands, money=money),
    }  # fmt: skip


def standing_row(at: Stands, *, money: bool) -> dict[str, Any]:
    """Return figures and indices; ``money`` False leaves every amount and every index of cost out."""
    row: dict[str, Any] = {
        "percent": cut(at.percent, POINT), "planned_percent": cut(at.planned_percent, POINT),
        "spi": cut(at.follows.spi, INDEX), "spi_t": cut(at.time.spi_t, INDEX),
        "earned_days": cut(at.time.earned_days, POINT), "actual_days": at.time.actual_days,
        "forecast_finish": at.time.forecast_finish.isoformat() if at.time.forecast_finish else None,
    }  # fmt: skip
    if money:
        row |= {short: cut(getattr(at.at, name), CENT) for name, short in AMOUNTS.items()}
        row |= _indices(at.follows)
    return row


def _indices(found: Indices) -> dict[str, str | None]:
    return {
        one.name: cut(getattr(found, one.name), INDEX if one.name in RATIOS else CENT)
        for one in fields(found)
    }


def curve_row(point: CurvePoint, *, money: bool, budget: Decimal) -> dict[str, Any]:
    """Return one day of the curves: yuan, or per cent of the budget where amounts are not the asker's."""
    if money:
        return {"on": point.on.isoformat(), "pv": cut(point.planned, CENT), "ev": cut(point.earned, CENT),
                "ac": cut(point.certified, CENT), "cash": cut(point.cash, CENT)}  # fmt: skip
    return {"on": point.on.isoformat(), "planned_percent": _percent(point.planned, budget),
            "percent": _percent(point.earned, budget)}  # fmt: skip


def _percent(part: Decimal | None, whole: Decimal) -> str | None:
    return None if part is None or whole <= 0 else cut(100 * part / whole, POINT)


def cut(value: Decimal | None, to: Decimal) -> str | None:
    """Return a number as text with so many decimals; none stays none."""
    return None if value is None else format(value.quantize(to, rounding=ROUND_HALF_UP), "f")
