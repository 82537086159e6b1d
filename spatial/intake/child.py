"""What runs in the child process: set the limits first, then read, and report in frames.

``sandbox`` starts it as ``python -m spatial.intake.child FD``; the task is one frame on standard input.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from spatial.intake import wire
from spatial.intake.limits import Limits
from spatial.intake.model import Choice, Layer, Row
from spatial.intake.parting import PARENT_DIED
from spatial.intake.problems import Problem, Refused, problem

Task = dict[str, object]
Work = Callable[[Task, Limits, BinaryIO], None]
MOST_ROWS_A_FRAME = 500
MOST_BYTES_A_FRAME = 8 << 20
OPEN_FILES = 512


def main(work: Work) -> None:
    """Do one task and end. ``work`` reads the file; other packages bring their own."""
    with os.fdopen(int(sys.argv[1]), "wb") as stream:
        serve(work, sys.stdin.buffer, stream)


def serve(work: Work, source: BinaryIO, stream: BinaryIO) -> None:
    """Do the task that lies in ``source`` and report to ``stream``."""
    task = _receive(source)
    limits = task["limits"]
    assert isinstance(limits, Limits)  # noqa: S101  our own frame
    _restrict(limits)
    try:
        work(task, limits, stream)
    except Refused as error:
        wire.write(stream, {"kind": "refused", "problem": error.problem})
    except MemoryError:
        limit_mb = limits.memory_bytes >> 20
        wire.write(stream, {"kind": "refused", "problem": problem("reader_out_of_memory", limit_mb=limit_mb)})
    else:
        wire.write(stream, {"kind": "done"})


def _work(task: Task, limits: Limits, stream: BinaryIO) -> None:
    from spatial.intake import stages

    path, work, name = Path(str(task["path"])), Path(str(task["work"])), str(task["name"])
    choice = task["choice"]
    assert isinstance(choice, Choice)  # noqa: S101  our own frame
    tell = teller(stream)
    if task["task"] == "survey":
        found = stages.survey(path, name, limits=limits, choice=choice, work=work, tell=tell)
        wire.write(stream, {"kind": "survey", "survey": found})
        return
    for piece in stages.read(path, name, limits=limits, choice=choice, work=work, tell=tell):
        _send(stream, piece)


def teller(stream: BinaryIO) -> Callable[[str, int], None]:
    """Return what reports how far the work is."""

    def tell(stage: str, percent: int) -> None:
        wire.write(stream, {"kind": "progress", "stage": stage, "percent": percent})

    return tell


def _send(stream: BinaryIO, piece: Layer | list[Row] | list[Problem]) -> None:
    if isinstance(piece, Layer):
        wire.write(stream, {"kind": "layer", "layer": piece})
        return
    if piece and isinstance(piece[0], Problem):
        wire.write(stream, {"kind": "problems", "problems": piece})
        return
    batch: list[object] = []
    weight = 0
    for row in piece:
        batch.append(row)
        weight += _weight(row)
        if len(batch) >= MOST_ROWS_A_FRAME or weight > MOST_BYTES_A_FRAME:
            wire.write(stream, {"kind": "rows", "rows": batch})
            batch, weight = [], 0
    if batch:
        wire.write(stream, {"kind": "rows", "rows": batch})


def _weight(row: Row | Problem) -> int:
    if isinstance(row, Problem):
        return 100
    shape = len(row.shape.wkb) + len(row.shape.native_wkb) if row.shape else 0
    return shape + sum(len(value) for value in row.values if isinstance(value, str))


def _restrict(limits: Limits) -> None:
    """Bound memory, processor time, files; end when the parent ends."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(PARENT_DIED, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.max_unpacked_bytes, limits.max_unpacked_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _receive(stream: BinaryIO) -> Task:
    length = wire.frame_length(stream.read(wire.HEAD.size))
    return wire.unpack(stream.read(length))


if __name__ == "__main__":
    main(_work)
