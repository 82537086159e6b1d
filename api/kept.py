"""Answers that a browser may keep: told apart by their content, sent packed as they lie."""

import gzip
import hashlib
import re
from collections.abc import Callable
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request

ASK_AGAIN = "private, no-cache"
KEEP_S = 600
KEEP = f"private, max-age={KEEP_S}"


_GZIP = re.compile(r"(^|,)\s*(gzip|\*)\s*(;\s*q=(1|0?\.[0-9]*[1-9])[0-9.]*\s*)?(,|$)", re.IGNORECASE)


def takes_gzip(request: HttpRequest) -> bool:
    """Tell whether the asker reads what is packed: ``q=0`` says no (RFC 9110, 12.5.3)."""
    return _GZIP.search(request.headers.get("Accept-Encoding", "")) is not None


def holds(request: HttpRequest, etag: str) -> bool:
    """Tell whether the asker holds what has this tag: weakly compared, or anything (RFC 9110, 13.1.2)."""
    told = {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}
    return bool(told & {"*", etag.removeprefix("W/")})


def kept_json(request: Request, body: Any) -> HttpResponse:
    """Answer with JSON and its tag; 304 where the asker holds it already."""
    content = orjson.dumps(body, default=str)
    tag = hashlib.blake2b(content, digest_size=12).hexdigest()
    packed = gzip.compress(content, 4, mtime=0)
    return kept(request, tag=tag, media_type="application/json", packed=lambda: packed)


def kept(
    request: Request, *, tag: str, media_type: str, packed: Callable[[], bytes], policy: str = ASK_AGAIN
) -> HttpResponse:
    """Answer with gzip as it lies, unpacked for those who cannot read it, or 304."""
    etag = f'W/"{tag}"'
    if holds(request, etag):
        response = HttpResponse(status=304)
    else:
        response = _body(request, packed(), media_type)
    response["ETag"] = etag
    response["Cache-Control"] = policy
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response


def _body(request: Request, packed: bytes, media_type: str) -> HttpResponse:
    if takes_gzip(request):
        return HttpResponse(packed, content_type=media_type, headers={"Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(packed), content_type=media_type)
