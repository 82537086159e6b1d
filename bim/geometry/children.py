"""Work done in forked children with limits: one that dies takes one piece of work with it, nothing else."""

import ctypes
import faulthandler
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

AHEAD = 3
WALL_FACTOR = 20
PARENT_DIED = 1  # PR_SET_PDEATHSIG
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one child may use: processor seconds for one step, megabytes beyond what it began with."""

    seconds: int = 15
    megabytes: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """A piece of work during which its child died; ``at`` is the step it had named last."""

    at: str
    reason: str


@dataclass(slots=True)
class _Child:
    pid: int
    line: Connection
    given: deque[int] = field(default_factory=deque)
    at: str = ""
    heard: float = 0.0


Tell = Callable[[str, int], None]
Work = Callable[[Any, Tell], Any]


def spread(
    pieces: Sequence[Any], begin: Callable[[], Work], *, processes: int, limits: Limits
) -> Iterator[tuple[int, Any]]:
    """Yield (position, result) of each piece as it is done; a result is ``Died`` where the child was lost.

    ``begin`` runs in each child and returns the work; the work tells the step it is at before it takes it,
    and how many seconds that one may take (0 for the whole allowance, which each step has anew).
    """
    crew = _Crew(pieces, begin, limits)
    try:
        yield from crew.run(max(1, processes))
    finally:
        crew.dismiss()


class _Crew:
    def __init__(self, pieces: Sequence[Any], begin: Callable[[], Work], limits: Limits) -> None:
        self.pieces = pieces
        self.begin = begin
        self.limits = limits
        self.waiting = deque(range(len(pieces)))
        self.children: list[_Child] = []

    def run(self, processes: int) -> Iterator[tuple[int, Any]]:
        while self.waiting or self.children:
            while self.waiting and len(self.children) < processes:
                self.children.append(self._fork())
            ready = wait([child.line for child in self.children], timeout=5.0)
            for child in list(self.children):
                if child.line in ready:
                    yield from self._hear(child)
                elif time.monotonic() - child.heard > self.limits.seconds * WALL_FACTOR:
                    os.kill(child.pid, signal.SIGKILL)

    def dismiss(self) -> None:
        """End every child that is still there."""
        for child in self.children:
            os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)
            child.line.close()
        self.children = []

    def _fork(self) -> _Child:
        ours, theirs = Pipe()
        pid = os.fork()
        if pid == 0:
            for other in self.children:
                other.line.close()
            ours.close()
            _serve(theirs, self.pieces, self.begin, self.limits)
        theirs.close()
        child = _Child(pid, ours, heard=time.monotonic())
        self._give(child)
        return child

    def _give(self, child: _Child) -> None:
        while self.waiting and len(child.given) < AHEAD:
            child.given.append(self.waiting.popleft())
            _say(child, child.given[-1])

    def _hear(self, child: _Child) -> Iterator[tuple[int, Any]]:
        child.heard = time.monotonic()
        try:
            kind, said = child.line.recv()
        except (EOFError, OSError):
            yield from self._bury(child)
            return
        if kind == "at":
            child.at = said
            return
        child.at = ""
        done = child.given.popleft()
        self._give(child)
        if not child.given:
            _say(child, None)
        yield done, said

    def _bury(self, child: _Child) -> Iterator[tuple[int, Any]]:
        status = os.waitpid(child.pid, 0)[1]
        child.line.close()
        self.children.remove(child)
        if child.given:
            lost = child.given.popleft()
            self.waiting.extendleft(reversed(child.given))
            yield lost, Died(at=child.at, reason=_reason(status))


def _say(child: _Child, message: int | None) -> None:
    with suppress(OSError):  # it died just now: the next reading of its line says so
        child.line.send(message)


def _reason(status: int) -> str:
    if not os.WIFSIGNALED(status):
        return f"exit {os.waitstatus_to_exitcode(status)}"
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return "time"
    return "killed" if number == signal.SIGKILL else signal.Signals(number).name


def _serve(line: Connection, pieces: Sequence[Any], begin: Callable[[], Work], limits: Limits) -> None:
    """Do pieces until told to stop, then end without running the parent's farewells."""
    code = 1
    try:
        _restrict(limits)
        work = begin()

        def tell(step: str, seconds: int = 0) -> None:
            _allow(seconds or limits.seconds)
            line.send(("at", step))

        while (position := line.recv()) is not None:
            line.send(("done", work(pieces[position], tell)))
        code = 0
    except (EOFError, MemoryError, OSError):
        code = 3
    finally:
        os._exit(code)


def _restrict(limits: Limits) -> None:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # kernels talk of what they could not do
    os.dup2(silence, 2)
    ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGKILL)
    faulthandler.disable()
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open("/proc/self/statm", encoding="ascii") as counted:
        now = int(counted.read().split()[0]) * PAGE
    _lower(resource.RLIMIT_AS, now + limits.megabytes * 2**20)


def _allow(seconds: int) -> None:
    _lower(resource.RLIMIT_CPU, int(time.process_time()) + seconds + 1)


def _lower(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
