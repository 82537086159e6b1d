"""Rows of a map file become parcels: polygons as they are, lines where they close."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely

from spatial.intake.geometry import HUGE
from spatial.intake.model import Layer, Row
from spatial.intake.problems import NOWHERE, Address, Problem, refuse
from spatial.survey.building import lay_out
from spatial.survey.columns import Roles
from spatial.survey.model import Attributes, RawParcel, Remark, Ring
from spatial.survey.tolerances import Capacity

MOST_OPEN_LINES = 20_000
EXAMINED_ANYWAY = frozenset({"geometry_invalid", "geometry_repaired"})
ALSO_CALLED = {"coordinate_infinite": "coordinate_not_finite"}
SAME_DIGITS, SAME_DIGITS_OF_DEGREES = 4, 9
MOST_DEGREES = 360
SEAM = 1e-6


@dataclass(slots=True)
class _Line:
    xy: Any
    attributes: Attributes
    address: Address


@dataclass(slots=True)
class Shapes:
    """What a layer gave."""

    parcels: list[RawParcel] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    points: int = 0
    open_lines: list[_Line] = field(default_factory=list)
    closed: list[_Line] = field(default_factory=list)

    def remark(self, found: Problem, address: Address = NOWHERE) -> None:
        """Note what the file's reader said, unless the checks here say it better."""
        if found.code not in EXAMINED_ANYWAY:
            code = ALSO_CALLED.get(found.code, found.code)
            self.remarks.append(
                Remark(
                    code=code,
                    address=found.address if found.address.kind else address,
                    facts=dict(found.facts),
                )
            )


def read_shapes(layer: Layer, rows: Iterable[Row], capacity: Capacity) -> Shapes:
    """Return the parcels of a layer."""
    shapes, roles = Shapes(), Roles(layer.columns)
    for row in rows:
        for found in row.problems:
            shapes.remark(found, row.address)
        if row.shape is not None and row.shape.native_wkb:
            _take(shapes, row, roles.attributes(row.values), capacity)
    _close_lines(shapes)
    if shapes.points:
        shapes.remarks.append(Remark(code="points_left_out", facts={"count": shapes.points}))
    return shapes


def numbered(parcels: Sequence[RawParcel]) -> tuple[RawParcel, ...]:
    """Return the parcels numbered from 1."""
    return tuple(replace(parcel, number=at) for at, parcel in enumerate(parcels, start=1))


def _take(shapes: Shapes, row: Row, attributes: Attributes, capacity: Capacity) -> None:
    assert row.shape is not None  # noqa: S101  asked by the caller
    geometry = shapely.from_wkb(row.shape.native_wkb, on_invalid="ignore")
    if geometry is None or not (np.abs(shapely.get_coordinates(geometry)) < HUGE).all():
        return
    shapes.kinds[geometry.geom_type] += 1
    rings: list[Ring] = []
    for part in _flat(shapely.force_2d(geometry)):
        if part.geom_type == "Polygon":
            rings += _rings(part)
        elif part.geom_type in {"LineString", "LinearRing"}:
            _take_line(shapes, part, attributes, row.address)
        else:
            shapes.points += 1
    if not rings:
        return
    if len(rings) > capacity.max_rings:
        raise refuse("survey_too_many_rings", row.address, limit=capacity.max_rings)
    shapes.parcels.append(RawParcel(
        number=0, attributes=attributes, rings=tuple(rings), address=row.address, layer=attributes.name,
        points=sum(len(ring) + 1 for ring in rings),
    ))  # fmt: skip
    _refuse_many(shapes, capacity, row.address)


def _refuse_many(shapes: Shapes, capacity: Capacity, address: Address) -> None:
    if len(shapes.parcels) > capacity.max_parcels:
        raise refuse("survey_too_many_parcels", address, limit=capacity.max_parcels)


def _flat(geometry: Any) -> list[Any]:
    parts = shapely.get_parts(geometry).tolist()
    if len(parts) == 1 and parts[0].geom_type == geometry.geom_type:
        return parts
    return [inner for part in parts for inner in _flat(part)]


def _rings(polygon: Any) -> list[Ring]:
    if polygon.is_empty:
        return []
    rings = [polygon.exterior, *polygon.interiors]
    return [_ring(shapely.get_coordinates(ring), at) for at, ring in enumerate(rings, start=1)]


def _without_seams(xy: Any) -> Any:
    """Return the points of a drawing without those the reader itself lays where an arc meets a line."""
    if len(xy) < 4:
        return xy
    steps = np.abs(xy - np.roll(xy, 1, axis=0)).max(axis=1)
    return xy[steps > (SEAM if np.abs(xy).max() > MOST_DEGREES else 0.0)]


def _ring(xy: Any, number: int, *, seams: bool = False) -> Ring:
    body = xy[:-1] if len(xy) > 1 and (xy[0] == xy[-1]).all() else xy
    body = _without_seams(body) if seams else body
    return Ring(number=number, xs=tuple(body[:, 0].tolist()), ys=tuple(body[:, 1].tolist()), closed=True)


def _take_line(shapes: Shapes, line: Any, attributes: Attributes, address: Address) -> None:
    xy = shapely.get_coordinates(line)
    kept = _Line(xy, attributes, address)
    (shapes.closed if len(xy) >= 4 and (xy[0] == xy[-1]).all() else shapes.open_lines).append(kept)


def _close_lines(shapes: Shapes) -> None:
    """Make parcels of the lines that close, alone or end to end, layer by layer of the drawing."""
    groups: dict[str, list[_Line]] = defaultdict(list)
    for line in shapes.closed:
        groups[line.attributes.name].append(line)
    left = len(shapes.open_lines)
    if 0 < left <= MOST_OPEN_LINES:
        for name, made, used in _joined(shapes.open_lines):
            groups[name] += made
            left -= used
    if left:
        shapes.remarks.append(Remark(code="lines_left_out", facts={"count": left}))
    taken = {_fingerprint(ring.xs, ring.ys) for parcel in shapes.parcels for ring in parcel.rings}
    twice = sum(_take_group(shapes, name, lines, taken) for name, lines in groups.items())
    if twice:
        shapes.remarks.append(Remark(code="drawn_twice", facts={"count": twice}))


def _joined(lines: Sequence[_Line]) -> list[tuple[str, list[_Line], int]]:
    """Return what lines of one layer enclose when laid end to end, and how many lines that used."""
    groups: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        groups[line.attributes.name].append(line)
    made = []
    for name, group in groups.items():
        faces, _cuts, dangles, _bad = shapely.polygonize_full([_meeting(one.xy) for one in group])
        found = [
            _Line(shapely.get_coordinates(face.exterior), group[0].attributes, group[0].address)
            for face in shapely.get_parts(faces).tolist()
        ]
        used = len(group) - len(shapely.get_parts(dangles)) if found else 0
        made.append((name, found, used))
    return made


def _meeting(xy: Any) -> Any:
    """Return a line whose ends are rounded to a tenth of a millimetre: where an arc ends, a line begins."""
    ends = xy.copy()
    digits = SAME_DIGITS if np.abs(xy).max() > MOST_DEGREES else SAME_DIGITS_OF_DEGREES
    ends[[0, -1]] = ends[[0, -1]].round(digits)
    return shapely.LineString(ends)


def _take_group(shapes: Shapes, name: str, lines: Sequence[_Line], taken: set[bytes]) -> int:
    """Add the parcels of one layer's closed lines; return how many were there already."""
    fresh: list[tuple[_Line, Ring]] = []
    for line in lines:
        ring = _ring(line.xy, 0, seams=True)
        mark = _fingerprint(ring.xs, ring.ys)
        if mark not in taken:
            taken.add(mark)
            fresh.append((line, ring))
    layout = lay_out([ring for _line, ring in fresh])
    holes: dict[int, list[Ring]] = defaultdict(list)
    for at, depth, parent in zip(layout.at, layout.depths, layout.parents, strict=True):
        if depth % 2:
            holes[layout.at[parent]].append(fresh[at][1])
    for at, depth in zip(layout.at, layout.depths, strict=True):
        if depth % 2 == 0:
            line, ring = fresh[at]
            rings = (ring, *holes.get(at, ()))
            shapes.parcels.append(RawParcel(
                number=0, attributes=line.attributes, rings=rings, address=line.address, layer=name,
                points=sum(len(one) + 1 for one in rings),
            ))  # fmt: skip
    if holes:
        shapes.remarks.append(Remark(code="inner_ring_as_hole", facts={"layer": name[:60] or "-"}))
    return len(lines) - len(fresh)


def _fingerprint(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """Return the same bytes for rings of the same points, wherever they start and however they turn."""
    degrees = max(map(abs, (*xs, *ys)), default=0) <= MOST_DEGREES
    digits = SAME_DIGITS_OF_DEGREES if degrees else SAME_DIGITS
    points = sorted({(round(x, digits), round(y, digits)) for x, y in zip(xs, ys, strict=True)})
    return repr(points).encode()
