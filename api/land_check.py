"""Check a boundary file without saving anything."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import signed_in
from api.door import Door
from portal.core import clock
from portal.core.errors import Invalid
from portal.surveying import policy
from portal.surveying.answering import answer_of
from portal.surveying.bundles import bundled
from portal.surveying.checking import CheckForbidden, check_file
from portal.surveying.choices import subject_from

FIELDS = ("file", "county", "project", "document", "srid", "encoding", "unit", "layer", "swap")
ENVELOPE_BYTES = 1024 * 1024
TEXT = {"type": "string"}
BODY = {
    "multipart/form-data": {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            **{name: TEXT for name in FIELDS if name not in {"file", "srid", "swap"}},
            "srid": {"type": "integer"}, "swap": {"type": "boolean"},
        },
    }
}  # fmt: skip


class FileMissing(Invalid):
    """Nothing to check."""

    message = _("Send the boundary file as the part “file”.")


class FieldUnknown(Invalid):
    """A part that nothing here would read."""

    message = _("The part “{name}” is not known; known are: {known}.")


class SurveyTooLarge(APIException):
    """More than a check takes at once."""

    status_code = 413
    default_detail = _("The file is larger than what is checked here.")
    default_code = "survey_too_large"


class LandCheck(Door):
    """A boundary file, read, measured and cross-checked."""

    parser_classes = (MultiPartParser,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse strangers, and what announces too much, before a byte of the body is read."""
        super().initial(request, *args, **kwargs)
        if not policy.may_check(signed_in(request)):
            raise CheckForbidden()
        announced = request.META.get("CONTENT_LENGTH") or "0"
        size = int(announced) if announced.isascii() and announced.isdigit() else 0
        if size > settings.SURVEY_MAX_BYTES + ENVELOPE_BYTES:
            raise SurveyTooLarge()

    @extend_schema(operation_id="land_check", request=BODY, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Read and measure a boundary file without saving it, and cross-check it: parcels, system,
        defects and findings, each with its geometry in EPSG:4326.
        """
        for name in (*request.data, *request.FILES):
            if name not in FIELDS:
                raise FieldUnknown(name=name[:40], known=", ".join(FIELDS))
        upload = bundled(request.FILES).get("file")
        if upload is None:
            raise FileMissing()
        sent = dict(request.POST.items())
        given = {name: sent.get(name, "") for name in FIELDS if name != "file"}
        actor, language = signed_in(request), get_language() or "zh-hans"
        with tempfile.TemporaryDirectory(prefix="check-") as folder:
            path = Path(folder) / f"file{Path(upload.name or '').suffix[:12]}"
            with path.open("wb") as sink:
                for chunk in upload.chunks():
                    sink.write(chunk)
            checked = check_file(
                actor=actor, path=path, name=upload.name or "file", subject=subject_from(given),
                on=clock.today(),
            )  # fmt: skip
        return Response(answer_of(checked, language=language[:2]))
