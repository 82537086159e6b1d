"""What is wrong on purpose with the money of the demo (docs/demo-province.md), the same at every size.

The works lie in the first page and have no other fault. Works that were paid ahead are with the province's
own faults (``portal.demo.works.planted``).
"""

from dataclasses import dataclass
from functools import cache

from portal.demo.money.job import Job

OVER_ESTIMATE, OVER_BUDGET, OVER_CONTRACT, OVER_FINAL = (
    "over_estimate", "over_budget", "over_contract", "over_final",
)  # fmt: skip
NO_RETENTION, NO_PLAN, CHANGES, STOPPED = "no_retention", "no_plan", "changes", "stopped"
OVERDUE, UNDERPAID, MISMATCH, SCORES = "overdue", "underpaid", "mismatch", "scores"
INVOICE = "invoice"
OVER_FACTOR, BUDGET_FACTOR, CONTRACT_FACTOR, FINAL_FACTOR = 1.13, 1.14, 1.36, 1.04


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault: what, and on which work."""

    kind: str
    work: int


FAULTS = (
    Fault(OVER_ESTIMATE, 40), Fault(OVER_BUDGET, 68), Fault(OVER_CONTRACT, 120), Fault(OVER_FINAL, 27),
    Fault(NO_RETENTION, 90), Fault(NO_PLAN, 105), Fault(CHANGES, 62), Fault(STOPPED, 137), Fault(OVERDUE,
    126),
    Fault(UNDERPAID, 152), Fault(MISMATCH, 170), Fault(SCORES, 98), Fault(INVOICE, 214),
)  # fmt: skip


@cache
def _by_work() -> frozenset[tuple[str, int]]:
    return frozenset((fault.kind, fault.work) for fault in FAULTS)


def has(job: Job, kind: str) -> bool:
    """Tell whether a work has a fault of a kind."""
    return (kind, job.work) in _by_work()


def works(kind: str) -> tuple[int, ...]:
    """Return the works with a fault of a kind."""
    return tuple(fault.work for fault in FAULTS if fault.kind == kind)
