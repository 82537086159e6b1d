"""Rows of budget: cost ladder, requests with steps, ceilings, indicators and ledger. Money in yuan."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID


class CostStageRow(NamedTuple):
    """budget_coststage."""

    id: UUID
    project_id: UUID
    stage: str
    original_yuan: Decimal
    current_yuan: Decimal
    number: str
    authority: str
    approved_on: date
    decision_no: str
    file_id: UUID | None
    recorded_by: int | None
    recorded_at: datetime


class CostLineRow(NamedTuple):
    """budget_costline."""

    id: UUID
    stage_id: UUID
    position: int
    code: str
    name: str
    category: str
    feature_id: UUID | None
    original_yuan: Decimal
    current_yuan: Decimal
    paid_yuan: Decimal


class CostRevisionRow(NamedTuple):
    """budget_costrevision."""

    stage_id: UUID
    line_id: UUID | None
    delta_yuan: Decimal
    ground: str
    basis_no: str
    authority: str
    money_from: str
    audit_no: str
    reason: str
    approved_on: date
    request_id: str
    actor_id: int | None
    actor_name: str
    at: datetime


class CostPostingRow(NamedTuple):
    """budget_costposting."""

    line_id: UUID
    feature_id: UUID | None
    amount_yuan: Decimal
    ref: str
    request_id: str
    actor_id: int | None
    actor_name: str
    at: datetime


class BudgetRequestRow(NamedTuple):
    """budget_budgetrequest."""

    id: UUID
    number: str
    project_id: UUID
    department_id: UUID | None
    year: int
    title: str
    purpose: str
    targets: Any
    priority: int | None
    state: str
    returned_by: str
    round: int
    level_since: datetime | None
    due_on: date | None
    due_provisional: bool
    adopted_no: str
    adopted_on: date | None
    author_id: int | None
    author_name: str
    version: int
    created_at: datetime
    updated_at: datetime


class BudgetLineRow(NamedTuple):
    """budget_budgetline."""

    id: UUID
    request_id: UUID
    position: int
    name: str
    functional: str
    economic: str
    source: str
    year: int
    feature_id: UUID | None
    requested_yuan: Decimal
    unit_yuan: Decimal | None
    dept_yuan: Decimal | None
    finance_yuan: Decimal | None
    unit_reason: str
    dept_reason: str
    finance_reason: str


class ReviewStepRow(NamedTuple):
    """budget_reviewstep."""

    request_id: UUID
    round: int
    level: str
    action: str
    source: str
    target: str
    version: int
    reason: str
    differences: Any
    before_yuan: Decimal | None
    after_yuan: Decimal | None
    due_on: date | None
    late_days: int | None
    key: str
    actor_id: int | None
    actor_name: str
    organisation_id: UUID | None
    at: datetime


class SourceCeilingRow(NamedTuple):
    """budget_sourceceiling."""

    id: UUID
    region_code: str
    department_id: UUID | None
    source: str
    year: int
    amount_yuan: Decimal
    taken_yuan: Decimal


class CeilingEntryRow(NamedTuple):
    """budget_ceilingentry."""

    ceiling_id: UUID
    kind: str
    amount_yuan: Decimal
    request_id: UUID | None
    basis_no: str
    key: str
    actor_id: int | None
    actor_name: str
    at: datetime


class IndicatorRow(NamedTuple):
    """budget_indicator."""

    id: UUID
    number: str
    year: int
    unit_id: UUID
    project_id: UUID
    request_id: UUID | None
    line_id: UUID | None
    feature_id: UUID | None
    source: str
    functional: str
    economic: str
    state: str
    approved_yuan: Decimal
    adjusted_yuan: Decimal
    carried_yuan: Decimal
    frozen_yuan: Decimal
    committed_yuan: Decimal
    paid_yuan: Decimal
    years_held: int
    carried_from_id: UUID | None
    issued_on: date
    closed_on: date | None


class IndicatorEntryRow(NamedTuple):
    """budget_indicatorentry."""

    indicator_id: UUID
    kind: str
    amount_yuan: Decimal
    request_id: str
    ref: str
    on: date
    at: datetime
    actor_id: int | None
    actor_name: str


class MonthlyPlanRow(NamedTuple):
    """budget_monthlyplan."""

    indicator_id: UUID
    month: int
    amount_yuan: Decimal
