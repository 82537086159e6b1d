"""Decide where the numbers stand: by the person, else by the file, else by the numbers; else ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spatial.coordinates.detect import Reading, detect_zone
from spatial.coordinates.gcj02 import suspicion
from spatial.coordinates.transform import transform_points
from spatial.coordinates.zones import CGCS2000_SRID, LONLAT_SRID, in_china, zone_of_srid
from spatial.intake.crs_declared import Stated, of_srid, read_stated
from spatial.intake.model import Choice, CrsCandidate, CrsFinding
from spatial.intake.problems import Problem, problem, refuse

Points = NDArray[np.float64]
MOST_CANDIDATES = 25
FAR_DEG = 2.0
CLEAR = 0.55
"""The part of the numbers that settles what all are; the rows that do not fit are refused one by one."""
PLAIN = 0.7
"""Below this part a person is told that many do not fit."""
LOOKED_AT = 300
DEGREES = ((-180.0001, -90.0001), (180.0001, 90.0001))


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A sample of a layer's coordinates, finite ones only, as they stand in the file (x, y)."""

    points: Points
    words: Sequence[str] = ()
    fields: Sequence[str] = ()

    @property
    def middle(self) -> tuple[float, float]:
        """Return the median x and y."""
        x, y = np.median(self.points, axis=0)
        return float(x), float(y)

    def share(self, low: tuple[float, float], high: tuple[float, float]) -> float:
        """Return the share of points inside a box."""
        inside = (self.points >= low).all(axis=1) & (self.points <= high).all(axis=1)
        return float(inside.mean())

    @property
    def are_degrees(self) -> bool:
        """Tell whether most could be longitude and latitude, in either order."""
        return (
            self.share((-180, -180), (180, 180)) >= CLEAR
            and (np.abs(self.points).min(axis=1) <= 90).mean() >= CLEAR
        )

    def swapped(self) -> "Numbers":
        """Return the same numbers with x and y exchanged."""
        return Numbers(points=self.points[:, ::-1], words=self.words, fields=self.fields)


def find_crs(declared: str, numbers: Numbers, choice: Choice) -> tuple[CrsFinding, list[Problem]]:
    """Return where the numbers stand and everything a person should know about it."""
    finding, problems = _find(declared, numbers, choice)
    share = _fitting(finding, numbers)
    if share is not None and CLEAR <= share < PLAIN:
        problems = [*problems, problem("crs_majority", percent=round(share * 100))]
    return finding, problems


def _find(declared: str, numbers: Numbers, choice: Choice) -> tuple[CrsFinding, list[Problem]]:
    if choice.srid:
        return _chosen(numbers, choice)
    problems: list[Problem] = []
    if declared:
        stated = read_stated(declared)
        if isinstance(stated, Stated):
            return _stated(stated, numbers, choice)
        problems.append(stated)
    finding, more = _from_numbers(numbers, choice)
    return finding, problems + more


def _fitting(finding: CrsFinding, numbers: Numbers) -> float | None:
    """Return the share of numbers that the system found can hold; ``None`` where no range tells."""
    if not finding.usable or not finding.srid:
        return None
    seen = numbers.swapped() if finding.swap_axes else numbers
    if finding.srid in (LONLAT_SRID, CGCS2000_SRID):
        return seen.share(*DEGREES)
    zone = zone_of_srid(finding.srid)
    return _share_of_zone(seen, finding.srid) if zone is not None and zone.prefixed else None


def _share_of_zone(numbers: Numbers, srid: int) -> float:
    """Return the share of numbers, in either order, that belong to a zone."""
    step = max(1, len(numbers.points) // LOOKED_AT)
    looked = numbers.points[::step].tolist()
    return sum(any(r.srid == srid for r in detect_zone(y, x).readings) for x, y in looked) / len(looked)


def _chosen(numbers: Numbers, choice: Choice) -> tuple[CrsFinding, list[Problem]]:
    stated = of_srid(choice.srid)
    if not isinstance(stated, Stated):
        raise refuse(stated.code, **stated.facts)
    if stated.refusal:
        return _refused(stated)
    finding = CrsFinding(status="chosen", srid=stated.srid, name=stated.name, swap_axes=choice.swap_axes)
    seen = numbers.swapped() if choice.swap_axes else numbers
    return finding, _far_away(stated, seen)


def _refused(stated: Stated) -> tuple[CrsFinding, list[Problem]]:
    found = [stated.refusal] if stated.refusal else []
    return CrsFinding(status="refused", name=stated.name, definition=stated.definition), found


def _stated(stated: Stated, numbers: Numbers, choice: Choice) -> tuple[CrsFinding, list[Problem]]:
    if stated.refusal:
        return _refused(stated)
    problems = list(stated.problems)
    seen = numbers.swapped() if choice.swap_axes else numbers
    contradiction, candidates = _contradiction(stated, seen)
    if any(p.code == "crs_unusable" for p in problems):
        return _without_place(stated, problems, seen)
    if contradiction:
        finding = CrsFinding(status="unknown", name=stated.name, candidates=tuple(candidates))
        return finding, [*problems, contradiction]
    finding = CrsFinding(
        status="declared", srid=stated.srid, name=stated.name, definition=stated.definition,
        swap_axes=choice.swap_axes,
    )  # fmt: skip
    return finding, [*problems, *_far_away(stated, seen), *_shifted(stated, seen)]


def _without_place(
    stated: Stated, problems: list[Problem], numbers: Numbers
) -> tuple[CrsFinding, list[Problem]]:
    inferred, more = _from_numbers(numbers, Choice())
    candidates = inferred.candidates or _as_candidates(inferred)
    finding = CrsFinding(status="unknown", name=stated.name, candidates=tuple(candidates))
    return finding, [*problems, *(p for p in more if p.code == "gcj_suspected")]


def _as_candidates(finding: CrsFinding) -> tuple[CrsCandidate, ...]:
    if not finding.usable:
        return ()
    return (
        CrsCandidate(srid=finding.srid, name=finding.name, reason="in_china", swap_axes=finding.swap_axes),
    )


def _contradiction(stated: Stated, numbers: Numbers) -> tuple[Problem | None, list[CrsCandidate]]:
    """Return what the numbers say against the stated system, with the systems they would fit."""
    x, y = numbers.middle
    facts = {"name": stated.name, "x": _short(x), "y": _short(y)}
    if stated.crs.is_geographic:
        if numbers.share(*DEGREES) >= CLEAR:
            return None, []
        if numbers.are_degrees and numbers.swapped().share(*DEGREES) < CLEAR:
            return _divided(numbers), []
        if numbers.are_degrees:
            return problem("axes_swapped", **facts), [_lonlat(stated.srid, swap=True)]
        return problem("numbers_not_degrees", **facts), _candidates(detect_zone(y, x).readings)
    if numbers.are_degrees and stated.crs.axis_info[0].unit_conversion_factor == 1:
        lonlat = (
            [_lonlat(CGCS2000_SRID, swap=False)] if in_china(x, y) else [_lonlat(LONLAT_SRID, swap=False)]
        )
        return problem("numbers_are_degrees", **facts), lonlat
    return _zone_contradiction(stated, numbers, facts)


def _divided(numbers: Numbers) -> Problem:
    """Say that neither order of the axes holds for enough of the numbers."""
    best = max(numbers.share(*DEGREES), numbers.swapped().share(*DEGREES))
    return problem("crs_divided", percent=round(best * 100))


def _zone_contradiction(
    stated: Stated, numbers: Numbers, facts: dict[str, str]
) -> tuple[Problem | None, list[CrsCandidate]]:
    zone = zone_of_srid(stated.srid)
    x, y = numbers.middle
    readings = [r for r in detect_zone(y, x).readings if r.zone is not None]
    if zone is None or not readings:
        return None, []
    if readings[0].swapped:
        swapped = CrsCandidate(srid=stated.srid, name=stated.name, reason="swapped", swap_axes=True)
        return problem("axes_swapped", **facts), [swapped]
    found = readings[0].zone
    if found is None or found.prefixed == zone.prefixed and (not zone.prefixed or found == zone):
        return None, []
    if zone.prefixed and not found.prefixed:
        other = zone.without_prefix()
        candidates = [CrsCandidate(srid=other.srid, name=other.name, reason="zone_declared")]
        return problem("zone_prefix_missing", **facts), candidates
    return problem("zone_contradiction", **facts), _candidates(readings[:1])


def _from_numbers(numbers: Numbers, choice: Choice) -> tuple[CrsFinding, list[Problem]]:
    seen = numbers.swapped() if choice.swap_axes else numbers
    if seen.are_degrees:
        return _from_degrees(seen, choice)
    x, y = seen.middle
    detection = detect_zone(y, x)
    facts = {"x": _short(x), "y": _short(y)}
    certain = detection.certain
    if certain is not None and _share_of_zone(seen, certain.srid) >= CLEAR:
        finding = CrsFinding(
            status="inferred", srid=certain.srid, name=certain.zone.name if certain.zone else "",
            swap_axes=certain.swapped != choice.swap_axes,
        )  # fmt: skip
        said = [problem("crs_inferred_zone", srid=certain.srid, name=finding.name, **facts)]
        return finding, said + ([problem("north_stands_first")] if certain.swapped else [])
    candidates = _candidates(detection.readings)
    code = "crs_needs_zone" if len(candidates) > 2 else "crs_needs_choice" if candidates else "crs_unknown"
    return CrsFinding(status="unknown", candidates=tuple(candidates)), [problem(code, **facts)]


def _from_degrees(numbers: Numbers, choice: Choice) -> tuple[CrsFinding, list[Problem]]:
    x, y = numbers.middle
    facts = {"x": _short(x), "y": _short(y)}
    fits = numbers.share(*DEGREES) >= CLEAR
    if not fits and numbers.swapped().share(*DEGREES) < CLEAR:
        return CrsFinding(status="unknown"), [_divided(numbers)]
    if fits and in_china(x, y):
        finding = CrsFinding(
            status="inferred", srid=CGCS2000_SRID, name="CGCS2000", swap_axes=choice.swap_axes
        )
        return finding, [problem("crs_inferred_degrees", **facts), *_gcj(numbers)]
    if in_china(y, x):
        finding = CrsFinding(status="unknown", candidates=(_lonlat(CGCS2000_SRID, swap=True),))
        return finding, [problem("axes_swapped", name="", **facts)]
    candidates = [_lonlat(LONLAT_SRID, swap=False)] if fits else []
    return CrsFinding(status="unknown", candidates=tuple(candidates)), [
        problem("crs_degrees_abroad", **facts)
    ]


def _shifted(stated: Stated, numbers: Numbers) -> list[Problem]:
    x, y = numbers.middle
    if not stated.crs.is_geographic:
        return []
    if not in_china(x, y) and in_china(y, x):
        return [problem("axes_maybe_swapped", x=_short(x), y=_short(y))]
    return _gcj(numbers)


def _gcj(numbers: Numbers) -> list[Problem]:
    x, y = numbers.middle
    found = suspicion(lon=x, lat=y, words=numbers.words, fields=numbers.fields)
    if found is None:
        return []
    return [
        problem("gcj_suspected", hints=", ".join(found.hints)[:100], metres=round(found.shift.distance_m))
    ]


def _far_away(stated: Stated, numbers: Numbers) -> list[Problem]:
    """Warn when the numbers leave the area the system was made for."""
    area = stated.crs.area_of_use
    if area is None or not stated.srid or area.west > area.east:
        return []
    try:
        lon, lat = transform_points(np.array([numbers.middle]), source=stated.srid)[0]
    except (ValueError, OSError):
        return []
    inside = (
        area.west - FAR_DEG <= lon <= area.east + FAR_DEG
        and area.south - FAR_DEG <= lat <= area.north + FAR_DEG
    )
    if np.isfinite([lon, lat]).all() and inside:
        return []
    return [
        problem(
            "outside_area_of_use",
            name=stated.name,
            area=(area.name or "?")[:80],
            lon=_short(lon),
            lat=_short(lat),
        )
    ]


def _candidates(readings: Iterable[Reading]) -> list[CrsCandidate]:
    return [
        CrsCandidate(
            srid=r.srid, name=r.zone.name if r.zone else "Web Mercator", reason=r.reason, swap_axes=r.swapped
        )
        for r in list(readings)[:MOST_CANDIDATES]
    ]


def _lonlat(srid: int, *, swap: bool) -> CrsCandidate:
    name = "CGCS2000" if srid == CGCS2000_SRID else "WGS 84"
    return CrsCandidate(
        srid=srid or LONLAT_SRID, name=name, reason="swapped" if swap else "in_china", swap_axes=swap
    )


def _short(value: float) -> str:
    return f"{value:.10g}"
