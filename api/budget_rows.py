"""How budgets read to a program. Money in yuan as text with two decimals."""

from typing import Any

from portal.accounts.actor import Actor
from portal.budget import names, selectors, showing, steps
from portal.budget.filters import IndicatorFilter, RequestFilter
from portal.budget.models import (
    Adjustment,
    BudgetLine,
    BudgetRequest,
    Indicator,
    IndicatorEntry,
    ReviewStep,
    SourceCeiling,
)
from portal.budget.rules import Headroom
from portal.core import clock
from portal.projects.models import Project

REQUEST = (
    "number", "year", "title", "purpose", "targets", "priority", "state", "returned_by", "round",
    "level_since", "due_on", "due_provisional", "adopted_no", "adopted_on", "author_name", "version",
    "created_at", "updated_at",
)  # fmt: skip
LINE = (
    "position", "name", "functional", "economic", "source", "year", "requested_yuan", "unit_yuan",
    "dept_yuan", "finance_yuan", "unit_reason", "dept_reason", "finance_reason",
)  # fmt: skip
SUMS = (
    "approved_yuan", "adjusted_yuan", "carried_yuan", "frozen_yuan", "committed_yuan", "paid_yuan",
    "available_yuan",
)  # fmt: skip


def request_row(row: BudgetRequest, actor: Actor) -> dict[str, Any]:
    """Return one request as a list tells it."""
    return {
        "id": str(row.pk), "project": row.project.code, "project_name": row.project.name,
        "owner_name": row.project.owner.name, **{name: getattr(row, name) for name in REQUEST},
        "state_name": names.state(row.state), "requested_yuan": getattr(row, "requested_yuan", None),
        "current_yuan": getattr(row, "current_yuan", None),
        "allowed_actions": steps.allowed_actions(actor, row),
    }  # fmt: skip


def request_detail(row: BudgetRequest, actor: Actor) -> dict[str, Any]:
    """Return one request with its lines, levels, trail and what stands over it."""
    lines = list(row.lines.order_by("position"))
    waits = showing.clock_of(row, clock.today())
    return {
        **request_row(row, actor), "lines": [line_row(line) for line in lines],
        "levels": [
            {"level": one.level, "yuan": one.yuan, "cut_yuan": one.cut_yuan}
            for one in showing.levels_of(lines)
        ],
        "working_days_left": waits.left if waits else None,
        "steps": [step_row(step) for step in row.steps.select_related("organisation").order_by("id")],
        "rooms": [room_row(one) for one in showing.rooms_over(row, lines)],
        "hints": showing.hints_of(row, lines),
        "indicators": [str(pk) for pk in row.indicators.values_list("pk", flat=True)],
        "adjustments": [adjustment_row(one) for one in row.adjustments.order_by("proposed_at")],
        "files": [
            {"id": one.pk, "title": one.title, "sha256": one.file.sha256, "size": one.file.size}
            for one in row.files.select_related("file").order_by("id")
        ],
    }  # fmt: skip


def line_row(line: BudgetLine) -> dict[str, Any]:
    """Return one line with what each level left of it."""
    found = {name: getattr(line, name) for name in LINE}
    return {**found, "feature": str(line.feature_id) if line.feature_id else None}


def step_row(step: ReviewStep) -> dict[str, Any]:
    """Return one step of the trail."""
    return {
        "action": step.action, "from": step.source, "to": step.target, "level": step.level or None,
        "round": step.round, "version": step.version, "reason": step.reason, "at": step.at,
        "by": step.actor_name, "organisation": step.organisation.name if step.organisation else None,
        "before_yuan": step.before_yuan, "after_yuan": step.after_yuan, "due_on": step.due_on,
        "late_days": step.late_days, "differences": step.differences,
    }  # fmt: skip


def adjustment_row(row: Adjustment) -> dict[str, Any]:
    """Return one adjustment."""
    return {
        "id": str(row.pk), "kind": row.kind, "giver": str(row.giver_id) if row.giver_id else None,
        "taker": str(row.taker_id) if row.taker_id else None, "amount_yuan": row.amount_yuan,
        "reason": row.reason, "state": row.state, "proposed_by": row.proposed_by_name,
        "proposed_at": row.proposed_at, "decided_by": row.decided_by_name or None,
        "decided_at": row.decided_at,
    }  # fmt: skip


def room_row(room: Headroom) -> dict[str, Any]:
    """Return a headroom with its arithmetic."""
    return {
        "code": room.code, "name": names.headroom(room.code), "room_yuan": room.room_yuan,
        "terms": [{"name": name, "said": names.term(name), "yuan": yuan} for name, yuan in room.terms],
    }  # fmt: skip


def indicator_row(row: Indicator) -> dict[str, Any]:
    """Return one indicator with its sums."""
    return {
        "id": str(row.pk), "number": row.number, "year": row.year, "state": row.state,
        "project": row.project.code, "project_name": row.project.name, "unit_name": row.unit.name,
        "feature": str(row.feature_id) if row.feature_id else None, "source": row.source,
        "source_name": names.source(row.source), "functional": row.functional,
        "economic": row.economic, "issued_on": row.issued_on,
        "closed_on": row.closed_on, "years_held": row.years_held,
        "request": str(row.request_id) if row.request_id else None,
        **{name: getattr(row, name) for name in SUMS},
    }  # fmt: skip


def indicator_detail(row: Indicator) -> dict[str, Any]:
    """Return one indicator with its headrooms and its plan."""
    return {
        **indicator_row(row), "rooms": [room_row(one) for one in showing.rooms_of(row, clock.today())],
        "plan": [
            {"month": one.month, "planned_yuan": one.planned_yuan, "to_month_yuan": one.to_month_yuan}
            for one in showing.months_of(row)
        ],
    }  # fmt: skip


def entry_row(row: IndicatorEntry) -> dict[str, Any]:
    """Return one line of the ledger."""
    return {
        "id": row.pk, "kind": row.kind, "amount_yuan": row.amount_yuan, "ref": row.ref,
        "request_id": row.request_id, "on": row.on, "at": row.at, "by": row.actor_name,
    }  # fmt: skip


def project_row(project: Project, actor: Actor) -> dict[str, Any]:
    """Return a project's cost ladder, the lines of its 概算 with H5, its requests and its indicators."""
    indicators = IndicatorFilter(project=project.code)
    requests = RequestFilter(project=project.code)
    return {
        "project": project.code,
        "ladder": [
            {
                "stage": rung.stage, "stage_name": names.stage(rung.stage),
                "original_yuan": rung.original_yuan, "current_yuan": rung.current_yuan,
                "over": _over(rung),
            }
            for rung in showing.ladder_of(project)
        ],
        "lines": [
            {
                "code": line.code, "name": line.name, "category": line.category,
                "feature": str(line.feature_id) if line.feature_id else None,
                "original_yuan": line.original_yuan, "current_yuan": line.current_yuan,
                "paid_yuan": line.paid_yuan, "room": room_row(room),
            }
            for line, room in showing.line_rooms(project)
        ],
        "room": room_row(showing.approx_headroom(project)),
        "requests": [
            request_row(row, actor) for row in selectors.list_requests(actor=actor, criteria=requests)
        ],
        "indicators": [
            indicator_row(row) for row in selectors.list_indicators(actor=actor, criteria=indicators)
        ],
        "totals": selectors.indicator_totals(actor=actor, criteria=indicators),
    }  # fmt: skip


def _over(rung: showing.Rung) -> dict[str, Any] | None:
    one = rung.excess
    if one is None:
        return None
    return {
        "ceiling": one.ceiling, "ceiling_yuan": one.ceiling_yuan, "over_yuan": one.over_yuan,
        "over_pct": round(one.over_pct, 2), "verdict": one.verdict,
    }  # fmt: skip


def ceiling_row(row: SourceCeiling) -> dict[str, Any]:
    """Return one ceiling."""
    return {
        "id": str(row.pk), "region_code": row.region_code, "source": row.source, "year": row.year,
        "department": str(row.department_id) if row.department_id else None,
        "amount_yuan": row.amount_yuan, "taken_yuan": row.taken_yuan,
        "room_yuan": row.amount_yuan - row.taken_yuan,
    }  # fmt: skip
