"""False progress, planted in the reports of October 2026 (docs/demo-province.md), the same at every size.

The works lie in the first page, are under construction, and have no other fault.
"""

from datetime import date

from portal.demo.money.job import Job

AHEAD, ORDER, REUSED, OUTSIDE, EARLY = (
    "claims_ahead", "order", "picture_reused", "outside_site", "before_period",
)  # fmt: skip
MONTH = date(2026, 10, 31)
AHEAD_POINTS, ORDER_PERCENT = 34, 30
FALSE = {
    18: AHEAD, 157: AHEAD, 173: AHEAD, 200: ORDER, 210: ORDER, 279: ORDER, 301: REUSED, 308: REUSED,
    322: REUSED, 331: OUTSIDE, 338: OUTSIDE, 362: OUTSIDE, 389: EARLY, 494: EARLY,
    588: ORDER,
}  # fmt: skip
"""Which work's reports say what is not so. Work 588 has a model: its claim is seen in the twin."""
PAID_FIRST = frozenset({6, 8, 52})
"""Works paid far ahead of what stands (``portal.demo.works.planted``): to be found, and no false alarm.

Their numbers stand here, too, because telling them from the province takes a minute of building it anew.
"""


def false_in(work: int, month_end: date) -> str:
    """Return what is false in a work's reports of a month, or nothing."""
    return FALSE.get(work, "") if month_end == MONTH else ""


SLOW_SHARE, SLOW_PACE = 0.05, 0.72
"""One work in twenty was planned to go quicker than it goes: N4 and the forecast of N2 are to find it."""


def is_slow(job: Job) -> bool:
    """Tell whether a work lags behind its plan; those planted for another fault keep to theirs."""
    apart = job.work in FALSE or job.work in PAID_FIRST
    return not apart and job.luck("slow") < SLOW_SHARE
