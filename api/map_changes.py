"""Edits told to open maps as they are committed (server-sent events): to each reader what they may see."""

import socket
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import path

from api.authentication import actor_of_request
from api.errors import only_read, speaks_problems
from api.standing import STANDING, lately, told
from portal.core.handing import HandedOver
from portal.core.parameters import require_known, require_once

AGAIN_MS = 1_000
LATER_MS = 15_000
"""When to ask again: after a connection ended; where there is no room for one more."""


@only_read
@speaks_problems
def map_changes(request: HttpRequest) -> HttpResponseBase:
    """Answer with a stream of events that stays open.

    Where the web server cannot part with its connection, with what came of late; the browser asks again.
    """
    require_once(request.GET)
    require_known(request.GET, ("view",))
    actor = actor_of_request(request)
    link = request.META.get("gunicorn.socket")
    stays = isinstance(link, socket.socket) and STANDING.has_room()
    first = f"retry: {AGAIN_MS if stays or link is None else LATER_MS}\n\n".encode()
    key = None if actor.is_public else request.session.session_key
    chunked = request.META.get("SERVER_PROTOCOL") == "HTTP/1.1"
    stream = (
        _handed_over(first, link, key, chunked) if stays and isinstance(link, socket.socket)
        else iter([first + told(actor, lately())])
    )  # fmt: skip
    response = StreamingHttpResponse(stream, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _handed_over(first: bytes, link: socket.socket, key: str | None, chunked: bool) -> Iterator[bytes]:
    """Begin the answer, then take the connection out of the web server's hands."""
    yield first
    own = socket.socket(fileno=link.detach())
    STANDING.take(own, session_key=key, chunked=chunked)
    raise HandedOver


urlpatterns = [path("tiles/changes", map_changes, name="map-changes")]
