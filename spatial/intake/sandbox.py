"""Survey and read a stranger's file in a child process that may use only so much memory and time."""

import os
import select
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from django.utils.translation import get_language

from portal.core.errors import Invalid
from spatial.intake import wire
from spatial.intake.limits import DEFAULT_LIMITS, Limits
from spatial.intake.model import AS_FOUND, Choice, FileSurvey, Layer, Row
from spatial.intake.parting import Given
from spatial.intake.problems import Problem, problem
from spatial.intake.starting import Process, begin

Progress = Callable[[str, int], None]
ROOT = Path(__file__).resolve().parents[2]
READ_BYTES = 1 << 20


class FileRefused(Invalid):
    """The file, or the layer asked for, cannot be taken. ``problem`` says why in two languages."""

    def __init__(self, **facts: object) -> None:
        super().__init__(**facts)
        found = facts["problem"]
        self.problem: Problem = found if isinstance(found, Problem) else _of_facts(facts)
        self.facts = {
            "problem": self.problem.code,
            "address": self.problem.address.text("en"),
            **self.problem.facts,
        }

    def __str__(self) -> str:
        """Return the sentence in the reader's language."""
        return self.problem.sentence(get_language() or "zh")

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.problem)


def survey_file(
    path: Path,
    *,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    choice: Choice = AS_FOUND,
    progress: Progress | None = None,
) -> FileSurvey:
    """Return what a file holds. ``name`` is what its owner called it. Raise ``FileRefused``."""
    with Child(_task("survey", path, name, limits, choice), limits, progress) as child:
        for message in child.messages():
            if message["kind"] == "survey":
                found = message["survey"]
    assert isinstance(found, FileSurvey)  # noqa: S101  the child ends with it, or raises
    return found


class Reading:
    """One layer being read. Iterate for its rows; ``problems`` is complete once the rows are through.

    A context manager: leaving it ends the child.
    """

    def __init__(self, child: "Child") -> None:
        self._child = child
        self._messages = child.messages()
        self.problems: list[Problem] = []
        self._layer: Layer | None = None

    @property
    def layer(self) -> Layer:
        """Return the layer's description."""
        while self._layer is None:
            self._take(next(self._messages))
        return self._layer

    def __enter__(self) -> "Reading":
        self._child.start()
        _layer = self.layer
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.end()

    def __iter__(self) -> Iterator[Row]:
        for message in self._messages:
            yield from self._take(message)

    def _take(self, message: dict[str, Any]) -> list[Row]:
        if message["kind"] == "layer":
            self._layer = message["layer"]
        if message["kind"] == "problems":
            self.problems += message["problems"]
        return list(message["rows"]) if message["kind"] == "rows" else []


def read_file(
    path: Path,
    *,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    choice: Choice = AS_FOUND,
    progress: Progress | None = None,
) -> Reading:
    """Return the reading of one layer, to be used with ``with``. Raise ``FileRefused``."""
    return Reading(Child(_task("read", path, name, limits, choice), limits, progress))


def _task(kind: str, path: Path, name: str, limits: Limits, choice: Choice) -> dict[str, Any]:
    return {"task": kind, "path": str(path.resolve()), "name": name, "limits": limits, "choice": choice}


class Child:
    """The process: started, listened to with deadlines, and ended whatever happens.

    ``module`` is what it runs; ``task`` is handed to it with the address of its own folder. ``warm``: fork it
    from a process that has the module imported and stays; the module has a ``work`` then.
    """

    def __init__(
        self,
        task: dict[str, Any],
        limits: Limits,
        progress: Progress | None = None,
        *,
        module: str = "spatial.intake.child",
        warm: bool = False,
    ) -> None:
        self._task = task
        self._module, self._warm = module, warm
        self._limits = limits
        self._progress = progress
        self._work = tempfile.TemporaryDirectory(prefix="intake-", ignore_cleanup_errors=True)
        self._process: Process | None = None
        self._pipe = -1
        self._words: IO[bytes] | None = None

    def __enter__(self) -> "Child":
        self.start()
        return self

    def __exit__(self, *details: object) -> None:
        self.end()

    def start(self) -> None:
        """Start the process and hand it its task."""
        ours, theirs = os.pipe()
        self._pipe = ours
        self._words = tempfile.TemporaryFile(dir=self._work.name)
        inside = Path(self._work.name) / "work"
        inside.mkdir()
        try:
            with tempfile.TemporaryFile(dir=self._work.name) as task:
                task.write(wire.pack({**self._task, "work": str(inside)}))
                task.seek(0)
                given = Given(task=task.fileno(), report=theirs, words=self._words.fileno(), inside=inside)
                self._process = begin(self._module, given, _environment(), warm=self._warm)
        finally:
            os.close(theirs)

    def messages(self) -> Iterator[dict[str, Any]]:
        """Yield what the child reports; raise ``FileRefused`` when it refuses, dies or outruns its limits."""
        buffer = bytearray()
        deadline = time.monotonic() + self._limits.wall_seconds
        while True:
            message = _cut(buffer)
            if message is None:
                chunk = self._listen(deadline)
                if not chunk:
                    raise FileRefused(problem=self._obituary())
                buffer += chunk
            elif message["kind"] == "done":
                return
            elif message["kind"] == "refused":
                raise FileRefused(problem=message["problem"])
            elif message["kind"] == "progress":
                if self._progress:
                    self._progress(message["stage"], message["percent"])
            else:
                yield message

    def end(self) -> None:
        """Kill what still runs and remove its folder."""
        if self._process is not None:
            self._process.end()
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
        if self._words is not None:
            self._words.close()
        self._work.cleanup()

    def _listen(self, deadline: float) -> bytes:
        silence = min(self._limits.silence_seconds, deadline - time.monotonic())
        ready, _w, _x = select.select([self._pipe], [], [], max(silence, 0))
        if not ready:
            late = (
                self._limits.wall_seconds
                if silence < self._limits.silence_seconds
                else self._limits.silence_seconds
            )
            raise FileRefused(problem=problem("reader_slow", limit=late))
        return os.read(self._pipe, READ_BYTES)

    def _obituary(self) -> Problem:
        """Return why the child ended without a word."""
        assert self._process is not None  # noqa: S101  it was started
        code = self._process.wait()
        words = self._last_words()
        if code == -signal.SIGXCPU or (code == -signal.SIGKILL and "cpu" in words):
            return problem("reader_out_of_time", limit=self._limits.cpu_seconds)
        if any(
            sign in words
            for sign in ("MemoryError", "bad_alloc", "Cannot allocate", "out of memory", "failed to map")
        ):
            return problem("reader_out_of_memory", limit_mb=self._limits.memory_bytes >> 20)
        if code > 0:
            return problem("reader_failed", detail=words.strip().split("\n")[-1][:200] or f"exit {code}")
        return problem("reader_died", signal=signal.Signals(-code).name if code else "EOF")

    def _last_words(self) -> str:
        if self._words is None:
            return ""
        size = self._words.seek(0, os.SEEK_END)
        self._words.seek(max(0, size - 4096))
        return self._words.read().decode("utf-8", "replace").replace("{", "(").replace("}", ")")


def _cut(buffer: bytearray) -> dict[str, Any] | None:
    """Take one whole frame off the front of the buffer, if there is one."""
    if len(buffer) < wire.HEAD.size:
        return None
    end = wire.HEAD.size + wire.frame_length(bytes(buffer[: wire.HEAD.size]))
    if len(buffer) < end:
        return None
    message = wire.unpack(bytes(buffer[wire.HEAD.size : end]))
    del buffer[:end]
    return message


def _environment() -> dict[str, str]:
    """Return a bare environment: no secrets of the server's, one thread, no network helpers."""
    return {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
        "GDAL_NUM_THREADS": "1", "PROJ_NETWORK": "OFF",
        "OGR_SKIP": SKIPPED_DRIVERS, "GDAL_DISABLE_READDIR_ON_OPEN": "NO",
    }  # fmt: skip


# Drivers that follow links, open services or run SQL of the file's own.
SKIPPED_DRIVERS = ",".join((
    "OGR_VRT", "GDALG", "HTTP", "WFS", "OAPIF", "CSW", "Carto", "AmigoCloud", "Elasticsearch", "NGW",
    "PLSCENES", "EEDA", "OGCAPI", "GeoRSS", "GPSBabel", "PGDUMP", "ADBC", "PDF", "MVT", "PMTiles", "MBTiles",
))  # fmt: skip


def _of_facts(facts: dict[str, object]) -> Problem:
    return problem(str(facts["problem"]))


def _rebuild(kind: type[FileRefused], found: Problem) -> FileRefused:
    return kind(problem=found)
