"""Whether the shift of commercial web maps (GCJ-02) explains a place: told with its evidence, and asked.

Nothing is ever moved back: the shift has no exact inverse, and evidence is not converted.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from spatial.intake.problems import Problem, problem
from spatial.survey.answer import Candidate, CrsVerdict
from spatial.survey.system.reach import Reach

GROUND_SLACK_M = 30.0
"""The project's known ground is taken this much wider: surveys of one lot never meet exactly."""
SUSPECT_OUTSIDE, SUSPECT_PART = 0.2, 0.25
FIRM_OUTSIDE, FIRM_LEFT = 0.8, 0.05
GROUND_OUTSIDE = 0.5
"""Shares of points outside as they are, and left outside without the shift: told, and asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFit:
    """Shares of points outside a place, as they are and without the shift of so many metres."""

    outside: float
    left: float
    metres: float

    def facts(self, name: str) -> dict[str, str | int]:
        """Return the evidence as a sentence takes it."""
        return {"outside": round(self.outside * 100), "after": round(self.left * 100), "county": name,
                "metres": round(self.metres)}  # fmt: skip


def fit(lonlat: NDArray[np.float64], place: Reach) -> ShiftFit:
    """Return how points fit a place with and without the shift."""
    outside, left, metres = place.shifted(lonlat)
    return ShiftFit(outside=outside, left=left, metres=metres)


def try_shift(
    verdict: CrsVerdict, lonlat: NDArray[np.float64], *, county: Reach | None, ground: Reach | None,
    settled: bool, middle: tuple[float, float],
) -> tuple[CrsVerdict, list[Problem]]:  # fmt: skip
    """Return the verdict, with a question where the shift is the firm explanation, and what else is to say.

    ``settled``: a person has named the system; then it is only said. ``ground``: the project's, where known.
    """
    found: list[Problem] = []
    asks: list[Problem] = []
    for place, code, firm in ((ground, "ground", GROUND_OUTSIDE), (county, "county", FIRM_OUTSIDE)):
        seen = fit(lonlat, place) if place is not None else None
        if place is None or seen is None:
            continue
        if seen.outside >= firm and seen.left <= FIRM_LEFT and not settled:
            asks.append(problem(f"gcj_ask_{code}", **seen.facts(place.name)))
        elif seen.outside >= SUSPECT_OUTSIDE and seen.left <= seen.outside * SUSPECT_PART:
            found.append(problem(f"gcj_fits_{code}", **seen.facts(place.name)))
    return (_asked(verdict, asks[:1], county, middle) if asks else verdict), found


def _asked(
    verdict: CrsVerdict, asks: list[Problem], county: Reach | None, middle: tuple[float, float]
) -> CrsVerdict:
    """Ask; the one answer that lets the survey through is that a person vouches for it as it is."""
    as_given = Candidate(
        srid=verdict.srid, name=verdict.name, reason="as_given", swap=verdict.swap, lon=round(middle[0], 6),
        lat=round(middle[1], 6), fits=county is not None and county.near(*middle),
    )  # fmt: skip
    answers = (as_given,) if verdict.srid else ()
    return replace(
        verdict, asks=(*verdict.asks, *asks), candidates=(*answers, *verdict.candidates),
        confidence=round(verdict.confidence * 0.2, 2),
    )  # fmt: skip
