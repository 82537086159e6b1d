"""One tile's layers as a binary glTF: meshopt buffers, quantised positions, element ids as features."""

import json
import struct
from collections.abc import Sequence
from typing import Any

import meshopt
import numpy as np
from numpy.typing import NDArray

from bim.tiles.baking import Layer, Part, Places

UNSIGNED_BYTE, UNSIGNED_SHORT, UNSIGNED_INT, FLOAT = 5121, 5123, 5125, 5126
ARRAY, ELEMENTS = 34962, 34963
LAST_SHORT = 65535
COMPRESSION = "EXT_meshopt_compression"
QUANTISED = "KHR_mesh_quantization"
REPEATED = "EXT_mesh_gpu_instancing"
MATERIALS = {
    False: {"name": "opaque", "doubleSided": True},
    True: {"name": "transparent", "doubleSided": True, "alphaMode": "BLEND"},
}
MATTE = {"pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 1}}


def glb(parts: Sequence[Part]) -> bytes:
    """Return the tile's file. The same parts give the same bytes."""
    body = _Body()
    nodes = [body.node(part) for part in parts]
    repeats = any(part.places is not None for part in parts)
    used = ["EXT_mesh_features", COMPRESSION, QUANTISED] + (
        [REPEATED, "EXT_instance_features"] if repeats else []
    )
    content: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "gongtu"},
        "extensionsUsed": used if len(body.meshed_features) else used[1:],
        "extensionsRequired": [COMPRESSION, QUANTISED] + ([REPEATED] if repeats else []),
        "scene": 0,
        "scenes": [{"nodes": list(range(len(nodes)))}],
        "nodes": nodes,
        "meshes": body.meshes,
        "materials": [MATERIALS[transparent] | MATTE for transparent in body.materials],
        **body.parts(),
    }
    return _packed(content, bytes(body.packed))


class _Body:
    """Meshes, materials, buffer views and accessors as they are added."""

    def __init__(self) -> None:
        self.packed = bytearray()
        self.plain = 0
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []
        self.meshes: list[dict[str, Any]] = []
        self.materials: list[bool] = []
        self.meshed_features: list[int] = []

    def node(self, part: Part) -> dict[str, Any]:
        """Add a part; return the node that shows it."""
        single = part.places is None
        self.meshes.append({"primitives": [self._primitive(layer, single) for layer in part.layers]})
        mesh = len(self.meshes) - 1
        if part.places is None:
            return {"mesh": mesh, "translation": part.low.tolist(), "scale": [part.step] * 3}
        return {"mesh": mesh, "extensions": self._repeats(part, part.places)}

    def _primitive(self, layer: Layer, single: bool) -> dict[str, Any]:
        attributes = {
            "POSITION": self._positions(layer.steps),
            "COLOR_0": self._rows(layer.colour, UNSIGNED_BYTE, "VEC4", normalized=True),
        }
        told = {
            "attributes": attributes,
            "material": self._material(layer.transparent),
            "indices": self._indices(layer.triangles, len(layer.steps)),
        }
        if not single:
            return told
        attributes["_FEATURE_ID_0"] = self._ids(layer.el)
        count = len(np.unique(layer.el))
        self.meshed_features.append(count)
        return told | {"extensions": {"EXT_mesh_features": _features(count)}}

    def _repeats(self, part: Part, places: Places) -> dict[str, Any]:
        scale = np.full((len(places.el), 3), part.step, dtype=np.float32)
        attributes = {
            "TRANSLATION": self._rows(places.shift, FLOAT, "VEC3"),
            "ROTATION": self._rows(places.turn, FLOAT, "VEC4"),
            "SCALE": self._rows(scale, FLOAT, "VEC3"),
            "_FEATURE_ID_0": self._rows(places.el.astype(np.float32)[:, None], FLOAT, "SCALAR"),
        }
        return {REPEATED: {"attributes": attributes}, "EXT_instance_features": _features(len(places.el))}

    def _material(self, transparent: bool) -> int:
        if transparent not in self.materials:
            self.materials.append(transparent)
        return self.materials.index(transparent)

    def parts(self) -> dict[str, Any]:
        """Return accessors, views and the two buffers: what is in the file, and what it unpacks to."""
        unpacked = {"byteLength": self.plain, "extensions": {COMPRESSION: {"fallback": True}}}
        return {
            "accessors": self.accessors,
            "bufferViews": self.views,
            "buffers": [{"byteLength": len(self.packed)}, unpacked],
        }

    def _positions(self, steps: NDArray[np.uint16]) -> int:
        rows = np.zeros((len(steps), 4), dtype=np.uint16)
        rows[:, :3] = steps
        bounds = {"min": steps.min(axis=0).tolist(), "max": steps.max(axis=0).tolist()}
        return self._rows(rows, UNSIGNED_SHORT, "VEC3", **bounds)

    def _ids(self, el: NDArray[np.uint32]) -> int:
        if int(el.max()) > LAST_SHORT:
            return self._rows(el.astype(np.float32)[:, None], FLOAT, "SCALAR")
        rows = np.zeros((len(el), 2), dtype=np.uint16)
        rows[:, 0] = el
        return self._rows(rows, UNSIGNED_SHORT, "SCALAR")

    def _indices(self, triangles: NDArray[np.uint32], points: int) -> int:
        size = 2 if points <= LAST_SHORT else 4
        flat = triangles.reshape(-1)
        view = self._view(meshopt.encode_gltf_buffer(flat, "TRIANGLES"), len(flat), size, "TRIANGLES")
        kind = UNSIGNED_SHORT if size == 2 else UNSIGNED_INT
        return self._accessor(
            {"bufferView": view, "componentType": kind, "count": len(flat), "type": "SCALAR"}
        )

    def _rows(self, rows: NDArray[Any], component: int, kind: str, **more: Any) -> int:
        stride = rows.itemsize * rows.shape[1]
        view = self._view(meshopt.encode_gltf_buffer(rows, "ATTRIBUTES"), len(rows), stride, "ATTRIBUTES")
        told = {"bufferView": view, "componentType": component, "count": len(rows), "type": kind, **more}
        return self._accessor(told)

    def _accessor(self, told: dict[str, Any]) -> int:
        self.accessors.append(told)
        return len(self.accessors) - 1

    def _view(self, packed: bytes, count: int, stride: int, mode: str) -> int:
        attributes = mode == "ATTRIBUTES"
        drawn = {"byteStride": stride, "target": ARRAY}
        self.views.append(
            {
                "buffer": 1,
                "byteOffset": self.plain,
                "byteLength": count * stride,
                **(drawn if attributes else {"target": ELEMENTS}),
                "extensions": {
                    COMPRESSION: {
                        "buffer": 0,
                        "byteOffset": len(self.packed),
                        "byteLength": len(packed),
                        "byteStride": stride,
                        "count": count,
                        "mode": mode,
                    }
                },
            }
        )
        self.packed += packed + bytes(-len(packed) % 4)
        self.plain += count * stride + -(count * stride) % 4
        return len(self.views) - 1


def _features(count: int) -> dict[str, Any]:
    return {"featureIds": [{"featureCount": count, "attribute": 0}]}


def _packed(content: dict[str, Any], body: bytes) -> bytes:
    text = json.dumps(content, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    body += bytes(-len(body) % 4)
    length = 12 + 8 + len(text) + 8 + len(body)
    head = struct.pack("<4sII", b"glTF", 2, length)
    return (
        head
        + struct.pack("<I4s", len(text), b"JSON")
        + text
        + struct.pack("<I4s", len(body), b"BIN\0")
        + body
    )
