"""Drawings: lines, arcs and blocks that close, and what goes wrong with them."""

from spatial.survey.export import export_parcels
from tests.survey.corpus.case import EAST, NORTH, ZONE_SRID, Good, Mutation, Want, clean, one_of, says

Pairs = list[tuple[int, object]]


def drawing(entities: Pairs, blocks: Pairs | None = None) -> bytes:
    """A DXF of these groups: code, value."""
    groups: Pairs = []
    for name, content in (
        ("HEADER", [(9, "$ACADVER"), (1, "AC1015")]),
        ("BLOCKS", blocks or []),
        ("ENTITIES", entities),
    ):
        groups += [(0, "SECTION"), (2, name), *content, (0, "ENDSEC")]
    return "".join(f"{code}\n{value}\n" for code, value in [*groups, (0, "EOF")]).encode("ascii")


def line(a: tuple[float, float], b: tuple[float, float], layer: str = "JZX") -> Pairs:
    """A straight line."""
    return [(0, "LINE"), (8, layer), (10, a[0]), (20, a[1]), (11, b[0]), (21, b[1])]


def arc(middle: tuple[float, float], radius: float, start: float, end: float, layer: str = "JZX") -> Pairs:
    """An arc, degrees anticlockwise from the east."""
    return [(0, "ARC"), (8, layer), (10, middle[0]), (20, middle[1]), (40, radius), (50, start), (51, end)]


def polyline(points: list[tuple[float, float]], *, closed: bool = True, layer: str = "JZX") -> Pairs:
    """A lightweight polyline."""
    head: Pairs = [
        (0, "LWPOLYLINE"),
        (100, "AcDbEntity"),
        (8, layer),
        (100, "AcDbPolyline"),
        (90, len(points)),
    ]
    return [*head, (70, int(closed)), *(group for x, y in points for group in ((10, x), (20, y)))]


def box(east: float, north: float, size: float) -> list[tuple[float, float]]:
    """The corners of a square."""
    return [(east, north), (east, north + size), (east + size, north + size), (east + size, north)]


def half_round() -> bytes:
    """A square whose northern side is half a circle: three lines and an arc."""
    a, b, c, d = (EAST, NORTH), (EAST + 100, NORTH), (EAST + 100, NORTH + 100), (EAST, NORTH + 100)
    return drawing([*line(d, a), *line(a, b), *line(b, c), *arc((EAST + 50, NORTH + 100), 50, 0, 180)])


def in_block() -> bytes:
    """A closed polyline in a block, inserted once."""
    block: Pairs = [(0, "BLOCK"), (8, "0"), (2, "DK"), (70, 0), (10, 0), (20, 0)]
    block += [*polyline(box(0, 0, 100)), (0, "ENDBLK"), (8, "0")]
    insert: Pairs = [(0, "INSERT"), (8, "JZX"), (2, "DK"), (10, EAST), (20, NORTH)]
    return drawing(insert, block)


def _moved(good: Good, content: bytes) -> bytes:
    """The same with every other seed's texts beside it, which are no parcels."""
    text: Pairs = [
        (0, "TEXT"),
        (8, "ZJ"),
        (10, EAST),
        (20, NORTH),
        (40, 2.5),
        (1, f"DK{good.chance.randint(1, 99)}"),
    ]
    return content.replace(
        b"0\nENDSEC\n0\nEOF", "".join(f"{c}\n{v}\n" for c, v in text).encode() + b"0\nENDSEC\n0\nEOF"
    )


def _open_polyline(good: Good) -> tuple[bytes, Want]:
    return drawing(polyline(box(EAST, NORTH, 90), closed=False)), one_of("survey_without_polygons")


def _nested(good: Good) -> tuple[bytes, Want]:
    entities = [*polyline(box(EAST, NORTH, 100)), *polyline(box(EAST + 30, NORTH + 30, 20))]
    return drawing(entities), says("inner_ring_as_hole", "crs_inferred_zone")


def _cut(good: Good) -> tuple[bytes, Want]:
    whole = export_parcels(good.outlines, format="dxf", srid=ZONE_SRID)
    at = whole.index(b"ENTITIES") + good.chance.randint(200, 500)
    return whole[:at], one_of(
        "reader_failed", "survey_without_polygons", "survey_empty", "no_layers", "reader_warned"
    )


DRAWINGS: dict[str, Mutation] = {
    "dxf-good": lambda good: (
        export_parcels(good.outlines, format="dxf", srid=ZONE_SRID), clean("dxf_drawing"),
    ),
    "dxf-no-zone": lambda good: (
        export_parcels(good.outlines, format="dxf", srid=4549), says("crs_needs_zone", "dxf_drawing"),
    ),
    "dxf-arc": lambda good: (_moved(good, half_round()), says("crs_inferred_zone", "points_left_out")),
    "dxf-block": lambda good: (_moved(good, in_block()), says("crs_inferred_zone", "points_left_out")),
    "dxf-open": _open_polyline,
    "dxf-nested": _nested,
    "dxf-cut": _cut,
}  # fmt: skip
