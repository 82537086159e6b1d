"""Works are not taken over while a grave quality issue is open (3.1, 3.8)."""

from uuid import UUID

from portal.contracts.models import Contract
from portal.core.following import follows
from portal.core.models import Event
from portal.projects.models import Project
from portal.quality.selectors import refuse_over_grave


@follows("project", "complete")
def project_accepted(event: Event) -> None:
    """Refuse the acceptance of a project: the step is undone with all it did."""
    refuse_over_grave(Project.objects.values_list("site_id", flat=True).get(pk=UUID(event.subject_id)))


@follows("contract", "contract.complete")
def contract_accepted(event: Event) -> None:
    """Refuse the acceptance of what a contract built."""
    refuse_over_grave(Contract.objects.values_list("feature_id", flat=True).get(pk=UUID(event.subject_id)))
