"""The ground of a report in figures: its parcels with areas and points as surveyed, its land classes."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import shapely

from portal.approvals.reports import DocumentReport
from portal.pages.printing.points import PointLine
from portal.surveying.saving import MOST_TEXT
from spatial.coordinates.area import ellipsoid_area, plane_area_as_surveyed
from spatial.coordinates.transform import crs_of, transform_geometry

PLANE_DIGITS, DEGREE_DIGITS = 3, 9
"""Millimetres on a plane; a tenth of one in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelTold:
    """One parcel as it was granted. Areas in m²; ``plane_sqm`` only of what was surveyed on a plane.

    ``points``: in ``srid``, as written with the surveyor's numbers, else as drawn without the one that closes
    a ring; none where a report does not keep them (its first two editions).
    """

    position: int
    name: str
    version: int | None
    sha256: str
    srid: int | None
    plane_sqm: float | None
    ellipsoid_sqm: float | None
    points: tuple[PointLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTold:
    """The area of one land class as the document says, in hectares."""

    code: str
    name: str
    hectares: Decimal


def parcels_of(report: DocumentReport) -> list[ParcelTold]:
    """Return the parcels of a report in their order."""
    return [_parcel(row) for row in report.body["parcels"]]


def areas_of(report: DocumentReport) -> list[AreaTold]:
    """Return the areas by land class of a report."""
    rows = report.body.get("areas") or []
    return [AreaTold(code=row["code"], name=row["name"], hectares=Decimal(row["hectares"])) for row in rows]


def _parcel(row: dict[str, Any]) -> ParcelTold:
    return ParcelTold(
        position=row["position"], name=row["name"] or row["code"], version=row["version"],
        sha256=row["sha256"], srid=row.get("srid"), **_surveyed(row),
    )  # fmt: skip


def _surveyed(row: dict[str, Any]) -> dict[str, Any]:
    if not row.get("native_wkb"):
        return {"plane_sqm": None, "ellipsoid_sqm": None, "points": ()}
    shape, srid = shapely.from_wkb(bytes.fromhex(row["native_wkb"])), int(row["srid"])
    plane = crs_of(srid).is_projected
    return {
        "plane_sqm": plane_area_as_surveyed(shape, srid=srid).area_sqm if plane else None,
        "ellipsoid_sqm": ellipsoid_area(transform_geometry(shape, source=srid)).area_sqm,
        "points": tuple(
            _as_written(row.get("points") or "") or _points(shape, PLANE_DIGITS if plane else DEGREE_DIGITS)
        ),
    }


def _as_written(text: str) -> list[PointLine]:
    """Return the points as the surveyor numbered and wrote them: a line each of label, ring, north, east.

    The text may be a whole boundary-point TXT with its header and closing points (DOMAIN 2.6). None of a
    table that was cut because it is too long.
    """
    if not text or len(text) >= MOST_TEXT:
        return []
    found: list[PointLine] = []
    first: PointLine | None = None
    for line in text.splitlines():
        point = _point_of(line)
        if point is None:
            continue
        if point == first:
            first = None
            continue
        first = point if first is None or point[0] != first[0] else first
        found.append(point)
    return found


def _point_of(line: str) -> PointLine | None:
    """Return the ring, label, north and east of a point line; ``None`` of any other."""
    fields = [field.strip() for field in line.rsplit(",", 3)]
    if len(fields) < 4 or not fields[1].isdigit() or not all(_is_number(text) for text in fields[2:]):
        return None
    return fields[1], fields[0], fields[2], fields[3]


def _is_number(text: str) -> bool:
    return text.removeprefix("-")[:1].isdigit()


def _points(shape: Any, digits: int) -> Iterator[PointLine]:
    ring = 0
    for part in shapely.get_parts(shape):
        for line in (part.exterior, *part.interiors):
            ring += 1
            for n, (east, north) in enumerate(list(line.coords)[:-1], start=1):
                yield str(ring), str(n), f"{north:.{digits}f}", f"{east:.{digits}f}"
