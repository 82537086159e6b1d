"""What was found in a revision: as JSON, as issues; and checking it once more."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import signed_in
from api.door import Door
from api.kept import kept_json
from api.revisions import published
from bim.bcf.writing import write_archive
from bim.catalog.models import Revision
from bim.catalog.reporting import Line, archive_of, counted, findings_of
from bim.catalog.requirements import ids_checks
from bim.catalog.services.requiring import request_checks
from bim.checks.words import GROUPS
from portal.core import clock

VERSION, BCF = "3.0", "application/octet-stream"


class Report(Door):
    """All findings."""

    @extend_schema(operation_id="revisions_report", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return what was found on arrival and against IDS files, the grave first, each in a sentence."""
        return kept_json(request, report_row(published(request, revision_id)))


class ReportArchive(Door):
    """The same as issues."""

    @extend_schema(operation_id="revisions_report_bcf", responses={(200, BCF): OpenApiTypes.BINARY})
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return a BCF archive with one issue for each finding, its elements selected."""
        revision = published(request, revision_id)
        data = write_archive(archive_of(revision), VERSION)
        name = f"{revision.model.name}-{revision.number}.bcf"
        return HttpResponse(data, content_type=BCF, headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "private, no-store",
        })  # fmt: skip


class ReportPage(Door):
    """The same to be read by people."""

    @extend_schema(operation_id="revisions_report_page", responses={302: None})
    def get(self, request: Request, revision_id: UUID) -> HttpResponseRedirect:
        """Lead to the page of the report."""
        return HttpResponseRedirect(_page(published(request, revision_id)))


class CheckInput(serializers.Serializer):
    """What to check besides the IDS files."""

    rules = serializers.BooleanField(required=False, default=False)


class Checks(Door):
    """Checking once more."""

    @extend_schema(operation_id="revisions_check", request=CheckInput, responses={202: OpenApiTypes.OBJECT})
    def post(self, request: Request, revision_id: UUID) -> Response:
        """Hold the revision against the IDS files now in force; answer with the job's address."""
        actor = signed_in(request)
        published(request, revision_id)
        given = writes.read(CheckInput, request.data)
        job = request_checks(actor=actor, revision_id=revision_id, rules_too=given["rules"])
        return Response({"job": reverse("api:job", args=[job.pk])}, status=202)


def report_row(revision: Revision) -> dict[str, Any]:
    """Return a revision's report. ``link``: where an element is seen, its GlobalId to be put in."""
    lines = findings_of(revision)
    page = reverse("twin", args=[revision.model_id])
    return {
        "revision": str(revision.pk), "model": str(revision.model_id), "name": revision.model.name,
        "number": revision.number, "file": revision.name, "schema": revision.schema,
        "counts": counted(lines), "ids": ids_row(revision),
        "link": f"{page}?revision={revision.pk}#el={{global_id}}", "page": _page(revision),
        "groups": {name: str(words) for name, words in GROUPS.items()},
        "findings": [_row(one) for one in lines],
    }  # fmt: skip


def ids_row(revision: Revision) -> dict[str, Any]:
    """Return how far the IDS checks are: while ``open``, findings are still to come."""
    found = ids_checks(revision, on=clock.today())
    job = reverse("api:job", args=[found.job]) if found.job else None
    return {"state": found.state, "open": found.open, "files": list(found.files), "job": job}


def _page(revision: Revision) -> str:
    return f"{reverse('twin-report', args=[revision.model_id])}?revision={revision.pk}"


def _row(one: Line) -> dict[str, Any]:
    return {
        "code": one.code, "group": one.group, "severity": one.severity, "sentence": one.sentence,
        "facts": one.facts, "count": one.count, "elements": list(one.elements),
        "ids_file": one.ids_file or None,
    }  # fmt: skip
