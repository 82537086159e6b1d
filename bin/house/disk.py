"""Is there room before starting, rather than half-way."""

import os
import shutil
from pathlib import Path

from house.trouble import Trouble

MIB = 1024 * 1024


def free_bytes(path: Path) -> int:
    """Return the bytes free on the disk that holds ``path`` or its nearest existing parent."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free


def require(path: Path, *, needed_mib: int) -> None:
    """Refuse to begin on a disk that has not this much room (MiB)."""
    free_mib = free_bytes(path) // MIB
    if free_mib >= needed_mib:
        return
    raise Trouble(
        f"The disk that holds {path} has {free_mib} MiB free, {needed_mib} MiB are needed. Free some space"
        " (or choose another disk with --data DIR) and run the same command again.",
        f"{path} 所在的磁盘只剩 {free_mib} MiB，需要 {needed_mib} MiB。"
        "请清理空间（或用 --data DIR 换一块磁盘）后重新运行。",
    )


def same_disk(one: Path, other: Path) -> bool:
    """Tell whether two folders lie on one disk; folders that do not exist count by their parent."""
    return os.stat(_existing(one)).st_dev == os.stat(_existing(other)).st_dev


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)
