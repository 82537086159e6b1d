"""Who am I, what do the codes mean, how far is my job."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import actor_of_request, signed_in
from api.door import Door
from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.accounts.rules import LABELS, ROLES
from portal.core.jobs import get_job
from portal.projects import policy, rules
from portal.surveying.policy import may_check


class Me(Door):
    """The asker."""

    @extend_schema(operation_id="me", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return name, organisation, roles and scope; for the public only the language."""
        return Response(about(actor_of_request(request)))


def about(actor: Actor) -> dict[str, Any]:
    """Return what the page shows of the asker."""
    unit = Organisation.objects.filter(pk=actor.organisation_id).first() if actor.organisation_id else None
    clearances = [scope.clearance for scope in actor.record_scopes]
    return {
        "signed_in": not actor.is_public,
        "name": "" if actor.is_public else actor.name,
        "organisation": unit.name if unit else "",
        "roles": [role.code for role in ROLES if role.code in actor.roles],
        "role_names": [{"zh": role.zh, "en": role.en} for role in ROLES if role.code in actor.roles],
        "region_code": actor.scopes[0].region_code if actor.scopes else "",
        "clearance": max(clearances, key=LABELS.index) if clearances else "public",
        "can_import": policy.importable(actor),
        "can_file": policy.editable(actor),
        "can_check": may_check(actor),
        "language": get_language(),
    }


class CodeLists(Door):
    """What the codes mean."""

    @extend_schema(operation_id="codelists", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return every code list with Chinese and English names."""
        return Response(code_lists())


def code_lists() -> dict[str, list[dict[str, str]]]:
    """Return the code lists of the project library."""
    lists = {
        "sectors": rules.SECTORS, "funding": rules.FUNDING, "nature": rules.NATURES, "stages": rules.STAGES,
        "statuses": rules.STATUSES, "approvals": rules.APPROVAL_KINDS,
    }  # fmt: skip
    return {
        name: [{"code": term.code, "zh": term.zh, "en": term.en} for term in terms]
        for name, terms in lists.items()
    }


class JobState(Door):
    """One of the asker's jobs."""

    @extend_schema(operation_id="jobs_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, job_id: UUID) -> Response:
        """Return state, stage and percent."""
        job = get_job(actor=signed_in(request), job_id=job_id)
        return Response({
            "id": str(job.pk), "kind": job.kind, "state": job.state, "stage": job.stage,
            "percent": job.percent,
            "result": job.result, "error": job.error,
        })  # fmt: skip
