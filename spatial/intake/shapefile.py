"""Bring the parts of a shapefile together under a plain name, and say which are missing."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from spatial.intake.archives import Entry, unpack
from spatial.intake.dbf import find_encoding
from spatial.intake.encoding import canonical, doubts
from spatial.intake.limits import Limits
from spatial.intake.model import Choice, EncodingFinding
from spatial.intake.problems import Problem, problem, refuse

SHAPES = ".shp"
PARTS = (SHAPES, ".shx", ".dbf", ".prj", ".cpg")
PLAIN = "layer"


def gather_beside(path: Path, work: Path, limits: Limits) -> Path:
    """Copy a .shp (or .dbf) and what lies beside it into ``work``; return the copy."""
    if path.suffix.lower() == ".shx":
        raise refuse("shapefile_part_alone", part=path.suffix.lower())
    work.mkdir(parents=True, exist_ok=True)
    for sibling in sorted(path.parent.iterdir()):
        suffix = sibling.suffix.lower()
        if sibling.stem == path.stem and suffix in PARTS and sibling.is_file():
            _refuse_large(sibling.stat().st_size, limits)
            shutil.copyfile(sibling, work / f"{PLAIN}{suffix}")
    if not (work / f"{PLAIN}{path.suffix.lower()}").exists():
        shutil.copyfile(path, work / f"{PLAIN}.shp")
    return work / f"{PLAIN}.shp"


def gather_from_zip(archive: Path, shp: Entry, others: Iterable[Entry], work: Path, limits: Limits) -> Path:
    """Unpack the parts that share the .shp's folder and name; return the unpacked .shp."""
    work.mkdir(parents=True, exist_ok=True)
    for entry in others:
        if entry.stem.lower() == shp.stem.lower() and entry.suffix in PARTS:
            unpack(archive, entry, work / f"{PLAIN}{entry.suffix}", limits)
    return work / f"{PLAIN}.shp"


def missing_parts(shp: Path) -> list[Problem]:
    """Return what the absent parts mean: the .shx is rebuilt; without .dbf there are no attributes."""
    codes = {".shx": "shx_missing", ".dbf": "dbf_missing"}
    return [problem(code) for suffix, code in codes.items() if not shp.with_suffix(suffix).exists()]


def encoding_of(shp: Path, choice: Choice) -> tuple[EncodingFinding | None, list[Problem]]:
    """Return the encoding of the attributes beside a .shp, or of a bare .dbf."""
    dbf, cpg = shp.with_suffix(".dbf"), shp.with_suffix(".cpg")
    if not dbf.exists():
        return None, []
    if choice.encoding:
        name = canonical(choice.encoding)
        if name is None:
            raise refuse("encoding_not_known", label=choice.encoding[:40])
        return EncodingFinding(encoding=name, how="chosen", confidence=1.0), []
    label = cpg.read_text("ascii", "replace")[:60] if cpg.exists() else ""
    finding, problems = find_encoding(dbf, label=label)
    cpg.unlink(missing_ok=True)
    return finding, [*problems, *doubts(finding)]


def _refuse_large(size: int, limits: Limits) -> None:
    if size > limits.max_file_bytes:
        raise refuse("file_too_large", found_mb=size >> 20, limit_mb=limits.max_file_bytes >> 20)
