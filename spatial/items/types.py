"""Of which types the shapes of an answer are, and of which type a file of them says it is."""

from typing import Any

from spatial.items.asked_sql import plain
from spatial.items.asking import Asked

MANY = {"POINT": "MultiPoint", "LINESTRING": "MultiLineString", "POLYGON": "MultiPolygon"}
"""What shapes of one type are as many of it, which every single one can be written as."""
OF_KIND = {"polygon": "POLYGON", "line": "LINESTRING"}
POINT, UNKNOWN = "Point", "Unknown"


def types_of(cursor: Any, asked: Asked, rows: Any) -> frozenset[str]:
    """Return the types of the rows' shapes, one and many alike; none where nothing has a shape."""
    if asked.collection.kind == "point":
        return frozenset({"POINT"})
    cursor.execute(*plain("types.sql", rows, asked.shape, shape="item_shape"))
    return frozenset(cursor.fetchone()[0] or ())


def declared(types: frozenset[str], asked: Asked) -> str:
    """Return the type a file declares: many of one kind, Point for a collection of points, else Unknown."""
    if asked.collection.kind == "point":
        return POINT
    kind = asked.collection.kind
    found = sorted(types) or [OF_KIND.get(kind, "")]
    return MANY.get(found[0], UNKNOWN) if len(found) == 1 else UNKNOWN
