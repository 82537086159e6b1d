"""Sets of properties read before: a set that says the same, unit by unit, need not be walked again."""

import json
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from bim.files.digests import Endless, Texts, joined

VERSION = b"definitions 3"
SEAL = 16
Definition = tuple[str, bool, dict[str, Any], dict[str, str]]


class KeptSets:
    """The sets of one project's last reading, by what is in them and below.

    What a set says hangs on its own entities, on the units of the project and on the code page of its texts;
    the key takes in all three. Only what was asked for is kept again, so a file of sets does not grow.
    """

    def __init__(self, folder: Path, file: Any, texts: Texts, code_page: str) -> None:
        self._texts = texts
        projects = [one.id() for one in file.by_type("IfcProject")]
        units = [one.id() for one in file.by_type("IfcUnitAssignment")]
        named = [_unit_of(one) for one in file.by_type("IfcProject")]
        told = [VERSION, *(texts.digest(one) for one in [*units, *named])]
        self._ground = joined([*told, f"{file.schema_identifier} {code_page}".encode()])
        name = blake2b(str(file.by_id(projects[0]).GlobalId).encode(), digest_size=SEAL).hexdigest()
        self._path = folder / "sets" / name
        self._before = _read(self._path)
        self._now: dict[str, Definition] = {}

    def key(self, definition: Any) -> str | None:
        """Return what a set's values hang on, or ``None`` where that has no end."""
        try:
            return f"{self._texts.digest(definition.id()).hex()} {self._ground}"
        except Endless:
            return None

    def find(self, key: str) -> Definition | None:
        """Return a set of the last reading or of this one."""
        found = self._now.get(key) or self._before.get(key)
        if found is not None:
            self._now[key] = found
        return found

    def add(self, key: str, definition: Definition) -> None:
        """Keep a set for the next reading."""
        self._now[key] = definition

    def save(self) -> None:
        """Write what was asked for; a folder that cannot be written to only costs time later."""
        if self._now.keys() == self._before.keys():
            return
        told = json.dumps(self._now, ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._path.parent, delete=False) as draft:
                draft.write(blake2b(told, digest_size=SEAL).digest() + told)
            os.replace(draft.name, self._path)


def _unit_of(project: Any) -> int:
    """Return which units the project names; a file may hold others."""
    return int(project.UnitsInContext.id()) if project.UnitsInContext else 0


def _read(path: Path) -> dict[str, Definition]:
    try:
        kept = path.read_bytes()
    except OSError:
        return {}
    told = kept[SEAL:]
    if blake2b(told, digest_size=SEAL).digest() != kept[:SEAL]:
        return {}
    return {
        key: (name, measured, values, units)
        for key, (name, measured, values, units) in json.loads(told).items()
    }


def kept_sets(folder: Path, file: Any, texts: Texts | None, code_page: str) -> KeptSets | None:
    """Return the sets kept for a file's project; none where its texts or its units cannot be told."""
    if texts is None:
        return None
    try:
        return KeptSets(folder, file, texts, code_page)
    except Endless:
        return None
