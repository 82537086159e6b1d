"""What ifcopenshell's validator says, in a forked child: it gets a share of time, and nothing hangs on it.

The validator takes a second for each megabyte, so it is shown one entity of each form (``forms``) and all of
a form only where that one is not well. The child works while the model is meshed and is heard afterwards.
"""

import os
import re
import resource
import signal
import time
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

import ifcopenshell
import ifcopenshell.validate as validate

from bim.checks.finding import MOST_ELEMENTS, Fact, Finding, cut, once
from bim.checks.forms import forms_of
from bim.checks.inverses import suspects
from bim.checks.known import WellForms
from bim.files.tokens import Tokens

MOST_GROUPS = 40
MOST_LINES = 5
OWN_CHECKS = re.compile(r"\.GlobalId$")
"""What other checks of ours say better."""
FRAMES = ("#", "^", "On instance", "For instance", "With attribute", "Value:", "Violated by")
WRONG = ("error", "warning", "critical")
PATIENCE = 20
"""Seconds to wait for each second the validator may have a processor: the machine may be busy."""
Key = tuple[str, str]


class Groups:
    """Statements by attribute and by what is said of it."""

    def __init__(self) -> None:
        self.counts: dict[Key, int] = {}
        self.elements: dict[Key, list[str]] = {}
        self.classes: dict[Key, str] = {}
        self.entities: dict[Key, list[str]] = {}

    def add(self, one: dict[str, str]) -> None:
        """Take one statement."""
        key = (one["attribute"], one["message"])
        self.counts[key] = self.counts.get(key, 0) + 1
        self.classes.setdefault(key, one["class"])
        named = self.elements.setdefault(key, [])
        lines = self.entities.setdefault(key, [])
        if one["entity"] and len(lines) < MOST_LINES:
            lines.append(f"#{one['entity']}")
        if one["global_id"] and len(named) < MOST_ELEMENTS:
            named.append(one["global_id"])

    def findings(self, code: str, more: str) -> Iterator[Finding]:
        """Yield a finding for each group, the largest first, and one for all that are left."""
        ordered = sorted(self.counts, key=lambda key: (-self.counts[key], key))
        for key in ordered[:MOST_GROUPS]:
            attribute, message = key
            facts: dict[str, Fact] = {
                "where": cut(attribute or self.classes[key]), "message": cut(message),
                "lines": ", ".join(dict.fromkeys(self.entities[key])),
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
        said = str(message) % words if words else str(message)
        instance = self.state.get("instance")
        self._tell({
            "attribute": str(self.state.get("attribute") or ""), "message": _first_line(said),
            "entity": "" if instance is None else str(instance.id()),
            "class": "" if instance is None else str(instance.is_a()),
            "global_id": str(getattr(instance, "GlobalId", "") or ""),
        })  # fmt: skip


class Chosen(ifcopenshell.file):
    """An open file of which the validator walks through chosen entities only."""

    chosen: Collection[int] = ()

    def __iter__(self) -> Generator[ifcopenshell.entity_instance]:
        """Yield the chosen entities in the order of the file."""
        names = self.entity_names() if self.chosen else ()
        return (self.by_id(name) for name in names if name in self.chosen)


class Hearing:
    """A validator at work in a child of its own."""

    def __init__(self, pid: int, line: Connection, seconds: int) -> None:
        self.pid = pid
        self.line = line
        self.seconds = seconds

    def findings(self) -> Iterator[Finding]:
        """Yield what breaks the schema, the most frequent first; say where it was not all."""
        groups, done = Groups(), False
        for said in self._statements():
            if said is None:
                done = True
            elif not _is_ours(said):
                groups.add(said)
        yield from groups.findings("schema_broken", "schema_more")
        if not done:
            yield once("schema_unfinished", seconds=self.seconds)

    def _statements(self) -> Iterator[dict[str, str] | None]:
        """Yield statements, and ``None`` once the validator came to its end."""
        deadline = time.monotonic() + self.seconds * PATIENCE
        try:
            while (left := deadline - time.monotonic()) > 0 and self.line.poll(left):
                said = self.line.recv()
                yield said
                if said is None:
                    return
        except (EOFError, OSError):
            return


@contextmanager
def hearing(
    file: Any, tokens: Tokens | None, *, seconds: int, folder: Path | None = None
) -> Iterator[Hearing]:
    """Have an open file validated while other things are done. ``seconds`` of processor time, no more.

    ``tokens``: the file's entities, where they can be trusted to be all; without them each one is looked at.
    ``folder``: where it is kept which forms are well.
    """
    ours, theirs = Pipe(duplex=False)
    pid = os.fork()
    if pid == 0:
        _validate(file, tokens, theirs, seconds, folder)
    theirs.close()
    try:
        yield Hearing(pid, ours, seconds)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        ours.close()


def _validate(
    file: Any, tokens: Tokens | None, line: Connection, seconds: int, folder: Path | None
) -> None:
    """Run in the child, which ends here in any case: nothing of the parent's is cleaned up twice."""
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        if tokens is not None:
            file.__class__ = Chosen
            well = WellForms(folder, file.schema_identifier) if folder else None
            file.chosen = doubtful(file, tokens, well)
        validate.validate(file, Teller(line.send))
        line.send(None)
        status = 0
    finally:
        os._exit(status)


def doubtful(file: Any, tokens: Tokens, well: WellForms | None = None) -> set[int]:
    """Return all entities of the forms of which one is not well, and those that are named wrongly.

    ``file`` is one of ``Chosen``; ``well``: forms that need no look, to which those found well now are added.
    """
    forms = forms_of(tokens)
    found = suspects(tokens, file.schema_identifier)
    asked = [n for n, key in enumerate(forms.keys) if well is None or not well.holds(key)]
    file.chosen = {forms.first[n] for n in asked}
    said: list[dict[str, str]] = []
    validate.validate(file, Teller(said.append))
    unwell = {one["entity"] for one in said if not _is_ours(one)}
    broken = [n for n in asked if str(forms.first[n]) in unwell]
    for n in broken:
        found.update(forms.entities(n))
    if well is not None:
        well.keep({forms.keys[n] for n in asked} - {forms.keys[n] for n in broken})
    return found


def _is_ours(said: dict[str, str]) -> bool:
    """Return whether another check of ours says it better."""
    return bool(OWN_CHECKS.search(said["attribute"])) or "GlobalId" in said["message"]


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(FRAMES)]
    return re.sub(r"#\d+=?", "", " · ".join((told or lines)[:2]))[:300] or "?"
