"""``bin/lock``: write the lock files anew from pyproject.toml and static/package.json, naming no host."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from house.console import be_plain, complain, say
from house.ground import Ground
from house.trouble import FAILED, Trouble

COMPILE = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
           "--no-emit-index-url", "--no-annotate", "--custom-compile-command", "bin/lock")
SCOPES = {
    "run": ("pyproject.toml",),
    "dev": ("pyproject.toml", "--group", "dev", "-c", "requirements/run.txt"),
    "node": ("requirements/node.in",),
    "ids": ("requirements/ids.in", "--no-deps"),
    "pygeoapi": ("requirements/pygeoapi.in",),
    "tipg": ("requirements/tipg.in",),
}
"""``ids`` names all it needs: what its packages ask for besides is for writing reports, GPL among it."""


def main(arguments: list[str]) -> int:
    """Write requirements/*.txt and static/package-lock.json. ``--upgrade`` takes the newest allowed."""
    be_plain()
    ground = Ground()
    try:
        for scope, sources in SCOPES.items():
            _lock_python(ground, scope, [*sources, *arguments])
        _lock_npm(ground)
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    except subprocess.CalledProcessError as error:
        say(f"✗ {error}")
        return FAILED
    return 0


def _lock_python(ground: Ground, scope: str, words: list[str]) -> None:
    uv = ground.venv / "bin" / "uv"
    if not uv.exists():
        raise Trouble("bin/lock needs the development tools; run bin/test once.",
                      "bin/lock 需要开发工具，请先运行一次 bin/test。")
    target = f"requirements/{scope}.txt"
    say(f"{target} …")
    subprocess.run([uv, *COMPILE, *words, "-o", target], cwd=ground.root, check=True)


def _lock_npm(ground: Ground) -> None:
    say("static/package-lock.json …")
    with tempfile.TemporaryDirectory() as workshop:
        for name in ("package.json", ".npmrc"):
            shutil.copy2(ground.root / "static" / name, workshop)
        subprocess.run(["npm", "install", "--package-lock-only"], cwd=workshop, check=True)
        lock = json.loads((Path(workshop) / "package-lock.json").read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        for unneeded in ("resolved", "funding"):
            package.pop(unneeded, None)
    text = json.dumps(lock, indent=2, ensure_ascii=False) + "\n"
    (ground.root / "static" / "package-lock.json").write_text(text, encoding="utf-8")
