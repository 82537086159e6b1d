"""The surveyor's original of a parcel: a land survey (勘测定界) in its own zone, X north, Y east."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

import numpy as np
import shapely

from portal.demo.province.hashing import Floats
from portal.demo.works.globe import ewkb, in_degrees
from portal.demo.works.rows import SurveyRow
from spatial.coordinates.area import native_zone
from spatial.coordinates.transform import transform_geometry
from spatial.coordinates.zones import Zone

PLANE_SRID = 4549
"""The plane the province is drawn on."""
ZONE_STEP_M = 1_000_000.0

_HEADER = (
    "[属性描述]\r\n格式版本号=1.01\r\n数据产生单位=岚海省勘测定界院\r\n数据产生日期={day}\r\n坐标系=2000国家大地坐标系\r\n"
    "几度分带=3\r\n投影类型=高斯克吕格\r\n计量单位=米\r\n带号={zone}\r\n精度=0.001\r\n转换参数=,,,,,,\r\n[地块坐标]\r\n"
)


def _from_north_west(ring: Floats) -> Floats:
    """Return a closed ring, clockwise, beginning at its north-west corner."""
    corners = ring[:-1]
    double_area = np.sum(
        corners[:, 0] * np.roll(corners[:, 1], -1) - np.roll(corners[:, 0], -1) * corners[:, 1]
    )
    if double_area > 0:
        corners = corners[::-1]
    first = int(np.argmin(corners[:, 0] - corners[:, 1]))
    turned = np.roll(corners, -first, axis=0)
    return np.vstack([turned, turned[:1]])


def _lines(shape: shapely.Geometry, prefix_m: float) -> tuple[list[str], int]:
    lines, number = [], 0
    for ring_no, ring in enumerate(_rings(shape), start=1):
        points = _from_north_west(ring)
        first = number + 1
        for k, (east, north) in enumerate(points.tolist()):
            number += k < len(points) - 1
            label = first if k == len(points) - 1 else number
            lines.append(f"J{label},{ring_no},{north:.3f},{east + prefix_m:.3f}")
    return lines, number


def _rings(shape: shapely.Geometry) -> list[Floats]:
    found = []
    for part in shapely.get_parts(shape).tolist():
        found += [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]
    return found


def survey_of(
    shape_m: shapely.Geometry, *, code: str, name: str, land_use: str, feature: UUID, recorded: datetime
) -> SurveyRow:
    """Return the original of one parcel. ``shape_m``: metres of zone 40, without its number."""
    zone = _zone_of(shape_m)
    prefix_m = zone.number * ZONE_STEP_M
    drawn = transform_geometry(shape_m, source=PLANE_SRID, target=zone.without_prefix().srid)
    drawn = shapely.transform(drawn, lambda points: np.round(points, 3))
    lines, count = _lines(drawn, prefix_m)
    head = f"{count},{drawn.area / 1e4:.4f},{code},{name},面,,{land_use},{land_use},@"
    header = _HEADER.format(day=f"{recorded:%Y-%m-%d}", zone=zone.number)
    text = header + "\r\n".join([head, *lines]) + "\r\n"
    native = shapely.transform(drawn, lambda points: points + np.array([prefix_m, 0.0]))
    return SurveyRow(
        feature, zone.srid, text, bytes(ewkb(np.array([native]), 0)[0]),
        sha256(text.encode()).hexdigest(), recorded,
    )  # fmt: skip


def _zone_of(shape_m: shapely.Geometry) -> Zone:
    """Return the zone under a parcel's middle: the province's east lies in zone 41."""
    found = native_zone(in_degrees(np.array([shape_m]))[0])
    if found is None:
        raise ValueError(shape_m.bounds)
    return found.zone
