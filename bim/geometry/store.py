"""Shapes kept by their key, one small file each, so that a new revision meshes only what changed.

Files appear whole or not at all, and say themselves whether they are sound: two writers, a full disk or a
killed process never leave a shape that is read as another. Share a store only among files of owners who trust
each other: what stands in it is believed.
"""

import json
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np

from bim.geometry.model import Doubt, Mesh, Seen, Shape

MAGIC = b"shape2\n"
SEAL = 16
ARRAYS = {"points": np.float32, "triangles": np.uint32, "paint": np.uint8, "colours": np.uint8}
WIDTH = {"points": 3, "triangles": 3, "paint": 0, "colours": 4}


class Store:
    """A folder of shapes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Shape | str | None:
        """Return the shape, the reason why none can be made, or ``None`` if this key was never settled."""
        try:
            return unpacked(self._path(key).read_bytes())
        except (OSError, ValueError, KeyError):
            return None

    def keep(self, key: str, settled: Shape | str) -> None:
        """Write a shape, or the reason for none; an unwritable store only costs time later."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, delete=False) as draft:
                draft.write(packed(settled))
            os.replace(draft.name, path)

    def secret(self) -> bytes:
        """Return what nobody outside knows, made when first asked for; nothing in an unwritable store."""
        path = self.folder / "secret"
        with suppress(OSError):
            if not path.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                with NamedTemporaryFile(dir=self.folder) as draft:
                    draft.write(os.urandom(SEAL))
                    draft.flush()
                    with suppress(FileExistsError):
                        os.link(draft.name, path)
            return path.read_bytes()
        return b""

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.shape"


def packed(settled: Shape | str) -> bytes:
    """Return a shape as bytes with a seal over them."""
    if isinstance(settled, str):
        head: dict[str, object] = {"reason": settled}
        body = b""
    else:
        arrays = {
            name: np.ascontiguousarray(getattr(settled.mesh, name), kind) for name, kind in ARRAYS.items()
        }
        head = {
            "kernel": settled.kernel,
            "confidence": settled.confidence,
            "volume_m3": settled.volume_m3,
            "closed": settled.closed,
            "doubts": list(settled.doubts),
            "fixed": settled.fixed,
            "centre": settled.mesh.centre.tolist(),
            "counts": {name: array.size for name, array in arrays.items()},
        }
        body = b"".join(array.tobytes() for array in arrays.values())
        if settled.seen is not None:
            hull = np.ascontiguousarray(settled.seen.hull, np.float64)
            head["seen"] = {"print": settled.seen.print, "hull": hull.size, "at": len(body)}
            body += hull.tobytes() + settled.seen.covered
    told = json.dumps(head, separators=(",", ":")).encode() + b"\n" + body
    return MAGIC + blake2b(told, digest_size=SEAL).digest() + told


def unpacked(kept: bytes) -> Shape | str:
    """Read what ``packed`` wrote; raise ``ValueError`` for anything else."""
    start = len(MAGIC) + SEAL
    told = kept[start:]
    if kept[: len(MAGIC)] != MAGIC or blake2b(told, digest_size=SEAL).digest() != kept[len(MAGIC) : start]:
        raise ValueError("not a sealed shape")
    line, _, body = told.partition(b"\n")
    head = json.loads(line)
    if "reason" in head:
        return str(head["reason"])
    return Shape(
        mesh=_mesh(head, body),
        kernel=head["kernel"],
        confidence=head["confidence"],
        closed=head["closed"],
        volume_m3=head["volume_m3"],
        doubts=tuple(Doubt(doubt) for doubt in head["doubts"]),
        fixed=head["fixed"],
        seen=_seen(head["seen"], body) if "seen" in head else None,
    )


def _seen(told: dict[str, Any], body: bytes) -> Seen:
    hull = np.frombuffer(body[told["at"] :], np.float64, told["hull"])
    return Seen(
        print=told["print"], hull=hull.reshape(-1, 2), covered=body[told["at"] + hull.nbytes :]
    )  # fmt: skip


def _mesh(head: dict[str, dict[str, int]], body: bytes) -> Mesh:
    arrays = {}
    at = 0
    for name, kind in ARRAYS.items():
        count = head["counts"][name]
        flat = np.frombuffer(body, kind, count, at)
        arrays[name] = flat.reshape(-1, WIDTH[name]) if WIDTH[name] else flat
        at += flat.nbytes
    return Mesh(centre=np.array(head["centre"], dtype=np.float64), **arrays)
