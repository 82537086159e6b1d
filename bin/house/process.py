"""Processes by number and birth, so that a number used again is never mistaken for ours."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its number, and its time of birth in clock ticks since the system started."""

    pid: int
    born: int

    def is_alive(self) -> bool:
        """Tell whether this very process, or what it started in its own group, still runs.

        While a group has members, the system gives its number to no new process.
        """
        born = birth(self.pid)
        return _group_has_members(self.pid) if born is None else born == self.born

    def signal_group(self, number: int) -> None:
        """Signal the process and all that it started in its own group."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            return

    def end(self, *, patience_s: float, politely: int = signal.SIGTERM) -> None:
        """Ask the process to end; after ``patience_s`` seconds kill it and its group."""
        self.signal_group(politely)
        if not wait_until(lambda: not self.is_alive(), patience_s):
            self.signal_group(signal.SIGKILL)
            wait_until(lambda: not self.is_alive(), 5)


def birth(pid: int) -> int | None:
    """Return a running process's time of birth; ``None`` when it is gone or only waits to be buried."""
    fields = _fields(pid)
    return int(fields[19]) if fields else None


def dies_with_us(argv: Sequence[str]) -> tuple[str, ...]:
    """Return ``argv`` so that the program is asked to end when we are killed, as far as the system can."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "TERM", "--", *argv) if setpriv else tuple(argv)


def _group_has_members(group: int) -> bool:
    pids = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return any(fields and int(fields[2]) == group for fields in map(_fields, pids))


def _fields(pid: int) -> list[str]:
    """Return the words of /proc/PID/stat from the process's state on; none for a dead process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    fields = text.rpartition(")")[2].split()
    return [] if fields[0] in {"Z", "X"} else fields


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait until ``true()``; tell whether it came to be in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(STEP_SECONDS)
    return True
