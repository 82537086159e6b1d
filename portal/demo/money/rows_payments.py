"""Rows of payments: applications with all that hangs on them, instructions and receipts. Money in yuan."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID


class ApplicationRow(NamedTuple):
    """payments_application."""

    id: UUID
    number: str
    project_id: UUID
    contract_id: UUID
    feature_id: UUID
    indicator_id: UUID
    cost_line_id: UUID
    kind: str
    state: str
    period_from: date
    period_to: date
    amount_yuan: Decimal
    recovery_yuan: Decimal
    retention_yuan: Decimal
    payee_id: UUID
    payee_uscc: str
    labour_yuan: Decimal
    wage_account_id: UUID | None
    purpose: str
    physical_pct: Decimal | None
    round: int
    maker_id: int
    maker_name: str
    maker_body_id: UUID | None
    certifier_id: int | None
    approver_id: int | None
    reviewer_id: int | None
    checker_id: int | None
    releaser_id: int | None
    state_since: datetime
    due_on: date | None
    paid_on: date | None
    request_id: str
    version: int
    created_at: datetime
    updated_at: datetime


class MeasuredLineRow(NamedTuple):
    """payments_measuredline."""

    application_id: UUID
    item_id: UUID
    quantity: Decimal
    unit_price: Decimal


class InvoiceRow(NamedTuple):
    """payments_invoice."""

    application_id: UUID
    number: str
    issued_on: date
    seller_uscc: str
    amount_yuan: Decimal
    freed: bool


class DecisionRow(NamedTuple):
    """payments_decision."""

    application_id: UUID
    action: str
    asked_yuan: Decimal
    room_yuan: Decimal | None
    rooms: Any
    checks: Any
    actor_id: int | None
    actor_name: str
    at: datetime


class EvidenceRow(NamedTuple):
    """payments_evidence."""

    application_id: UUID
    kind: str
    file_id: UUID
    place_id: UUID | None
    taken_on: date | None
    added_by: int | None
    added_by_name: str
    added_at: datetime


class PaymentStepRow(NamedTuple):
    """payments_paymentstep."""

    application_id: UUID
    version: int
    round: int
    action: str
    source: str
    target: str
    arrow: str
    actor_id: int | None
    actor_name: str
    organisation_id: UUID | None
    reason: str
    request_id: str
    at: datetime


class InstructionRow(NamedTuple):
    """payments_instruction."""

    id: UUID
    application_id: UUID
    attempt: int
    key: str
    body: Any
    amount_yuan: Decimal
    state: str
    tries: int
    next_at: datetime
    last_error: str
    reason: str
    created_at: datetime
    sent_at: datetime | None
    ended_at: datetime | None


class ReceiptRow(NamedTuple):
    """payments_receipt."""

    receipt_id: str
    number: int
    key: str
    instruction_id: UUID | None
    outcome: str
    amount_yuan: Decimal
    reason: str
    bank_at: str
    standing: str
    received_at: datetime
