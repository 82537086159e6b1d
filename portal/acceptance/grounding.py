"""A lot is work of a task of its own section: one section's lot says nothing of another's work."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from portal.acceptance import faults
from portal.acceptance.models import Piece
from spatial.features.models import Feature
from spatial.features.places import SECTION, section_of

Places = Mapping[str, UUID]


def check_task(piece: Piece, places: Places) -> None:
    """Raise ``PieceUnfit`` where a piece stands in one section and its task in another.

    ``places``: of each task of the plan; a task of the whole site, or one not known, fits everywhere.
    """
    place = places.get(piece.task_key)
    if place is None:
        return
    own = section_of(piece.feature)
    if own.kind != SECTION or place in (own.pk, own.root_id):
        return
    other = Feature.objects.get(pk=place)
    raise faults.PieceUnfit(
        field="task",
        reason=_("it belongs to {other}, the piece to {own}").format(
            other=other.name or other.code, own=own.name or own.code
        ),
    )
