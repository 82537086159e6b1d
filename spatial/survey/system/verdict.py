"""The verdict on a draft: settled or asked, held against the declared county, and the points that do not
fit.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from spatial.coordinates.gcj02 import suspicion
from spatial.coordinates.transform import to_lonlat, transform_points
from spatial.coordinates.zones import EASTING_RANGE_M, PREFIX_M, in_china, zone_of_prefix, zone_of_srid
from spatial.intake.crs_declared import Stated as Known
from spatial.intake.crs_declared import of_srid
from spatial.intake.model import CrsFinding
from spatial.intake.problems import Address, Problem, problem
from spatial.survey.answer import Candidate, CrsVerdict
from spatial.survey.model import Declared, Draft, Remark
from spatial.survey.system.candidates import candidate, neighbours
from spatial.survey.system.numbers import SCALES, Mask, Numbers, look_at, zones_in_front
from spatial.survey.system.reach import Reach
from spatial.survey.system.settle import Evidence, asking, may_stand, settle
from spatial.survey.system.shifted import GROUND_SLACK_M, try_shift
from spatial.survey.system.stated import Stated, read_header

MOST_STRAYS = 20
BY_FORMAT = ("format", 0.8)
MOST_CERTAIN = 0.98
"""A county is wide: a shift of some hundred metres does not lead out of it."""
FOUND = {"declared": ("declared", 0.95), "inferred": ("numbers", 0.8), "chosen": ("chosen", 1.0)}


@dataclass(slots=True)
class Judged:
    """The verdict, and what was noticed on the way."""

    verdict: CrsVerdict
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, found: Problem) -> None:
        """Note something about the whole file."""
        self.remarks.append(Remark(code=found.code, address=found.address, facts=dict(found.facts)))


def judge(draft: Draft, *, declared: Declared, reach: Reach | None) -> Judged:
    """Return where a draft's numbers stand."""
    if draft.surveyed or declared.unit in SCALES:
        judged = _of_points(draft, declared, reach)
    else:
        judged = Judged(_of_finding(draft, declared, reach))
    verdict = judged.verdict
    numbers = Numbers.of(draft.parcels)
    numbers = (numbers.swapped() if verdict.swap else numbers).scaled(verdict.scale)
    if verdict.usable and len(numbers):
        _hold_against_place(judged, draft, numbers, reach)
        middle = _middle(numbers, verdict)
        if math.isfinite(sum(middle)):
            _try_shift(judged, numbers, declared, reach, middle)
    return judged


def _of_points(draft: Draft, declared: Declared, reach: Reach | None) -> Judged:
    stated = read_header(draft.header, declared.registered)
    factor = SCALES.get(declared.unit, 1.0)
    numbers = Numbers.of(draft.parcels)
    numbers = (numbers.swapped() if declared.swap else numbers).scaled(factor)
    if not len(numbers):
        return Judged(CrsVerdict())
    look = look_at(numbers)
    evidence = Evidence(numbers=numbers, look=look, stated=stated, declared=declared, reach=reach)
    judged = Judged(replace(settle(evidence), swap=declared.swap, scale=factor))
    for found in stated.problems:
        judged.remark(found)
    if not stated.datum and judged.verdict.usable and not declared.srid:
        judged.remark(problem("datum_unstated"))
    fits = _own_zone(judged, numbers, look.fits) if look.kind == "prefixed" else look.fits
    if look.kind:
        judged.remarks += _strays(draft, numbers, ~fits)
    return judged


def _own_zone(judged: Judged, numbers: Numbers, fits: Mask) -> Mask:
    """Return the points of the commonest zone; whole parcels in another stand apart, and that is said."""
    fronts = (numbers.xs // PREFIX_M).astype(np.int64)
    main = next(iter(zones_in_front(numbers.only(fits))))
    rest = numbers.xs % PREFIX_M
    inside = fits & (rest >= EASTING_RANGE_M[0]) & (rest <= EASTING_RANGE_M[1])
    own = inside & (fronts == main)
    apart: dict[str, int] = {}
    for parcel in np.unique(numbers.parcels[inside & ~own]).tolist():
        others = fronts[(numbers.parcels == parcel) & inside]
        zone = zone_of_prefix(int(np.median(others)))
        if zone is not None and zone.number != main and (others == zone.number).mean() > 0.5:
            apart[str(parcel)] = zone.srid
            own = own | ((numbers.parcels == parcel) & inside & (fronts == zone.number))
    if apart:
        named = sorted({main, *(srid_zone.number for s in apart.values() if (srid_zone := zone_of_srid(s)))})
        judged.remark(problem("mixed_zones", zones=", ".join(map(str, named))))
        judged.verdict = replace(judged.verdict, apart=apart)
    return own


def _strays(draft: Draft, numbers: Numbers, strange: Mask) -> list[Remark]:
    """Return the points whose numbers are of another kind than most."""
    found = np.flatnonzero(strange)[:MOST_STRAYS].tolist()
    if not found:
        return []
    places = [
        (parcel, ring_at, ring, vertex)
        for parcel in draft.parcels for ring_at, ring in enumerate(parcel.rings, start=1)
        for vertex in range(len(ring))
    ]  # fmt: skip
    remarks = []
    for at in found:
        parcel, ring_at, ring, vertex = places[at]
        line = ring.line(vertex)
        remarks.append(Remark(
            code="coordinate_out_of_range", parcel=parcel.number, ring=ring_at, vertex=vertex + 1,
            label=ring.label(vertex), address=Address(kind="line", row=line) if line else parcel.address,
            facts={"x": f"{numbers.ys[at]:.12g}", "y": f"{numbers.xs[at]:.12g}"},
        ))  # fmt: skip
    return remarks


def _of_finding(draft: Draft, declared: Declared, reach: Reach | None) -> CrsVerdict:
    """Return the verdict on a map file, as its reader found it."""
    crs = draft.crs or CrsFinding(status="unknown")
    against = _against_choice(draft, crs, declared)
    if against is not None:
        return asking(against, name=crs.name)
    if crs.usable:
        how, confidence = BY_FORMAT if crs.by_format else FOUND[crs.status]
        return CrsVerdict(
            srid=crs.srid, definition=crs.definition, name=crs.name, how=how, confidence=confidence,
            swap=crs.swap_axes, reasons=tuple(_why(crs)),
        )  # fmt: skip
    for system in declared.registered:
        if crs.status == "refused" and any(word.lower() in crs.name.lower() for word in system.words):
            said = problem("by_registration", name=crs.name[:60])
            return CrsVerdict(
                definition=system.definition,
                name=crs.name,
                how="declared+registered",
                confidence=0.9,
                reasons=(said,),
            )
    asks = draft.asks or (problem("numbers_fit_nothing", x="?", y="?"),)
    return replace(asking(asks[0], *_answers(draft, crs, reach), name=crs.name), asks=asks)


def _why(crs: CrsFinding) -> Iterator[Problem]:
    """Yield how the reader of map files knows."""
    zone = zone_of_srid(crs.srid)
    if crs.status == "chosen":
        yield problem("by_choice")
    elif crs.by_format:
        yield problem("by_format", name=crs.name[:60])
    elif crs.status == "declared":
        yield problem("by_declaration", name=crs.name[:60])
    elif zone is None:
        yield problem("by_degrees")
    else:
        yield problem("by_prefix", zone=zone.number)


def _against_choice(draft: Draft, crs: CrsFinding, declared: Declared) -> Problem | None:
    """Return what speaks against the system a person named for a map file."""
    numbers = Numbers.of(draft.parcels)
    known = of_srid(crs.srid) if crs.status == "chosen" and len(numbers) else None
    if not isinstance(known, Known):
        return None
    numbers = numbers.swapped() if crs.swap_axes else numbers
    evidence = Evidence(
        numbers=numbers, look=look_at(numbers), stated=Stated(), declared=declared, reach=None
    )
    if may_stand(evidence, known):
        return None
    return problem("choice_contradicts", name=known.name, **evidence.facts())


def _answers(draft: Draft, crs: CrsFinding, reach: Reach | None) -> tuple[Candidate, ...]:
    """Return the reader's candidates with the places they lead to, those in the county first."""
    numbers = Numbers.of(draft.parcels)
    if not len(numbers):
        return ()
    found = [
        candidate(
            numbers.swapped() if one.swap_axes else numbers, srid=one.srid, name=one.name, reason=one.reason,
            swap=one.swap_axes, reach=reach,
        ) for one in crs.candidates
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: not one.fits))


def _hold_against_place(judged: Judged, draft: Draft, numbers: Numbers, reach: Reach | None) -> None:
    """Hold the middle of all points against China and the county."""
    verdict = judged.verdict
    lon, lat = _middle(numbers, verdict)
    if not math.isfinite(lon + lat):
        return
    if not in_china(lon, lat):
        judged.remark(problem("outside_china", lon=round(lon, 5), lat=round(lat, 5)))
    degrees = abs(numbers.middle[0]) <= 180 and abs(numbers.middle[1]) <= 90
    if degrees and draft.surveyed:
        _suspect(judged, draft, lon, lat)
    if reach is None:
        return
    if reach.near(lon, lat):
        reasons = (*verdict.reasons, problem("by_county", county=reach.name))
        most = max(MOST_CERTAIN, verdict.confidence)
        confidence = round(min(most, verdict.confidence + 0.03), 2)
        judged.verdict = replace(verdict, how=f"{verdict.how}+county", confidence=confidence, reasons=reasons)
    else:
        _suggest(judged, numbers, reach)


def _middle(numbers: Numbers, verdict: CrsVerdict) -> tuple[float, float]:
    if verdict.srid:
        return to_lonlat(*numbers.middle, srid=verdict.srid)
    moved = transform_points(np.array([numbers.middle]), source=verdict.definition)
    return float(moved[0, 0]), float(moved[0, 1])


def _suspect(judged: Judged, draft: Draft, lon: float, lat: float) -> None:
    words = [draft.name, *(field.value for field in draft.header)]
    found = suspicion(lon=lon, lat=lat, words=words, fields=draft.fields)
    if found:
        hints, metres = ", ".join(found.hints)[:100], round(found.shift.distance_m)
        judged.remark(problem("gcj_suspected", hints=hints, metres=metres))


def _suggest(judged: Judged, numbers: Numbers, reach: Reach) -> None:
    """Lower the confidence, and name the zones that would lead into the county."""
    verdict, zone = judged.verdict, zone_of_srid(judged.verdict.srid)
    others = neighbours(numbers, zone, reach=reach) if zone else ()
    confidence = round(verdict.confidence * 0.3, 2)
    judged.verdict = replace(verdict, confidence=confidence, candidates=(*verdict.candidates, *others))
    if others:
        judged.remark(problem("zone_suggested", name=others[0].name, county=reach.name))


def _try_shift(
    judged: Judged, numbers: Numbers, declared: Declared, reach: Reach | None, middle: tuple[float, float]
) -> None:  # fmt: skip
    """Hold the points against county and known ground with and without the shift of commercial maps.

    Against the county in degrees only: read off a map, nobody has projected them yet.
    """
    verdict, ground = judged.verdict, declared.ground
    degrees = abs(numbers.middle[0]) <= 180 and abs(numbers.middle[1]) <= 90
    known = Reach(ground, GROUND_SLACK_M).widened(GROUND_SLACK_M) if ground else None
    county = reach if degrees else None
    if verdict.apart or (known is None and county is None):
        return
    points = np.column_stack([numbers.xs, numbers.ys])
    lonlat = points if degrees else transform_points(points, source=verdict.source)
    if not np.isfinite(lonlat).all():
        return
    judged.verdict, found = try_shift(
        verdict, lonlat, county=county, ground=known, settled=bool(declared.srid), middle=middle
    )
    for one in found:
        judged.remark(one)
