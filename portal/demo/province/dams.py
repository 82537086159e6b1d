"""Dams and the ground their reservoirs take: the valley that fills and the works below it."""

from functools import cache

import numpy as np
import shapely

from portal.demo.province.hashing import Floats
from portal.demo.province.lakes import build_lakes

FAR_M = 30_000.0


class Frame:
    """Axes at a dam: ``down`` along the stream, ``left`` across it."""

    def __init__(self, dam: Floats, below: Floats) -> None:
        step = below - dam
        self.origin = dam
        self.down = step / float(np.sqrt(step @ step))
        self.left = np.array([-self.down[1], self.down[0]])

    def at(self, along_m: float, across_m: float) -> Floats:
        """Return the point so far downstream and to the left, in map metres."""
        return self.origin + self.down * along_m + self.left * across_m

    def line(self, along_m: float) -> shapely.Geometry:
        """Return the line across the valley."""
        return shapely.LineString([self.at(along_m, -FAR_M), self.at(along_m, FAR_M)])

    def box(self, from_m: float, to_m: float, right_m: float, left_m: float) -> shapely.Geometry:
        """Return a rectangle: from, to (along), right, left (across)."""
        corners = [(from_m, right_m), (to_m, right_m), (to_m, left_m), (from_m, left_m)]
        return shapely.Polygon([self.at(*corner) for corner in corners])


@cache
def half_dam_m(number: int) -> float:
    """Return half the length of a reservoir's dam, in metres."""
    water, frame = build_lakes().reservoirs[number], Frame(*build_lakes().dams[number])
    return float(max(shapely.intersection(water, frame.box(-26.0, -25.0, -600.0, 600.0)).area, 90.0)) / 2


@cache
def reservoir_site(number: int) -> shapely.Geometry:
    """Return the ground of one reservoir: its water and the works at its dam."""
    lakes, half = build_lakes(), half_dam_m(number)
    works = Frame(*lakes.dams[number]).box(-60.0, 170.0, -half - 70, half + 70)
    parts = shapely.get_parts(shapely.union(lakes.reservoirs[number], works)).tolist()
    return shapely.set_precision(max(parts, key=lambda part: part.area), 0.001)


@cache
def reservoir_sites() -> np.ndarray:
    """Return the ground of every reservoir."""
    return np.array([reservoir_site(number) for number in range(len(build_lakes().reservoirs))])
