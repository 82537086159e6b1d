"""What ifcopenshell's validator says, in a forked child: it gets a share of time, and nothing hangs on it."""

import os
import re
import resource
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

import ifcopenshell
import ifcopenshell.validate as validate

from bim.checks.finding import MOST_ELEMENTS, Fact, Finding, cut, once

MOST_GROUPS = 40
OWN_CHECKS = re.compile(r"\.GlobalId$")
"""What other checks of ours say better."""
FRAMES = ("#", "^", "On instance", "For instance", "With attribute", "Value:", "Violated by")
WRONG = ("error", "warning", "critical")
Key = tuple[str, str]


class Groups:
    """Statements by attribute and by what is said of it."""

    def __init__(self) -> None:
        self.counts: dict[Key, int] = {}
        self.elements: dict[Key, list[str]] = {}
        self.classes: dict[Key, str] = {}

    def add(self, one: dict[str, str]) -> None:
        """Take one statement."""
        key = (one["attribute"], one["message"])
        self.counts[key] = self.counts.get(key, 0) + 1
        self.classes.setdefault(key, one["class"])
        named = self.elements.setdefault(key, [])
        if one["global_id"] and len(named) < MOST_ELEMENTS:
            named.append(one["global_id"])

    def findings(self, code: str, more: str) -> Iterator[Finding]:
        """Yield a finding for each group, the largest first, and one for all that are left."""
        ordered = sorted(self.counts, key=lambda key: (-self.counts[key], key))
        for key in ordered[:MOST_GROUPS]:
            attribute, message = key
            facts: dict[str, Fact] = {
                "where": cut(attribute or self.classes[key]), "message": cut(message),
            }  # fmt: skip
            yield Finding(
                code=code, facts=facts, elements=tuple(dict.fromkeys(self.elements[key])),
                count=self.counts[key],
            )  # fmt: skip
        left = ordered[MOST_GROUPS:]
        if left:
            yield once(more, kinds=len(left), count=sum(self.counts[key] for key in left))


class Teller(validate.json_logger):
    """A logger for the validator, which tells loggers apart by their class: it hands each statement on."""

    def __init__(self, tell: Callable[[dict[str, str]], None]) -> None:
        super().__init__()
        self._tell = tell

    def log(self, level: str, message: Any, *words: Any) -> None:
        """Hand one statement on with what it is about; what is well is no statement."""
        if level not in WRONG:
            return
        instance = self.state.get("instance")
        said = str(message)
        self._tell({
            "attribute": str(self.state.get("attribute") or ""),
            "message": _first_line(said % words if words else said),
            "class": "" if instance is None else str(instance.is_a()),
            "global_id": str(getattr(instance, "GlobalId", "") or ""),
        })  # fmt: skip


def check_schema(plain: Path, *, seconds: int) -> Iterator[Finding]:
    """Yield what breaks the schema, the most frequent first; after ``seconds`` say that it was not all."""
    groups, done = Groups(), False
    for said in _statements(plain, seconds):
        if said is None:
            done = True
        elif not OWN_CHECKS.search(said["attribute"]) and "GlobalId" not in said["message"]:
            groups.add(said)
    yield from groups.findings("schema_broken", "schema_more")
    if not done:
        yield once("schema_unfinished", seconds=seconds)


def _statements(plain: Path, seconds: int) -> Iterator[dict[str, str] | None]:
    """Yield statements, and ``None`` once the validator came to its end."""
    ours, theirs = Pipe(duplex=False)
    pid = os.fork()
    if pid == 0:
        _validate(plain, theirs, seconds)
    theirs.close()
    deadline = time.monotonic() + seconds
    try:
        while (left := deadline - time.monotonic()) > 0 and ours.poll(left):
            said = ours.recv()
            yield said
            if said is None:
                return
    except (EOFError, OSError):
        return
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        ours.close()


def _validate(plain: Path, line: Connection, seconds: int) -> None:
    """Run in the child, which ends here in any case: nothing of the parent's is cleaned up twice."""
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        file = ifcopenshell.open(str(plain), ".ifc")  # type: ignore[call-overload]
        logger: Any = Teller(line.send)
        validate.validate(file, logger)
        line.send(None)
        status = 0
    finally:
        os._exit(status)


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(FRAMES)]
    return re.sub(r"#\d+=?", "", " · ".join((told or lines)[:2]))[:300] or "?"
