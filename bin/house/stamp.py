"""Remember that a step was done, and from which files, so that it is done again only when they change."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


def digest(files: Iterable[Path], *words: str) -> str:
    """Return a digest of the files' names and contents and of ``words``."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for word in words:
        total.update(word.encode() + b"\0")
    return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A small file beside what was laid; it holds the digest it was laid from."""

    path: Path

    def is_fresh(self, value: str) -> bool:
        """Tell whether the step was completed with this digest."""
        try:
            return self.path.read_text(encoding="ascii").strip() == value
        except (OSError, UnicodeDecodeError):
            return False

    def write(self, value: str) -> None:
        """Say that the step is complete."""
        self.path.write_text(value + "\n", encoding="ascii")
