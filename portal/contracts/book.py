"""The rows of the rule table that contracts are held against, on a day."""

from collections.abc import Collection
from datetime import date

from portal.contracts.rules import clauses
from portal.contracts.rules.clauses import Book, Ruled
from portal.contracts.rules.limits import Limits
from portal.core.models import RuleVersion
from portal.core.rulebook import rule_versions
from portal.projects.models import Project

LIMITS = (
    "change_single_pct",
    "change_single_yuan",
    "change_head_pct",
    "change_finance_pct",
    "supplement_pct",
)


def jurisdiction_of(project: Project) -> str:
    """Return the province whose own rows go before the national ones."""
    return project.region_code[:2] or "*"


def book_on(*, on: date, jurisdiction: str, codes: Collection[str] = clauses.RULES) -> Book:
    """Return the rows in force on a day; a rule that was not yet in force is absent."""
    rows = RuleVersion.objects.filter(
        code__in=codes, effective_from__lte=on, jurisdiction__in=[jurisdiction, "*"]
    ).exclude(effective_to__lt=on)
    by_code = rows.order_by("code", "pk")
    ordered = sorted(by_code, key=lambda row: (row.jurisdiction != "*", row.effective_from))
    return {
        row.code: Ruled(value=row.value, basis=row.legal_basis, effective_from=row.effective_from)
        for row in ordered
    }


def limits_on(*, on: date, jurisdiction: str, procurement: bool) -> Limits:
    """Return the limits of change orders in force on a day."""
    rows = rule_versions(LIMITS, on=on, jurisdiction=jurisdiction)
    return Limits(
        single_pct=rows["change_single_pct"].value, single_yuan=rows["change_single_yuan"].value,
        head_pct=rows["change_head_pct"].value, finance_pct=rows["change_finance_pct"].value,
        supplement_pct=rows["supplement_pct"].value if procurement else None,
    )  # fmt: skip
