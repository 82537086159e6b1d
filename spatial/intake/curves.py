"""Turn curved WKT into straight segments; GEOS has no arcs here, GDAL has."""

import csv
from pathlib import Path

import pyogrio
from pyogrio.errors import DataSourceError


def linearise(wkt: str, work: Path) -> bytes | None:
    """Return the WKB of a curve as segments of at most four degrees of arc, ``None`` when empty.

    Raise ``ValueError`` when the text is no geometry.
    """
    path = work / "curve.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["WKT"], [wkt]])
    try:
        _meta, _fids, geometry, _fields = pyogrio.raw.read(path, columns=[])
    except DataSourceError as error:
        raise ValueError(str(error)) from error
    if geometry is None or geometry[0] is None:
        raise ValueError(f"no geometry in {wkt[:60]}")
    return bytes(geometry[0])
