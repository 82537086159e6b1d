"""Reservoir works: the valley that fills, its dam, and the cuts between lots and between parcels."""

from dataclasses import dataclass

import numpy as np
import shapely

from portal.demo.province.dams import Frame, half_dam_m, reservoir_site
from portal.demo.province.hashing import Floats, between, whole
from portal.demo.province.lakes import build_lakes


@dataclass(frozen=True, slots=True)
class Basin:
    """One reservoir's ground in metres. The first section is the dam's; all structures stand in it."""

    site: shapely.Geometry
    sections: list[shapely.Geometry]
    parcels: list[shapely.Geometry]
    structures: list[shapely.Geometry]
    middle: Floats


def _faces(site: shapely.Geometry, frame: Frame, cuts: list[float]) -> tuple[np.ndarray, Floats]:
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
    frame, half = Frame(*build_lakes().dams[number]), half_dam_m(number)
    lots = [-float(between(150, 420, "basin", work))]
    plots = [
        -float(between(160, 2_600, "basin-parcel", work, k)) for k in range(int(whole(1, 3, "basin", work)))
    ]
    faces, along_m = _faces(reservoir_site(number), frame, lots + plots)
    sections = _bands(faces, along_m, lots)
    stands = [
        frame.box(-14.0, 16.0, -half - 24, half + 24), frame.box(20.0, 120.0, half * 0.5, half * 0.5 + 22),
        frame.box(48.0, 78.0, -half * 0.6 - 36, -half * 0.6),
    ]  # fmt: skip
    inside = [shapely.intersection(stand, sections[0]) for stand in stands]
    structures = [s for s in inside if s.geom_type == "Polygon" and s.area > 200]
    site = shapely.normalize(shapely.coverage_union_all(faces))
    return Basin(site, sections, _bands(faces, along_m, plots), structures, frame.at(-40.0, 0.0))
