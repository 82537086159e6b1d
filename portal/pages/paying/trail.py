"""What the page that follows one yuan shows: its knots in order, each with the way on and back."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from portal.accounts.actor import Actor
from portal.core import clock
from portal.moneymap.trail import Trail, trail_of
from portal.pages.drawing.vignette import vignette_at
from portal.pages.paying.listing import HEAVY, READ, line
from portal.payments import names, selectors
from portal.payments.models import Application, Evidence, Instruction
from portal.projects.filters import ProjectFilter
from portal.projects.selectors import find_projects

SHOWN = 100


def content(*, actor: Actor, application: Application) -> dict[str, Any]:
    """Return all the page reads."""
    trail = trail_of(actor=actor, application=application)
    return {
        "trail": trail, "application": application, "project": application.project,
        "state": names.word(names.STATES, application.state), "drawing": _drawing(actor, trail),
        "kind": names.word(names.KINDS, application.kind),
        "evidence": [
            {"row": row, "kind": names.word(names.EVIDENCE, row.kind)} for row in trail.evidence
        ],
        "instructions": _told(trail.instructions),
        "steps": [
            {"row": row, "action": names.word(names.VERBS, row.action),
             "target": names.word(names.STATES, row.target)} for row in trail.steps
        ],
    }  # fmt: skip


def evidence_content(*, actor: Actor, application: Application, row: Evidence) -> dict[str, Any]:
    """Return what the page of one file of evidence reads; ``others``: payments that rest on the same file."""
    trail = trail_of(actor=actor, application=application)
    others = payments_under(actor=actor, evidence__file=row.file)
    return {
        "application": application, "project": application.project, "row": row,
        "kind": names.word(names.EVIDENCE, row.kind), "drawing": _drawing(actor, trail),
        "feature": trail.feature, "items": trail.items, "contract": trail.contract,
        "others": [one for one in others if one["row"].pk != application.pk],
        "at": row.place.anchor if row.place and trail.feature else None,
    }  # fmt: skip


def payments_under(*, actor: Actor, **where: Any) -> list[dict[str, Any]]:
    """Return the payments that hang on an indicator or a contract, the newest first: the way back."""
    rows: QuerySet[Application] = selectors.list_applications(actor=actor).filter(**where)
    shown = rows.select_related(*READ).defer(*HEAVY).order_by("-created_at")[:SHOWN]
    return [line(row, clock.today()) for row in shown]


def _told(rows: Iterable[Instruction]) -> list[dict[str, Any]]:
    return [
        {
            "row": row, "state": names.word(names.INSTRUCTIONS, row.state),
            "receipts": [
                {"row": one, "outcome": names.word(names.INSTRUCTIONS, one.outcome),
                 "standing": names.word(names.STANDINGS, one.standing)} for one in row.receipts.all()
            ],
        }
        for row in rows
    ]  # fmt: skip


def _drawing(actor: Actor, trail: Trail) -> Any:
    """Draw the place paid for within its project."""
    if trail.feature is None:
        return ""
    rows = find_projects(actor=actor, criteria=ProjectFilter(), on=clock.today()).select_related("site")
    project = rows.filter(pk=trail.application.project_id).first()
    return vignette_at(actor=actor, project=project, feature=trail.feature) if project else ""
