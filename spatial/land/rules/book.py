"""The dated rows the rules read, as they are in force on one day. Rules hold no number of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from spatial.land.rules.finding import ERROR, INFO, WARN, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Why a rule holds, and since when."""

    legal_basis: str
    effective_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlEffect:
    """What touching one kind of control line means.

    ``effect``: state_council, blocking, separate_site (says something where ground lies *outside*), consult.
    """

    kind: str
    zh: str
    en: str
    severity: str
    effect: str
    label: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRow:
    """Land of this class (a prefix of its code) may serve this sector."""

    sector: str
    class_prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """Square metres of land allowed for one unit of capacity, for capacities from ``least`` to ``most``."""

    sector: str
    measure: str
    least: float
    most: float | None
    sqm_per_unit: float
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All rows in force on a day. ``numbers``: code → value, in the unit its row of the rule table names."""

    on: date
    numbers: Mapping[str, float]
    bases: Mapping[str, Basis]
    controls: Mapping[str, ControlEffect] = field(default_factory=dict)
    uses: tuple[UseRow, ...] = ()
    standards: tuple[Standard, ...] = ()

    def number(self, code: str) -> float:
        """Return one number; raise ``KeyError`` for one the rule table does not hold."""
        return self.numbers[code]

    def finding(
        self, rule: str, code: str, severity: str, *, basis: Basis | None = None, **more: Any
    ) -> Finding:
        """Return a finding that carries the rule's legal basis and the day its row came into force."""
        found = basis or self.bases[rule]
        return Finding(
            rule=rule, code=code, severity=severity, legal_basis=found.legal_basis,
            effective_from=found.effective_from, **more,
        )  # fmt: skip


NUMBERS = (
    "land_area_tolerance_pct", "land_area_tolerance_sqm", "land_boundary_warn_m", "land_boundary_error_m",
    "land_overlap_tolerance_sqm", "land_council_cultivated_ha", "land_council_other_ha",
    "land_siting_valid_years", "land_temporary_years", "land_temporary_long_years", "land_reclaim_years",
    "land_alert_first_days", "land_alert_second_days", "land_alert_last_days", "start_window_months",
)  # fmt: skip
"""Codes of the rule table that the rules read."""

__all__ = ["ERROR", "INFO", "NUMBERS", "WARN", "Basis", "Book", "ControlEffect", "Standard", "UseRow"]
