"""Woods, and the three control lines: 永久基本农田, 生态保护红线, 城镇开发边界.

The first lies on the plains, the second in hills and wetlands.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province.arcs import natural, trace
from portal.demo.province.dams import reservoir_sites
from portal.demo.province.ground import build_ground
from portal.demo.province.lakes import build_lakes, river_half_m
from portal.demo.province.mesh import build_mesh
from portal.demo.province.noise import layered
from portal.demo.province.outlines import build_outlines
from portal.demo.province.roads import LOCAL, TRUNK, build_roads
from portal.demo.province.settlements import build_settlements

BROOK_M, CHANNEL_M, DYKE_M = 26.0, 50.0, 58.0
SHORE_M, RESERVOIR_M = 270.0, 8.0
"""How far from a brook's or river's middle, a river's edge, the shore, a reservoir no red line is drawn."""


@dataclass(frozen=True, slots=True)
class Controls:
    """Areas in metres: polygons of woods, and of each kind of control line."""

    forest: np.ndarray
    ecology: np.ndarray
    farmland: np.ndarray
    urban: np.ndarray


def _areas(chosen: np.ndarray, level: int) -> np.ndarray:
    """Return the outlines of the chosen cells as polygons with natural edges."""
    mesh = build_mesh()
    a, b = mesh.edge_cells[:, 0], mesh.edge_cells[:, 1]
    edge = chosen[a] != np.where(b >= 0, chosen[np.maximum(b, 0)], False)
    arcs = trace(mesh.edge_corners, edge)
    lines = natural(mesh.corners_m, arcs, level)
    return shapely.get_parts(shapely.build_area(shapely.MultiLineString(lines)))


def _beside_shore() -> np.ndarray:
    mesh, sea = build_mesh(), build_ground().sea
    inner = (mesh.edge_cells >= 0).all(axis=1)
    a, b = mesh.edge_cells[inner].T
    shore = np.zeros(len(mesh.cells_m), bool)
    shore[a[sea[b]]] = True
    shore[b[sea[a]]] = True
    return shore


def _near(shapes: np.ndarray, distance_m: float) -> np.ndarray:
    mesh = build_mesh()
    hit = shapely.STRtree(shapely.points(mesh.cells_m)).query(
        shapes, predicate="dwithin", distance=distance_m
    )[1]
    near = np.zeros(len(mesh.cells_m), bool)
    near[hit] = True
    return near


def _less(areas: np.ndarray, taken: list[shapely.Geometry], least_sqm: float) -> np.ndarray:
    """Return the areas without the taken ground, in single polygons of at least ``least_sqm``."""
    cut = np.array(taken)
    one, other = shapely.STRtree(cut).query(areas, predicate="intersects")
    result = areas.copy()
    for area in np.unique(one).tolist():
        result[area] = shapely.difference(areas[area], shapely.union_all(cut[other[one == area]]))
    parts = shapely.get_parts(shapely.set_precision(result, 0.05))
    parts = parts[(shapely.get_type_id(parts) == 3) & (shapely.area(parts) >= least_sqm)]
    return parts[shapely.is_valid(parts)]


def _forest(water: list[shapely.Geometry], towns: list[shapely.Geometry]) -> np.ndarray:
    mesh, home = build_mesh(), build_ground().home
    x, y = mesh.cells_m.T
    wild = (
        mesh.cell_heights_m / 150
        + mesh.cell_slopes * 12
        + 1.3 * layered("woods", x, y, wave_m=9_000, octaves=3)
    )
    return _less(_areas(home & (wild > 1.45), 3), water + towns, 400_000)


def _ecology(towns: list[shapely.Geometry]) -> np.ndarray:
    mesh, ground, lakes = build_mesh(), build_ground(), build_lakes()
    x, y = mesh.cells_m.T
    patch = layered("ecology", x, y, wave_m=19_000, octaves=3)
    heads = (mesh.cell_heights_m + 320 * patch > 560) & (patch > -0.35)
    sources = _near(lakes.reservoirs, 700) & (mesh.cell_heights_m > 30)
    wetland = (_beside_shore() & (patch > 0.30)) | _near(lakes.plain, 450)
    return _less(_areas(ground.home & (heads | sources | wetland), 2), towns, 900_000)


def _urban() -> np.ndarray:
    """Return growth boundaries: angular lines around built-up areas, never over water."""
    shapes = build_settlements().built_up
    grown = shapely.buffer(
        shapes, 120 + 0.045 * np.sqrt(shapely.area(shapes)), join_style="mitre", mitre_limit=1.6
    )
    drawn = shapely.intersection(shapely.simplify(grown, 55), build_outlines().land)
    return shapely.get_parts(shapely.union_all(drawn[~shapely.is_empty(drawn)]))


def _farmland(urban: np.ndarray, ecology: np.ndarray, water: list[shapely.Geometry]) -> np.ndarray:
    mesh, home, roads = build_mesh(), build_ground().home, build_roads()
    x, y = mesh.cells_m.T
    fertile = 0.25 - mesh.cell_heights_m / 120 - mesh.cell_slopes * 14
    fields = fertile + 1.15 * layered("fields", x, y, wave_m=5_200, octaves=3) > 0.05
    lines = [shapely.LineString(line) for line in roads.lines]
    strips = shapely.buffer(lines, np.where(roads.kinds == LOCAL, 28.0, 60.0), quad_segs=2, cap_style="flat")
    rivers = [
        shapely.LineString(line).buffer(35 if rank > 3 else 55, quad_segs=2)
        for line, rank in zip(build_outlines().lines, build_outlines().river, strict=True) if rank
    ]  # fmt: skip
    taken = [*shapely.buffer(urban, 40).tolist(), *ecology.tolist(), *strips.tolist(), *rivers, *water]
    return _less(shapely.simplify(_areas(home & fields, 2), 40), taken, 260_000)


@cache
def drawn_controls() -> Controls:
    """Return woods and control lines as nature would have them; the three lines never overlap one another."""
    lakes = build_lakes()
    water = [*lakes.reservoirs.tolist(), *lakes.plain.tolist(), *lakes.broad.tolist()]
    urban = _urban()
    ecology = _less(_ecology(urban.tolist()), [], 0.0)
    farmland = _farmland(urban, ecology, water)
    return Controls(_forest(water, build_settlements().built_up.tolist()), ecology, farmland, urban)


def _left_out() -> list[shapely.Geometry]:
    """Return the ground along roads, rivers, dykes and the shore and of reservoirs: no red line there."""
    roads, outlines = build_roads(), build_outlines()
    wide = np.select([roads.kinds == LOCAL, roads.kinds == TRUNK], [32.0, 46.0], 62.0)
    river = np.flatnonzero(outlines.river).tolist()
    reach = [
        BROOK_M if outlines.river[arc] > 3 else max(river_half_m(arc), CHANNEL_M) + DYKE_M for arc in river
    ]
    coast = np.flatnonzero(outlines.coast & (outlines.sides.max(axis=1) >= 0)).tolist()
    lines = [*roads.lines, *(outlines.lines[arc] for arc in river + coast)]
    reaches = np.concatenate([wide, reach, np.full(len(coast), SHORE_M)])
    strips = shapely.buffer([shapely.LineString(line) for line in lines], reaches, quad_segs=2)
    return [*strips.tolist(), *shapely.buffer(reservoir_sites(), RESERVOIR_M, quad_segs=2).tolist()]


@cache
def build_controls() -> Controls:
    """Return woods and control lines; the red lines leave out the ground of roads, dykes and reservoirs."""
    drawn, out = drawn_controls(), _left_out()
    return Controls(
        drawn.forest, _less(drawn.ecology, out, 300_000), _less(drawn.farmland, out, 120_000), drawn.urban
    )
