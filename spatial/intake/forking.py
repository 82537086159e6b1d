"""A process that has imported all that a child needs, and forks one child for each task it is handed.

``warm`` starts it as ``python -m spatial.intake.forking FD MODULE``. It reads no stranger's file itself and
has one thread, so each child is as clean as one that began from nothing. It is the children's only parent:
whoever gave a task closes its line to have the child ended, and hears on it how the child ended. When the
process that started it is gone, it ends with all its children.
"""

import contextlib
import ctypes
import gc
import importlib
import os
import select
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from spatial.intake.child import Work, serve
from spatial.intake.parting import PARENT_DIED, READY, TAKEN

IDLE_SECONDS = 900
"""How long it waits for another task before it gives its memory back."""
LONGEST_ADDRESS = 4096
GIVEN = 4
"""Files that come with a task: itself, where to report, where to complain, and its line."""


def main() -> None:
    """Import, say so, and fork until nobody asks any more."""
    line = socket.socket(fileno=int(sys.argv[1]))
    work: Work = importlib.import_module(sys.argv[2]).work
    if len(os.listdir("/proc/self/task")) != 1:
        sys.exit("More than one thread: a fork would not be whole.")
    gc.collect()
    gc.freeze()
    line.send(READY)
    forks = _Forks(line, work)
    try:
        forks.run()
    finally:
        forks.end_all()


class _Forks:
    def __init__(self, line: socket.socket, work: Work) -> None:
        self.line, self.work, self.own = line, work, os.getpid()
        self.children: dict[int, socket.socket] = {}
        self.left: set[int] = set()
        self.bell, self.rope = os.pipe()
        os.set_blocking(self.rope, False)
        signal.set_wakeup_fd(self.rope)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)

    def run(self) -> None:
        """Take tasks, and tell how children end, until the line is closed or nothing happens for long."""
        while True:
            heard = {line.fileno(): pid for pid, line in self.children.items() if pid not in self.left}
            patience = None if self.children else IDLE_SECONDS
            ready = select.select([self.line.fileno(), self.bell, *heard], [], [], patience)[0]
            if self.bell in ready:
                os.read(self.bell, 512)
                self._bury()
            for pid in [heard[one] for one in ready if one in heard]:
                if pid in self.children:  # not buried just now: its number is still its own
                    self._leave(pid)
            if (self.line.fileno() in ready and not self._take()) or not ready:
                return

    def end_all(self) -> None:
        """End every child that is still there."""
        for pid in list(self.children):
            self._leave(pid)

    def _take(self) -> bool:
        """Fork for a task; return whether there was one."""
        inside, given, _flags, _from = socket.recv_fds(self.line, LONGEST_ADDRESS, GIVEN)
        if not inside:
            return False
        task, report, words, own = given
        line = socket.socket(fileno=own)
        pid = os.fork()
        if pid == 0:
            self._become(task, report, words, Path(inside.decode()))
        for one in (task, report, words):
            os.close(one)
        self.children[pid] = line
        with contextlib.suppress(OSError):  # who asked is gone already: its line says so next
            line.send(TAKEN)
        return True

    def _become(self, task: int, report: int, words: int, inside: Path) -> NoReturn:
        """Be the child: in a session and a folder of its own, with nothing of the other children's."""
        code = 1
        try:
            _alone(self.own)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for line in (self.line, *self.children.values()):
                line.close()
            os.dup2(task, 0)
            os.dup2(words, 2)
            for one in (self.bell, self.rope, task, words):
                os.close(one)
            os.chdir(inside)
            os.environ["TMPDIR"] = os.environ["HOME"] = str(inside)
            tempfile.tempdir = None
            with os.fdopen(report, "wb") as stream, os.fdopen(0, "rb", closefd=False) as source:
                serve(self.work, source, stream)
            code = 0
        finally:
            if code:
                traceback.print_exc()  # as the interpreter does it: who asked reads the last words
            sys.stderr.flush()
            os._exit(code)

    def _leave(self, pid: int) -> None:
        """End a child that nobody waits for, with all it started."""
        self.left.add(pid)
        os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):  # it had no session of its own yet
            os.killpg(pid, signal.SIGKILL)

    def _bury(self) -> None:
        for pid in list(self.children):
            buried, status = os.waitpid(pid, os.WNOHANG)
            if buried:
                line = self.children.pop(pid)
                self.left.discard(pid)
                with contextlib.suppress(OSError):
                    line.send(str(os.waitstatus_to_exitcode(status)).encode())
                line.close()


def _alone(parent: int) -> None:
    """Begin a session, and end with the parent, even one that ended just now."""
    os.setsid()
    ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


if __name__ == "__main__":
    main()
