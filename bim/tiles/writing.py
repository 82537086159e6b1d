"""A model's tiles on disk: tileset.json for what is built, spaces.json for rooms and what stands aside."""

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bim.geometry.model import Element, Model
from bim.tiles.baking import bake
from bim.tiles.glb import glb
from bim.tiles.lots import lots
from bim.tiles.tree import Tile, hierarchy

CAP_TRIANGLES = 20_000
TILESET = "tileset.json.gz"
SPACES = "spaces.json.gz"
ROOMS = ("IfcSpace", "IfcSpatialZone", "IfcExternalSpatialElement")


@dataclass(slots=True, kw_only=True)
class Written:
    """What was written: ``files`` by name with their sizes as they lie; ``bytes`` unpacked."""

    tiles: int = 0
    triangles: int = 0
    bytes: int = 0
    bytes_gzip: int = 0
    spaces: bool = False
    files: dict[str, int] = field(default_factory=dict)


def write(model: Model, folder: Path, *, cap: int = CAP_TRIANGLES) -> Written:
    """Write the model's tilesets into a folder as .gz files without dates: same model, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = Written()
    shown = model.shown()
    rooms = [element for element in shown if element.aside or element.ifc_class in ROOMS]
    built = [element for element in shown if not (element.aside or element.ifc_class in ROOMS)]
    _tileset(model, built, folder, TILESET, written, cap)
    if rooms:
        written.spaces = True
        _tileset(model, rooms, folder, SPACES, written, cap)
    return written


def _tileset(
    model: Model, elements: Sequence[Element], folder: Path, name: str, written: Written, cap: int
) -> None:
    told: dict[str, Any] = {"boundingVolume": {"box": [0] * 12}, "geometricError": 0}
    extent = 0.0
    if elements:
        root = hierarchy(lots(model, elements), cap)
        told, extent = _told(model, root, folder, written), _extent(root)
    content = {"asset": {"version": "1.1"}, "geometricError": extent, "root": told | {"refine": "ADD"}}
    _keep(folder, name, json.dumps(content, separators=(",", ":")).encode(), written)


def _extent(tile: Tile) -> float:
    box = tile.box()
    return round(float(((box[3:] - box[:3]) ** 2).sum() ** 0.5), 4)


def _told(model: Model, tile: Tile, folder: Path, written: Written) -> dict[str, Any]:
    told: dict[str, Any] = {
        "boundingVolume": {"box": _volume(tile)},
        "geometricError": round(tile.error_m, 4),
    }
    parts = bake(model, tile.lots)
    if parts:
        content = glb(parts)
        name = hashlib.sha256(content).hexdigest()[:20] + ".glb"
        _keep(folder, name + ".gz", content, written)
        written.tiles += 1
        written.triangles += sum(part.triangles() for part in parts)
        told["content"] = {"uri": name}
    if tile.children:
        told["children"] = [_told(model, child, folder, written) for child in tile.children]
    return told


def _volume(tile: Tile) -> list[float]:
    """Return the box as centre and three half axes, with room for the rounding of the grid."""
    box = tile.box()
    centre = (box[:3] + box[3:]) / 2
    half = (box[3:] - box[:3]) / 2 + 0.002 + 1e-5 * (box[3:] - box[:3]).max()
    x, y, z = (round(float(side), 4) for side in half)
    return [*(round(float(at), 4) for at in centre), x, 0, 0, 0, y, 0, 0, 0, z]


def _keep(folder: Path, name: str, content: bytes, written: Written) -> None:
    packed = gzip.compress(content, 9, mtime=0)
    (folder / name).write_bytes(packed)
    written.files[name] = len(packed)
    written.bytes += len(content)
    written.bytes_gzip += len(packed)
