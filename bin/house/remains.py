"""What a killed database server leaves: its note ``postmaster.pid``, and for a moment its sessions."""

from pathlib import Path

from house.process import birth, wait_until

SESSIONS_END_SECONDS = 20
PID_LINE, MEMORY_LINE = 0, 6


def clear(note: Path) -> None:
    """Wait until the sessions of a killed server have ended, then remove its note.

    The server itself refuses to start over the note of a killed one as long as nobody has buried that
    process, which in a container without an init is for ever. Its shared memory tells truly whether a
    session is left.
    """
    try:
        lines = note.read_text(encoding="utf-8").splitlines()
        pid, segment = int(lines[PID_LINE]), lines[MEMORY_LINE].split()[1]
    except (OSError, ValueError, IndexError):
        return
    if birth(pid) is None and wait_until(lambda: attached(segment) == 0, SESSIONS_END_SECONDS):
        note.unlink(missing_ok=True)


def attached(segment: str) -> int:
    """Return how many processes use a shared memory segment; 0 when there is none."""
    try:
        lines = Path("/proc/sysvipc/shm").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    rows = (line.split() for line in lines[1:])
    return next((int(row[6]) for row in rows if row[1] == segment), 0)
