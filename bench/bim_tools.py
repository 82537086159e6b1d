"""The converters that ``bim.py`` compares: installed, run one by one, each in a process of its own."""

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

import brotli
from bim_files import change, plain
from bim_kept import Kept, digest_of, our_version
from bim_running import Ran, Run, run

PEERS = Path(__file__).resolve().parent / "bim_peers"
AGAIN = "ours, second revision"
OURS, SERIALIZER, FRAGMENTS, XEOKIT, WEB_IFC = "ours", "ifcopenshell", "fragments", "xeokit", "web-ifc"
NAMES = (OURS, SERIALIZER, FRAGMENTS, XEOKIT, WEB_IFC)
VIEWABLE = (SERIALIZER, FRAGMENTS, XEOKIT)
"""Peers that end with a file a viewer can open."""
_ENDING = {SERIALIZER: "glb", FRAGMENTS: "frag", XEOKIT: "xkt", WEB_IFC: "none"}
_SCRIPT = {OURS: "ours.py", SERIALIZER: "serializer.py", FRAGMENTS: "fragments.mjs", XEOKIT: "xeokit.mjs",
           WEB_IFC: "web_ifc.mjs", AGAIN: "ours.py"}  # fmt: skip
_PACKAGE = {FRAGMENTS: "@thatopen/fragments", XEOKIT: "@xeokit/xeokit-convert", WEB_IFC: "web-ifc"}
GZIP = partial(gzip.compress, compresslevel=9, mtime=0)
BROTLI = partial(brotli.compress, quality=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All converters on one file; ``again``: ours on its second revision, the first's shapes kept."""

    path: Path
    runs: dict[str, Run]
    again: Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where the peers are, what was measured before, and how long a run may take."""

    node: Path
    kept: Kept
    versions: Mapping[str, str]
    seconds: float

    def get(self, path: Path, name: str, measure: Callable[[], Run]) -> Run:
        """Return a converter's run on a file: kept from before, or measured now."""
        script = PEERS / _SCRIPT[name]
        version = f"{self.versions[name]} {digest_of(script)} {self.seconds:.0f}"
        return self.kept.get(path, name, version, measure)


def install(folder: Path, *, seconds: float) -> Bench:
    """Install the peers of npm into a folder, once."""
    node = folder / "node"
    node.mkdir(parents=True, exist_ok=True)
    for path in PEERS.iterdir():
        if path.suffix in (".mjs", ".json"):
            shutil.copy(path, node / path.name)
    if not (node / "node_modules" / "web-ifc").is_dir():
        words = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(words, cwd=node, check=True)
    packages = json.loads((PEERS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    versions = {name: str(packages[package]) for name, package in _PACKAGE.items()}
    ours = our_version()
    versions |= {SERIALIZER: version("ifcopenshell"), OURS: ours, AGAIN: ours}
    return Bench(node=node, kept=Kept(folder / "kept"), versions=versions, seconds=seconds)


def run_all(bench: Bench, path: Path) -> Row:
    """Convert one file with every converter, then its second revision with ours; run nothing that is kept."""
    print(f"{path.name} ({path.stat().st_size / 1e6:.1f} MB)", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-bim-") as held:
        folder = Path(held)
        source, runs = plain(path, folder), {}
        for name in NAMES:
            given = path if name == OURS else source
            runs[name] = bench.get(path, name, partial(_run, name, bench, given, folder / name))
        again = Run(seconds=0.0, why="–")
        if not runs[OURS].why:
            again = bench.get(path, AGAIN, partial(_second, bench, source, folder))
    return Row(path=path, runs=runs, again=again)


def _second(bench: Bench, source: Path, folder: Path) -> Run:
    """Run the changed file with the shapes of the first; kept from another day, that one runs before."""
    changed = folder / "second.ifc"
    if not change(source, changed):
        return Run(seconds=0.0, why="nothing to change")
    if not (folder / OURS / "cache").exists():
        _run(OURS, bench, source, folder / OURS)
    shutil.rmtree(folder / OURS / "out", ignore_errors=True)
    return _run(OURS, bench, changed, folder / OURS)


def _run(name: str, bench: Bench, source: Path, folder: Path) -> Run:
    folder.mkdir(exist_ok=True)
    out, ids = folder / ("out" if name == OURS else f"out.{_ENDING[name]}"), folder / "ids.json"
    ids.unlink(missing_ok=True)
    words = [*_command(name, bench.node), str(source), str(out), str(ids), *_cache(name, folder)]
    ran = run(words, bench.node, bench.seconds)
    found = Run(seconds=ran.seconds, cpu_seconds=ran.cpu_seconds, peak_mb=ran.peak_mb, why=_why(ran))
    if found.why or not ids.exists():
        return replace(found, why=found.why or "nothing written")
    told = json.loads(ids.read_text(encoding="utf-8"))
    shown = frozenset(told.pop("ids"))
    return replace(found, shown=shown, told=told, gzip=_packed(out, GZIP), brotli=_packed(out, BROTLI))


def _command(name: str, node: Path) -> list[str]:
    script = _SCRIPT[name]
    if script.endswith(".mjs"):
        return ["node", "--max-old-space-size=4096", str(node / script)]
    return [sys.executable, str(PEERS / script)]


def _cache(name: str, folder: Path) -> list[str]:
    if name != OURS:
        return []
    (folder / "cache").mkdir(exist_ok=True)
    return [str(folder / "cache")]


def _why(ran: Ran) -> str:
    if ran.code == 0:
        return ""
    if ran.code is None:
        return "too slow"
    if ran.code < 0:
        return f"killed by signal {-ran.code}"
    lines = ran.said.strip().splitlines()
    said = [line for line in lines if "Error" in line or "refused" in line] or lines
    return said[-1][:60] if said else f"ended with {ran.code}"


def _packed(out: Path, pack: Callable[[bytes], bytes]) -> int:
    """Return what would go to a browser; of our own files, which lie packed, each is packed anew."""
    if out.is_dir():
        return sum(len(pack(gzip.decompress(path.read_bytes()))) for path in (out / "tiles").iterdir())
    return len(pack(out.read_bytes())) if out.exists() else 0
