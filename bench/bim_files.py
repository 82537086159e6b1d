"""The files that ``bim.py`` measures on, and a second revision of each."""

import re
import zipfile
from pathlib import Path

import ifcopenshell

PACKED = (".ifczip", ".zip")
ENDINGS = (".ifc", *PACKED)
CHANGED_PART = 0.05


def find(folder: Path, *, only: str, sizes: tuple[float, float]) -> list[Path]:
    """Return the IFC files below a folder, smallest first."""
    found = [
        path for path in folder.rglob("*")
        if path.is_file() and path.suffix.lower() in ENDINGS and re.search(only, str(path))
        and sizes[0] <= path.stat().st_size <= sizes[1]
    ]  # fmt: skip
    return sorted(found, key=lambda path: (path.stat().st_size, str(path)))


def plain(path: Path, folder: Path) -> Path:
    """Return the file as STEP text: the peers read no zip."""
    if path.suffix.lower() not in PACKED:
        return path
    with zipfile.ZipFile(path) as packed:
        (name,) = [name for name in packed.namelist() if name.lower().endswith(".ifc")][:1] or [""]
        if not name:
            return path
        out = folder / "unpacked.ifc"
        out.write_bytes(packed.read(name))
    return out


def change(path: Path, out: Path) -> int:
    """Write a second revision in which every twentieth element is another one: longer, or moved 0.1 m.

    Return how many were changed.
    """
    try:
        file = ifcopenshell.open(str(path))
    except ifcopenshell.SchemaError:  # an older name of IFC4X3, which our own conversion translates
        return 0
    bodied = [one for one in file.by_type("IfcElement") if one.Representation]
    chosen = bodied[:: round(1 / CHANGED_PART)]
    longer: set[int] = set()
    for one in chosen:
        solids = [part for part in file.traverse(one.Representation) if part.is_a("IfcExtrudedAreaSolid")]
        if solids and solids[0].id() not in longer:
            longer.add(solids[0].id())
            solids[0].Depth *= 1.03
        elif one.ObjectPlacement and one.ObjectPlacement.is_a("IfcLocalPlacement"):
            _move(file, one.ObjectPlacement)
    file.write(str(out))
    return len(chosen)


def _move(file: ifcopenshell.file, placement: ifcopenshell.entity_instance) -> None:
    old = placement.RelativePlacement
    x, *rest = old.Location.Coordinates
    new = file.create_entity(old.is_a(), *[old[n] for n in range(len(old))])
    new.Location = file.create_entity("IfcCartesianPoint", (x + 0.1, *rest))
    placement.RelativePlacement = new
