"""Settle where a point table's numbers stand; what cannot be settled is asked."""

from dataclasses import dataclass, replace

from spatial.coordinates.zones import CGCS2000_SRID, FIRST_PREFIXED_M, Zone, zone_of_prefix, zone_of_srid
from spatial.intake.crs_declared import Stated as Known
from spatial.intake.crs_declared import of_srid
from spatial.intake.problems import Fact, Problem, problem
from spatial.survey.answer import Candidate, CrsVerdict
from spatial.survey.model import Declared
from spatial.survey.system.candidates import MERCATOR_SRID, candidate, mercator, zone_candidates
from spatial.survey.system.numbers import SCALES, Look, Numbers, look_at, zones_in_front
from spatial.survey.system.reach import Reach
from spatial.survey.system.stated import Stated

SEEMS = {"degrees": ("经纬度", "degrees"), "prefixed": ("米", "metres"), "bare": ("米", "metres")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What there is to go by. ``numbers`` are exchanged and scaled as the person settled."""

    numbers: Numbers
    look: Look
    stated: Stated
    declared: Declared
    reach: Reach | None

    def facts(self) -> dict[str, Fact]:
        """Return the middle as X, Y, as a table writes it: northing first."""
        east, north = self.numbers.middle
        return {"x": f"{north:.10g}", "y": f"{east:.10g}"}

    def with_numbers(self, numbers: Numbers) -> "Evidence":
        """Return the same with other numbers."""
        return replace(self, numbers=numbers, look=look_at(numbers))


def settle(evidence: Evidence) -> CrsVerdict:
    """Return the verdict on a point table."""
    if evidence.declared.srid:
        return _chosen(evidence)
    stated = evidence.stated
    if stated.datum in {"refused", "unknown"}:
        return asking(problem(f"datum_{stated.datum}", name=stated.datum_text), name=stated.datum_text)
    if stated.datum == "registered":
        return CrsVerdict(
            definition=stated.definition, name=stated.datum_text, how="header+registered", confidence=0.9,
            reasons=(problem("by_registration", name=stated.datum_text),),
        )  # fmt: skip
    return _by_look(evidence)


def asking(ask: Problem, *candidates: Candidate, name: str = "") -> CrsVerdict:
    """Return a verdict that is a question."""
    return CrsVerdict(name=name, asks=(ask,), candidates=candidates)


def _by_look(evidence: Evidence) -> CrsVerdict:
    kind = evidence.look.kind
    if kind and _unit_contradicts(evidence):
        zh, en = SEEMS[kind]
        facts = evidence.facts()
        ask = problem("unit_contradicts", unit=evidence.stated.unit_text, seems=zh, seems_en=en, **facts)
        return asking(ask, *_if_unit(evidence))
    if kind == "degrees":
        name, known = "CGCS2000", 0.9 if evidence.stated.datum else 0.8
        said = (problem("by_degrees"),)
        return CrsVerdict(srid=CGCS2000_SRID, name=name, how="degrees", confidence=known, reasons=said)
    if kind == "prefixed":
        return _prefixed(evidence)
    return _bare(evidence) if kind == "bare" else _other_ways(evidence)


def _unit_contradicts(evidence: Evidence) -> bool:
    seems = "degree" if evidence.look.kind == "degrees" else "m"
    if evidence.declared.unit:
        return False
    return evidence.stated.unit not in {"", seems}


def _if_unit(evidence: Evidence) -> tuple[Candidate, ...]:
    unit = "degree" if evidence.look.kind == "degrees" else "m"
    declared = replace(evidence.declared, unit=unit)
    return _as_candidates(_by_look(replace(evidence, declared=declared)), evidence, unit=unit)


def _prefixed(evidence: Evidence) -> CrsVerdict:
    numbers = evidence.numbers.only(evidence.look.fits)
    front = next(iter(zones_in_front(numbers)))
    zone, stated = zone_of_prefix(front), evidence.stated.zone
    other = mercator(numbers, reach=evidence.reach)
    if zone is None:
        ask = problem("zone_prefix_unknown", x=f"{numbers.middle[0]:.10g}", prefix=front)
        return asking(ask, *([other] if other else []))
    own = candidate(
        numbers, srid=zone.srid, name=zone.name_zh, reason="zone_from_prefix", reach=evidence.reach
    )
    if stated is not None and stated.number != zone.number:
        return asking(problem("zone_contradicts_prefix", header=stated.number, prefix=front), own)
    if other and stated is None and not (own.fits and not other.fits):
        return asking(problem("mercator_possible", zone=zone.number), own, other)
    said = [problem("by_prefix", zone=front), *_by_header(evidence)]
    how = "prefix+header" if stated else "prefix"
    return _in_zone(zone, how, 0.97 if stated else 0.93, said, evidence)


def _bare(evidence: Evidence) -> CrsVerdict:
    zone = evidence.stated.zone
    if zone is None:
        ask = problem("zone_needed", x=f"{evidence.numbers.middle[0]:.10g}")
        return asking(ask, *zone_candidates(evidence.numbers, reach=evidence.reach))
    return _in_zone(zone, "header", 0.9, _by_header(evidence), evidence)


def _in_zone(zone: Zone, how: str, confidence: float, said: list[Problem], evidence: Evidence) -> CrsVerdict:
    less = 0.0 if evidence.stated.datum else 0.1
    return CrsVerdict(
        srid=zone.srid,
        name=zone.name_zh,
        how=how,
        confidence=round(confidence - less, 2),
        reasons=tuple(said),
    )


def _by_header(evidence: Evidence) -> list[Problem]:
    field = evidence.stated.zone_field
    return [problem("by_header", key=field.key[:20], value=field.value[:20])] if field else []


def _other_ways(evidence: Evidence) -> CrsVerdict:
    """Try the numbers exchanged, then in other units; what then fits is proposed, never taken."""
    turned = evidence.with_numbers(evidence.numbers.swapped())
    if turned.look.kind:
        found = _by_look(turned)
        return asking(problem("xy_reversed", **evidence.facts()), *_as_candidates(found, turned, swap=True))
    for unit, factor in SCALES.items():
        scaled = evidence.with_numbers(evidence.numbers.scaled(factor))
        if scaled.look.kind:
            ask = problem("unit_doubtful", unit=unit, **evidence.facts())
            return asking(ask, *_as_candidates(_by_look(scaled), scaled, unit=unit))
    return asking(problem("numbers_fit_nothing", **evidence.facts()))


def _as_candidates(
    verdict: CrsVerdict, evidence: Evidence, *, swap: bool = False, unit: str = ""
) -> tuple[Candidate, ...]:
    if not verdict.srid:
        return tuple(replace(one, swap=swap, unit=unit) for one in verdict.candidates)
    reason = "swapped" if swap else "in_china"
    return (
        candidate(
            evidence.numbers, srid=verdict.srid, name=verdict.name, reason=reason, reach=evidence.reach,
            swap=swap,
            unit=unit,
        ),
    )  # fmt: skip


def _chosen(evidence: Evidence) -> CrsVerdict:
    srid = evidence.declared.srid
    known = of_srid(srid)
    if not isinstance(known, Known):
        return asking(known)
    if known.refusal:
        return asking(known.refusal, name=known.name)
    if not may_stand(evidence, known):
        return asking(problem("choice_contradicts", name=known.name, **evidence.facts()), name=known.name)
    return CrsVerdict(
        srid=srid, name=known.name, how="chosen", confidence=1.0, reasons=(problem("by_choice"),)
    )


def may_stand(evidence: Evidence, known: Known) -> bool:
    """Tell whether the numbers can be of a system: metres or degrees, with its zone in front or without."""
    look, zone = evidence.look, zone_of_srid(known.srid)
    if known.crs.is_geographic:
        return look.kind in {"degrees", ""}
    if look.kind == "degrees":
        return False
    if zone is None or not look.kind:
        return zone is None or known.srid == MERCATOR_SRID
    if not zone.prefixed:
        return look.kind == "bare"
    numbers = evidence.numbers.only(look.fits)
    return bool(numbers.middle[0] >= FIRST_PREFIXED_M) and next(iter(zones_in_front(numbers))) == zone.number
