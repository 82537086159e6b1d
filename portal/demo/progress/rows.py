"""Rows of schedules, reports and photos. Percent 0-100; places are EWKB in EPSG:4326."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID


class ScheduleRow(NamedTuple):
    """progress_schedule."""

    id: UUID
    project_id: UUID
    name: str
    created_at: datetime
    updated_at: datetime


class RevisionRow(NamedTuple):
    """progress_schedulerevision."""

    id: UUID
    schedule_id: UUID
    number: int
    file_id: UUID
    file_name: str
    format: str
    title: str
    program: str
    currency: str
    begins_at: datetime | None
    ends_at: datetime | None
    status_at: datetime | None
    start_on: date | None
    finish_on: date | None
    calendar_key: str
    minutes_per_day: int
    minutes_per_week: int
    float_limit_min: int
    lag_calendar: str
    dates_given: bool
    tasks_count: int
    milestones_count: int
    relations_count: int
    baselines_count: int
    linked_elements: int
    critical_count: int
    stated_values: int
    same_values: int
    warnings: Any
    received_at: datetime
    received_by: int | None
    received_by_name: str


class ReportRow(NamedTuple):
    """progress_progressreport."""

    id: UUID
    project_id: UUID
    feature_id: UUID
    period_first: date
    period_last: date
    state: str
    version: int
    created_at: datetime
    updated_at: datetime


class ReportLineRow(NamedTuple):
    """progress_reportline."""

    report_id: UUID
    task_key: str
    percent: Decimal
    correction: str
    note: str


class ReportActRow(NamedTuple):
    """progress_reportact."""

    report_id: UUID
    action: str
    source: str
    target: str
    actor_id: int | None
    actor_name: str
    organisation_id: UUID | None
    reason: str
    request_id: UUID | None
    at: datetime


class ReportPhotoRow(NamedTuple):
    """progress_reportphoto."""

    id: UUID
    report_id: UUID
    file_id: UUID
    task_key: str
    taken_at: datetime | None
    place: bytes | None
    accuracy_m: float | None
    distance_m: float | None
    width: int
    height: int
    picture_hash: int
    claimed_sha256: str
    signs: Any
    added_by: int | None
    added_by_name: str
    added_at: datetime


TABLES: dict[type, str] = {
    ScheduleRow: "progress_schedule",
    RevisionRow: "progress_schedulerevision",
    ReportRow: "progress_progressreport",
    ReportLineRow: "progress_reportline",
    ReportActRow: "progress_reportact",
    ReportPhotoRow: "progress_reportphoto",
}
