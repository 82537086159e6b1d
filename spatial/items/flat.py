"""What the database's FlatGeobuf lacks, put into its bytes as they pass: the layer's name, mixed shapes.

The database writes one type of shape a file. Of a mixture it is therefore given collections of one shape
each; here every feature is pointed at the shape within its collection and the file is told to be of type
Unknown (0): nothing moves, sizes and spatial index stay. Format: FlatGeobuf 3.0 (``header.fbs``,
``feature.fbs``), in FlatBuffers: a table begins with the distance back to its vtable, which holds the places
of its fields.
"""

import struct
from collections.abc import Iterable, Iterator

MAGIC = b"fgb\x03fgb"
_BEFORE_HEADER = 12
"""The magic bytes and the header's length."""
_NODE_BYTES = 40
_NAME, _ENVELOPE, _TYPE, _COLUMNS, _COUNT, _NODE, _CRS = 0, 1, 2, 7, 8, 9, 10
_FLAGS = (3, 4, 5, 6)
_FIELDS = 14
_VTABLE, _TABLE, _OLD = 4, 36, 72
"""Where the new header has its vtable, its table and the old header, whose parts it goes on using."""
_OF_FEATURE_GEOMETRY, _OF_GEOMETRY_PARTS = 0, 7
_U16, _U32, _I32, _U64 = (struct.Struct(code) for code in ("<H", "<I", "<i", "<Q"))


def named(blocks: Iterable[bytes], *, name: str, mixed: bool) -> Iterator[bytes]:
    """Yield a file with its layer's name. ``mixed``: each feature is a collection of one shape, unwrapped."""
    stream, held = iter(blocks), bytearray()
    _fill(held, stream, _BEFORE_HEADER)
    size = _U32.unpack_from(held, 8)[0]
    _fill(held, stream, _BEFORE_HEADER + size)
    header = bytes(held[_BEFORE_HEADER : _BEFORE_HEADER + size])
    if not held.startswith(MAGIC):
        raise ValueError("No FlatGeobuf of version 3.")
    changed = _header(header, name, mixed=mixed)
    yield bytes(held[:8]) + _U32.pack(len(changed)) + changed
    del held[: _BEFORE_HEADER + size]
    if mixed:
        yield from _unwrapped(held, stream, _index_bytes(header))
    else:
        yield bytes(held)
        yield from stream


def _fill(held: bytearray, stream: Iterator[bytes], size: int) -> None:
    while len(held) < size:
        held += next(stream)


def _field(body: bytes | bytearray, table: int, number: int) -> int:
    """Return where a table has a field; 0 where it has it not."""
    vtable = table - _I32.unpack_from(body, table)[0]
    at = 4 + 2 * number
    if at >= _U16.unpack_from(body, vtable)[0]:
        return 0
    place = _U16.unpack_from(body, vtable + at)[0]
    return table + place if place else 0


def _header(old: bytes, name: str, *, mixed: bool) -> bytes:
    """Return a header that begins with a table of its own and points into the old one for the rest."""
    root = _U32.unpack_from(old, 0)[0]
    places = [0] * _FIELDS
    table = bytearray(_OLD - _TABLE)
    _I32.pack_into(table, 0, _TABLE - _VTABLE)
    pad = -len(old) % 4
    for number, place in ((_ENVELOPE, 16), (_COLUMNS, 20), (_CRS, 24)):
        if at := _field(old, root, number):
            places[number] = place
            _U32.pack_into(table, place, _OLD + at + _U32.unpack_from(old, at)[0] - _TABLE - place)
    flags = [(number, 30 + place, 1) for place, number in enumerate((_TYPE, *_FLAGS))]
    for number, place, size in ((_COUNT, 8, 8), (_NODE, 28, 2), *flags):
        if at := _field(old, root, number):
            places[number] = place
            table[place : place + size] = old[at : at + size]
    if mixed:
        table[30] = 0
    places[_NAME] = 4
    _U32.pack_into(table, 4, _OLD + len(old) + pad - _TABLE - 4)
    vtable = struct.pack(f"<{2 + _FIELDS}H", 4 + 2 * _FIELDS, len(table), *places)
    text = name.encode()
    whole = _U32.pack(_TABLE) + vtable + table + old + bytes(pad) + _U32.pack(len(text)) + text + b"\0"
    return whole + bytes(-len(whole) % 8)


def _index_bytes(header: bytes) -> int:
    """Return how long the spatial index is: a packed tree of nodes of 40 bytes."""
    root = _U32.unpack_from(header, 0)[0]
    at = _field(header, root, _COUNT)
    level = _U64.unpack_from(header, at)[0] if at else 0
    at = _field(header, root, _NODE)
    width = _U16.unpack_from(header, at)[0] if at else 16
    if not level or not width:
        return 0
    nodes = level
    while level > 1:
        level = -(-level // width)
        nodes += level
    return nodes * _NODE_BYTES


def _unwrapped(held: bytearray, stream: Iterator[bytes], index: int) -> Iterator[bytes]:
    """Yield the index as it is, then the features, each pointed at the one shape in its collection."""
    at = index
    while True:
        while len(held) >= at + 4 and len(held) >= at + 4 + (size := _U32.unpack_from(held, at)[0]):
            _point(held, at + 4)
            at += 4 + size
        ready = min(at, len(held))
        yield bytes(held[:ready])
        del held[:ready]
        at -= ready
        block = next(stream, None)
        if block is None:
            break
        held += block
    if held or at:
        raise ValueError("The file ends within a feature.")


def _point(held: bytearray, start: int) -> None:
    feature = start + _U32.unpack_from(held, start)[0]
    slot = _field(held, feature, _OF_FEATURE_GEOMETRY)
    if not slot:
        return
    geometry = slot + _U32.unpack_from(held, slot)[0]
    parts = _field(held, geometry, _OF_GEOMETRY_PARTS)
    first = parts + _U32.unpack_from(held, parts)[0] + 4
    _U32.pack_into(held, slot, first + _U32.unpack_from(held, first)[0] - slot)
