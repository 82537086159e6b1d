"""Large files in parts: tus 1.0.0, core with creation and termination (https://tus.io/protocols/resumable-upload)."""

import base64
import binascii
from typing import Any
from uuid import UUID

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import signed_in
from api.door import Door
from api.model_rows import revision_row
from api.models import wanted_of
from bim.catalog.models import Upload
from bim.catalog.services.uploading import add_part, begin_upload, end_upload, get_upload
from bim.catalog.uploads import UploadInvalid

VERSION, PART = "1.0.0", "application/offset+octet-stream"
LONGEST_METADATA = 8_000


class TusDoor(Door):
    """Every answer names the version of the protocol."""

    parser_classes = ()

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Name the version."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response


class Uploads(TusDoor):
    """Announce a file."""

    @extend_schema(exclude=True)
    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Say what is understood here."""
        return Response(status=204, headers={
            "Tus-Version": VERSION, "Tus-Extension": "creation,termination",
            "Tus-Max-Size": str(settings.MODEL_MAX_BYTES),
        })  # fmt: skip

    @extend_schema(operation_id="uploads_begin", request=None, responses={201: None})
    def post(self, request: Request) -> Response:
        """Announce a model file by Upload-Length and Upload-Metadata (filename, project, feature, model)."""
        actor = signed_in(request)
        size = _number(request, "Upload-Length")
        metadata = _metadata(request.headers.get("Upload-Metadata", ""))
        upload = begin_upload(
            actor=actor, name=metadata.get("filename", "model.ifc"), size=size, wanted=wanted_of(metadata)
        )
        place = f"/api/v1/uploads/{upload.pk}/"
        return Response(status=201, headers={"Location": place, "Upload-Offset": "0"})


class UploadDetail(TusDoor):
    """One file on its way in."""

    @extend_schema(operation_id="uploads_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, upload_id: UUID) -> Response:
        """Return how far the file is, and its revision once it is whole."""
        upload = get_upload(actor=signed_in(request), upload_id=upload_id)
        return Response(_row(upload), headers=_offsets(upload))

    @extend_schema(operation_id="uploads_offset", responses={200: None})
    def head(self, request: Request, upload_id: UUID) -> Response:
        """Return at which byte the next part begins."""
        return Response(headers=_offsets(get_upload(actor=signed_in(request), upload_id=upload_id)))

    @extend_schema(operation_id="uploads_part", request=None, responses={204: None})
    def patch(self, request: Request, upload_id: UUID) -> Response:
        """Take the part that begins at Upload-Offset."""
        actor = signed_in(request)
        if request.content_type != PART:
            raise UploadInvalid(header="Content-Type")
        offset = _number(request, "Upload-Offset")
        upload = add_part(actor=actor, upload_id=upload_id, offset=offset, stream=request._request)
        return Response(status=204, headers={"Upload-Offset": str(upload.offset)})

    @extend_schema(operation_id="uploads_end", responses={204: None})
    def delete(self, request: Request, upload_id: UUID) -> Response:
        """Give the upload up."""
        end_upload(actor=signed_in(request), upload_id=upload_id)
        return Response(status=204)


def _row(upload: Upload) -> dict[str, Any]:
    job, revision = upload.job, upload.revision
    return {
        "id": str(upload.pk), "name": upload.name, "size": upload.size, "offset": upload.offset,
        "job": f"/api/v1/jobs/{job.pk}/" if job else None, "error": job.error if job else None,
        "revision": revision_row(revision) if revision else None,
    }  # fmt: skip


def _offsets(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.size)}


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < len("1000000000000000")):
        raise UploadInvalid(header=header)
    return int(text)


def _metadata(text: str) -> dict[str, str]:
    """Return names and values: pairs parted by commas, values in base 64."""
    if len(text) > LONGEST_METADATA:
        raise UploadInvalid(header="Upload-Metadata")
    found = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        name, _space, value = pair.partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8").replace("\0", "")
        except (binascii.Error, UnicodeDecodeError):
            raise UploadInvalid(header="Upload-Metadata") from None
    return found
