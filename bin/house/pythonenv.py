"""The Python environment ``.venv``, from the hash-locked requirements."""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from house.command import Runner
from house.console import Step
from house.ground import Ground, base_python
from house.stamp import Stamp, digest
from house.trouble import Trouble

RUN, DEV, NODE, IDS = "run", "dev", "node", "ids"
PEERS = ("pygeoapi", "tipg")
"""Servers of others that stand beside ours in tests and measurements: each in an environment of its own."""
PIP = ("-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-input",
       "--disable-pip-version-check", "--progress-bar", "off", "--root-user-action", "ignore")


def needed_packages() -> list[str]:
    """Return the system packages without which this Python cannot make environments."""
    if find_spec("ensurepip") and find_spec("venv"):
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def requirements(ground: Ground, scope: str) -> Path:
    """Return the lock file of a scope: ``run``, ``dev`` (holds all of run), ``node``, ``ids`` or a peer."""
    return ground.root / "requirements" / f"{scope}.txt"


def is_laid(ground: Ground, scope: str) -> bool:
    """Tell whether ``.venv`` holds what the lock file of ``scope`` says."""
    return ground.python.exists() and _stamp(ground, scope).is_fresh(_digest(ground, scope))


def lay(ground: Ground, scope: str, run: Runner, step: Step) -> str:
    """Bring ``.venv`` to what the lock file of ``scope`` says."""
    if is_laid(ground, scope):
        return ""
    _make(ground, run, step)
    _unfinished(ground).touch()
    run.run(step, [ground.python, *PIP, "-r", requirements(ground, scope)])
    for done in (scope, RUN) if scope == DEV else (scope,):
        _stamp(ground, done).write(_digest(ground, done))
    _unfinished(ground).unlink()
    return f"Python {sys.version_info.major}.{sys.version_info.minor}"


def lay_apart(ground: Ground, scope: str, run: Runner, step: Step) -> str:
    """Lay the packages of ``scope`` into a folder of their own, for a program that runs by itself.

    The product does without them: where they cannot be had, say so and go on.
    """
    folder = ground.venv / scope
    if Stamp(folder / ".laid").is_fresh(_digest(ground, scope)):
        return ""
    fresh = ground.venv / f".new-{scope}"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        run.run(step, [ground.python, *PIP, "--target", fresh, "-r", requirements(ground, scope)])
    except Trouble:
        shutil.rmtree(fresh, ignore_errors=True)
        return f"{scope} ✗"
    Stamp(fresh / ".laid").write(_digest(ground, scope))
    _swap(folder, fresh)
    return scope


def lay_peers(ground: Ground, run: Runner, step: Step) -> str:
    """Lay the servers of others into the data folder, each into an environment of its own."""
    for scope in PEERS:
        folder = peer_home(ground, scope)
        stamp = Stamp(folder / ".laid")
        if stamp.is_fresh(_digest(ground, scope)):
            continue
        run.run(step, [base_python(), "-m", "venv", "--clear", folder])
        run.run(step, [folder / "bin" / "python", *PIP, "-r", requirements(ground, scope)])
        stamp.write(_digest(ground, scope))
    return ", ".join(PEERS)


def peer_home(ground: Ground, scope: str) -> Path:
    """Return the folder of a peer's environment."""
    return ground.data / "peers" / scope


def _swap(folder: Path, fresh: Path) -> None:
    """Put ``fresh`` in the place of ``folder``, which is gone for no longer than one rename takes."""
    old = fresh.with_name(f".old-{folder.name}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.replace(old)
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def _make(ground: Ground, run: Runner, step: Step) -> None:
    """Make the environment anew when it does not start, or when an install into it was killed half-way."""
    broken = _unfinished(ground).exists() or not _works(ground, "")
    if not broken and _works(ground, "import pip"):
        return
    clear = ["--clear"] if broken else []
    run.run(step, [base_python(), "-m", "venv", *clear, ground.venv])


def _works(ground: Ground, statement: str) -> bool:
    """Tell whether the environment's own Python starts, is of our version and runs ``statement``."""
    version = f"import sys; assert sys.version_info[:2] == {sys.version_info[:2]}; {statement}"
    if not ground.python.exists():
        return False
    return subprocess.run([ground.python, "-c", version], capture_output=True, check=False).returncode == 0


def _unfinished(ground: Ground) -> Path:
    return ground.venv / ".unfinished"


def _stamp(ground: Ground, scope: str) -> Stamp:
    return Stamp(ground.venv / f".laid-{scope}")


def _digest(ground: Ground, scope: str) -> str:
    """Whichever build of one Python version starts the command: its packages fit the same environment."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return digest([requirements(ground, scope)], version, str(ground.venv))
