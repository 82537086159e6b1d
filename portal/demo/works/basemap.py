"""The ground to draw: regions on four levels and everything beneath the projects, as rows."""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

import numpy as np
import pyproj
import shapely

from portal.demo.province.controls import build_controls
from portal.demo.province.directory import Place, build_directory
from portal.demo.province.fabric import build_streets
from portal.demo.province.frame import EAST_M, NORTH_M, SOUTH_M, WEST_M
from portal.demo.province.hashing import Ints, fixed_id
from portal.demo.province.lakes import build_lakes
from portal.demo.province.names import english
from portal.demo.province.outlines import build_outlines, region_shapes
from portal.demo.province.regions import build_division
from portal.demo.province.roads import LOCAL, MOTORWAY, RAILWAY, TRUNK
from portal.demo.province.settlements import CAPITAL, CITY, COUNTY, TOWN, build_settlements
from portal.demo.province.strokes import river_strokes, road_strokes
from portal.demo.works.generate import CHINA
from portal.demo.works.globe import ewkb, in_degrees
from portal.demo.works.rows import BasemapRow, RegionRow, SourceRow

VALID_FROM = date(2020, 1, 1)
SOURCE_TITLE = "岚海省行政区划（虚构演示数据）"
LOW_M, MID_M = 450.0, 45.0
RURAL_PER_SQKM = 60.0
SEA_PIECE_M = 60_000.0
SEA_OVERLAP_M = 40.0
ZOOM_OF_LEVEL = {CAPITAL: 5, CITY: 6, COUNTY: 8, TOWN: 10}


def source_row(size: str) -> SourceRow:
    """Return where the boundaries come from: they are invented, and say so."""
    text = f"{SOURCE_TITLE} {size}"
    moment = datetime(2020, 1, 1, 9, tzinfo=CHINA)
    return SourceRow(
        fixed_id("source"), SOURCE_TITLE, "工图演示数据生成器 seed_demo", f"DEMO-{size}", VALID_FROM,
        sha256(text.encode()).hexdigest(), moment,
    )  # fmt: skip


def town_people() -> Ints:
    """Return the population of every town: those of built-up areas where they stand, and country people."""
    settlements = build_settlements()
    count = len(settlements.people)
    towns = region_shapes(np.arange(count), count)
    built, town = shapely.STRtree(towns).query(settlements.built_up, predicate="intersects")
    part = shapely.area(shapely.intersection(settlements.built_up[built], towns[town]))
    whole_area = np.bincount(built, part, count)
    urban = np.bincount(town, part / whole_area[built] * settlements.people[built], count)
    gentle = np.exp(-_heights() / 160)
    rural = shapely.area(towns) / 1e6 * (RURAL_PER_SQKM + 190 * gentle)
    return np.round(urban + rural).astype(np.int64)


def _heights() -> np.ndarray:
    from portal.demo.province.mesh import build_mesh

    return build_mesh().cell_heights_m[build_division().seat_cell]


def _ellipsoid_sqm(shapes: np.ndarray) -> list[float]:
    geod = pyproj.Geod(ellps="WGS84")
    return [
        round(abs(geod.geometry_area_perimeter(shapely.orient_polygons(s))[0]), 2) for s in shapes.tolist()
    ]


def _mercator(shapes: np.ndarray) -> np.ndarray:
    move = pyproj.Transformer.from_crs(4326, 3857, always_xy=True)
    return shapely.transform(shapes, lambda p: np.column_stack(move.transform(p[:, 0], p[:, 1])))


def _simplified(towns: np.ndarray, tolerance_m: float) -> np.ndarray:
    """Return towns simplified together in EPSG:3857, so that shared edges stay shared."""
    return shapely.coverage_simplify(_mercator(towns), tolerance_m)


def _joined(shapes: np.ndarray, group: Ints, count: int) -> np.ndarray:
    return np.array([_multi(shapely.coverage_union_all(shapes[group == n])) for n in range(count)])


def _multi(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.MultiPolygon(
        [part for part in shapely.get_parts(shape).tolist() if part.geom_type == "Polygon"]
    )


def _label_points(shapes_m: np.ndarray) -> np.ndarray:
    """Return a point well inside the largest part of each shape, in metres."""
    largest = [
        max(shapely.get_parts(shape).tolist(), key=lambda part: part.area) for shape in shapes_m.tolist()
    ]
    circles = shapely.maximum_inscribed_circle(np.array(largest), tolerance=150.0)
    return shapely.points(shapely.get_coordinates(circles).reshape(-1, 2, 2)[:, 0])


def region_rows(source_id: UUID) -> Iterator[RegionRow]:
    """Yield the regions, the province first."""
    division, directory = build_division(), build_directory()
    count = len(directory.towns)
    towns = in_degrees(region_shapes(np.arange(count), count))
    low, mid = _simplified(towns, LOW_M), _simplified(towns, MID_M)
    people = town_people()
    levels: tuple[tuple[tuple[Place, ...], Ints], ...] = (
        ((directory.province,), np.zeros(count, np.int64)),
        (directory.cities, division.city_of_county[division.county_of_town]),
        (directory.counties, division.county_of_town),
        (directory.towns, np.arange(count)),
    )
    for places, group in levels:
        shapes_m = region_shapes(group, len(places))
        shapes = in_degrees(shapes_m)
        drawn = [ewkb(_joined(kind, group, len(places)), 3857) for kind in (low, mid)]
        labels = ewkb(in_degrees(_label_points(shapes_m)))
        total = np.bincount(group, people)
        for n, (place, area, geom) in enumerate(
            zip(places, _ellipsoid_sqm(shapes), ewkb(shapes), strict=True)
        ):
            yield RegionRow(
                fixed_id("region", place.code), place.code, place.name, place.name_en, place.level,
                VALID_FROM,
                int(total[n]), area, geom, drawn[0][n], drawn[1][n], labels[n], source_id,
            )  # fmt: skip


def _row(
    kind: str, shape_m: shapely.Geometry, rank: int, min_zoom: int, names: tuple[str, str] = ("", "")
) -> BasemapRow:
    geom = ewkb(in_degrees(np.array([shape_m], dtype=object)))[0]
    return BasemapRow(kind, *names, rank, min_zoom, geom)


def _sea_rows() -> Iterator[BasemapRow]:
    """Yield the sea in pieces that overlap a little: no seam shows, and a tile reads few points."""
    sea = build_outlines().sea
    west, south, east, north = WEST_M, SOUTH_M, EAST_M, NORTH_M
    near = [
        shapely.box(x, y, x + SEA_PIECE_M, y + SEA_PIECE_M).buffer(SEA_OVERLAP_M, join_style="mitre")
        for x in np.arange(west, east, SEA_PIECE_M) for y in np.arange(south, north, SEA_PIECE_M)
    ]  # fmt: skip
    covered = shapely.union_all(near)
    far = shapely.difference(sea, shapely.buffer(covered, -2 * SEA_OVERLAP_M, join_style="mitre"))
    for piece in [*shapely.intersection(sea, np.array(near)).tolist(), far]:
        for part in shapely.get_parts(piece).tolist():
            if part.geom_type == "Polygon" and part.area > 1_000:
                yield _row("sea", shapely.segmentize(part, 20_000.0), 1, 0)


def _land_rows() -> Iterator[BasemapRow]:
    outlines = build_outlines()
    home = region_shapes(np.zeros(len(build_division().seat_cell), np.int64), 1)[0]
    for part in shapely.get_parts(home).tolist():
        yield _row("land", part, 1, 0)
    for part in shapely.get_parts(shapely.difference(outlines.land, home)).tolist():
        if part.geom_type == "Polygon" and part.area > 1_000_000:
            yield _row("land", part, 2, 0)
    shore = [outlines.lines[i] for i in np.flatnonzero(outlines.coast).tolist()]
    for line in shapely.get_parts(shapely.line_merge(shapely.MultiLineString(shore))).tolist():
        yield _row("coastline", line, 1, 4)


def _water_rows() -> Iterator[BasemapRow]:
    outlines, lakes = build_outlines(), build_lakes()
    for stroke in river_strokes():
        ranks = outlines.river[list(stroke.arcs)]
        for rank in np.unique(ranks).tolist():
            lines = [outlines.lines[arc] for arc, r in zip(stroke.arcs, ranks, strict=True) if r == rank]
            merged = shapely.line_merge(shapely.MultiLineString(lines))
            yield _row("river", merged, rank, (5, 6, 8, 9, 11)[rank - 1], (stroke.name, stroke.name_en))
    for n, lake in enumerate(lakes.reservoirs.tolist()):
        yield _row("lake", lake, 2, 8 if lake.area > 6e6 else 9, _water_name(lake, n, "水库", "Reservoir"))
    for n, lake in enumerate(lakes.plain.tolist()):
        yield _row("lake", lake, 2, 7 if lake.area > 6e6 else 9, _water_name(lake, n, "湖", "Lake"))
    for part in lakes.broad.tolist():
        yield _row("lake", part, 3, 9)


def _water_name(lake: shapely.Geometry, n: int, zh: str, en: str) -> tuple[str, str]:
    """Return the name of a water, after the town whose seat is nearest."""
    seats = build_settlements().seat_m
    away = ((seats - shapely.get_coordinates(lake.representative_point())[0]) ** 2).sum(axis=1)
    short = build_directory().towns[int(away.argmin())].short
    return f"{short}{zh}", f"{english(short)} {en}"


def _road_rows() -> Iterator[BasemapRow]:
    kinds = {MOTORWAY: ("road_motorway", 1, 5), TRUNK: ("road_trunk", 2, 7), LOCAL: ("road_local", 3, 9),
             RAILWAY: ("railway", 1, 7)}  # fmt: skip
    for stroke in road_strokes():
        kind, rank, zoom = kinds[stroke.kind]
        yield _row(kind, shapely.LineString(stroke.line), rank, zoom, (stroke.name, stroke.name_en))
    streets = build_streets()
    shapes = ewkb(in_degrees(streets.lines))
    for geom, avenue in zip(shapes, streets.avenue.tolist(), strict=True):
        yield BasemapRow("road_local", "", "", 4 if avenue else 5, 12 if avenue else 14, geom)


def _ground_rows() -> Iterator[BasemapRow]:
    settlements, directory = build_settlements(), build_directory()
    for n, shape in enumerate(settlements.built_up.tolist()):
        zoom = (0, 5, 6, 7, 9)[settlements.level[n]]
        if not shape.is_empty:
            yield _row("built_up", shape, int(settlements.level[n]), zoom, (directory.towns[n].name, ""))
    for shape in build_controls().forest.tolist():
        yield _row("forest", shape, 1 if shape.area > 5e7 else 2, 5 if shape.area > 5e7 else 8)


def _place_rows() -> Iterator[BasemapRow]:
    settlements, directory = build_settlements(), build_directory()
    named: dict[int, Place] = {place.seat: place for place in (*directory.counties, *directory.cities)}
    for n, town in enumerate(directory.towns):
        place, level = named.get(n, town), int(settlements.level[n])
        point = shapely.points(settlements.seat_m[n])
        yield _row("place", point, level, ZOOM_OF_LEVEL[level], (place.name, place.name_en))


def basemap_rows() -> Iterator[BasemapRow]:
    """Yield every shape of the basemap."""
    for maker in (_sea_rows, _land_rows, _water_rows, _road_rows, _ground_rows, _place_rows):
        yield from maker()
