"""One command at a time in a folder. The kernel lets go of the lock when its holder dies, however it dies."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lock:
    """A held lock. ``fd`` may be handed to a child, which then holds it too."""

    fd: int

    def release(self) -> None:
        """Let go, unless a child still holds it."""
        os.close(self.fd)


def take(path: Path, *, wait: bool = False) -> Lock | None:
    """Lock a file or folder; ``None`` when another process holds it and ``wait`` is off."""
    flags = os.O_RDONLY | os.O_DIRECTORY if path.is_dir() else os.O_RDWR | os.O_CREAT
    fd = os.open(path, flags, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(fd)
        return None
    except BaseException:
        os.close(fd)
        raise
    return Lock(fd)
