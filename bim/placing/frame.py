"""A frame: how a model's own metres become eastings, northings and heights of a map."""

import math
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Geod

from spatial.coordinates.transform import crs_of, from_lonlat, transformer
from spatial.coordinates.zones import LONLAT_SRID, in_china, zone_of_longitude

STEP_M = 100.0
ELLIPSOID = Geod(ellps="GRS80")
AREA_MARGIN_DEG = 1.0
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A model's axes on a map.

    ``eastings``, ``northings``: where the model's zero lies, in the units of ``crs``; ``height_m``: above the
    vertical datum the file names. ``axis``: cosine and sine of the model's x axis against the grid's east.
    ``scale``: what metres along x, y, z are multiplied by. ``wcs``: 16 numbers, row by row, in metres, where
    the model has a world system of its own. ``crs``: an EPSG number or WKT. ``level``: LoGeoRef.
    """

    method: str
    level: int
    crs: int | str
    eastings: float
    northings: float
    height_m: float
    axis: tuple[float, float] = (1.0, 0.0)
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    wcs: tuple[float, ...] | None = None
    vertical: str = ""
    remarks: tuple[str, ...] = field(default=())

    @property
    def srid(self) -> int | None:
        """Return the EPSG number, where the system has one."""
        return self.crs if isinstance(self.crs, int) else None

    def to_map(self, points: Array) -> Array:
        """Return easting, northing (units of the system) and height (m) of (n, 3) points in model metres."""
        local = self._in_world_system(points) * np.asarray(self.scale)
        cos, sin = self.axis
        unit = axis_unit_m(self.crs)
        east = self.eastings + (cos * local[:, 0] - sin * local[:, 1]) / unit
        north = self.northings + (sin * local[:, 0] + cos * local[:, 1]) / unit
        return np.column_stack([east, north, self.height_m + local[:, 2]])

    def to_lonlat(self, points: Array) -> Array:
        """Return longitude, latitude (degrees) and height (m) of (n, 3) points in model metres."""
        if is_degrees(self.crs):
            return self._from_degrees(points)
        mapped = self.to_map(points)
        lon, lat = transformer(horizontal(self.crs), LONLAT_SRID).transform(
            mapped[:, 0], mapped[:, 1], errcheck=False
        )
        return np.column_stack([lon, lat, mapped[:, 2]])

    def plain(self) -> dict[str, Any]:
        """Return the frame as JSON keeps it."""
        return asdict(self)

    def _in_world_system(self, points: Array) -> Array:
        if self.wcs is None:
            return points
        back = np.linalg.inv(np.asarray(self.wcs).reshape(4, 4))
        return points @ back[:3, :3].T + back[:3, 3]

    def _from_degrees(self, points: Array) -> Array:
        """A file that gives its zero in degrees: the axes are laid into the zone it falls in."""
        srid = zone_for(self.eastings, self.northings)
        flat = frame_at(
            lon=self.eastings, lat=self.northings, rotation_deg=math.degrees(math.atan2(*self.axis[::-1])),
            height_m=self.height_m, srid=srid, method=self.method, level=self.level,
        )  # fmt: skip
        return flat.to_lonlat(self._in_world_system(points) * np.asarray(self.scale))


def from_plain(kept: dict[str, Any]) -> Frame:
    """Return the frame that ``plain`` gave."""
    lists = {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    return Frame(**(kept | lists))


def zone_for(lon: float, lat: float) -> int:
    """Return the plane system to work in: the 3-degree zone of CGCS2000 in China, else the UTM zone."""
    zone = zone_of_longitude(lon, prefixed=False) if in_china(lon, lat) else None
    if zone is not None:
        return zone.srid
    number = min(60, int((lon + 180) // 6) + 1)
    return (32600 if lat >= 0 else 32700) + number


def frame_at(
    *, lon: float, lat: float, rotation_deg: float, height_m: float, srid: int, method: str, level: int
) -> Frame:
    """Return the frame of a model whose zero lies at a place, its x axis ``rotation_deg`` counter-clockwise
    of true east. The grid's own turn and scale there are found by one step along that axis.
    """
    east, north = from_lonlat(lon, lat, srid=srid)
    ahead_lon, ahead_lat, _back = ELLIPSOID.fwd(lon, lat, 90.0 - rotation_deg, STEP_M)
    to_east, to_north = from_lonlat(float(ahead_lon), float(ahead_lat), srid=srid)
    dx, dy = to_east - east, to_north - north
    length = math.hypot(dx, dy)
    scale = length / STEP_M
    return Frame(
        method=method, level=level, crs=srid, eastings=east, northings=north, height_m=height_m,
        axis=(dx / length, dy / length), scale=(scale, scale, 1.0),
    )  # fmt: skip


def moved_back(frame: Frame, about: tuple[float, float, float]) -> Frame:
    """Return the frame whose zero lies so that ``about`` (m) comes to where the frame's zero was."""
    cos, sin = frame.axis
    x, y, z = (value * factor for value, factor in zip(about, frame.scale, strict=True))
    return replace(
        frame, eastings=frame.eastings - (cos * x - sin * y), northings=frame.northings - (sin * x + cos * y),
        height_m=frame.height_m - z,
    )  # fmt: skip


def system(crs: int | str) -> CRS:
    """Return the definition behind a frame's ``crs``."""
    return crs_of(crs) if isinstance(crs, int) else CRS.from_wkt(crs)


def horizontal(crs: int | str) -> int | str:
    """Return the plane part of a compound system."""
    found = system(crs)
    parts = found.sub_crs_list
    if not parts:
        return crs
    return parts[0].to_epsg() or parts[0].to_wkt()


def is_degrees(crs: int | str) -> bool:
    """Tell whether a system counts in degrees."""
    return system(horizontal(crs)).is_geographic


def axis_unit_m(crs: int | str) -> float:
    """Return how many metres one unit of a plane system is."""
    return float(system(horizontal(crs)).axis_info[0].unit_conversion_factor) or 1.0


def within_area_of_use(crs: int | str, lon: float, lat: float) -> bool:
    """Tell whether a place lies where a system is made for, a degree more on each side."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return False
    area = system(horizontal(crs)).area_of_use or system(crs).area_of_use
    if area is None:
        return abs(lon) <= 180 and abs(lat) <= 90  # noqa: PLR2004  the whole earth
    inside_lat = area.south - AREA_MARGIN_DEG <= lat <= area.north + AREA_MARGIN_DEG
    west, east = area.west - AREA_MARGIN_DEG, area.east + AREA_MARGIN_DEG
    across = area.west > area.east
    return inside_lat and ((lon >= west or lon <= east) if across else west <= lon <= east)
