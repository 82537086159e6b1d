"""Hang pieces of works and material tests on elements that the models of a structure really have."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from bim.catalog.models import Element
from bim.catalog.selectors import get_structure, list_models
from portal.acceptance import faults
from portal.acceptance.models import MaterialTest, Piece
from portal.acceptance.services import hanging, planning, sampling
from portal.acceptance.services.hanging import Built
from portal.accounts.actor import Actor
from portal.core.refusals import kept_refusals
from spatial.features.models import Feature

MOST_ELEMENTS = 2000


@kept_refusals(planning.SUBJECT, names=("piece_id",))
@transaction.atomic
def hang_piece(*, actor: Actor, piece_id: UUID, structure_id: UUID, global_ids: Sequence[str]) -> Piece:
    """Say which elements of a structure a piece is made of. Raises ``ElementUnknown`` with all it lacks."""
    project = hanging.piece_to_hang(actor=actor, piece_id=piece_id).project
    found = _built(actor, project.site_id, structure_id, global_ids)
    return hanging.hang_piece(actor=actor, piece_id=piece_id, structure_id=structure_id, elements=found)


@kept_refusals(sampling.SUBJECT, names=("test_id",))
@transaction.atomic
def hang_test(*, actor: Actor, test_id: UUID, structure_id: UUID, global_ids: Sequence[str]) -> MaterialTest:
    """Say which elements of a structure a sample stands for. Raises ``ElementUnknown`` with all it lacks."""
    project = hanging.test_to_hang(actor=actor, test_id=test_id).project
    found = _built(actor, project.site_id, structure_id, global_ids)
    return hanging.hang_test(actor=actor, test_id=test_id, structure_id=structure_id, elements=found)


def _built(actor: Actor, site_id: UUID, structure_id: UUID, global_ids: Sequence[str]) -> list[Built]:
    """Return elements as the models of today call them, in the order given, each once."""
    structure = get_structure(actor=actor, feature_id=structure_id)
    wanted = list(dict.fromkeys(one.strip() for one in global_ids if one.strip()))
    if structure.root_id != site_id or len(wanted) > MOST_ELEMENTS:
        raise _unknown(structure, wanted)
    known = _known(actor, structure, wanted)
    missing = [one for one in wanted if one not in known]
    if missing:
        raise _unknown(structure, missing)
    return [known[one] for one in wanted]


def _known(actor: Actor, structure: Feature, wanted: Sequence[str]) -> dict[str, Built]:
    models = list_models(actor=actor).filter(feature=structure, current__isnull=False)
    rows = Element.objects.filter(revision__in=models.values("current"), global_id__in=wanted)
    return {
        global_id: Built(global_id=global_id, name=name or "", ifc_class=ifc_class)
        for global_id, name, ifc_class in rows.order_by("-el").values_list("global_id", "name", "ifc_class")
    }


def _unknown(structure: Feature, missing: Sequence[str]) -> faults.ElementUnknown:
    return faults.ElementUnknown(
        structure=structure.name, first=", ".join(missing[:5]), missing=list(missing[:200])
    )
