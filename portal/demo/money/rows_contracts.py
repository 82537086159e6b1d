"""Rows of contracts: parties, contracts, bills, changes, the contract ledger. Money in yuan."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID


class PartyRow(NamedTuple):
    """contracts_party."""

    id: UUID
    uscc: str
    name: str
    name_en: str
    organisation_id: UUID | None
    version: int
    created_at: datetime


class PartyAccountRow(NamedTuple):
    """contracts_partyaccount."""

    id: UUID
    party_id: UUID
    bank: str
    number: str
    holder: str
    wage: bool
    project_id: UUID | None
    registered_by: int | None
    confirmed_by: int | None
    confirmed_at: datetime | None
    closed_on: date | None
    created_at: datetime


class ContractRow(NamedTuple):
    """contracts_contract."""

    id: UUID
    project_id: UUID
    feature_id: UUID
    party_id: UUID
    cost_line_id: UUID | None
    number: str
    name: str
    kind: str
    track: str
    state: str
    original_yuan: Decimal
    approved_changes_yuan: Decimal
    progress_ratio: Decimal
    retention_ratio: Decimal
    advance_ratio: Decimal
    advance_yuan: Decimal
    labour_ratio: Decimal
    pay_cycle_months: int | None
    wage_account_id: UUID | None
    payment_guarantee_yuan: Decimal
    guarantee: str
    guarantee_yuan: Decimal
    guarantee_until: date | None
    prefinanced: bool
    site_ready: bool
    awarded_yuan: Decimal | None
    awarded_on: date | None
    signed_on: date | None
    effective_on: date | None
    start_on: date | None
    end_on: date | None
    completed_on: date | None
    warranty_until: date | None
    source: Any
    version: int
    created_at: datetime
    updated_at: datetime


class BillItemRow(NamedTuple):
    """contracts_billitem."""

    id: UUID
    contract_id: UUID
    feature_id: UUID
    change_id: UUID | None
    code: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    changed_quantity: Decimal
    changed_amount_yuan: Decimal
    position: int


class ContractStepRow(NamedTuple):
    """contracts_contractstep."""

    subject: str
    subject_id: UUID
    version: int
    action: str
    source: str
    target: str
    arrow: str
    role: str
    actor_id: int | None
    actor_name: str
    organisation_id: UUID | None
    reason: str
    request_id: str | None
    on: date
    at: datetime


class ContractPostingRow(NamedTuple):
    """contracts_contractposting."""

    contract_id: UUID
    kind: str
    pledged: bool
    amount_yuan: Decimal
    reverses_id: int | None
    change_id: UUID | None
    feature_id: UUID | None
    request_id: str
    ref: str
    on: date
    at: datetime
    actor_id: int | None
    actor_name: str


class ContractBalanceRow(NamedTuple):
    """contracts_contractbalance."""

    contract_id: UUID
    current_yuan: Decimal
    ratio: Decimal
    agreed_advance_yuan: Decimal
    certified_yuan: Decimal
    advance_yuan: Decimal
    progress_yuan: Decimal
    release_yuan: Decimal
    recovery_yuan: Decimal
    retention_yuan: Decimal
    refund_yuan: Decimal
    settled_yuan: Decimal | None
    pledged_advance_yuan: Decimal
    pledged_progress_yuan: Decimal
    pledged_release_yuan: Decimal
    pledged_recovery_yuan: Decimal
    pledged_retention_yuan: Decimal


class ChangeOrderRow(NamedTuple):
    """contracts_changeorder."""

    id: UUID
    contract_id: UUID
    feature_id: UUID
    feature_version: int
    number: str
    kind: str
    state: str
    title: str
    reason: str
    drawing: str
    part: str
    amount_yuan: Decimal
    priced_yuan: Decimal | None
    days: int
    moves_ground: bool
    delta_id: UUID | None
    beyond_scope: bool
    scope_approval_id: UUID | None
    emergency: bool
    started_on: date | None
    double_of_id: UUID | None
    double_cleared_by: int | None
    double_reason: str
    design_seen: bool
    opinion: str
    raised_by: int | None
    raised_on: date
    approved_on: date | None
    version: int
    created_at: datetime
    updated_at: datetime


class ChangeLineRow(NamedTuple):
    """contracts_changeline."""

    id: UUID
    change_id: UUID
    item_id: UUID | None
    feature_id: UUID
    code: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    amount_yuan: Decimal
    position: int


class SettlementRow(NamedTuple):
    """contracts_settlement."""

    id: UUID
    contract_id: UUID
    state: str
    claimed_yuan: Decimal
    settled_yuan: Decimal | None
    cut_reason: str
    approved_on: date | None
    refund_due_on: date | None
    version: int
    created_at: datetime
    updated_at: datetime
