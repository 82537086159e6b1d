"""The cost ladder (domain reference, 2.10): five ceilings, each under the one before it. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

ESTIMATE, APPROX, BUDGET = "estimate", "approx", "budget"
CONTRACT, SETTLEMENT, FINAL = "contract", "settlement", "final"
STAGES = (ESTIMATE, APPROX, BUDGET, CONTRACT, SETTLEMENT, FINAL)
CEILING_OF = {APPROX: ESTIMATE, BUDGET: APPROX, CONTRACT: BUDGET, SETTLEMENT: CONTRACT, FINAL: APPROX}
"""Which stage each stage must not exceed."""
LINED = (APPROX, BUDGET)
"""Stages that are made of lines."""

CATEGORIES = (
    "building", "installation", "equipment", "other", "contingency_basic", "contingency_price", "interest",
    "working_capital",
)  # fmt: skip
GROUNDS = ("policy", "price", "geology", "correction")
RAISING_GROUNDS = ("policy", "price", "geology")
"""Only these raise the 概算 (政府投资条例 23)."""

OVER, OVER_REPORT, WITHIN = "over", "over_report", "within"
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """One stage against its ceiling. ``verdict``: ``over`` is refused or, of facts, flagged; ``over_report``
    must be reported and may be decided to be done again.
    """

    stage: str
    ceiling: str
    yuan: Decimal
    ceiling_yuan: Decimal
    over_yuan: Decimal
    over_pct: Decimal
    verdict: str


def compare(stage: str, yuan: Decimal, ceiling: str, ceiling_yuan: Decimal, *, report_pct: Decimal) -> Excess:
    """Return how a stage stands to its ceiling. Beyond ``report_pct`` a 概算 goes back to its approver."""
    over = max(yuan - ceiling_yuan, Decimal("0.00"))
    pct = over * HUNDRED / ceiling_yuan
    return Excess(
        stage=stage, ceiling=ceiling, yuan=yuan, ceiling_yuan=ceiling_yuan, over_yuan=over,
        over_pct=pct, verdict=_verdict(stage, pct, report_pct),
    )  # fmt: skip


def _verdict(stage: str, pct: Decimal, report_pct: Decimal) -> str:
    if pct == 0:
        return WITHIN
    if stage == APPROX:
        return OVER_REPORT if pct > report_pct else OVER
    return OVER


def excesses(current: Mapping[str, Decimal], *, report_pct: Decimal) -> tuple[Excess, ...]:
    """Return every stage that stands above its ceiling; a ceiling not recorded gives way to the one above."""
    found = []
    for stage in STAGES:
        ceiling = ceiling_of(stage, current)
        if stage in current and ceiling:
            found.append(
                compare(stage, current[stage], ceiling, current[ceiling], report_pct=report_pct)
            )
    return tuple(one for one in found if one.verdict != WITHIN)


def ceiling_of(stage: str, current: Mapping[str, Decimal]) -> str:
    """Return the nearest recorded ceiling of a stage, or nothing."""
    above = CEILING_OF.get(stage, "")
    while above and above not in current:
        above = CEILING_OF.get(above, "")
    return above


def needs_audit(original: Decimal, current: Decimal, delta: Decimal, *, audit_pct: Decimal) -> bool:
    """Tell whether raising a 概算 by ``delta`` takes all raises beyond ``audit_pct`` of the original."""
    return delta > 0 and (current + delta - original) * HUNDRED > original * audit_pct
