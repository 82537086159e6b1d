"""A reader of our tiles, written against the glTF extensions and not against the writer."""

import gzip
import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import meshopt
import numpy as np

TYPES = {5121: np.uint8, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
WIDTHS = {"SCALAR": 1, "VEC3": 3, "VEC4": 4}


@dataclass
class Drawing:
    """One primitive as it is seen: points in the tileset's axes, an element id and a colour for each."""

    at: np.ndarray
    el: np.ndarray
    colour: np.ndarray
    transparent: bool


class Tile:
    """A binary glTF taken apart."""

    def __init__(self, content: bytes) -> None:
        magic, version, length = struct.unpack_from("<4sII", content)
        assert (magic, version, length) == (b"glTF", 2, len(content))
        size = struct.unpack_from("<I", content, 12)[0]
        self.told: dict[str, Any] = json.loads(content[20 : 20 + size])
        self.body = content[20 + size + 8 :]

    def rows(self, accessor: int) -> np.ndarray:
        told = self.told["accessors"][accessor]
        packed = self.told["bufferViews"][told["bufferView"]]["extensions"]["EXT_meshopt_compression"]
        held = self.body[packed["byteOffset"] : packed["byteOffset"] + packed["byteLength"]]
        plain = meshopt.decode_gltf_buffer(held, packed["count"], packed["byteStride"], packed["mode"])
        flat = np.ascontiguousarray(plain).view(np.uint8).reshape(packed["count"], packed["byteStride"])
        kind, width = np.dtype(TYPES[told["componentType"]]), WIDTHS[told["type"]]
        return np.ascontiguousarray(flat[:, : kind.itemsize * width]).view(kind).reshape(-1, width)

    def drawings(self) -> list[Drawing]:
        return [
            drawing
            for node in self.told["nodes"]
            for primitive in self.told["meshes"][node["mesh"]]["primitives"]
            for drawing in self._drawn(node, primitive)
        ]

    def _drawn(self, node: dict[str, Any], primitive: dict[str, Any]) -> list[Drawing]:
        attributes = primitive["attributes"]
        used = np.unique(self.rows(primitive["indices"]))
        points = self.rows(attributes["POSITION"]).astype(np.float64)
        assert len(used) == len(points), "every point is used"
        colour = self.rows(attributes["COLOR_0"])
        clear = self.told["materials"][primitive["material"]].get("alphaMode") == "BLEND"
        if "translation" in node:
            at = points * node["scale"][0] + node["translation"]
            return [Drawing(_z_up(at), self.rows(attributes["_FEATURE_ID_0"])[:, 0], colour, clear)]
        places = node["extensions"]["EXT_mesh_gpu_instancing"]["attributes"]
        columns = [self.rows(places[name]) for name in ("TRANSLATION", "ROTATION", "SCALE", "_FEATURE_ID_0")]
        return [
            Drawing(_z_up(_turned(points * scale, turn) + shift), np.full(len(points), el[0]), colour, clear)
            for shift, turn, scale, el in zip(*columns, strict=True)
        ]


def _turned(points: np.ndarray, turn: np.ndarray) -> np.ndarray:
    axis, w = turn[:3].astype(np.float64), float(turn[3])
    across = 2.0 * np.cross(axis, points)
    return points + w * across + np.cross(axis, across)


def _z_up(at: np.ndarray) -> np.ndarray:
    return np.stack([at[:, 0], -at[:, 2], at[:, 1]], axis=1)


def tiles(folder: Path, tileset: str = "", name: str = "") -> list[Tile]:
    """The tiles of a folder: all, those of one tileset, or one by its address."""
    if tileset:
        names = _addresses(json.loads(gzip.decompress((folder / tileset).read_bytes()))["root"])
    else:
        names = [name] if name else sorted(path.stem for path in folder.glob("*.glb.gz"))
    return [Tile(gzip.decompress((folder / f"{one}.gz").read_bytes())) for one in names]


def drawings(folder: Path, tileset: str = "", name: str = "") -> list[Drawing]:
    return [drawing for tile in tiles(folder, tileset, name) for drawing in tile.drawings()]


def nodes_of(folder: Path) -> list[dict[str, Any]]:
    return [node for tile in tiles(folder) for node in tile.told["nodes"]]


def _addresses(tile: dict[str, Any]) -> list[str]:
    own = [tile["content"]["uri"]] if "content" in tile else []
    return own + [name for child in tile.get("children", ()) for name in _addresses(child)]
