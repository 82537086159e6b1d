"""Verbs of the tree: draw pieces up, change what they are called and when they are due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.acceptance import faults, policy, rules, selectors
from portal.acceptance.drafts import (
    MOST_CODE,
    MOST_NAME,
    Draft,
    grounds_of,
    known_of,
    no_task,
    tasks_of,
    wrong_of,
)
from portal.acceptance.grounding import check_task
from portal.acceptance.models import Piece
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.events import Entry, record_event, record_events
from portal.core.refusals import kept_refusals
from portal.progress.placing import places_of_tasks
from portal.projects.models import Project
from portal.projects.selectors import get_project, lock_project

SUBJECT = "acceptance"


@kept_refusals(SUBJECT, names=("code",))
@transaction.atomic
def draw_up(*, actor: Actor, code: str, draft: Draft, at: datetime) -> Piece:
    """Draw up one piece by hand. Raises ``PlanningNotYours``, ``PieceUnfit`` and ``PartOfAccepted``."""
    project = lock_for_planning(actor=actor, code=code)
    draft = replace(draft, code=draft.code.strip(), name=draft.name.strip(), parent=draft.parent.strip(),
                    task=draft.task.strip())  # fmt: skip
    known = known_of(project)
    above = known.get(draft.parent)
    if above is not None and above.accepted:
        raise faults.PartOfAccepted(piece=draft.parent)
    wrong = _wrong_alone(project, draft) or wrong_of(draft, known)
    if wrong:
        field, reason = next(iter(wrong.items()))
        raise faults.PieceUnfit(field=field, reason=reason, fields=wrong)
    drafts = [replace(draft, task=tasks_of(project).key_of(draft.task) or "")]
    return keep(actor=actor, project=project, drafts=drafts, at=at)[0]


def lock_for_planning(*, actor: Actor, code: str) -> Project:
    """Return a project whose tree the actor draws up, locked. Raises ``PlanningNotYours``."""
    check_may(actor=actor, code=code)
    return lock_project(actor=actor, code=code)


def check_may(*, actor: Actor, code: str) -> Project:
    """Return a project whose tree the actor draws up. Raises ``PlanningNotYours``."""
    project = get_project(actor=actor, code=code)
    if not policy.may_plan(actor, project):
        raise faults.PlanningNotYours(project=code)
    return project


def keep(*, actor: Actor, project: Project, drafts: Sequence[Draft], at: datetime) -> list[Piece]:
    """Keep drafts that were judged, those above first. The project is locked.

    The unit works they hang in are locked, too, so that none is accepted meanwhile.
    """
    lock_units(project.pk)
    made: dict[str, Piece] = {}
    places = places_of_tasks(project, localdate(at)) if any(draft.task for draft in drafts) else {}
    for level in rules.LEVELS:
        rows = [_piece(actor, project, draft, made, at) for draft in drafts if draft.level == level]
        for row in rows:
            check_task(row, places)
        made |= {row.code: row for row in Piece.objects.bulk_create(rows)}
    record_events(actor=actor, entries=[
        Entry(verb="plan", subject_type=SUBJECT, subject_id=str(row.pk),
              facts={"project": project.code, "level": row.level, "code": row.code, "name": row.name})
        for row in made.values()
    ])  # fmt: skip
    return list(made.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """What of a piece may change: what it is called, when it is due, which task it is work of.

    ``task``: as in a draft; ``None`` leaves it as it is.
    """

    name: str
    planned_on: date | None
    task: str | None = None


@kept_refusals(SUBJECT, names=("piece_id",))
@transaction.atomic
def amend(*, actor: Actor, piece_id: UUID, version: int, facts: Amended) -> Piece:
    """Change what a piece is called and when it is due, while it is not accepted."""
    seen = selectors.get_piece(actor=actor, piece_id=piece_id)
    if not policy.may_plan(actor, seen.project):
        raise faults.PlanningNotYours(project=seen.project.code)
    piece = lock_line(seen)
    check_version(piece, version)
    if piece.state == rules.ACCEPTED:
        raise faults.PartOfAccepted(piece=piece.code)
    if not facts.name.strip() or len(facts.name) > MOST_NAME:
        raise faults.PieceUnfit(field="name", reason=_("at most {most} characters").format(most=MOST_NAME))
    told = {"from": _amendable(piece)}
    piece.task_key = _task(piece, facts.task)
    if piece.task_key and piece.task_key != seen.task_key:
        check_task(piece, places_of_tasks(piece.project, clock.today()))
    piece.name, piece.planned_on, piece.version = facts.name.strip(), facts.planned_on, piece.version + 1
    piece.save(update_fields=["name", "planned_on", "task_key", "version"])
    told["to"] = _amendable(piece)
    record_event(actor=actor, verb="amend", subject_type=SUBJECT, subject_id=str(piece.pk), facts=told)
    return piece


def _amendable(piece: Piece) -> list[str]:
    return [piece.name, str(piece.planned_on or ""), piece.task_key]


def _task(piece: Piece, text: str | None) -> str:
    """Return the key of the task named; one that stands, though the plan has it no more, stays."""
    named = piece.task_key if text is None else text.strip()
    if named in ("", piece.task_key):
        return named
    key = tasks_of(piece.project).key_of(named)
    if key is None:
        raise faults.PieceUnfit(field="task", reason=no_task())
    return key


def lock_line(piece: Piece) -> Piece:
    """Return a piece locked together with all it hangs in, the unit works first: one step at a time there."""
    rows = Piece.objects.select_for_update(of=("self",), no_key=True)
    for above in reversed(line_of(piece)):
        rows.get(pk=above)
    return rows.select_related("project__owner", "feature", "parent").get(pk=piece.pk)


def line_of(piece: Piece) -> list[UUID]:
    """Return the ids of what a piece hangs in, the nearest first."""
    found, at = [], piece.parent_id
    while at is not None:
        found.append(at)
        at = Piece.objects.values_list("parent_id", flat=True).get(pk=at)
    return found


def check_version(piece: Piece, version: int) -> None:
    """Raise ``PieceChanged`` where somebody was faster."""
    if piece.version != version:
        raise faults.PieceChanged(given=version, current=piece.version)


def lock_units(project_id: UUID) -> None:
    """Lock all unit works of a project, in one order: no step is taken in any of them meanwhile."""
    rows = Piece.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(project_id=project_id, level=rules.UNIT).order_by("pk").values_list("pk"))


def _piece(
    actor: Actor, project: Project, draft: Draft, made: dict[str, Piece], at: datetime
) -> Piece:
    parent = None
    if draft.level != rules.UNIT:
        parent = made.get(draft.parent) or Piece.objects.get(project=project, code=draft.parent)
    ground = draft.ground or (parent.feature_id if parent else None)
    if ground is None:
        raise faults.PieceUnfit(field="ground", reason=_("name the section or structure it is built on"))
    return Piece(
        project=project, feature_id=ground, parent=parent, level=draft.level, code=draft.code,
        name=draft.name, division=draft.division, planned_on=draft.planned_on, needs_test=draft.needs_test,
        task_key=draft.task, created_by=actor.user_id, created_at=at,
    )  # fmt: skip


def _wrong_alone(project: Project, draft: Draft) -> dict[str, str]:
    """Return what is wrong with a draft typed by hand, which no column has read."""
    wrong: dict[str, str] = {}
    if draft.level not in rules.LEVELS:
        wrong["level"] = _("one of these: {terms}").format(terms=", ".join(rules.LEVELS))
    for field, text, most in (("code", draft.code, MOST_CODE), ("name", draft.name, MOST_NAME)):
        if not text.strip():
            wrong[field] = _("is empty")
        elif len(text) > most:
            wrong[field] = _("at most {most} characters").format(most=most)
    if draft.division and draft.division not in rules.DIVISIONS:
        wrong["division"] = _("one of these: {terms}").format(terms=", ".join(rules.DIVISIONS))
    if draft.ground is not None and draft.ground not in grounds_of(project):
        wrong["ground"] = _("no section or structure of the project has this name or code")
    if draft.task and tasks_of(project).key_of(draft.task) is None:
        wrong["task"] = no_task()
    return wrong
