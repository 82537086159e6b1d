"""What the pages of budgets show, in the language of the page."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from portal.accounts.actor import Actor
from portal.budget import policy, rules, selectors, showing, steps
from portal.budget.filters import IndicatorFilter, RequestFilter
from portal.budget.models import BudgetLine, BudgetRequest, Indicator
from portal.budget.services.planning import PLANNERS
from portal.budget.services.reviewing import BEFORE
from portal.budget.understanding import places_of
from portal.projects.models import Project
from portal.projects.policy import roles_on
from portal.projects.rules import FUNDING

ENTRIES_SHOWN = 200
REQUESTS_SHOWN = 100
BLANK_ROWS = 4
PLAIN = {"return", "reject", "withdraw", "submit", "close", "refuse_adjustment"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """A step open to the reader. ``request_id``: of the call its form makes, so that two clicks are one."""

    action: str
    needs_reason: bool
    request_id: str
    plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAmount:
    """What one level left of a line, what it cut, and why. ``yuan``: ``None`` before it has spoken."""

    level: str
    yuan: Any
    cut: Any
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A line with its levels side by side; ``before``: what the level that is open found."""

    line: BudgetLine
    levels: tuple[LevelAmount, ...]
    before: Any


def desk_context(*, actor: Actor, criteria: RequestFilter, on: date) -> dict[str, Any]:
    """Return what the budget work list reads: what waits for the reader, and all requests with their sums."""
    waiting = [
        {"row": row, "clock": showing.clock_of(row, on), "actions": steps.allowed_actions(actor, row)}
        for row in selectors.waiting_requests(actor=actor)[:REQUESTS_SHOWN]
    ]
    return {
        "waiting": waiting, "criteria": criteria, "today": on,
        "requests": selectors.list_requests(actor=actor, criteria=criteria)[:REQUESTS_SHOWN],
        "totals": selectors.request_totals(actor=actor, criteria=criteria),
        "states": sorted(rules.LIFECYCLE.states, key=list(rules.LEVEL_OF).__contains__, reverse=True),
    }  # fmt: skip


def request_context(*, actor: Actor, row: BudgetRequest, on: date) -> dict[str, Any]:
    """Return what the page of one request reads."""
    lines = list(row.lines.select_related("feature").order_by("position"))
    level = rules.LEVEL_OF.get(row.state, "")
    return {
        "row": row, "project": row.project, "clock": showing.clock_of(row, on), "today": on,
        "levels": showing.levels_of(lines), "lines": [_line(line, level) for line in lines],
        "hints": showing.hints_of(row, lines), "rooms": showing.rooms_over(row, lines),
        "steps": open_steps(actor, row), "may_amend": steps.may_amend(actor, row), "open_level": level,
        "trail": row.steps.select_related("organisation").order_by("id"),
        "files": row.files.select_related("file").order_by("id"),
        "indicators": row.indicators.order_by("number"),
        "open_indicators": row.indicators.filter(state=rules.OPEN_INDICATOR).order_by("number"),
        "adjustments": row.adjustments.order_by("proposed_at"),
    }  # fmt: skip


def open_steps(actor: Actor, row: BudgetRequest) -> list[OpenStep]:
    """Return the steps open to the reader, each with the id of the call it will make."""
    reasoned = {(s.action, s.source) for s in rules.LIFECYCLE.steps if s.needs_reason}
    return [
        OpenStep(
            action=action, needs_reason=(action, row.state) in reasoned, request_id=uuid4().hex,
            plain=action in PLAIN,
        )
        for action in steps.allowed_actions(actor, row)
    ]


def _line(line: BudgetLine, open_level: str) -> LineShown:
    found, before = [], line.requested_yuan
    for level in rules.LEVELS:
        yuan = getattr(line, f"{level}_yuan")
        cut = before - yuan if yuan is not None and yuan != before else None
        found.append(
            LevelAmount(level=level, yuan=yuan, cut=cut, reason=getattr(line, f"{level}_reason"))
        )
        before = yuan if yuan is not None else before
    stood = getattr(line, BEFORE[open_level]) if open_level else None
    return LineShown(line=line, levels=tuple(found), before=stood)


def form_context(project: Project, year: int) -> dict[str, Any]:
    """Return what the form of a request reads beside what was typed."""
    return {
        "project": project, "places": places_of(project), "funding": FUNDING,
        "years": range(year, year + 5), "blank": range(BLANK_ROWS),
    }  # fmt: skip


def indicator_context(*, actor: Actor, row: Indicator, on: date) -> dict[str, Any]:
    """Return what the page of one indicator reads."""
    roles = roles_on(actor, row.project)
    open_still = row.state == rules.OPEN_INDICATOR
    entries = row.entries.order_by("-id")
    return {
        "row": row, "project": row.project, "rooms": showing.rooms_of(row, on), "today": on,
        "months": showing.months_of(row), "entries": entries[:ENTRIES_SHOWN], "count": entries.count(),
        "may_plan": open_still and not roles.isdisjoint(PLANNERS), "call": uuid4().hex,
        "may_close": open_still and rules.BUDGET_OFFICER in roles, "balance": row.balance,
        "year_over": on.year > row.year,
    }  # fmt: skip


def record_context(actor: Actor, project: Project) -> dict[str, Any]:
    """Return what the budget part of a project's record reads; nothing for who does not read its money."""
    if not policy.may_read(actor, project):
        return {}
    criteria = IndicatorFilter(project=project.code)
    return {
        "budget": {
            "ladder": showing.ladder_of(project), "lines": showing.line_rooms(project),
            "room": showing.approx_headroom(project),
            "requests": selectors.list_requests(actor=actor, criteria=RequestFilter(project=project.code)),
            "indicators": selectors.list_indicators(actor=actor, criteria=criteria),
            "totals": selectors.indicator_totals(actor=actor, criteria=criteria),
            "may_draft": not roles_on(actor, project).isdisjoint(rules.UNIT_ROLES),
        }
    }  # fmt: skip
