"""What every answer of the standard doors wears: what it varies by, its tag, who may read it, its packing.

Reasons stand in ``docs/decisions/0025-ogc.md``: pages of other origins read what the public may and nothing
else; JSON is packed for who asks for it, with padding of chance length, as Django's own GZip does.
"""

import gzip
import hashlib
import re
import secrets
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers

from api.kept import holds, takes_gzip

VARIES = ("Authorization", "Cookie", "Accept", "Accept-Language")
KEPT_AT_304 = ("ETag", "Vary", "Cache-Control", "Content-Crs", "Access-Control-Allow-Origin")
NOT_KEPT = "private, no-store"
"""Desks keep answers by address alone and show one reader's to another; whoever holds a tag may still ask."""
LEVEL = 1
"""Of zlib: the first level is the quickest, and JSON shrinks by most of what it can."""
LEAST_BYTES = 500
PAD_MOST = 100
_JSON = re.compile(r"application/([a-z.]+\+)?json\b")


def dressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer as it leaves, or 304 where the asker holds it already."""
    patch_vary_headers(response, VARIES)
    if "Cache-Control" not in response:
        response["Cache-Control"] = NOT_KEPT
    open_to_pages(request, response)
    if not _JSON.match(response.headers.get("Content-Type", "")):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if isinstance(response, HttpResponse) and response.status_code == 200:
        response["ETag"] = _tag(response)
        if holds(request, response["ETag"]):
            return _not_modified(response)
    if takes_gzip(request):
        _pack(response)
    return response


def open_to_pages(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let pages of any origin read what nobody signed in for."""
    if not request.user.is_authenticated and "Authorization" not in request.headers:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Content-Crs, ETag"


def preflight() -> HttpResponse:
    """Answer OPTIONS alike at every address: reading without credentials is open, nothing else is."""
    response = HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _tag(response: HttpResponse) -> str:
    """Return the tag of what is said: what two readers may not both see, they are not told alike."""
    said = hashlib.blake2b(response.content, digest_size=12)
    said.update(f"{response.headers.get('Content-Type')} {response.headers.get('Content-Crs')}".encode())
    return f'W/"{said.hexdigest()}"'


def _not_modified(response: HttpResponse) -> HttpResponse:
    kept = {name: response[name] for name in KEPT_AT_304 if name in response}
    return HttpResponseNotModified(headers=kept)


def _pack(response: HttpResponseBase) -> None:
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = packed(response.streaming_content)  # type: ignore[arg-type]
    elif isinstance(response, HttpResponse) and len(response.content) >= LEAST_BYTES:
        response.content = b"".join(packed([response.content]))
    else:
        return
    response["Content-Encoding"] = "gzip"


def packed(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield blocks as one gzip, each sent on as soon as it is there."""
    out = BytesIO()
    padding = "a" * secrets.randbelow(PAD_MOST)
    with gzip.GzipFile(padding, "wb", LEVEL, out, mtime=0) as packer:
        for block in blocks:
            packer.write(block)
            packer.flush(zlib.Z_SYNC_FLUSH)
            yield _taken(out)
    yield _taken(out)


def _taken(out: BytesIO) -> bytes:
    said = out.getvalue()
    out.seek(0)
    out.truncate()
    return said
