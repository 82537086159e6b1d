"""Check each geometry and put it on the map: the original stays, the copy is EPSG:4326 without heights."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from spatial.coordinates.transform import transform_back, transform_points
from spatial.coordinates.zones import in_china
from spatial.intake.limits import Limits
from spatial.intake.model import CrsFinding, RawRow, Row, Shape
from spatial.intake.problems import Address, Problem, problem

HUGE = 1e9
# In the layer's own unit, metres or degrees: what is wrong misses by kilometres.
RETURN_WITHIN = 1.0
REASONS = {
    "Self-intersection": "自相交",
    "Ring Self-intersection": "环自相交",
    "Hole lies outside shell": "孔洞在外边界之外",
    "Holes are nested": "孔洞嵌套",
    "Nested shells": "部分与部分重叠",
    "Duplicate Rings": "环重复",
    "Interior is disconnected": "内部不连通",
    "Too few points in geometry component": "点数太少",
    "Invalid Coordinate": "坐标无效",
}


class Placer:
    """Turns a layer's raw rows into rows with shapes, batch by batch."""

    def __init__(
        self, crs: CrsFinding | None, limits: Limits, *, expects_shapes: bool, repair: bool = False
    ) -> None:
        self._crs = crs
        self._limits = limits
        self._expects = expects_shapes
        self._repair = repair
        self._with_height = 0

    def late_problems(self) -> list[Problem]:
        """Return what concerns the whole layer once all rows are through."""
        return [problem("heights_dropped", count=self._with_height)] if self._with_height else []

    def place(self, rows: Sequence[RawRow]) -> list[Row]:
        """Return the rows with their shapes checked and placed."""
        shapes = _parse(rows)
        kinds = ["" if shape is None else shape.geom_type for shape in shapes]
        self._refuse_large(rows, shapes)
        self._refuse_infinite(rows, shapes)
        self._refuse_invalid(rows, shapes)
        self._with_height += int(shapely.has_z(shapes).sum())
        placed = self._move(rows, shapes)
        return [self._row(row, kind, moved) for row, kind, moved in zip(rows, kinds, placed, strict=True)]

    def _row(self, row: RawRow, kind: str, moved: Any) -> Row:
        made = None
        if row.wkb is not None:
            made = Shape(
                wkb=b"" if moved is None else bytes(shapely.to_wkb(moved)), native_wkb=row.wkb,
                srid=self._crs.srid if self._crs else 0, kind=kind,
            )  # fmt: skip
        elif self._expects and not any(p.severity == "error" for p in row.problems):
            row.problems.append(problem("geometry_missing", row.address))
        return Row(
            number=row.number, address=row.address, values=tuple(row.values), shape=made,
            problems=tuple(row.problems),
        )  # fmt: skip

    def _refuse_large(self, rows: Sequence[RawRow], shapes: NDArray[Any]) -> None:
        counts = shapely.get_num_coordinates(shapes)
        for i in np.flatnonzero(counts > self._limits.max_vertices).tolist():
            found = problem(
                "geometry_too_large", rows[i].address, found=int(counts[i]), limit=self._limits.max_vertices
            )
            rows[i].problems.append(found)
            shapes[i] = None
            rows[i].wkb = None

    def _refuse_infinite(self, rows: Sequence[RawRow], shapes: NDArray[Any]) -> None:
        xy, owner = shapely.get_coordinates(shapes, return_index=True)
        with np.errstate(invalid="ignore"):
            bad = ~np.isfinite(xy).all(axis=1) | (np.abs(xy) > HUGE).any(axis=1)
        for i in np.unique(owner[bad]).tolist():
            first = xy[bad & (owner == i)][0]
            where = ", ".join(f"{number:.6g}" for number in first)
            rows[i].problems.append(problem("coordinate_infinite", rows[i].address, found=where))
            shapes[i] = None

    def _refuse_invalid(self, rows: Sequence[RawRow], shapes: NDArray[Any]) -> None:
        invalid = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
        for i in np.flatnonzero(invalid).tolist():
            facts = _reason(shapely.is_valid_reason(shapes[i]))
            mended = _mended(shapes[i])
            if self._repair and mended is not None:
                percent = _change_percent(shapes[i], mended)
                rows[i].problems.append(
                    problem("geometry_repaired", rows[i].address, percent=percent, **facts)
                )
                shapes[i] = mended
                continue
            rows[i].problems.append(problem("geometry_invalid", rows[i].address, **facts))
            shapes[i] = None

    def _move(self, rows: Sequence[RawRow], shapes: NDArray[Any]) -> NDArray[Any]:
        """Return the shapes in degrees; ``None`` where there is no system or no result."""
        crs = self._crs
        moved = np.full(len(shapes), None, dtype=object)
        present = np.flatnonzero(~shapely.is_missing(shapes))
        if crs is None or not crs.usable or not len(present):
            return moved

        def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            points = xy[:, ::-1] if crs.swap_axes else xy
            return transform_points(points, source=crs.srid or crs.definition)

        moved[present] = shapely.transform(shapely.force_2d(shapes[present]), move)
        lost = _lost(shapes[present], moved[present], crs)
        for i, is_lost in zip(present.tolist(), lost.tolist(), strict=True):
            fault = (
                problem("outside_projection", rows[i].address)
                if is_lost
                else _fault(moved[i], rows[i].address)
            )
            if fault:
                rows[i].problems.append(fault)
                moved[i] = None
        return moved


def _parse(rows: Sequence[RawRow]) -> NDArray[Any]:
    wkbs = np.array([row.wkb for row in rows], dtype=object)
    shapes = np.array(shapely.from_wkb(wkbs, on_invalid="ignore"), dtype=object)
    for i, row in enumerate(rows):
        if row.wkb is None:
            continue
        if shapes[i] is None:
            row.problems.append(_unreadable(row.wkb, row.address))
        elif shapes[i].is_empty:
            shapes[i] = None
            row.wkb = None
    return shapes


def _unreadable(wkb: bytes, address: Address) -> Problem:
    try:
        shapely.from_wkb(wkb)
    except (shapely.errors.ShapelyError, NotImplementedError, ValueError) as error:
        text = str(error).split("\n")[0]
        if "closed linestring" in text:
            return problem("ring_open_somewhere", address)
        return problem("geometry_unreadable", address, detail=text[:120].replace("{", "(").replace("}", ")"))
    return problem("geometry_unreadable", address, detail="WKB")


def _lost(shapes: NDArray[Any], moved: NDArray[Any], crs: CrsFinding) -> NDArray[np.bool_]:
    """Tell which shapes do not come back when moved back: far from home a projection gives false numbers."""
    here, owner = shapely.get_coordinates(shapes, return_index=True)
    there = shapely.get_coordinates(moved)
    first = np.unique(owner, return_index=True)[1]
    start = here[first][:, ::-1] if crs.swap_axes else here[first]
    back = transform_back(there[first], source=crs.srid or crs.definition)
    with np.errstate(invalid="ignore"):
        near: NDArray[np.bool_] = (np.abs(back - start) <= RETURN_WITHIN).all(axis=1)
    return ~near


def _fault(moved: Any, address: Address) -> Problem | None:
    west, south, east, north = moved.bounds
    if not np.isfinite([west, south, east, north]).all():
        return problem("outside_projection", address)
    if west < -180.001 or east > 180.001 or south < -90.001 or north > 90.001:
        if in_china(south, west) and in_china(north, east):
            return problem("degrees_swapped", address, lon=round(south, 6), lat=round(west, 6))
        where = f"{west:.6g}, {south:.6g}, {east:.6g}, {north:.6g}"
        return problem("outside_degrees", address, found=where)
    return None


def _reason(text: str) -> dict[str, str]:
    match = re.fullmatch(r"([^\[]+)(?:\[(\S+) (\S+)\])?", text)
    name, x, y = (match[1].strip(), match[2] or "?", match[3] or "?") if match else (text, "?", "?")
    return {"reason": name, "reason_zh": REASONS.get(name, name), "x": x, "y": y}


def _mended(shape: Any) -> Any:
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return None if mended is None or mended.is_empty or mended.geom_type == "GeometryCollection" else mended


def _change_percent(before: Any, after: Any) -> float:
    return round(abs(after.area - before.area) / before.area * 100, 4) if before.area else 0.0
