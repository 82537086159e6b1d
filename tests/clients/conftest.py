"""Our doors on a real port, over the walk's own country, for programs of others."""

import threading
from contextvars import copy_context
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

from tests.ogc.conftest import land as land
from tests.ogc.conftest import planted as planted
from tests.walk.land import person_with

PASSWORD = "a long test phrase"  # noqa: S105


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def lead(land):
    """Somebody who sees everything, with a password."""
    user = person_with("lead", land.units["root"], "97", "sensitive")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def address(land):
    """The landing page on a port of this machine. The server asks by the test's own connection, so that what
    the test planted and nobody kept is there.
    """
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=_Silent)
    shared = connections["default"]
    shared.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)

    def serve() -> None:
        connections["default"] = shared
        server.serve_forever()

    thread = threading.Thread(target=copy_context().run, args=(serve,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/ogc"
    server.shutdown()
    thread.join()
    server.server_close()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    shared.dec_thread_sharing()
