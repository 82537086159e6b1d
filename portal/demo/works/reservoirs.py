"""Reservoir works: the valley that fills, its dam, and the cuts between lots and between parcels."""

from dataclasses import dataclass

import numpy as np
import shapely

from portal.demo.province.hashing import Floats, between, whole
from portal.demo.province.lakes import build_lakes

FAR_M = 30_000.0


@dataclass(frozen=True, slots=True)
class Basin:
    """One reservoir's ground in metres. The first section is the dam's; all structures stand in it."""

    site: shapely.Geometry
    sections: list[shapely.Geometry]
    parcels: list[shapely.Geometry]
    structures: list[shapely.Geometry]
    middle: Floats


class _Frame:
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


def _faces(site: shapely.Geometry, frame: _Frame, cuts: list[float]) -> tuple[np.ndarray, Floats]:
    """Return the pieces that all the cuts make of the site, and how far downstream of the dam each lies."""
    lines = shapely.union_all([site.boundary, *(frame.line(cut) for cut in cuts)])
    faces = [
        f for f in shapely.get_parts(shapely.polygonize([lines])) if site.contains(f.representative_point())
    ]
    middles = [shapely.get_coordinates(f.representative_point())[0] for f in faces]
    return np.array(faces), np.array([float((middle - frame.origin) @ frame.down) for middle in middles])


def _bands(faces: np.ndarray, along_m: Floats, cuts: list[float]) -> list[shapely.Geometry]:
    """Return the faces joined into bands between some of the cuts, most downstream first."""
    band = (along_m[:, None] < np.array(cuts)[None, :]).sum(axis=1)
    return [shapely.normalize(shapely.coverage_union_all(faces[band == n])) for n in np.unique(band)]


def build_basin(work: int, number: int) -> Basin:
    """Return the ground of one reservoir work."""
    lakes = build_lakes()
    water, frame = lakes.reservoirs[number], _Frame(*lakes.dams[number])
    half = max(shapely.intersection(water, frame.box(-26.0, -25.0, -600.0, 600.0)).area, 90.0) / 2
    whole_site = _solid(shapely.union(water, frame.box(-60.0, 170.0, -half - 70, half + 70)))
    lots = [-float(between(150, 420, "basin", work))]
    plots = [
        -float(between(160, 2_600, "basin-parcel", work, k)) for k in range(int(whole(1, 3, "basin", work)))
    ]
    faces, along_m = _faces(whole_site, frame, lots + plots)
    sections = _bands(faces, along_m, lots)
    stands = [
        frame.box(-14.0, 16.0, -half - 24, half + 24), frame.box(20.0, 120.0, half * 0.5, half * 0.5 + 22),
        frame.box(48.0, 78.0, -half * 0.6 - 36, -half * 0.6),
    ]  # fmt: skip
    inside = [shapely.intersection(stand, sections[0]) for stand in stands]
    structures = [s for s in inside if s.geom_type == "Polygon" and s.area > 200]
    site = shapely.normalize(shapely.coverage_union_all(faces))
    return Basin(site, sections, _bands(faces, along_m, plots), structures, frame.at(-40.0, 0.0))


def _solid(shape: shapely.Geometry) -> shapely.Geometry:
    largest = max(shapely.get_parts(shape).tolist(), key=lambda part: part.area)
    return shapely.set_precision(largest, 0.001)
