"""Read a body of JSON, up to a size and a depth."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

MAX_BYTES = 16 * 1024 * 1024
"""What 200,000 vertices with every digit take, twice over."""


class BodyTooLarge(APIException):
    """More than any request needs."""

    status_code = 413
    default_code = "body_too_large"
    default_detail = _("The request is larger than 16 MB.")


class BoundedJSON(JSONParser):
    """Refuse by the declared length, before the first byte is read."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the parsed body."""
        if _declared(parser_context) > MAX_BYTES:
            raise BodyTooLarge()
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None


def _declared(parser_context: Mapping[str, Any] | None) -> int:
    request = (parser_context or {}).get("request")
    text = request.META.get("CONTENT_LENGTH") or "0" if request is not None else "0"
    return int(text) if text.isdigit() else 0
