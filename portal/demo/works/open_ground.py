"""Ground outside the towns: hillsides, flat fields, plots beside country roads, valleys for reservoirs."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.controls import drawn_controls
from portal.demo.province.ground import build_ground
from portal.demo.province.hashing import Floats, Ints, between, shuffled, uniform
from portal.demo.province.lakes import build_lakes, open_water
from portal.demo.province.mesh import build_mesh
from portal.demo.province.outlines import build_outlines
from portal.demo.province.roads import LOCAL, TRUNK, build_roads
from portal.demo.province.settlements import build_settlements
from portal.demo.province.strokes import road_strokes

ROOM_M = 430.0
DEEPEST_PLOT_M = 92.0
WIDEST_PLOT_M = 84.0
SET_BACK_M = 24.0


@dataclass(frozen=True, slots=True)
class Plots:
    """Free plots: a middle (of the near edge by a road) and the direction (unit vector) they face along."""

    at_m: Floats
    along: Floats


@cache
def _marks(*layers: str) -> shapely.STRtree:
    """Return points every 60 m along the named layers: a quick way to ask how far away everything is."""
    lakes, outlines = build_lakes(), build_outlines()
    made = {
        "houses": lambda: build_settlements().built_up,
        "lakes": lambda: np.concatenate([lakes.reservoirs, lakes.plain, lakes.broad]),
        "lines": lambda: _as_lines(outlines.lines),
        "rivers": lambda: _as_lines([outlines.lines[i] for i in np.flatnonzero(outlines.river).tolist()]),
        "coast": lambda: _as_lines([outlines.lines[i] for i in np.flatnonzero(outlines.coast).tolist()]),
        "roads": lambda: _as_lines(build_roads().lines),
        "ecology": lambda: drawn_controls().ecology,
        "farmland": lambda: drawn_controls().farmland,
    }
    shapes = np.concatenate([made[layer]() for layer in layers])
    return shapely.STRtree(shapely.points(shapely.get_coordinates(shapely.segmentize(shapes, 60.0))))


def _as_lines(lines: list[Floats]) -> np.ndarray:
    return np.array([shapely.LineString(line) for line in lines])


def _far_from(points_m: Floats, distance_m: float, *layers: str) -> np.ndarray:
    """Return which points keep their distance from the outlines of the layers."""
    near, _ = _marks(*layers).query(shapely.points(points_m), predicate="dwithin", distance=distance_m)
    far = np.ones(len(points_m), bool)
    far[near] = False
    return far


def _within(points_m: Floats, shapes: np.ndarray) -> np.ndarray:
    """Return which points lie in any of the shapes."""
    hit, _ = shapely.STRtree(shapes).query(shapely.points(points_m), predicate="within")
    inside = np.zeros(len(points_m), bool)
    inside[hit] = True
    return inside


@cache
def _taken() -> shapely.Geometry:
    taken = shapely.union_all([open_water(), *build_settlements().built_up.tolist()])
    shapely.prepare(taken)
    return taken


def _bare(cells: Ints, apart_m: float) -> Ints:
    """Return the cells whose middle is clear of houses, water, roads and boundaries."""
    points = build_mesh().cells_m[cells]
    free = _far_from(points, apart_m, "houses", "lakes", "lines", "roads")
    return cells[free & ~shapely.contains_xy(_taken(), points)]


def _plots(cells: Ints, purpose: str) -> Plots:
    cells = cells[shuffled(len(cells), purpose)]
    turn = uniform(f"{purpose}-turn", cells) * 2 * np.pi
    return Plots(build_mesh().cells_m[cells], np.round(np.column_stack([np.cos(turn), np.sin(turn)]), 12))


@cache
def wild_plots() -> Plots:
    """Return plots on hillsides, outside the ecological red line."""
    mesh, home = build_mesh(), build_ground().home
    hilly = home & (mesh.cell_slopes > 0.006) & (mesh.cell_slopes < 0.16) & (mesh.cell_heights_m > 25)
    cells = _bare(np.flatnonzero(hilly), ROOM_M)
    points = mesh.cells_m[cells]
    free = _far_from(points, ROOM_M, "ecology") & ~_within(points, drawn_controls().ecology)
    return _plots(cells[free], "wild")


@cache
def flat_plots() -> Plots:
    """Return wide, level plots clear of everything, for airfields; no farmland is spared by luck alone."""
    mesh, home = build_mesh(), build_ground().home
    level = home & (mesh.cell_slopes < 0.012) & (mesh.cell_heights_m < 90) & (mesh.cell_heights_m > 2)
    cells = _bare(np.flatnonzero(level), 620.0)
    points = mesh.cells_m[cells]
    free = _far_from(points, 400.0, "farmland") & ~_within(points, drawn_controls().farmland)
    return _plots(cells[free], "flat")


@cache
def field_plots() -> Plots:
    """Return plots in the middle of permanent farmland: where nobody may build."""
    mesh, home = build_mesh(), build_ground().home
    cells = _bare(np.flatnonzero(home & (mesh.cell_heights_m < 60)), 260.0)
    return _plots(cells[_within(mesh.cells_m[cells], drawn_controls().farmland)], "field")


def _roadside_candidates() -> tuple[Floats, Floats]:
    """Return near-edge middles and road directions on both sides of country roads."""
    at, along = [], []
    for n, stroke in enumerate(s for s in road_strokes() if s.kind in (LOCAL, TRUNK)):
        line = shapely.LineString(stroke.line)
        here = np.arange(180.0, line.length - 180.0, 250.0)
        if len(here) == 0:
            continue
        here = here + between(-60, 60, "roadside", n, np.arange(len(here)))
        before = shapely.get_coordinates(shapely.line_interpolate_point(line, here - 45))
        after = shapely.get_coordinates(shapely.line_interpolate_point(line, here + 45))
        step = after - before
        length = np.sqrt((step * step).sum(axis=1, keepdims=True))
        unit = step / length
        straight = length[:, 0] > 86
        side = np.where(uniform("side", n, np.arange(len(here))) < 0.5, 1.0, -1.0)[:, None]
        middle = shapely.get_coordinates(shapely.line_interpolate_point(line, here))
        away = side * np.column_stack([-unit[:, 1], unit[:, 0]])
        at.append((middle + SET_BACK_M * away)[straight])
        along.append((side * unit)[straight])
    return np.concatenate(at), np.concatenate(along)


@cache
def roadside_plots() -> Plots:
    """Return plots beside country roads that touch neither houses, water, roads, lots nor one another."""
    at, along = _roadside_candidates()
    away = np.column_stack([-along[:, 1], along[:, 0]])
    middle = at + away * DEEPEST_PLOT_M / 2
    reach = 0.5 * float(np.hypot(DEEPEST_PLOT_M, WIDEST_PLOT_M)) + 2
    free = _far_from(middle, reach, "roads") & _far_from(
        middle, reach + 40, "houses", "lakes", "rivers", "coast"
    )
    free &= ~shapely.contains_xy(_taken(), middle)
    at, along, middle = at[free], along[free], middle[free]
    a, b = shapely.STRtree(shapely.points(middle)).query(
        shapely.points(middle), predicate="dwithin", distance=2 * reach
    )
    alone = np.ones(len(at), bool)
    alone[b[a < b]] = False
    keep = np.flatnonzero(alone)
    keep = keep[shuffled(len(keep), "roadside-order")]
    return Plots(at[keep], along[keep])
