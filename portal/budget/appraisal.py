"""What finance holds a request against beside its amounts (domain reference, 3.2, 3.9; 4.1 R23, R25).

Debt is borrowed for capital works alone. That this year's money lags behind the year is told. Where the last
score leads to less, a request is approved only with a reason; the floor of performance tells the scores.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum

from portal.budget import faults_appraisal as faults
from portal.budget import rules
from portal.budget.models import BudgetLine, BudgetRequest, Indicator
from portal.core.rulebook import rule
from portal.projects.models import Project

DEBT = frozenset({"general_bond", "special_bond", "treasury_bond"})
CAPITAL = ("503", "504", "506", "508")
"""Economic classes of capital expenditure: of organs, of institutions, of enterprises."""
TOLD, ASKS, STOPS = "told", "asks", "stops"
HALF_YEAR = (6, 30)
ZERO, HUNDRED = Decimal("0.00"), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The last final score of a project: points of 100, its grade, what the grade leads to."""

    year: int
    points: Decimal
    grade: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing finance is to look at. ``level``: ``told``, ``asks`` for a reason, or ``stops``."""

    code: str
    level: str
    basis: str
    facts: dict[str, Any]

    def written(self) -> dict[str, Any]:
        """Return the finding as it is shown and kept; numbers as text."""
        facts = {name: str(value) if isinstance(value, Decimal) else value for name,
        value in self.facts.items()}
        return {"code": self.code, "level": self.level, "basis": self.basis, **facts}


Grades = Callable[[Project, date], Graded | None]
_grades: list[Grades] = []


def register(function: Grades) -> None:
    """Let the last score of a project be asked."""
    _grades.append(function)


def appraise(row: BudgetRequest, lines: Iterable[BudgetLine], *, on: date) -> list[Finding]:
    """Return what stands beside the amounts of a request on a day."""
    lines = list(lines)
    found = [_debt(lines), _lag(row, on), _score(row, lines, on)]
    return [one for one in found if one is not None]


def check(row: BudgetRequest, lines: Iterable[BudgetLine], *, reason: str, on: date) -> list[dict[str, Any]]:
    """Return the findings as they are kept. Raises ``DebtNotCapital``, or ``AppraisalUnanswered`` without a
    reason where one is asked.
    """
    found = appraise(row, lines, on=on)
    for one in found:
        if one.level == STOPS:
            raise faults.DebtNotCapital(**one.facts)
    asking = [one for one in found if one.level == ASKS]
    if asking and len(reason.strip()) < rules.MIN_REASON_LENGTH:
        raise faults.AppraisalUnanswered(
            findings=", ".join(one.code for one in asking), least=rules.MIN_REASON_LENGTH
        )
    return [one.written() for one in found]


def _debt(lines: list[BudgetLine]) -> Finding | None:
    odd = [line for line in lines if line.source in DEBT and not line.economic.startswith(CAPITAL)]
    if not odd:
        return None
    facts = {"position": odd[0].position, "economic": odd[0].economic, "source": odd[0].source}
    return Finding(code="debt_not_capital", level=STOPS, basis="预算法 34、35", facts=facts)


def _lag(row: BudgetRequest, on: date) -> Finding | None:
    """Tell where this year's money lags behind the year (R23), from the middle of the year on."""
    if (on.month, on.day) < HALF_YEAR:
        return None
    sums = Indicator.objects.filter(project=row.project, year=on.year).aggregate(
        whole=Sum(F("approved_yuan") + F("adjusted_yuan") + F("carried_yuan")), paid=Sum("paid_yuan")
    )
    if not sums["whole"]:
        return None
    pct = _pct(sums["paid"], sums["whole"])
    gone = _pct(Decimal(on.timetuple().tm_yday), Decimal(date(on.year, 12, 31).timetuple().tm_yday))
    limit = rule("execution_lag_points", on=on, jurisdiction=row.project.region_code)
    if gone - pct <= limit:
        return None
    facts = {"year": on.year, "pct": pct, "due_pct": gone, "limit": limit.normalize()}
    return Finding(code="execution_behind", level=TOLD, basis="R23", facts=facts)


def _score(row: BudgetRequest, lines: list[BudgetLine], on: date) -> Finding | None:
    """Tell the last score; a request that grows after one that leads to less asks for a reason (R25)."""
    last = next((graded for ask in _grades if (graded := ask(row.project, on))), None)
    if last is None:
        return None
    asked = sum((line.dept_yuan or line.requested_yuan for line in lines if line.year == row.year), ZERO)
    before = Indicator.objects.filter(project=row.project, year=row.year - 1)
    issued = before.aggregate(sum=Sum("approved_yuan"))["sum"] or ZERO
    facts = {
        "year": last.year, "points": last.points.quantize(Decimal("0.01")), "grade": last.grade,
        "default": last.default, "asked_yuan": asked, "issued_yuan": issued,
    }  # fmt: skip
    asks = last.default == CUT or (last.default == REDUCE and asked > issued)
    return Finding(code="last_score", level=ASKS if asks else TOLD, basis="财预〔2020〕10号；R25",
    facts=facts)


REDUCE, CUT = "reduce", "cut"
"""What a fair and a poor score lead to unless a person decides otherwise."""


def _pct(part: Decimal, whole: Decimal) -> Decimal:
    return (part * HUNDRED / whole).quantize(Decimal("0.1"))
