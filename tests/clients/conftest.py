"""Our doors on a real port, over the walk's own country, for programs of others."""

import threading
from collections.abc import Iterable
from contextvars import Context, copy_context
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.gis.geos import LineString, MultiLineString
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

from spatial.features.models import Feature
from spatial.features.rules import CONTROL_LINE
from tests.ogc.conftest import land as land
from tests.ogc.conftest import planted as planted
from tests.walk.land import person_with

PASSWORD = "a long test phrase"  # noqa: S105
MANY, VERTICES = 300, 60


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _Threads(ThreadingMixIn, WSGIServer):
    """A line that is open and says nothing keeps nobody else waiting."""

    daemon_threads = True


class _OneByOne:
    """Our doors by the test's own connection, so that what the test planted and nobody kept is there."""

    def __init__(self, context: Context) -> None:
        self._app, self._lock, self._context = WSGIHandler(), threading.Lock(), context
        self._shared = connections["default"]

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        with self._lock:
            return [self._context.run(self._whole, environ, start)]

    def _whole(self, environ: dict[str, Any], start: Any) -> bytes:
        connections["default"] = self._shared
        answer = self._app(environ, start)
        try:
            return b"".join(answer)
        finally:
            answer.close()


@pytest.fixture
def lead(land):
    """Somebody who sees everything, with a password."""
    user = person_with("lead", land.units["root"], "97", "sensitive")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def many_lines(land):
    """Enough control lines that a page of them comes in several blocks."""
    like = Feature.objects.filter(kind=CONTROL_LINE).first()
    rows = []
    for n in range(MANY):
        shift = n / 10_000
        path = [(119.9 + shift + k / 3_000, 30.0 + shift / 7 + (k % 7) / 9_000) for k in range(VERTICES)]
        shape = MultiLineString(LineString(path), srid=4326)
        rows.append(Feature(
            kind=CONTROL_LINE, subkind=like.subkind, code=f"many-{n}", name=f"many {n}", geom=shape,
            organisation=like.organisation, region_code=like.region_code, label="internal",
            valid_from=like.valid_from, recorded_at=like.recorded_at,
        ))  # fmt: skip
    return Feature.objects.bulk_create(rows)


@pytest.fixture
def address(land):
    """The landing page on a port of this machine."""
    shared = connections["default"]
    shared.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    app = _OneByOne(copy_context())
    server = make_server("127.0.0.1", 0, app, server_class=_Threads, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/ogc"
    server.shutdown()
    thread.join()
    server.server_close()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    shared.dec_thread_sharing()
