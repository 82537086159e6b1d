"""Reads of what is accepted: pieces, tests, what holds each, and what hangs on elements."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from portal.acceptance import faults, policy, rules
from portal.acceptance.models import BuiltElement, LotTest, MaterialTest, Piece
from portal.accounts.actor import Actor
from portal.core.lifecycle import Lifecycle, Step
from portal.core.models import Event
from portal.projects.policy import roles_on
from portal.quality.rules import GRAVE
from portal.quality.selectors import grave_at

LIFECYCLES = {level: Lifecycle(*(Step(*row) for row in rules.steps_of(level))) for level in rules.LEVELS}


def list_pieces(*, actor: Actor) -> QuerySet[Piece]:
    """Return the pieces the actor may see, by project and code."""
    rows = Piece.objects.filter(policy.viewable(actor)).select_related("project__owner", "feature", "parent")
    return rows.order_by("project_id", "code", "pk")


def get_piece(*, actor: Actor, piece_id: UUID) -> Piece:
    """Return one piece; raises ``PieceNotFound`` both when it is absent and when it is hidden."""
    found = list_pieces(actor=actor).filter(pk=piece_id).first()
    if found is None:
        raise faults.PieceNotFound(piece=str(piece_id))
    return found


def list_tests(*, actor: Actor) -> QuerySet[MaterialTest]:
    """Return the material tests the actor may see, the newest sample first."""
    rows = MaterialTest.objects.filter(policy.viewable(actor))
    rows = rows.select_related("project__owner", "report", "replaces", "successor")
    return rows.order_by("-sampled_on", "number", "pk")


def get_test(*, actor: Actor, test_id: UUID) -> MaterialTest:
    """Return one test; raises ``MaterialTestNotFound`` both when it is absent and when it is hidden."""
    found = list_tests(actor=actor).filter(pk=test_id).first()
    if found is None:
        raise faults.MaterialTestNotFound(test=str(test_id))
    return found


def history_of(subject: str, pk: UUID) -> QuerySet[Event]:
    """Return what was done to a piece or a test, oldest first. Its own policy has let it through."""
    return Event.objects.filter(subject_type=subject, subject_id=str(pk)).order_by("pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the guards of many pieces read, each table asked once. By the piece's id."""

    parts: dict[UUID, int]
    waiting: dict[UUID, list[str]]
    tests: dict[UUID, list[LotTest]]
    grave: dict[UUID, list[str]] = field(default_factory=dict)

    def facts(self, piece: Piece, actor: Actor) -> rules.Facts:
        """Return the facts of one piece, as one actor would step."""
        links = self.tests.get(piece.pk, [])
        required = [link.test for link in links if link.required]
        return rules.Facts(
            level=piece.level, result=piece.result, by=actor.user_id, body=str(actor.organisation_id or ""),
            executed_by=piece.executed_by, executed_body=str(piece.executed_body or ""),
            parts=self.parts.get(piece.pk, 0), waiting=tuple(self.waiting.get(piece.pk, ())),
            grave=tuple(self.grave.get(piece.pk, ())), needs_test=piece.needs_test,
            tested=any(link.test.result == rules.PASS for link in links),
            failed=tuple(test.number for test in required if test.result == rules.FAIL),
            pending=tuple(test.number for test in required if test.result == rules.PENDING),
        )  # fmt: skip


def gather(pieces: Collection[Piece]) -> Gathered:
    """Return what the guards of some pieces read. Of a test that was repeated only the last counts."""
    ids = [piece.pk for piece in pieces]
    parts: dict[UUID, int] = defaultdict(int)
    waiting: dict[UUID, list[str]] = defaultdict(list)
    below = Piece.objects.filter(parent__in=ids).order_by("code").values_list("parent", "code", "state")
    for parent, code, state in below:
        if parent is None:
            continue
        parts[parent] += 1
        if state != rules.ACCEPTED:
            waiting[parent].append(code)
    tests: dict[UUID, list[LotTest]] = defaultdict(list)
    links = LotTest.objects.filter(lot__in=ids, test__successor__isnull=True).select_related("test")
    for link in links.order_by("test__number"):
        tests[link.lot_id].append(link)
    units = [piece for piece in pieces if piece.level == rules.UNIT]
    grave = {piece.pk: grave_at(piece.feature_id, GRAVE) for piece in units}
    return Gathered(parts=parts, waiting=waiting, tests=tests, grave=grave)


def allowed_actions(*, actor: Actor, piece: Piece) -> list[str]:
    """Return the steps the actor's roles open; ``hindered`` tells what still stands against them."""
    roles = roles_on(actor, piece.project)
    return LIFECYCLES[piece.level].allowed_actions(state=piece.state, roles=roles)


def hindered(
    *, actor: Actor, piece: Piece, found: Gathered | None = None
) -> dict[str, tuple[rules.Hindrance, ...]]:
    """Return what stands against the steps open to the actor."""
    facts = (found or gather([piece])).facts(piece, actor)
    held = {action: rules.hindrances(action, facts) for action in allowed_actions(actor=actor, piece=piece)}
    return {action: what for action, what in held.items() if what}


def elements_at(*, actor: Actor, structure_id: UUID) -> list[BuiltElement]:
    """Return what hangs on the elements of a structure, of pieces and tests the actor may see."""
    seen = policy.viewable(actor)
    rows = BuiltElement.objects.filter(structure_id=structure_id).filter(
        Q(piece__in=Piece.objects.filter(seen).values("pk"))
        | Q(test__in=MaterialTest.objects.filter(seen).values("pk"))
    )
    return list(rows.select_related("piece__project", "test__project").order_by("global_id", "pk"))


def count_elements(pieces: Iterable[Piece]) -> dict[UUID, int]:
    """Return how many elements hang on each piece."""
    rows = BuiltElement.objects.filter(piece__in=[one.pk for one in pieces]).values("piece")
    return {row["piece"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def task_of(piece: Piece) -> str:
    """Return the key of the task a piece is work of, as it or what it hangs in says; else nothing."""
    at: Piece | None = piece
    while at is not None:
        if at.task_key:
            return at.task_key
        at = at.parent
    return ""
