"""Repairs on offer with what they would change, and rounds of accepted ones replayed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from spatial.survey.answer import Defect, SurveyReading
from spatial.survey.repair import effect_of, repair

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
