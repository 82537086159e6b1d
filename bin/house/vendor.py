"""The front-end libraries: pinned in static/package.json, chosen in static/vendor.json."""

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from house import node as nodejs
from house.command import Runner
from house.console import Step, Steps, complain
from house.ground import Ground
from house.stamp import Stamp, digest
from house.trouble import Trouble

PINS = ("package.json", "package-lock.json", ".npmrc")
CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")


@dataclass(frozen=True, slots=True)
class Library:
    """Files of one package (globs below it) that go into one folder of static/vendor."""

    package: str
    into: str
    files: tuple[str, ...]


def table(ground: Ground) -> list[Library]:
    """Return the rows of static/vendor.json."""
    rows = json.loads((ground.root / "static" / "vendor.json").read_text(encoding="utf-8"))
    return [Library(row["package"], row["into"], tuple(row["files"])) for row in rows]


def lay(ground: Ground, run: Runner, step: Step) -> str:
    """Bring static/vendor to what the table and the lock say."""
    value = _digest(ground, "vendor.json")
    if _vendor_stamp(ground).is_fresh(value):
        return ""
    if _packages_stamp(ground).is_fresh(_digest(ground)):
        _lay_files(ground, ground.root / "node_modules", value)
    else:
        with _workshop(ground) as workshop:
            _install(ground, Path(workshop), run, step, "--omit=dev")
            _lay_files(ground, Path(workshop) / "node_modules", value)
    return f"{len(table(ground))} libraries"


def lay_packages(ground: Ground, run: Runner, step: Step) -> str:
    """Bring node_modules to what the lock says, with the tools for checking."""
    if _packages_stamp(ground).is_fresh(_digest(ground)):
        return ""
    with _workshop(ground) as workshop:
        _install(ground, Path(workshop), run, step)
        shutil.rmtree(ground.root / "node_modules", ignore_errors=True)
        shutil.move(Path(workshop) / "node_modules", ground.root / "node_modules")
    _packages_stamp(ground).write(_digest(ground))
    return ""


def main(arguments: list[str]) -> int:
    """Lay static/vendor and nothing else, for container images. The log folder may be given."""
    ground = Ground()
    log = Path(arguments[0]) if arguments else ground.log
    log.mkdir(parents=True, exist_ok=True)
    run = Runner(log=log / "vendor.log", cwd=ground.root)
    try:
        Steps(total=1).run("Front-end libraries", "前端库", lambda step: lay(ground, run, step))
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    return 0


def place(package: Path, file: Path) -> Path:
    """Return where a package's file goes below its folder in static/vendor: a leading ``dist`` is dropped."""
    inside = file.relative_to(package)
    return Path(*inside.parts[1:]) if inside.parts[0] == "dist" else inside


def _install(ground: Ground, workshop: Path, run: Runner, step: Step, *options: str) -> None:
    node = nodejs.find(ground, run, step)
    for name in PINS:
        shutil.copy2(ground.root / "static" / name, workshop / name)
    run.run(step, [*node.npm, *CI, *options], cwd=workshop, env=node.env)


def _lay_files(ground: Ground, packages: Path, value: str) -> None:
    vendor = ground.root / "static" / "vendor"
    with _workshop(ground) as workshop:
        fresh = Path(workshop) / "vendor"
        for library in table(ground):
            _copy(library, packages / library.package, fresh / library.into)
        Stamp(fresh / ".laid").write(value)
        if vendor.exists():
            shutil.move(vendor, Path(workshop) / "old")
        shutil.move(fresh, vendor)


def _copy(library: Library, package: Path, into: Path) -> None:
    for pattern in library.files:
        found = sorted(package.glob(pattern))
        if not found:
            raise Trouble(
                f"static/vendor.json names {pattern}, which {library.package} does not hold. Mend the table.",
                f"static/vendor.json 中的 {pattern} 在 {library.package} 中不存在，请修正该表。",
            )
        for file in found:
            target = into / place(package, file)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, target)


def _workshop(ground: Ground) -> tempfile.TemporaryDirectory[str]:
    """Return a folder on the checkout's own disk, so that what was made there is moved in one stroke."""
    parent = ground.root / "var" / "tmp"
    parent.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(dir=parent, prefix="npm-")


def _vendor_stamp(ground: Ground) -> Stamp:
    return Stamp(ground.root / "static" / "vendor" / ".laid")


def _packages_stamp(ground: Ground) -> Stamp:
    return Stamp(ground.root / "node_modules" / ".laid")


def _digest(ground: Ground, *more: str) -> str:
    return digest([ground.root / "static" / name for name in (*PINS, *more)])
