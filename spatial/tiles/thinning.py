"""How many shapes of a tile that is too large may stay, told from the tile itself.

A Mapbox Vector Tile is a protobuf message: layers in field 3, in each its features in field 2 (version 2.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass

NOTE = "thinned"
"""The source layer that says what was left out; it is not thinned itself."""
_LAYER, _FEATURE, _NAME = 3, 2, 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_ROOM = 0.9
"""Part of the limit aimed at: the largest shapes, which stay, take more bytes than the others."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A source layer: how many shapes and how many bytes, uncompressed."""

    shapes: int
    size: int


def most_within(data: bytes, *, packed: int, limit: int) -> int:
    """Return how many shapes of a source layer may be drawn for a tile to stay within ``limit`` bytes.

    ``data``: the tile as drawn; ``packed``: its bytes compressed. At least one.
    """
    layers = [one for one in counted(data) if one.shapes]
    budget = _ROOM * limit * len(data) / packed
    low, high = 1, max((one.shapes for one in layers), default=1)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(one.size * min(1.0, middle / one.shapes) for one in layers) <= budget:
            low = middle
        else:
            high = middle - 1
    return low


def counted(data: bytes) -> list[Counted]:
    """Return the source layers of a tile, without the one that says what was left out."""
    found = []
    for field, layer in _members(data):
        members = list(_members(layer)) if field == _LAYER else []
        if (_NAME, NOTE.encode()) not in members and members:
            found.append(Counted(sum(1 for name, _ in members if name == _FEATURE), len(layer)))
    return found


def _members(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the members of a message that have a length, with their field numbers."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == _BYTES:
            length, at = _varint(data, at)
            yield key >> 3, data[at : at + length]
            at += length
        elif kind == _VARINT:
            at = _varint(data, at)[1]
        else:
            at += {_FIXED64: 8, _FIXED32: 4}[kind]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        octet = data[at]
        value |= (octet & 0x7F) << shift
        at += 1
        if octet < 0x80:
            return value, at
        shift += 7
