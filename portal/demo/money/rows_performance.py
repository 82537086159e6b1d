"""Rows of performance: evaluations, targets and scores. Money in yuan."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID


class EvaluationRow(NamedTuple):
    """performance_evaluation."""

    id: UUID
    project_id: UUID
    feature_id: UUID
    year: int
    mode: str
    state: str
    late: bool
    self_points: Decimal | None
    third_points: Decimal | None
    finance_points: Decimal | None
    final_points: Decimal | None
    grade: str
    explanation: str
    opinion: str
    opinion_due_on: date | None
    version: int
    created_at: datetime
    updated_at: datetime


class TargetSetRow(NamedTuple):
    """performance_targetset."""

    id: int
    evaluation_id: UUID
    revision: int
    reason: str
    proposed_by: int | None
    proposed_by_name: str
    decided_by: int | None
    decided_by_name: str
    locked_at: datetime | None
    rejected_at: datetime | None


class TargetLineRow(NamedTuple):
    """performance_targetline."""

    id: int
    set_id: int
    position: int
    code: str
    name: str
    name_en: str
    unit: str
    direction: str
    form: str
    weight: Decimal
    target: Decimal | None
    zero: Decimal | None
    planned: Decimal | None
    components: Any


class ScoreRow(NamedTuple):
    """performance_score."""

    evaluation_id: UUID
    line_id: int
    party: str
    figures: Any
    value: Decimal | None
    attainment: Decimal | None
    points: Decimal | None
    over: bool
    vetoed: bool
    remark: str
    evidence_id: UUID | None
    made_by: int | None
    made_by_name: str
    made_at: datetime


class EvaluationActRow(NamedTuple):
    """performance_evaluationact."""

    evaluation_id: UUID
    action: str
    source: str
    target: str
    actor_id: int | None
    actor_name: str
    organisation_id: UUID | None
    reason: str
    request_id: UUID | None
    at: datetime
