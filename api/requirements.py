"""The doors of the operator's own requirements (IDS files)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api import writes
from api.authentication import actor_of_request, signed_in
from api.door import Door
from bim.catalog.faults import IdsFieldInvalid
from bim.catalog.models_checks import IdsFile
from bim.catalog.requirements import get_ids, list_ids
from bim.catalog.services.requiring import Kept, add_ids, end_ids
from portal.core import clock
from portal.core.errors import Invalid
from portal.core.files import open_file

MOST = 500
FIELDS = ("file", "name", "organisation", "valid_from", "valid_to", "disciplines", "stages")
TEXT = {"type": "string"}
BODY = {
    "multipart/form-data": {
        "type": "object", "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            **{name: TEXT for name in FIELDS if name != "file"},
        },
    }
}  # fmt: skip


class IdsMissing(Invalid):
    """Nothing to keep."""

    message = _("Send the IDS file as the part “file”.")


class IdsEnd(serializers.Serializer):
    """The last day a file is in force."""

    valid_to = serializers.DateField()


class IdsFiles(Door):
    """All files; a new one."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="ids_list", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """Return the IDS files the asker may see, the newest first."""
        rows = list_ids(actor=actor_of_request(request))
        return Response({"ids": [ids_row(one) for one in rows[:MOST]]})

    @extend_schema(operation_id="ids_add", request=BODY, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request) -> Response:
        """Audit an IDS file and keep it; a refusal names the line of each fault."""
        actor = signed_in(request)
        for name in (*request.data, *request.FILES):
            if name not in FIELDS:
                raise IdsFieldInvalid(name=name[:40], value="")
        upload = request.FILES.get("file")
        if upload is None:
            raise IdsMissing()
        given = {name: str(request.POST.get(name, "")) for name in FIELDS}
        row = add_ids(actor=actor, stream=upload.file, kept=_kept(given, upload.name or ""))
        return Response(ids_row(row), status=201)


class IdsDetail(Door):
    """One file."""

    parser_classes = (JSONParser,)

    @extend_schema(operation_id="ids_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, ids_id: UUID) -> Response:
        """Return one IDS file: whose, since when, for which models, and what it contains."""
        return Response(ids_row(get_ids(actor=actor_of_request(request), ids_id=ids_id)))

    @extend_schema(operation_id="ids_end", request=IdsEnd, responses=OpenApiTypes.OBJECT)
    def patch(self, request: Request, ids_id: UUID) -> Response:
        """Let an IDS file end on a day."""
        actor = signed_in(request)
        get_ids(actor=actor, ids_id=ids_id)
        given = writes.read(IdsEnd, request.data)
        return Response(ids_row(end_ids(actor=actor, ids_id=ids_id, valid_to=given["valid_to"])))


class IdsContent(Door):
    """One file as it came."""

    @extend_schema(operation_id="ids_content", responses={(200, "application/xml"): OpenApiTypes.BINARY})
    def get(self, request: Request, ids_id: UUID) -> FileResponse:
        """Return the file's own bytes."""
        row = get_ids(actor=actor_of_request(request), ids_id=ids_id)
        response = FileResponse(
            open_file(row.file), as_attachment=True, filename=f"{row.name}.ids",
            content_type="application/xml",
        )  # fmt: skip
        response["Cache-Control"] = "private, no-store"
        return response


def ids_row(row: IdsFile) -> dict[str, Any]:
    """Return one file as it is answered."""
    owner = row.organisation
    return {
        "id": str(row.pk), "name": row.name, "sha256": row.file.sha256, "bytes": row.file.size,
        "organisation": {"id": str(owner.pk), "name": owner.name} if owner else None,
        "valid_from": row.valid_from, "valid_to": row.valid_to, "disciplines": row.disciplines,
        "stages": row.stages, "title": row.contents.get("title", ""),
        "version": row.contents.get("version", ""), "author": row.contents.get("author", ""),
        "specifications": row.contents.get("specifications", []),
    }  # fmt: skip


def _kept(given: dict[str, str], file_name: str) -> Kept:
    return Kept(
        name=given["name"].strip() or file_name.rsplit("/", 1)[-1].removesuffix(".ids"),
        valid_from=_day("valid_from", given) or clock.today(), valid_to=_day("valid_to", given),
        organisation_id=_uuid(given["organisation"]), disciplines=_words(given["disciplines"]),
        stages=_words(given["stages"]),
    )  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))


def _day(name: str, given: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(given[name]) if given[name] else None
    except ValueError:
        raise IdsFieldInvalid(name=name, value=given[name][:40]) from None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise IdsFieldInvalid(name="organisation", value=text[:40]) from None
