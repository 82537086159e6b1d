"""What a child is given when it parts from its parent, and the words on the lines between processes."""

from dataclasses import dataclass
from pathlib import Path

PARENT_DIED = 1  # PR_SET_PDEATHSIG
READY, TAKEN = b"ready", b"taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Open files by number, the task, where to report and where to complain, and a folder of its own."""

    task: int
    report: int
    words: int
    inside: Path
