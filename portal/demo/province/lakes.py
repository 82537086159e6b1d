"""Standing and wide water: reservoirs filling valleys, lakes on the plain, rivers broadening to the sea."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.arcs import warped
from portal.demo.province.ground import build_ground
from portal.demo.province.hashing import Floats, Ints, between, uniform
from portal.demo.province.mesh import build_mesh
from portal.demo.province.noise import layered
from portal.demo.province.outlines import build_outlines
from portal.demo.province.rivers import build_drainage

RESERVOIRS, LAKES = 74, 16
HALF_WIDTH_M = np.array([0.0, 150.0, 88.0, 44.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Lakes:
    """Water areas in metres. ``dams``: the two ends of each reservoir's dam; lakes of the plain have none."""

    reservoirs: np.ndarray
    dams: np.ndarray
    plain: np.ndarray
    broad: np.ndarray


def _dam_corners() -> Ints:
    """Return corners that suit a dam: in hills, with land to drain, far from the next dam."""
    mesh, drainage, ground = build_mesh(), build_drainage(), build_ground()
    height, area = mesh.corner_heights_m, drainage.catchment_sqkm
    cell = np.full(len(height), -1)
    for side in (0, 1):
        cell[mesh.edge_corners[:, side]] = mesh.edge_cells[:, 0]
    fit = (height > 45) & (height < 420) & (area > 45) & (area < 1_900) & ground.home[cell]
    corners = np.flatnonzero(fit)
    liking = uniform("dam", corners) + np.minimum(area[corners] / 900, 0.6)
    chosen: list[int] = []
    for corner in corners[np.argsort(-liking, kind="stable")].tolist():
        gaps = mesh.corners_m[chosen] - mesh.corners_m[corner]
        if len(chosen) < RESERVOIRS and (not chosen or (gaps * gaps).sum(axis=1).min() > 17_000**2):
            chosen.append(corner)
    return np.array(chosen)


def _upstream(ups: list[list[int]], dam: int, length_m: float) -> list[tuple[int, int, float]]:
    """Return (upper corner, lower corner, metres of lake left there) above a dam."""
    mesh, drainage = build_mesh(), build_drainage()
    todo, found = [(dam, length_m)], []
    while todo:
        corner, left = todo.pop()
        for upper in ups[corner]:
            gap = mesh.corners_m[upper] - mesh.corners_m[corner]
            climb = mesh.corner_heights_m[upper] - mesh.corner_heights_m[dam]
            rest = left - float(np.sqrt((gap * gap).sum())) * (1.0 if climb < 60 else 2.2)
            if rest > 0 and drainage.catchment_sqkm[upper] > 4:
                found.append((upper, corner, rest))
                todo.append((upper, rest))
    return found


def _placed_corners() -> Floats:
    """Return where each corner of a drawn river lies after smoothing; others only bend with the field."""
    mesh, outlines = build_mesh(), build_outlines()
    at = warped(mesh.corners_m)
    for arc in np.flatnonzero(outlines.river).tolist():
        line, nodes = outlines.lines[arc], outlines.arcs[arc].nodes
        share = np.linspace(0, 1, len(nodes))
        at[nodes] = shapely.get_coordinates(
            shapely.line_interpolate_point(shapely.LineString(line), share, normalized=True)
        )
    return at


def _reservoirs() -> tuple[np.ndarray, np.ndarray]:
    drainage, at = build_drainage(), _placed_corners()
    ups: list[list[int]] = [[] for _ in drainage.down]
    for corner, down in enumerate(drainage.down.tolist()):
        if down != corner:
            ups[down].append(corner)
    waters, dams = [], []
    for number, dam in enumerate(_dam_corners().tolist()):
        length = (
            float(between(2_200, 5_600, "lake-length", number))
            + 60 * float(drainage.catchment_sqkm[dam]) ** 0.7
        )
        widest = (
            float(between(170, 330, "lake-width", number)) + 5 * float(drainage.catchment_sqkm[dam]) ** 0.55
        )
        steps = _upstream(ups, dam, length)
        if steps:
            ends = at[[dam, drainage.down[dam]]]
            waters.append(_above_dam(_filled_valley(at, steps, length, widest), ends))
            dams.append(ends)
    return np.array(waters), np.array(dams)


def _filled_valley(
    at: Floats, steps: list[tuple[int, int, float]], length_m: float, widest_m: float
) -> shapely.Geometry:
    upper, lower, left = (np.array(part) for part in zip(*steps, strict=True))
    lines = shapely.segmentize(shapely.linestrings(np.stack([at[upper], at[lower]], axis=1)), 240.0)
    points, owner = shapely.get_coordinates(lines, return_index=True)
    share = (left[owner] / length_m).astype(float)
    wave = 0.75 + 0.7 * layered("shore", points[:, 0], points[:, 1], wave_m=900, octaves=2)
    radius = np.maximum(widest_m * share**0.6 * wave, 35)
    discs = shapely.buffer(shapely.points(points), radius, quad_segs=4)
    water = shapely.union_all(np.concatenate([discs, shapely.buffer(lines, 38, quad_segs=2)]))
    soft = shapely.buffer(shapely.buffer(water, 70, quad_segs=3), -70, quad_segs=3)
    return _largest(shapely.simplify(soft, 9))


def _above_dam(water: shapely.Geometry, ends: Floats) -> shapely.Geometry:
    """Return the water cut off straight at the dam."""
    step = (ends[1] - ends[0]) / float(np.sqrt(((ends[1] - ends[0]) ** 2).sum()))
    left = np.array([-step[1], step[0]]) * 900
    below = shapely.Polygon(
        [ends[0] - left, ends[0] + left, ends[0] + left + step * 900, ends[0] - left + step * 900]
    )
    return _largest(shapely.difference(water, below))


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    part = max(shapely.get_parts(shape).tolist(), key=lambda p: p.area)
    return shapely.Polygon(part.exterior, [h for h in part.interiors if shapely.Polygon(h).area > 40_000])


def _plain_lakes() -> np.ndarray:
    """Return rounded, irregular lakes on low ground."""
    mesh, ground = build_mesh(), build_ground()
    low = ground.home & (mesh.cell_heights_m > 2) & (mesh.cell_heights_m < 16) & (mesh.cell_slopes < 0.004)
    cells = np.flatnonzero(low & (ground.island == 0))
    cells = cells[np.argsort(uniform("plain-lake", cells), kind="stable")]
    chosen: list[int] = []
    for cell in cells.tolist():
        gaps = mesh.cells_m[chosen] - mesh.cells_m[cell]
        if len(chosen) < LAKES and (not chosen or (gaps * gaps).sum(axis=1).min() > 15_000**2):
            chosen.append(cell)
    return np.array([_pond(mesh.cells_m[cell], number) for number, cell in enumerate(chosen)])


def _pond(middle_m: Floats, number: int) -> shapely.Geometry:
    turn = np.arange(90) * (2 * np.pi / 90)
    size = 650 + 2_700 * float(uniform("pond", number)) ** 2.2
    flat = float(between(0.45, 0.95, "pond-flat", number))
    ux, uy = np.cos(turn), np.sin(turn) * flat
    wave = 1 + 0.55 * layered("pond", ux * 2_000 + number * 9_000, uy * 2_000, wave_m=2_600, octaves=4)
    tilt = float(uniform("pond-tilt", number)) * np.pi
    x, y = ux * wave * size, uy * wave * size
    ring = np.column_stack([x * np.cos(tilt) - y * np.sin(tilt), x * np.sin(tilt) + y * np.cos(tilt)])
    return _largest(shapely.buffer(shapely.Polygon(ring + middle_m), 0))


@cache
def river_half_m(arc: int) -> float:
    """Return half a river's width on one of its arcs, in metres: wider with its land, widest by the sea."""
    outlines, drainage = build_outlines(), build_drainage()
    nodes = outlines.arcs[arc].nodes
    area = float(drainage.catchment_sqkm[nodes].max())
    low = float(build_mesh().corner_heights_m[nodes].min())
    half = float(HALF_WIDTH_M[outlines.river[arc]]) * float(np.sqrt(np.sqrt(area / 6_000)))
    return half * (1.0 + 1.6 * max(0.0, 1 - low / 6.0)) if low < 6 else half * max(0.35, 1 - low / 400)


def _broad_rivers() -> np.ndarray:
    """Return the water of rivers too wide for a line, opening towards the sea."""
    outlines = build_outlines()
    arcs = np.flatnonzero((outlines.river > 0) & (outlines.river <= 3)).tolist()
    lines = np.array([shapely.LineString(outlines.lines[arc]) for arc in arcs])
    return shapely.buffer(lines, [river_half_m(arc) for arc in arcs], quad_segs=4)


@cache
def build_lakes() -> Lakes:
    """Return all water areas but the sea."""
    waters, dams = _reservoirs()
    land = build_outlines().land
    broad = shapely.intersection(shapely.union_all(_broad_rivers()), land)
    soft = shapely.simplify(shapely.buffer(shapely.buffer(broad, 60, quad_segs=3), -60, quad_segs=3), 8)
    return Lakes(waters, dams, shapely.intersection(_plain_lakes(), land), shapely.get_parts(soft))


@cache
def open_water() -> shapely.Geometry:
    """Return everything that is under water: nobody builds there."""
    lakes = build_lakes()
    return shapely.union_all(
        [build_outlines().sea, *lakes.reservoirs.tolist(), *lakes.plain.tolist(), *lakes.broad.tolist()]
    )
