"""Repairs on offer with what they would change, and rounds of accepted ones replayed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from portal.surveying.checking import stated_sqm
from spatial.survey.answer import Defect, SurveyReading
from spatial.survey.repair import effect_of, repair

MOVING = frozenset({"drop", "exchange"})
WITHOUT_AREA = frozenset({"close", "reverse", "leave_out"})
MOST_OFFERS = 200
"""Repairs beyond these are on offer, too, but their effect is not worked out beforehand."""


def replay(
    reading: SurveyReading, rounds: Sequence[Sequence[str]]
) -> tuple[SurveyReading, list[dict[str, Any]]]:
    """Return the reading after the accepted rounds, and what each repair did, with its sentences.

    The same file and choices give the same ids, so the rounds mean what the person accepted.
    """
    done: list[dict[str, Any]] = []
    for accepted in rounds:
        chosen = [defect for defect in reading.defects if defect.id in set(accepted)]
        done += [_told(defect, reading) for defect in chosen]
        reading = repair(reading, accepted=[defect.id for defect in chosen])
    return reading, done


def offers_of(reading: SurveyReading) -> dict[str, Any]:
    """Return, by defect, what its repair would change."""
    offered = [defect for defect in reading.defects if defect.repair is not None][:MOST_OFFERS]
    return {defect.id: _effect(defect, reading) for defect in offered}


def mendable(reading: SurveyReading, offers: Mapping[str, Any]) -> list[Defect]:
    """Return the defects whose repairs may be accepted together. ``offers``: what ``offers_of`` gave.

    They leave the system as it is judged and the area as it was; a crossing ring has none to keep, so there
    the one stated must come out. No two touch the same point: the one nearer to the stated area stands, else
    the one that changes less.
    """
    stated = {parcel.number: stated_sqm(parcel) for parcel in reading.parcels}
    chosen: list[Defect] = []
    taken: set[tuple[int, int, int]] = set()
    for one, _off in sorted(_harmless(reading, offers, stated), key=lambda pair: pair[1]):
        vertices = one.repair.vertices if one.repair else ()
        points = {(one.parcel, one.where.ring, vertex) for vertex in vertices}
        if taken.isdisjoint(points):
            chosen.append(one)
            taken |= points
    return chosen


def _harmless(
    reading: SurveyReading, offers: Mapping[str, Any], stated: Mapping[int, float | None]
) -> Iterator[tuple[Defect, tuple[float, bool]]]:
    """Yield the repairs that leave the area alone, each with how far it ends from what is stated."""
    for defect in reading.defects:
        kind = defect.repair.kind if defect.repair else "swap_axes"
        if kind in WITHOUT_AREA:
            yield defect, (0.0, True)
        if kind not in MOVING:
            continue
        effect = offers.get(defect.id) or {}
        before, after = effect.get("area_before_sqm"), effect.get("area_after_sqm")
        if before is None or after is None:
            continue
        said = stated.get(defect.parcel)
        off = abs(after - (before if said is None else said))
        moved = off if kind == "exchange" else abs(after - before)
        if moved <= reading.tolerances.batch_area_sqm:
            yield defect, (round(off, 3), kind != "exchange")


def _told(defect: Defect, reading: SurveyReading) -> dict[str, Any]:
    return {
        "id": defect.id, "code": defect.code, "repair": defect.repair.kind if defect.repair else "",
        "parcel": defect.parcel, "parcel_name": defect.parcel_name,
        "zh": f"{defect.where.text('zh')} {defect.message('zh')}".strip(),
        "en": f"{defect.where.text('en')} {defect.message('en')}".strip(),
        "effect": _effect(defect, reading),
    }  # fmt: skip


def _effect(defect: Defect, reading: SurveyReading) -> dict[str, Any] | None:
    effect = effect_of(reading, defect)
    return asdict(effect) if effect else None
