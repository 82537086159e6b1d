"""What a rule says of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

ERROR, WARN, ALERT, INFO = "error", "warn", "alert", "info"
SEVERITIES = (INFO, WARN, ALERT, ERROR)
"""By gravity, worst last."""

DRAWN_WITHIN_M = "drawn_within_m"
"""The member of a thinned shape's GeoJSON that says to within how many metres it is drawn."""
Geometry = Mapping[str, Any] | None
"""GeoJSON in EPSG:4326, longitude before latitude."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One hit of one rule. ``rule``: L01-L18; ``code``: the sub-case, which has a sentence in two languages.

    ``subject``: the document kind, parcel or control line it concerns. Areas in square metres on the native
    zone's plane, distances in metres there.
    """

    rule: str
    code: str
    severity: str
    legal_basis: str
    effective_from: date
    subject: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    area_sqm: float | None = None
    distance_m: float | None = None
    geometry: Geometry = None

    @property
    def drawn_within_m(self) -> float | None:
        """Return to within how many metres its shape is drawn, where it was too long to be drawn as it is."""
        return (self.geometry or {}).get(DRAWN_WITHIN_M)


def worst(findings: tuple[Finding, ...]) -> str | None:
    """Return the gravest severity, or ``None`` where nothing was found."""
    return max((f.severity for f in findings), key=SEVERITIES.index, default=None)
