"""Where things lie: the checkout, and the folder for everything that changes."""

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One checkout (``root``) and one data folder (``data``)."""

    root: Path = ROOT
    data: Path = ROOT / "var"

    @property
    def venv(self) -> Path:
        """The Python environment of the checkout."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter inside ``venv``."""
        return self.venv / "bin" / "python"

    @property
    def log(self) -> Path:
        """The folder of the logs."""
        return self.data / "log"

    @property
    def accounts(self) -> Path:
        """The demo accounts with their passwords, mode 0600."""
        return self.data / "demo-accounts.json"

    @property
    def mark(self) -> str:
        """Eight hexadecimal digits that belong to this data folder."""
        return hashlib.sha256(os.fsencode(self.data)).hexdigest()[:8]

    def make_folders(self) -> None:
        """Make the data folder; only its owner may look into the folders that hold records."""
        self.data.mkdir(mode=0o755, parents=True, exist_ok=True)
        for name, mode in (("log", 0o755), ("static", 0o755), ("run", 0o700), ("blobs", 0o700)):
            (self.data / name).mkdir(mode=mode, exist_ok=True)


def base_python() -> str:
    """Return the interpreter to make environments with, even when run from inside one."""
    return getattr(sys, "_base_executable", None) or sys.executable
