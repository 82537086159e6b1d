"""Children forked from a process that is warm already: one for each kind of work, started when first asked.

It stays beside the process that asked, with the memory of what it imported, until nobody asks for long.
"""

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping

from spatial.intake.parting import READY, TAKEN, Given

PROGRAM = "spatial.intake.forking"
START_SECONDS, FORK_SECONDS = 120, 30
LONGEST_WORD = 64
_LOCK = threading.Lock()
_SERVERS: dict[tuple[int, str], "_Server"] = {}
"""By the process that started it, for a fork of that one may not use it, and by what it does."""


class NotWarm(Exception):
    """There is no warm process, and none could be started."""


class Forked:
    """A child of the warm process, at the end of a line."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._code: int | None = None

    def wait(self) -> int:
        """Return the exit code, negative for a signal; one whose parent was lost went with it."""
        if self._code is None:
            said = b""
            with contextlib.suppress(OSError):
                said = self._line.recv(LONGEST_WORD)
            self._line.close()
            self._code = int(said) if said else -9
        return self._code

    def end(self) -> None:
        """Have it killed if it still runs, and wait for that."""
        if self._code is None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_WR)
        self.wait()


def forked(module: str, given: Given, environment: Mapping[str, str]) -> Forked:
    """Start a child on a task by forking. Raise ``NotWarm``."""
    for _attempt in range(2):  # the process may have ended itself the moment before
        server = _server(module, environment)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            files = [given.task, given.report, given.words, theirs.fileno()]
            with contextlib.suppress(OSError):
                socket.send_fds(server.line, [str(given.inside).encode()], files)
        ours.settimeout(FORK_SECONDS)
        with contextlib.suppress(OSError):
            if ours.recv(LONGEST_WORD) == TAKEN:
                ours.settimeout(None)
                return Forked(ours)
        ours.close()
        if server.process.poll() is None:  # alive, but too busy: it has children to mind
            break
        _forget(module, server)
    raise NotWarm(module)


class _Server:
    """The warm process, once it has said that it is ready."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        words = [sys.executable, "-s", "-m", PROGRAM, str(theirs.fileno()), module]
        folder = tempfile.gettempdir()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),), env={**environment, "TMPDIR": folder, "HOME": folder},
                cwd=folder, start_new_session=True,
            )  # fmt: skip
        self.line.settimeout(START_SECONDS)
        ready = b""
        with contextlib.suppress(OSError):
            ready = self.line.recv(LONGEST_WORD)
        if ready != READY:
            self.end()
            raise NotWarm(module)
        self.line.settimeout(None)

    def end(self) -> None:
        """Close the line, which ends it and its children, and wait for that."""
        self.line.close()
        try:
            self.process.wait(FORK_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _server(module: str, environment: Mapping[str, str]) -> _Server:
    with _LOCK:
        key = (os.getpid(), module)
        if key not in _SERVERS:
            _SERVERS[key] = _Server(module, environment)
        return _SERVERS[key]


def _forget(module: str, server: _Server) -> None:
    with _LOCK:
        if _SERVERS.get((os.getpid(), module)) is server:
            del _SERVERS[os.getpid(), module]
    server.end()


@atexit.register
def end_all() -> None:
    """End the warm processes that this one started."""
    with _LOCK:
        mine = [key for key in _SERVERS if key[0] == os.getpid()]
        for key in mine:
            _SERVERS.pop(key).end()
