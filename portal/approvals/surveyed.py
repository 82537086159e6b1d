"""A confirmed survey becomes the boundary of the document it was made for."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import names
from portal.approvals.models import LandDocument
from portal.approvals.selectors import list_documents
from portal.approvals.services import attach_boundary
from portal.core.errors import Conflict
from portal.surveying import services as surveying
from portal.surveying.models import SurveyBatch
from spatial.features.models import SurveyOriginal
from spatial.land import chain

WAITING = (chain.PREPARING, chain.CORRECTION)
"""States in which a document still takes a boundary."""


class OneBoundaryWanted(Conflict):
    """A document has one boundary; a survey of several parcels cannot be it."""

    message = _(
        "“{kind}” takes one boundary and the survey holds {parcels} parcels: survey them as one parcel with "
        "several rings, or confirm without naming a document."
    )

    def told(self) -> dict[str, object]:
        """Name the kind of document."""
        return {"kind": names.paper(str(self.facts["kind"])), "parcels": self.facts["parcels"]}


@transaction.atomic
def confirm_boundary(*, actor: Actor, batch_id: UUID, version: int, on: date) -> SurveyBatch:
    """Save a survey's parcels, and hand its boundary to the document that waits for it, if one does.

    Raises what confirming raises, and ``OneBoundaryWanted``; then nothing is saved.
    """
    batch = surveying.confirm(actor=actor, batch_id=batch_id, version=version, on=on)
    document = waiting(actor=actor, batch=batch)
    if document is not None:
        _hand_over(actor, batch, document)
    return batch


def waiting(*, actor: Actor, batch: SurveyBatch) -> LandDocument | None:
    """Return the document in preparation that a survey was made for; the latest where there are several."""
    if batch.project_id is None or not batch.document:
        return None
    rows = list_documents(actor=actor).filter(project_id=batch.project_id, kind=batch.document)
    return rows.filter(state__in=WAITING).order_by("-created_at").first()


def _hand_over(actor: Actor, batch: SurveyBatch, document: LandDocument) -> None:
    originals = list(SurveyOriginal.objects.filter(feature__in=batch.saved.values("feature")))
    if len(originals) != 1:
        raise OneBoundaryWanted(kind=document.kind, parcels=len(originals))
    if document.survey_id == originals[0].pk:
        return
    attach_boundary(
        actor=actor, document_id=document.pk, feature_id=originals[0].feature_id, survey_id=originals[0].pk
    )
