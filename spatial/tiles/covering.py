"""Which tiles of a zoom level a box of longitudes and latitudes meets."""

import math

LIMIT_DEG = 85.0511287798066
"""The latitude at which the web map ends (EPSG:3857)."""
Box = tuple[float, float, float, float]


def covering(box: Box, z: int) -> tuple[int, int, int, int]:
    """Return first column, first row, last column, last row.

    ``box``: west, south, east, north (EPSG:4326).
    """
    west, south, east, north = box
    return _column(west, z), _row(north, z), _column(east, z), _row(south, z)


def _column(lon: float, z: int) -> int:
    return _within(math.floor((lon + 180) / 360 * (1 << z)), z)


def _row(lat: float, z: int) -> int:
    angle = math.radians(max(-LIMIT_DEG, min(LIMIT_DEG, lat)))
    return _within(math.floor((1 - math.asinh(math.tan(angle)) / math.pi) / 2 * (1 << z)), z)


def _within(number: int, z: int) -> int:
    return max(0, min((1 << z) - 1, number))
