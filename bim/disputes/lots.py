"""The inspection lots of a project's tasks on a day: of the task a lot names, else of its elements' tasks."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bim.catalog.selectors import list_models
from bim.disputes.rules import LOTS_AHEAD, LotCount
from bim.linking import rules as linking
from bim.linking.models import Link
from portal.acceptance import rules
from portal.acceptance.models import BuiltElement, Piece
from portal.acceptance.selectors import list_pieces
from portal.accounts.actor import Actor
from portal.progress.selectors import list_schedules, plan_of
from portal.projects.models import Project

MOST_NAMED = 12
"""As many lots as an issue names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """The lots of one task as they stand ``on`` a day. ``silent``: not due yet."""

    on: date
    accepted: tuple[Piece, ...]
    waiting: tuple[Piece, ...]
    refused: tuple[Piece, ...]
    silent: int

    @property
    def total(self) -> int:
        """Return how many lots the task has."""
        return len(self.accepted) + len(self.waiting) + len(self.refused) + self.silent

    def count(self, last: date) -> LotCount:
        """Return their numbers, for a report of a period that ended on ``last``."""
        before = sum(_day(one.accepted_at) <= last for one in self.accepted if one.accepted_at)
        return LotCount(
            total=self.total, accepted=len(self.accepted), before=before, waiting=len(self.waiting),
            refused=len(self.refused),
        )  # fmt: skip

    def against(self, reasons: Collection[str]) -> tuple[Piece, ...]:
        """Return the lots that contradict a report, the refused first."""
        found = self.accepted if LOTS_AHEAD in reasons else (*self.refused, *self.waiting)
        return found[:MOST_NAMED]


def lots_of(*, actor: Actor, project: Project, on: date) -> dict[str, Lots]:
    """Return the lots of each task of the project's plan, of those the actor may see."""
    plan = plan_of(project)
    if plan is None or not list_schedules(actor=actor).filter(pk=plan.schedule_id).exists():
        return {}
    rows = list_pieces(actor=actor).filter(project=project)
    pieces = {row.pk: row for row in rows if _day(row.created_at) <= on}
    lots = [row for row in pieces.values() if row.level == rules.LOT]
    said = {row.pk: _said(row, pieces) for row in lots}
    made = _made(actor, project, plan.schedule_id, [pk for pk, key in said.items() if not key])
    by_task: dict[str, list[Piece]] = defaultdict(list)
    for lot in lots:
        for key in {said[lot.pk]} if said[lot.pk] else made.get(lot.pk, set()):
            by_task[key].append(lot)
    return {key: _stood(found, on) for key, found in by_task.items()}


def _said(lot: Piece, pieces: dict[UUID, Piece]) -> str:
    """Return the task that a lot, or the nearest above it, says it is work of."""
    at: Piece | None = lot
    while at is not None and not at.task_key:
        at = pieces.get(at.parent_id) if at.parent_id else None
    return at.task_key if at else ""


def _made(actor: Actor, project: Project, schedule: UUID, lots: list[UUID]) -> dict[UUID, set[str]]:
    """Return the tasks that make the elements of lots, by the models that stand and the actor sees.

    An element no model has any more under its GlobalId was made by the tasks that made it last.
    """
    hung: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    rows = BuiltElement.objects.filter(piece__in=lots).values_list("piece", "structure", "global_id")
    for piece, structure, global_id in rows:
        if piece is not None:
            hung[structure, global_id].append(piece)
    seen = list_models(actor=actor).filter(feature__root_id=project.site_id).values("pk")
    links = Link.objects.filter(
        schedule=schedule, state=linking.LIVE, role=linking.OUTPUT, revision__model__in=seen,
        global_id__in={global_id for _structure, global_id in hung},
    )
    told: dict[tuple[UUID, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for structure, global_id, number, key in links.values_list(
        "revision__model__feature", "global_id", "revision__number", "key"
    ):
        told[structure, global_id][number].add(key)
    found: dict[UUID, set[str]] = defaultdict(set)
    for at, by_revision in told.items():
        for piece in hung.get(at, ()):
            found[piece] |= by_revision[max(by_revision)]
    return found


def _stood(lots: Iterable[Piece], on: date) -> Lots:
    """Sort lots by what they were on a day. What was told later does not count."""
    accepted: list[Piece] = []
    waiting: list[Piece] = []
    refused: list[Piece] = []
    silent = 0
    for lot in lots:
        if lot.state == rules.ACCEPTED and lot.accepted_at and _day(lot.accepted_at) <= on:
            accepted.append(lot)
        elif lot.executed_at and _day(lot.executed_at) <= on:
            (refused if lot.state == rules.REJECTED else waiting).append(lot)
        elif lot.planned_on is None or lot.planned_on <= on:
            waiting.append(lot)
        else:
            silent += 1
    return Lots(
        on=on, accepted=tuple(accepted), waiting=tuple(waiting), refused=tuple(refused), silent=silent
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
