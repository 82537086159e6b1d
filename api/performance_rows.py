"""How evaluations read to a program. Points of 100 and figures as text, exactly as stored."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from portal.accounts.actor import Actor
from portal.performance import faults, names, selectors, workbook
from portal.performance.lines import flaws_of
from portal.performance.models import Evaluation, Monitoring, TargetLine, TargetSet
from portal.performance.rules import grades, life, scoring
from portal.performance.rules.library import Definition
from portal.performance.rules.surveys import Survey
from portal.performance.selectors import Averages
from portal.performance.services.steps import allowed_actions
from portal.performance.tracing import Cell, Trace, TraceLine

TOTALS = ("self_points", "third_points", "finance_points", "final_points")


def number(value: Decimal | None) -> str | None:
    """Return a figure as text, undefined as null."""
    return None if value is None else format(value, "f")


def evaluation_row(row: Evaluation) -> dict[str, Any]:
    """Return one line of a list."""
    return {
        "id": str(row.pk), "project": row.project.code, "project_name": row.project.name,
        "project_name_en": row.project.name_en, "owner_name": row.project.owner.name,
        "region_code": row.project.region_code, "feature": str(row.feature_id),
        "feature_kind": row.feature.kind, "feature_name": row.feature.name, "year": row.year,
        "mode": row.mode, "mode_name": names.word("mode", row.mode), "state": row.state,
        "state_name": names.word("state", row.state), "late": row.late,
        **{name: number(getattr(row, name)) for name in TOTALS}, "grade": row.grade or None,
        "grade_name": names.word("grade", row.grade) if row.grade else None,
        "opinion_due_on": row.opinion_due_on, "updated_at": row.updated_at, "version": row.version,
    }  # fmt: skip


def averages_row(found: Averages) -> dict[str, Any]:
    """Return the averages of a list."""
    row = asdict(found)
    return row | {name: number(row[name]) for name in TOTALS}


def detail_row(found: Trace, *, actor: Actor, on: date) -> dict[str, Any]:
    """Return an evaluation with targets, every judge's numbers and what they come from."""
    row, bounds = found.evaluation, found.book.bounds
    own, third, finance = (found.totals[party] for party in life.PARTIES)
    change = selectors.waiting_change(row)
    decision = getattr(row, "decision", None)
    return {
        **evaluation_row(row),
        "explanation": row.explanation, "opinion": row.opinion,
        "allowed_actions": allowed_actions(actor=actor, evaluation=row, on=on),
        "targets": set_row(found.targets), "flaws": _flaws(row, found.targets, on),
        "change": None if change is None else set_row(change),
        "lines": [_trace_row(line) for line in found.lines],
        "totals": {party: number(value) for party, value in found.totals.items()}, "holds": found.holds,
        "differences": {
            "self_third": number(grades.apart(own, third)),
            "third_finance": number(grades.apart(third, finance)),
            "explain_from": number(bounds.explain), "joint_review_from": number(bounds.joint_review),
            "must_explain": grades.must_explain(own, third, bounds),
            "must_review": grades.must_review(third, finance, bounds),
        },
        "decision": None if decision is None else {
            "default": decision.default, "decided": decision.decided, "reason": decision.reason,
            "budget_year": decision.budget_year, "by": decision.decided_by_name, "at": decision.decided_at,
        },
        "rules": [
            {"code": rule.code, "value": number(rule.value.normalize()), "unit": rule.unit,
             "title": rule.title, "legal_basis": rule.legal_basis, "effective_from": rule.effective_from}
            for rule in found.book.rows.values()
        ],
    }  # fmt: skip


def _flaws(row: Evaluation, targets: TargetSet, on: date) -> list[dict[str, Any]]:
    if row.state not in life.EDITABLE:
        return []
    return [flaw | {"message": faults.flaw_sentence(flaw)} for flaw in flaws_of(row, targets, on=on)]


def set_row(row: TargetSet) -> dict[str, Any]:
    """Return a set of indicators."""
    return {
        "revision": row.revision, "reason": row.reason, "locked_at": row.locked_at,
        "proposed_by": row.proposed_by_name, "decided_by": row.decided_by_name,
        "lines": [line_row(line) for line in selectors.lines_of(row)],
    }  # fmt: skip


def line_row(line: TargetLine) -> dict[str, Any]:
    """Return one indicator of a set."""
    return {
        "position": line.position, "code": line.code, "name": line.name or names.indicator(line.code),
        "unit": line.unit, "form": line.form, "direction": line.direction, "weight": number(line.weight),
        "target": number(line.target), "zero": number(line.zero), "planned": number(line.planned),
        "components": line.components,
    }  # fmt: skip


def _trace_row(one: TraceLine) -> dict[str, Any]:
    known = one.definition
    return {
        **line_row(one.line), "level1": known.level1, "level2": known.level2,
        "formula": names.formula(known),
        "scores": {party: _cell_row(cell) for party, cell in one.cells.items()},
    }  # fmt: skip


def _cell_row(cell: Cell) -> dict[str, Any]:
    judged, score = cell.judged, cell.score
    return {
        "figures": figure_rows(score.figures, score.line.components), "value": number(cell.value),
        "attainment": number(judged.attainment), "share": number(judged.share),
        "points": number(judged.points), "over_target": judged.over, "vetoed": judged.vetoed,
        "survey": survey_row(cell.survey), "remark": score.remark, "by": score.made_by_name,
        "at": score.made_at, "taken_from_third": cell.taken, "holds": cell.holds,
    }  # fmt: skip


def survey_row(found: Survey | None) -> dict[str, Any] | None:
    """Return a survey's mean with its 95 % interval and sample size."""
    if found is None:
        return None
    return {
        "mean": number(found.mean), "low": number(found.low), "high": number(found.high),
        "margin": number(found.margin), "size": found.size,
    }  # fmt: skip


def figure_rows(figures: Mapping[str, Any], components: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return raw figures with what they and their sources are called."""
    return [
        {
            "name": name,
            "called": names.figure(name, components),
            **one,
            "origin_name": workbook.origin(one["origin"]),
        }
        for name, one in figures.items()
    ]


def monitoring_row(row: Monitoring) -> dict[str, Any]:
    """Return where every indicator stood on a day."""
    return {
        "on": row.on, "elapsed": number(row.elapsed), "note": row.note, "by": row.made_by_name,
        "unlikely": row.unlikely,
        "lines": [
            {"position": one.line.position, "code": one.line.code, "name": names.indicator(one.line.code),
             "target": number(one.line.target), "value": number(one.value),
             "attainment": number(one.attainment), "distance": number(one.distance),
             "outlook": one.outlook, "outlook_name": names.word("outlook", one.outlook),
             "figures": figure_rows(one.figures, one.line.components)}
            for one in row.lines.select_related("line").order_by("line__position")
        ],
    }  # fmt: skip


def definition_row(one: Definition) -> dict[str, Any]:
    """Return one indicator of the library."""
    return {
        "code": one.code, "level1": one.level1, "level1_name": names.word("level1", one.level1),
        "level2": one.level2, "level2_name": names.word("level2", one.level2),
        "name": one.zh, "name_en": one.en, "unit": one.unit, "direction": one.direction, "form": one.form,
        "formula": names.formula(one), "figures": list(one.figures), "target": number(one.target),
        "zero": number(one.zero), "veto": one.form == scoring.VETO,
    }  # fmt: skip
