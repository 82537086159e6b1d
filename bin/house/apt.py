"""System packages through apt: as root or with sudo; otherwise say the one line to run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house.command import Runner
from house.console import Step
from house.trouble import NEEDS_PACKAGES, Trouble

CLIENTS = ["gdal-bin", "python3-qgis", "qgis-providers"]
"""Programs that offices read our doors with; only ``bin/test --clients`` wants them."""
NO_MAIN_CLUSTER = Path("/etc/postgresql-common/createcluster.d/gongtu.conf")
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0")


def missing(names: list[str]) -> list[str]:
    """Return those of ``names`` that dpkg does not hold installed."""
    if not shutil.which("dpkg-query"):
        return []
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
        capture_output=True, text=True, check=False,
    )
    present = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in present]


def install(run: Runner, step: Step, names: list[str]) -> None:
    """Install packages, or raise ``Trouble`` with the line to run (status 3)."""
    if not names:
        return
    before = _privilege(names)
    env = {**os.environ, **QUIET}
    with _without_main_cluster(before):
        run.run(step, [*before, "dpkg", "--configure", "-a"], env=env, spare=True)
        _refresh_lists(run, step, before)
        run.run(step, [*before, *INSTALL, *names], env=env, spare=True)


def line_to_run(names: list[str]) -> str:
    """Return the shell line that installs ``names``."""
    return f"sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends {' '.join(names)}'"


def _privilege(names: list[str]) -> list[str]:
    if not shutil.which("apt-get"):
        raise Trouble(
            f"This system has no apt. Install with its own package manager what these Debian packages hold,"
            f" then run again: {' '.join(names)}",
            "本系统没有 apt。请用系统自带的包管理器安装与下列 Debian 软件包相当的软件后重试："
            f"{' '.join(names)}",
            status=NEEDS_PACKAGES,
        )
    if os.geteuid() == 0:
        return []
    if _may_sudo():
        return ["sudo", "-n", "env", *(f"{key}={value}" for key, value in QUIET.items())]
    raise Trouble(
        "System packages are missing. Run this line, then the same command again:\n\n"
        f"  {line_to_run(names)}\n",
        "缺少系统软件包。请先运行下面这一行，再重新运行同一命令。",
        status=NEEDS_PACKAGES,
    )


def _may_sudo() -> bool:
    """Tell whether sudo works; on a terminal it may ask for the password once, before the step's program."""
    if not shutil.which("sudo"):
        return False
    ask = ["sudo", "-v"] if sys.stdin.isatty() else ["sudo", "-n", "true"]
    return subprocess.run(ask, stderr=subprocess.DEVNULL, check=False).returncode == 0


def _refresh_lists(run: Runner, step: Step, before: list[str]) -> None:
    """Refresh the package lists; old lists may still do, so a failure here is left to the install to tell."""
    try:
        run.run(step, [*before, "apt-get", "update"], spare=True)
    except Trouble as trouble:
        step.tell(trouble.en)


@contextmanager
def _without_main_cluster(before: list[str]) -> Iterator[None]:
    """Keep Debian's package from making and starting a database server of its own on port 5432."""
    script = f"mkdir -p {NO_MAIN_CLUSTER.parent} && echo 'create_main_cluster = false' > {NO_MAIN_CLUSTER}"
    if Path("/etc/postgresql-common/createcluster.conf").exists() and not NO_MAIN_CLUSTER.parent.exists():
        script = "true"
    subprocess.run([*before, "sh", "-c", script], check=False)
    try:
        yield
    finally:
        subprocess.run([*before, "rm", "-f", str(NO_MAIN_CLUSTER)], check=False)
