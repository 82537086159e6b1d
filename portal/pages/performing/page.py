"""What the page of one evaluation shows, with the asker's rights."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.pages.asking import reads_english
from portal.performance import names, policy, selectors, tracing
from portal.performance.figures import live
from portal.performance.lines import components_of, definition_of, flaws_of
from portal.performance.models import Evaluation, TargetLine
from portal.performance.rules import grades, life, weights
from portal.performance.rules.library import LEVEL1, LIBRARY
from portal.performance.rules.working import figure_names
from portal.performance.services.monitoring import standings
from portal.performance.services.steps import allowed_actions
from portal.performance.services.targets import CHANGEABLE
from portal.performance.sources import Reading
from portal.performance.tracing import Cell, Trace, TraceLine

BLANK_ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One raw figure of the scoring form: what stands there, and what the records know."""

    name: str
    called: str
    value: str
    live: Reading
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One indicator of the scoring form."""

    line: TargetLine
    figures: tuple[Asked, ...]
    remark: str
    scored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """A step the asker may take. ``needs``: the fields its form has."""

    action: str
    needs_reason: bool
    needs: tuple[str, ...]


NEEDS = {
    "monitor": ("note",), "assign": ("person", "selection", "valid_to", "selected_by"),
    "accept": ("declaration",), "submit_report": ("explanation",), "apply": ("decision", "reason"),
}  # fmt: skip


def content(*, actor: Actor, evaluation: Evaluation, on: date) -> dict[str, Any]:
    """Return all the page reads."""
    found, roles = tracing.trace(evaluation, on=on), policy.roles_of(actor, evaluation, on=on)
    writes = not roles.isdisjoint(life.SCORERS[life.SELF])
    party = next((one for one in life.PARTIES if policy.may_score(actor, evaluation, one, on=on)), "")
    change = selectors.waiting_change(evaluation)
    return {
        "row": evaluation, "project": evaluation.project, "found": found, "today": on,
        "parties": [(one, names.word("party", one), found.totals[one]) for one in life.PARTIES],
        "editable": writes and evaluation.state in life.EDITABLE,
        "may_change": "pu_head" in roles and evaluation.state in CHANGEABLE and change is None,
        "change": change, "change_lines": selectors.lines_of(change) if change else (),
        "may_decide_change": change is not None and "dept_head" in roles,
        "flaws": flaws_of(evaluation, found.targets, on=on) if evaluation.state in life.EDITABLE else (),
        "blank_rows": range(BLANK_ROWS), "library": library(), "levels": levels(found),
        "watch": standings(evaluation, on=on) if evaluation.state != life.DRAFT else (),
        "monitorings": evaluation.monitorings.order_by("-pk")[:6],
        "steps": [_step(evaluation, action) for action in
                  allowed_actions(actor=actor, evaluation=evaluation, on=on)],
        "party": party, "score_rows": score_rows(found, party, on) if party else (),
        "differences": differences(found), "acts": evaluation.acts.order_by("-pk")[:60],
        "task": evaluation.assignments.select_related("organisation").order_by("-pk").first(),
        "reviews": evaluation.joint_reviews.order_by("-pk"),
        "decision": getattr(evaluation, "decision", None),
        "evaluators": selectors.evaluators() if evaluation.state == life.SELF_EVALUATED else (),
        "choosers": choosers(evaluation), "decisions": names.DECISIONS, "selections": names.SELECTIONS,
        "may_review": party == life.FINANCE and found.totals[life.FINANCE] is not None,
        "default_decision": grades.DEFAULTS.get(evaluation.grade, ""),
    }  # fmt: skip


def library() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the library for a list to pick from, by its first level."""
    return [
        (names.word("level1", level),
         [(one.code, names.indicator(one.code)) for one in LIBRARY if one.level1 == level])
        for level in LEVEL1
    ]  # fmt: skip


def levels(found: Trace) -> list[tuple[str, Any]]:
    """Return what each first level weighs."""
    known = weights.level_weights(
        weights.Planned(code=one.line.code, weight=one.line.weight, form=one.line.form) for one in found.lines
    )
    return [(names.word("level1", level), known[level]) for level in LEVEL1 if level in known]


def score_rows(found: Trace, party: str, on: date) -> list[ScoreRow]:
    """Return the scoring form of a party: what it gave, else what the records know."""
    return [_score_row(found, one, party, on) for one in found.lines]


def _score_row(found: Trace, one: TraceLine, party: str, on: date) -> ScoreRow:
    cell = one.cells.get(party)
    own = cell if cell is not None and not cell.taken else None
    shown = names_of(one.line)
    figures = tuple(
        _asked(found.evaluation, one.line, name, _given(own or _begun_from(one, party), name), on)
        for name in shown
    )
    return ScoreRow(
        line=one.line, figures=figures, remark=own.score.remark if own else "", scored=own is not None
    )


def _begun_from(one: TraceLine, party: str) -> Cell | None:
    """Return what a form begins with: finance looks at the third party's figures, a third party at none."""
    return one.cells.get(life.THIRD) if party == life.FINANCE else None


def names_of(line: TargetLine) -> tuple[str, ...]:
    """Return the raw figures of a line."""
    return figure_names(definition_of(line), components_of(line))


def _given(cell: Cell | None, name: str) -> str:
    return "" if cell is None else str(cell.score.figures.get(name, {}).get("value") or "")


def _asked(evaluation: Evaluation, line: TargetLine, name: str, value: str, on: date) -> Asked:
    known = live(line, evaluation.project, name, on)
    return Asked(
        name=name,
        called=names.figure(name, line.components),
        value=value,
        live=known,
        fixed=known.origin == "target",
    )


def differences(found: Trace) -> list[dict[str, Any]]:
    """Return how far the judges lie apart, the limit, and whether it is reached."""
    own, third, finance = (found.totals[party] for party in life.PARTIES)
    bounds = found.book.bounds
    return [
        {"kind": "explain", "gap": grades.apart(own, third), "limit": bounds.explain,
         "due": grades.must_explain(own, third, bounds),
         "basis": found.book.rows["performance_explain_points"]},
        {"kind": "review", "gap": grades.apart(third, finance), "limit": bounds.joint_review,
         "due": grades.must_review(third, finance, bounds),
         "basis": found.book.rows["performance_joint_review_points"]},
    ]  # fmt: skip


def choosers(evaluation: Evaluation) -> list[Organisation]:
    """Return the bodies that may have chosen or reviewed together: the unit, departments, finance, the
    evaluator.
    """
    kinds = (Organisation.Kind.DEPARTMENT, Organisation.Kind.FINANCE)
    province = evaluation.project.region_code[:2]
    rows = Organisation.objects.filter(kind__in=kinds, region_code__startswith=province).order_by("path")
    task = evaluation.assignments.filter(ended_at__isnull=True).select_related("organisation").first()
    return [*rows[:40], *([task.organisation] if task else [])]


def _step(evaluation: Evaluation, action: str) -> OpenStep:
    needs_reason = any(
        step.needs_reason for step in life.LIFECYCLE.steps
        if (step.action, step.source) == (action, evaluation.state)
    )  # fmt: skip
    return OpenStep(action=action, needs_reason=needs_reason, needs=NEEDS.get(action, ()))


def title(evaluation: Evaluation) -> str:
    """Return what an evaluation is called."""
    name = (evaluation.project.name_en if reads_english() else "") or evaluation.project.name
    return f"{name} {evaluation.year}"
