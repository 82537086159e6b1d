"""What was measured, kept as it comes: an interrupted run goes on where it stopped.

A result belongs to a file's content, a converter and its version. For our own conversion the version is its
source: what was measured before a change counts no more.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bim_running import Run

ROOT = Path(__file__).resolve().parents[1]
OUR_SOURCES = ("bim/**/*.py", "spatial/intake/*.py", "requirements/run.txt")


class Kept:
    """Results in a folder, one file each."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def get(self, source: Path, name: str, version: str, measure: Callable[[], Run]) -> Run:
        """Return what is kept of a converter's run on a file, or measure it and keep that."""
        key = hashlib.sha256(f"{digest_of(source)} {name} {version}".encode()).hexdigest()[:24]
        path = self._folder / f"{key}.json"
        if path.exists():
            told = json.loads(path.read_text(encoding="utf-8"))
            return Run(**(told["run"] | {"shown": frozenset(told["run"]["shown"])}))
        found = measure()
        told = {"file": source.name, "converter": name, "version": version, "run": _plain(found)}
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(told), encoding="utf-8")
        beside.replace(path)
        return found


def _plain(run: Run) -> dict[str, object]:
    return asdict(run) | {"shown": sorted(run.shown)}


def our_version() -> str:
    """Return a digest of what our conversion is made of."""
    digest = hashlib.sha256()
    for pattern in OUR_SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def digest_of(path: Path) -> str:
    """Return what tells a file's content apart."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
