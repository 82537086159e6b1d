"""The converters that ``bim.py`` compares: installed, run one by one, each in a process of its own."""

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bim_files import change, plain

PEERS = Path(__file__).resolve().parent / "bim_peers"
OURS, SERIALIZER, FRAGMENTS, XEOKIT, WEB_IFC = "ours", "ifcopenshell", "fragments", "xeokit", "web-ifc"
NAMES = (OURS, SERIALIZER, FRAGMENTS, XEOKIT, WEB_IFC)
VIEWABLE = (SERIALIZER, FRAGMENTS, XEOKIT)
"""Peers that end with a file a viewer can open."""
_ENDING = {SERIALIZER: "glb", FRAGMENTS: "frag", XEOKIT: "xkt", WEB_IFC: "none"}
_SCRIPT = {FRAGMENTS: "fragments.mjs", XEOKIT: "xeokit.mjs", WEB_IFC: "web_ifc.mjs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one converter did with one file. ``why``: empty where it ended well."""

    seconds: float
    why: str = ""
    shown: frozenset[str] = frozenset()
    size: int = 0
    told: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All converters on one file; ``again``: ours on its second revision, the first's shapes kept."""

    path: Path
    runs: dict[str, Run]
    again: Run


def install(folder: Path) -> Path:
    """Install the peers of npm into a folder, once, and return it."""
    node = folder / "node"
    node.mkdir(parents=True, exist_ok=True)
    for path in PEERS.iterdir():
        if path.suffix in (".mjs", ".json"):
            shutil.copy(path, node / path.name)
    if not (node / "node_modules" / "web-ifc").is_dir():
        words = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(words, cwd=node, check=True)
    return node


def run_all(node: Path, path: Path, *, seconds: float) -> Row:
    """Convert one file with every converter, then its second revision with ours."""
    print(f"{path.name} ({path.stat().st_size / 1e6:.1f} MB)", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-bim-") as held:
        folder = Path(held)
        source, runs = plain(path, folder), {}
        for name in NAMES:
            given = path if name == OURS else source
            runs[name] = _run(name, node, given, folder / name, seconds)
        again = _second(node, source, folder, seconds) if not runs[OURS].why else Run(seconds=0.0, why="–")
    return Row(path=path, runs=runs, again=again)


def _second(node: Path, source: Path, folder: Path, seconds: float) -> Run:
    changed = folder / "second.ifc"
    if not change(source, changed):
        return Run(seconds=0.0, why="nothing to change")
    shutil.rmtree(folder / OURS / "out", ignore_errors=True)
    return _run(OURS, node, changed, folder / OURS, seconds)


def _run(name: str, node: Path, source: Path, folder: Path, seconds: float) -> Run:
    folder.mkdir(exist_ok=True)
    out, ids = folder / ("out" if name == OURS else f"out.{_ENDING[name]}"), folder / "ids.json"
    began = time.perf_counter()
    try:
        done = subprocess.run(
            [*_command(name, node), str(source), str(out), str(ids), *_cache(name, folder)], cwd=node,
            capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Run(seconds=seconds, why="too slow")
    took = time.perf_counter() - began
    if done.returncode or not ids.exists():
        return Run(seconds=took, why=_why(done))
    told = json.loads(ids.read_text(encoding="utf-8"))
    return Run(seconds=took, shown=frozenset(told.pop("ids")), size=_gzip_bytes(out), told=told)


def _command(name: str, node: Path) -> list[str]:
    if name in _SCRIPT:
        return ["node", "--max-old-space-size=4096", str(node / _SCRIPT[name])]
    return [sys.executable, str(PEERS / ("ours.py" if name == OURS else "serializer.py"))]


def _cache(name: str, folder: Path) -> list[str]:
    if name != OURS:
        return []
    (folder / "cache").mkdir(exist_ok=True)
    return [str(folder / "cache")]


def _why(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    if done.returncode < 0:
        return f"killed by signal {-done.returncode}"
    said = [line for line in lines if "Error" in line or "refused" in line] or lines
    return said[-1][:60] if said else f"ended with {done.returncode}"


def _gzip_bytes(out: Path) -> int:
    """Return what goes to a browser: tiles lie gzipped already, other files are gzipped as a server would."""
    if out.is_dir():
        return sum(path.stat().st_size for path in (out / "tiles").rglob("*") if path.is_file())
    return len(gzip.compress(out.read_bytes(), 6)) if out.exists() else 0
