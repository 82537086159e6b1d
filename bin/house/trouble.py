"""What stops a command, said so that the reader knows what to do."""

import errno

FAILED = 1
NEEDS_PACKAGES = 3
INTERRUPTED = 130

FULL_DISK = ("no space left on device", "could not extend file", "disk quota exceeded", "enospc")
NO_REGISTRY = (
    "temporary failure in name resolution", "temporary failure resolving", "connection refused",
    "network is unreachable", "could not find a version", "no matching distribution",
    "unable to locate package", "connecttimeout", "code e404", "code enotfound", "code econnrefused",
    "code etimedout", "code eai_again",
)


class Trouble(Exception):
    """One sentence in English and one in Chinese; ``status`` is the command's exit status."""

    def __init__(self, en: str, zh: str, *, status: int = FAILED) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh
        self.status = status


class Stopped(BaseException):
    """The user or the system asked the command to stop."""


def full_disk(where: object) -> Trouble:
    """Say that the disk holding ``where`` is full."""
    return Trouble(
        f"The disk that holds {where} is full. Free some space (or choose another disk with --data DIR)"
        " and run the same command again; it goes on where it stopped.",
        f"{where} 所在的磁盘已满。请清理空间（或用 --data DIR 换一块磁盘）后重新运行同一命令，"
        "已完成的步骤不会重做。",
    )


def from_os_error(error: OSError, where: object) -> Trouble:
    """Turn an error of the operating system into a sentence."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return full_disk(error.filename or where)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Trouble(
            f"{error.filename or where} cannot be written. Run as its owner,"
            " or choose a folder with --data DIR.",
            f"无法写入 {error.filename or where}。请用其所有者身份运行，或用 --data DIR 指定其他目录。",
        )
    return Trouble(f"The system refused: {error}.", f"系统拒绝了操作：{error}。")


def from_output(title: str, tail: list[str], log: object, *, fetches: bool) -> Trouble:
    """Explain why a step's program failed, by what it printed last; ``fetches``: it is a package client."""
    text = "\n".join(tail).lower()
    if any(sign in text for sign in FULL_DISK):
        return full_disk(log)
    if fetches and any(sign in text for sign in NO_REGISTRY):
        return Trouble(
            f"“{title}” could not fetch packages. Check the network or the package index that pip, npm"
            f" and apt are configured with, then run the same command again. Details: {log}",
            f"“{title}”无法获取软件包。请检查网络，或 pip、npm、apt 所配置的软件源，"
            f"然后重新运行同一命令。详情：{log}",
        )
    return Trouble(
        f"“{title}” failed. Its last lines are above, the whole output is in {log}.",
        f"“{title}”失败。最后几行输出见上，完整输出在 {log}。",
    )
