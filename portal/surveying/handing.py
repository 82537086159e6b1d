"""A confirmed survey becomes the boundary of the document it was made for."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import names
from portal.approvals.models import LandDocument
from portal.approvals.selectors import waiting
from portal.approvals.services import attach_boundary
from portal.core.errors import Conflict
from portal.surveying.models import SurveyBatch
from spatial.features.models import SurveyOriginal


class OneBoundaryWanted(Conflict):
    """A document has one boundary; a survey of several parcels cannot be it."""

    message = _(
        "“{kind}” takes one boundary and the survey holds {parcels} parcels: survey them as one parcel with "
        "several rings, or confirm without naming a document."
    )

    def told(self) -> dict[str, object]:
        """Name the kind of document."""
        return {"kind": names.paper(str(self.facts["kind"])), "parcels": self.facts["parcels"]}


def hand_over(*, actor: Actor, batch: SurveyBatch) -> LandDocument | None:
    """Attach a survey's boundary to the document that waits for it, if one does."""
    project = batch.project
    document = (
        waiting(actor=actor, project=project, kind=batch.document) if project and batch.document else None
    )
    if document is None:
        return None
    originals = list(SurveyOriginal.objects.filter(feature__in=batch.saved.values("feature")))
    if len(originals) != 1:
        raise OneBoundaryWanted(kind=document.kind, parcels=len(originals))
    (original,) = originals
    return attach_boundary(
        actor=actor, document_id=document.pk, feature_id=original.feature_id, survey_id=original.pk
    )
