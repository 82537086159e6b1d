"""Hang pieces and tests on elements of models. Whether the models have them was asked by the floor above."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from portal.acceptance import faults, policy, selectors
from portal.acceptance.models import BuiltElement, MaterialTest, Piece
from portal.acceptance.services import planning, sampling
from portal.accounts.actor import Actor
from portal.core.events import record_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An element of a structure's models, as they call it."""

    global_id: str
    name: str = ""
    ifc_class: str = ""


def piece_to_hang(*, actor: Actor, piece_id: UUID) -> Piece:
    """Return a piece whose elements the actor may name. Raises ``PlanningNotYours``."""
    piece = selectors.get_piece(actor=actor, piece_id=piece_id)
    if not policy.may_plan(actor, piece.project):
        raise faults.PlanningNotYours(project=piece.project.code)
    return piece


def test_to_hang(*, actor: Actor, test_id: UUID) -> MaterialTest:
    """Return a test whose elements the actor may name. Raises ``SamplingNotYours``."""
    test = selectors.get_test(actor=actor, test_id=test_id)
    if not policy.may_sample(actor, test.project):
        raise faults.SamplingNotYours(project=test.project.code)
    return test


@transaction.atomic
def hang_piece(
    *, actor: Actor, piece_id: UUID, structure_id: UUID, elements: Sequence[Built]
) -> Piece:
    """Say which elements of a structure a piece is made of, in place of those said before."""
    piece = planning.lock_line(piece_to_hang(actor=actor, piece_id=piece_id))
    piece.elements.filter(structure_id=structure_id).delete()
    BuiltElement.objects.bulk_create(
        BuiltElement(piece=piece, structure_id=structure_id, global_id=one.global_id, name=one.name[:255],
                     ifc_class=one.ifc_class[:64])
        for one in elements
    )  # fmt: skip
    _record(actor, planning.SUBJECT, piece.pk, structure_id, elements)
    return piece


@transaction.atomic
def hang_test(
    *, actor: Actor, test_id: UUID, structure_id: UUID, elements: Sequence[Built]
) -> MaterialTest:
    """Say which elements of a structure a sample stands for, in place of those said before."""
    test = test_to_hang(actor=actor, test_id=test_id)
    MaterialTest.objects.select_for_update(of=("self",), no_key=True).get(pk=test_id)
    test.elements.filter(structure_id=structure_id).delete()
    BuiltElement.objects.bulk_create(
        BuiltElement(test=test, structure_id=structure_id, global_id=one.global_id, name=one.name[:255],
                     ifc_class=one.ifc_class[:64])
        for one in elements
    )  # fmt: skip
    _record(actor, sampling.SUBJECT, test.pk, structure_id, elements)
    return test


def _record(
    actor: Actor, subject: str, pk: UUID, structure_id: UUID, elements: Sequence[Built]
) -> None:
    facts = {"structure": str(structure_id), "elements": [one.global_id for one in elements]}
    record_event(actor=actor, verb="elements", subject_type=subject, subject_id=str(pk), facts=facts)
