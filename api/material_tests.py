"""The doors of material tests: samples, results with their reports, lots and elements."""

from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api import acceptance_rows as rows
from api import writes
from api.acceptance import ElementsInput
from api.authentication import actor_of_request, signed_in
from api.door_money import MoneyDoor
from bim.accepting.services import hang_test
from portal.acceptance import faults, rules, selectors
from portal.acceptance.services import sampling
from portal.core import clock
from portal.core.files import open_file
from portal.projects.selectors import get_project

MEDIA = "application/octet-stream"
MOST_LOTS = 200


class TestDoor(MoneyDoor):
    """Of material tests; what it refuses at the threshold is kept, too."""

    subject = "material_test"


class SampleInput(serializers.Serializer):
    """A sample. ``lots``: inspection lots that rest on it; ``replaces``: the failed test it repeats."""

    number = serializers.CharField(max_length=64)
    material = serializers.CharField(max_length=200)
    standard = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    grade = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    sampled_on = serializers.DateField()
    lots = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, max_length=MOST_LOTS
    )
    required = serializers.BooleanField(default=True)  # type: ignore[assignment]
    replaces = serializers.UUIDField(required=False, allow_null=True, default=None)


class ResultInput(serializers.Serializer):
    """What a laboratory found, and its report."""

    result = serializers.ChoiceField(rules.RESULTS)
    tested_on = serializers.DateField()
    lab = serializers.CharField(max_length=200)
    found = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    report = serializers.FileField(required=False, allow_null=True, default=None)


class TestLotsInput(serializers.Serializer):
    """Lots that rest on a test."""

    lots = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_LOTS)
    required = serializers.BooleanField(default=True)  # type: ignore[assignment]


class MaterialTests(TestDoor):
    """The material tests of a project."""

    @extend_schema(operation_id="material_tests", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, code: str) -> Response:
        """Return the material tests of a project, the newest sample first."""
        actor = signed_in(request)
        project = get_project(actor=actor, code=code)
        found = selectors.list_tests(actor=actor).filter(project=project)
        return Response({"tests": [rows.test_row(test) for test in found]})

    @extend_schema(
        operation_id="material_test_register", request=SampleInput, responses={201: OpenApiTypes.OBJECT}
    )
    def post(self, request: Request, code: str) -> Response:
        """Put a sample on record; one that repeats a failed test takes its lots and elements."""
        actor = signed_in(request)
        get_project(actor=actor, code=code)
        given = writes.read(SampleInput, request.data)
        sample = sampling.Sample(lots=tuple(given.pop("lots")), **given)
        made = sampling.register_test(
            actor=actor, code=code, sample=sample, on=clock.today(), at=clock.now()
        )
        return Response(_detail(request, made.pk), status=201)


class MaterialTestDetail(TestDoor):
    """One material test."""

    @extend_schema(operation_id="material_test_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, test_id: UUID) -> Response:
        """Return a test with its lots and elements."""
        return Response(_detail(request, test_id))


class MaterialTestResult(TestDoor):
    """What the laboratory found."""

    parser_classes = (MultiPartParser, FormParser, JSONParser)

    @extend_schema(
        operation_id="material_test_result",
        request={"multipart/form-data": ResultInput, "application/json": ResultInput},
        responses=OpenApiTypes.OBJECT,
    )  # fmt: skip
    def post(self, request: Request, test_id: UUID) -> Response:
        """Record the result, once; a report is kept under its SHA-256."""
        actor = signed_in(request)
        selectors.get_test(actor=actor, test_id=test_id)
        given = writes.read(ResultInput, request.data)
        told = sampling.Told(**given)
        sampling.tell_result(actor=actor, test_id=test_id, told=told, on=clock.today(), at=clock.now())
        return Response(_detail(request, test_id))


class MaterialTestLots(TestDoor):
    """The lots of a test."""

    @extend_schema(operation_id="material_test_link", request=TestLotsInput, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request, test_id: UUID) -> Response:
        """Let lots rest on a test; an accepted lot takes only one that passed."""
        actor = signed_in(request)
        selectors.get_test(actor=actor, test_id=test_id)
        given = writes.read(TestLotsInput, request.data)
        sampling.link_lots(actor=actor, test_id=test_id, **given)
        return Response(_detail(request, test_id))


class MaterialTestElements(TestDoor):
    """The elements of a test."""

    @extend_schema(operation_id="material_test_hang", request=ElementsInput, responses=OpenApiTypes.OBJECT)
    def put(self, request: Request, test_id: UUID) -> Response:
        """Say which elements of a structure a sample stands for; each must be in a model of today."""
        actor = signed_in(request)
        selectors.get_test(actor=actor, test_id=test_id)
        given = writes.read(ElementsInput, request.data)
        hang_test(
            actor=actor, test_id=test_id, structure_id=given["structure"], global_ids=given["global_ids"]
        )
        return Response(_detail(request, test_id))


class MaterialTestReport(TestDoor):
    """The report of a test."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Answer the bytes, whatever the browser would rather have."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(operation_id="material_test_report", responses={(200, MEDIA): OpenApiTypes.BINARY})
    def get(self, request: Request, test_id: UUID) -> FileResponse:
        """Return the report to whoever may see its test, always as a download."""
        test = selectors.get_test(actor=signed_in(request), test_id=test_id)
        if test.report is None:
            raise faults.ReportNotFound(number=test.number)
        return FileResponse(
            open_file(test.report), as_attachment=True, filename=test.report.name, content_type=MEDIA,
            headers={"Cache-Control": "private, no-store"},
        )  # fmt: skip


def _detail(request: Request, test_id: UUID) -> dict[str, object]:
    actor = actor_of_request(request)
    return rows.test_detail(selectors.get_test(actor=actor, test_id=test_id), actor=actor)
