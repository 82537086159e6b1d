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


def _cut(site: shapely.Geometry, frame: _Frame, cuts: list[float]) -> list[shapely.Geometry]:
    """Return the site in bands, most downstream first, all points shared at the cuts."""
    lines = shapely.union_all([site.boundary, *(frame.line(cut) for cut in cuts)])
    faces = [f for f in shapely.get_parts(shapely.polygonize([lines])) if site.contains(f.representative_point())]
    along = np.array([(shapely.get_coordinates(f.representative_point())[0] - frame.origin) @ frame.down for f in faces])
    band = (along[:, None] < np.array(cuts)[None, :]).sum(axis=1)
    return [shapely.normalize(shapely.coverage_union_all(np.array(faces)[band == n])) for n in np.unique(band)]


def build_basin(work: int, number: int) -> Basin:
    """Return the ground of one reservoir work."""
    lakes = build_lakes()
    water, frame = lakes.reservoirs[number], _Frame(*lakes.dams[number])
    wide = shapely.intersection(water, frame.line(-25.0)).length
    half = max(wide, 90.0) / 2
    site = _solid(shapely.union(water, frame.box(-60.0, 170.0, -half - 70, half + 70)))
    sections = _cut(site, frame, [-float(between(150, 420, "basin", work))])
    cuts = sorted((-float(between(160, 2_600, "basin-parcel", work, k)) for k in range(int(whole(1, 3, "basin", work)))))
    parcels = _cut(site, frame, cuts[::-1])
    stands = [
        frame.box(-14.0, 16.0, -half - 24, half + 24), frame.box(20.0, 120.0, half * 0.5, half * 0.5 + 22),
        frame.box(48.0, 78.0, -half * 0.6 - 36, -half * 0.6),
    ]  # fmt: skip
    whole_site = shapely.normalize(shapely.coverage_union_all(np.array(parcels)))
    inside = [shapely.intersection(stand, sections[0]) for stand in stands]
    structures = [s for s in inside if s.geom_type == "Polygon" and s.area > 200]
    return Basin(_with_points(whole_site, sections), sections, parcels, structures, frame.at(-40.0, 0.0))


def _solid(shape: shapely.Geometry) -> shapely.Geometry:
    largest = max(shapely.get_parts(shape).tolist(), key=lambda part: part.area)
    return shapely.set_precision(largest, 0.001)


def _with_points(site: shapely.Geometry, sections: list[shapely.Geometry]) -> shapely.Geometry:
    """Return the site with the cuts' end points in its outline."""
    points = shapely.get_coordinates(np.array(sections, dtype=object))
    rim = shapely.snap(site, shapely.MultiPoint(points), 0.0005)
    return shapely.normalize(rim if rim.is_valid else site)
