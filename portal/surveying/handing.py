"""A confirmed survey becomes the boundary of the document it was made for."""

from portal.accounts.actor import Actor
from portal.approvals import policy
from portal.approvals.models import LandDocument
from portal.approvals.selectors import waiting
from portal.approvals.services import attach_boundary
from portal.surveying.models import SurveyBatch
from spatial.features.models import Feature, SurveyOriginal


def hand_over(*, actor: Actor, batch: SurveyBatch, extent: Feature | None) -> LandDocument | None:
    """Attach a survey's extent, of however many parcels, to the document that waits for it, if one does."""
    if batch.project is None or extent is None:
        return None
    document = waiting(actor=actor, project=batch.project, kind=batch.document)
    if document is None:
        return None
    survey = SurveyOriginal.objects.get(feature=extent)
    return attach_boundary(
        actor=actor, document_id=document.pk, version=document.version, feature_id=extent.pk,
        survey_id=survey.pk,
    )  # fmt: skip


def handed_to(*, actor: Actor, batch: SurveyBatch) -> LandDocument | None:
    """Return the document whose boundary a confirmed survey is, the latest; ``None`` where none took it."""
    if batch.project is None:
        return None
    rows = LandDocument.objects.filter(
        policy.viewable(actor), project=batch.project, kind=batch.document,
        extent__attributes__survey=str(batch.pk),
    )  # fmt: skip
    return rows.order_by("-created_at").first()
