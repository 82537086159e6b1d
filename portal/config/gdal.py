"""Find GDAL and GEOS: first inside the pyogrio and shapely wheels, else leave it to Django's own search."""

import importlib.util
from pathlib import Path


def _in_wheel(package: str, pattern: str) -> str | None:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    libs = Path(spec.origin).parent.parent / f"{package}.libs"
    return next((str(path) for path in sorted(libs.glob(pattern))), None)


def gdal_library() -> str | None:
    """Return the path of pyogrio's GDAL, or ``None`` where the wheel carries none."""
    return _in_wheel("pyogrio", "libgdal*")


def geos_library() -> str | None:
    """Return the path of shapely's GEOS C library, or ``None`` where the wheel carries none."""
    return _in_wheel("shapely", "libgeos_c*")
