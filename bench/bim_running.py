"""One command under a clock: wall and processor seconds, and the most memory it and all it started held."""

import os
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one converter did with one file. ``why``: empty where it ended well.

    ``gzip`` and ``brotli``: bytes packed in either way.
    ``peak_mb``: the proportional set sizes of all its processes, summed, at their highest.
    """

    seconds: float
    why: str = ""
    shown: frozenset[str] = frozenset()
    gzip: int = 0
    brotli: int = 0
    cpu_seconds: float = 0.0
    peak_mb: int = 0
    told: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended. ``code`` is None where its time was over; ``peak_mb`` as in ``Run``."""

    seconds: float
    cpu_seconds: float
    peak_mb: int
    code: int | None
    said: str


def run(words: Sequence[str], folder: Path, seconds: float) -> Ran:
    """Run a command in a group of its own; when its time is over the whole group ends."""
    before, began = _used(), time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(words, cwd=folder, stdout=said, stderr=said, start_new_session=True)
        peak = _watch(process, began + seconds)
        took, code = time.perf_counter() - began, process.poll()
        _end(process)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    return Ran(seconds=took, cpu_seconds=_used() - before, peak_mb=peak >> 10, code=code, said=text)


def _watch(process: subprocess.Popen[bytes], until: float) -> int:
    """Look at the memory until the process has ended or its time is over; return the peak, kB."""
    peak = 0
    while time.perf_counter() < until:
        try:
            process.wait(LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            peak = max(peak, sum(map(_held, _tree(process.pid))))
        else:
            break
    return peak


def tree_mb(pid: int) -> float:
    """Return the proportional memory of a process and all it started, MB."""
    return sum(map(_held, _tree(pid))) / 1024


def _end(process: subprocess.Popen[bytes]) -> None:
    for child in _tree(process.pid)[1:] if process.poll() is None else []:
        _kill(child)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _tree(pid: int) -> list[int]:
    found, at = [pid], 0
    while at < len(found):
        try:
            text = Path(f"/proc/{found[at]}/task/{found[at]}/children").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            text = ""
        found += map(int, text.split())
        at += 1
    return found


def _held(pid: int) -> int:
    """Return a process's share of memory, kB: what several hold is divided among them."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return int(text.split("\nPss:", 1)[1].split(maxsplit=1)[0]) if "\nPss:" in text else 0


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
