"""The numbers in force on a day, as the rules read them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.core.models import RuleVersion
from portal.core.rulebook import rule_versions
from portal.performance.rules.grades import Bounds
from portal.performance.rules.scoring import Terms

CODES = (
    "grade_excellent", "grade_good", "grade_fair", "output_benefit_pct", "band_full_pct", "band_partly_pct",
    "over_target_pct", "hit_points", "explain_points", "joint_review_points", "independence_years",
    "opinion_days", "behind_pct", "unlikely_pct",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All numbers of an evaluation on a day; ``rows``: by code, with their basis."""

    rows: dict[str, RuleVersion]

    def number(self, code: str) -> Decimal:
        """Return the number of one code."""
        return self.rows[f"performance_{code}"].value

    @property
    def terms(self) -> Terms:
        """Return what scoring reads."""
        return Terms(
            over_target_pct=self.number("over_target_pct"), hit_points=self.number("hit_points"),
            band_full_pct=self.number("band_full_pct"), band_partly_pct=self.number("band_partly_pct"),
        )  # fmt: skip

    @property
    def bounds(self) -> Bounds:
        """Return what grading reads."""
        return Bounds(
            excellent=self.number("grade_excellent"), good=self.number("grade_good"),
            fair=self.number("grade_fair"), explain=self.number("explain_points"),
            joint_review=self.number("joint_review_points"),
        )  # fmt: skip


def book_on(*, on: date, jurisdiction: str) -> Book:
    """Return the book of a day; a region's own rows go before the national ones."""
    codes = [f"performance_{code}" for code in CODES]
    return Book(rows=rule_versions(codes, on=on, jurisdiction=jurisdiction))
