"""No committed lock file or configuration names a package host: each machine brings its own."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from house.console import be_plain, say
from house.ground import ROOT

LOCKS = ("requirements/*", "static/package-lock.json", "static/package.json", "static/.npmrc")
CONFIGS = ("pyproject.toml", "uv.lock", "setup.cfg", "pip.conf", "*.npmrc", "*.toml", "*.cfg", "*.ini",
           ".ci/*", "bin/*", "bin/house/*", "deploy/*", "*.yaml", "*.yml", "*Containerfile*")
LAID = (".venv", "var", "node_modules", "static/vendor")
ADDRESS = re.compile(r"[a-z+]*://")
WEB_ADDRESS = re.compile(r"https?://(?!127\.0\.0\.1|localhost|\[::1\]|\{)")
INDEX_SETTING = re.compile(r"(?i)(index[-_]url|find[-_]links|trusted[-_]host|^\s*registry\s*=|\bindex\s*=)")


def offences(root: Path) -> list[str]:
    """Return ``file:line: text`` for every line that names a host or chooses a package index."""
    return [
        f"{file.relative_to(root)}:{number}: {line.strip()[:100]}"
        for file in _committed(root, LOCKS + CONFIGS)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if _offends(file.relative_to(root), line)
    ]


def unhashed(root: Path) -> list[str]:
    """Return the pins of the lock files that carry no hash."""
    locks = (root / "requirements").glob("*.txt")
    python = [f"{file.name}: {pin}" for file in locks for pin in _bare_pins(file)]
    lock = json.loads((root / "static" / "package-lock.json").read_text(encoding="utf-8"))
    npm = [name for name, package in lock["packages"].items() if name and "integrity" not in package]
    return python + [f"package-lock.json: {name}" for name in npm]


def main(arguments: list[str]) -> int:
    """Print what offends; status 1 when anything does."""
    be_plain()
    found = offences(ROOT) + unhashed(ROOT)
    for line in found:
        say(line)
    say(f"{len(_committed(ROOT, LOCKS + CONFIGS))} files looked at, {len(found)} offences")
    return 1 if found else 0


def _offends(file: Path, line: str) -> bool:
    if file.name == Path(__file__).name:
        return False
    in_lock = any(file.match(pattern) for pattern in LOCKS)
    return bool((ADDRESS if in_lock else WEB_ADDRESS).search(line)
                or (file.suffix != ".py" and INDEX_SETTING.search(line)))


def _committed(root: Path, patterns: tuple[str, ...]) -> list[Path]:
    return [root / name for name in _listed(root)
            if any(name.match(pattern) for pattern in patterns) and (root / name).is_file()]


def _listed(root: Path) -> list[Path]:
    """Return what git holds or would hold; in an unpacked archive, all but what set-up lays."""
    ask = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"]
    if shutil.which("git") and (root / ".git").exists():
        told = subprocess.run(ask, cwd=root, capture_output=True, text=True, check=True).stdout
        return [Path(name) for name in told.split("\0") if name]
    names = (path.relative_to(root) for path in root.rglob("*"))
    return [name for name in names if not any(name.is_relative_to(laid) for laid in LAID)]


def _bare_pins(file: Path) -> list[str]:
    """Return the pinned names whose next line is not a hash."""
    lines = [*file.read_text(encoding="utf-8").splitlines(), ""]
    return [line.split()[0] for line, after in zip(lines, lines[1:], strict=False)
            if re.match(r"[A-Za-z0-9]", line) and "--hash=sha256:" not in after]
