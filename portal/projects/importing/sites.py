"""Where a row's project stands: its shape, fit for the map, or its region's centre when a person says so."""

from collections.abc import Callable
from dataclasses import dataclass, field

import shapely
from django.contrib.gis.geos import GEOSGeometry, Point
from django.utils import translation
from shapely import Geometry

from portal.core.errors import DomainError
from portal.projects.importing.regions import Regions, region_of
from portal.projects.importing.remarks import Problem, blocks, problem
from portal.projects.importing.understanding import Understood
from portal.projects.models import Project
from spatial.coordinates.area import ellipsoid_area
from spatial.features.geometry import checked
from spatial.fields import GEOGRAPHIC
from spatial.intake.model import Shape

MOST_NORTH = 90.0
SAME_DEG = 1e-8
"""About 1 mm: less is the rounding of a file, not a move."""
BROKEN = frozenset({"place_unreadable", "place_ambiguous", "wkt_broken", "geometry_unreadable"})
"""What the reader has said of a place it could not take: the row then has one, only a wrong one."""
SILENT = frozenset({"geometry_missing", "geometry_all_missing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """``geom``: EPSG:4326, ``None`` when the row gives none that fits. ``moves``: the record's differs."""

    geom: GEOSGeometry | None = None
    region_code: str = ""
    moves: bool = False
    remarks: list[Problem] = field(default_factory=list)


def find_site(
    row: Understood, *, project: Project | None, regions: Regions, by_region: bool, settled: bool
) -> Site:
    """Return where the row stands. ``settled``: the layer's coordinate system is known."""
    if row.shape is not None and row.shape.wkb:
        return _from_shape(row, row.shape, project, regions)
    if (blocks(row.remarks) and row.shape is not None) or any(one.code in BROKEN for one in row.remarks):
        return Site()
    if row.shape is not None and not settled:
        return Site(remarks=[problem("place_unsettled", row.address)])
    if project is not None:
        return Site(region_code=project.region_code, remarks=_named_region(row, regions)[1])
    return _from_region(row, regions, by_region=by_region)


def describe(geom: GEOSGeometry) -> dict[str, str | float]:
    """Return what a person recognises a shape by: kind, middle in degrees, area in square metres."""
    middle, shape = geom.centroid, shapely.from_wkb(bytes(geom.wkb))
    area = ellipsoid_area(shape).area_sqm if geom.dims == 2 else 0.0
    return {
        "kind": geom.geom_type,
        "lon": round(middle.x, 6),
        "lat": round(middle.y, 6),
        "area_sqm": round(area, 1),
    }


def _from_shape(row: Understood, shape: Shape, project: Project | None, regions: Regions) -> Site:
    try:
        geom = checked(_plain(shape.wkb))
    except DomainError as error:
        return Site(remarks=[_refusal(row, error)])
    if project is not None:
        if _is_same(geom, project.site.geom):
            return Site(region_code=project.region_code, remarks=_named_region(row, regions)[1])
        if geom.dims == 0 and project.site.geom.dims > 0:
            return Site(region_code=project.region_code, remarks=[problem("site_kept", row.address)])
    code = region_of(geom)
    if not code:
        middle = geom.centroid
        facts = {"lon": round(middle.x, 6), "lat": round(middle.y, 6)}
        if abs(middle.x) <= MOST_NORTH and region_of(Point(middle.y, middle.x, srid=GEOGRAPHIC)):
            swapped = {"lon": facts["lat"], "lat": facts["lon"]}
            return Site(remarks=[problem("degrees_swapped", row.address, **swapped)])
        return Site(remarks=[problem("outside_regions", row.address, **facts)])
    return Site(
        geom=geom, region_code=code, moves=project is not None, remarks=_compared(row, code, regions)
    )


def _compared(row: Understood, code: str, regions: Regions) -> list[Problem]:
    named, remarks = _named_region(row, regions)
    if named and not code.startswith(named):
        facts = {"found": regions.name(code), "text": _short(row.facts["region"])}
        remarks.append(problem("region_differs", row.where("region"), **facts))
    return remarks


def _named_region(row: Understood, regions: Regions) -> tuple[str, list[Problem]]:
    text = row.facts.get("region", "")
    if not text:
        return "", []
    found = regions.find(text)
    if not found.codes:
        return "", [problem("region_unknown", row.where("region"), text=_short(text))]
    if found.code:
        return found.code, []
    if row.shape is not None and row.shape.wkb:
        return "", []
    known = "、".join(found.codes[:6])
    return "", [problem("region_ambiguous", row.where("region"), text=_short(text), codes=known)]


def _from_region(row: Understood, regions: Regions, *, by_region: bool) -> Site:
    code, remarks = _named_region(row, regions)
    home = regions.home(code) if by_region and code else None
    if home is None:
        return Site(remarks=[*remarks, problem("place_missing", row.address)])
    remarks.append(problem("place_by_region", row.where("region"), region=regions.name(code)))
    return Site(geom=home, region_code=region_of(home) or code, remarks=remarks)


def _plain(wkb: bytes) -> GEOSGeometry:
    """Return the geometry without the wrapping of collections and multi-parts of one."""
    shape = shapely.from_wkb(wkb)
    if shape.geom_type == "GeometryCollection":
        shape = _gathered(shape)
    parts = shapely.get_parts(shape)
    if len(parts) == 1:
        shape = parts[0]
    return GEOSGeometry(memoryview(shapely.to_wkb(shape)), srid=GEOGRAPHIC)


def _gathered(shape: Geometry) -> Geometry:
    parts = shapely.get_parts(shapely.get_parts(shape)).tolist()
    kinds = {part.geom_type for part in parts}
    return _GATHER[kinds.pop()](parts) if len(kinds) == 1 else shape


_GATHER: dict[str, Callable[[list[Geometry]], Geometry]] = {
    "Point": shapely.multipoints,
    "LineString": shapely.multilinestrings,
    "Polygon": shapely.multipolygons,
}


def _is_same(geom: GEOSGeometry, recorded: GEOSGeometry) -> bool:
    mine, theirs = (_normal(bytes(one.wkb)) for one in (geom, recorded))
    return bool(shapely.equals_exact(mine, theirs, tolerance=SAME_DEG))


def _normal(wkb: bytes) -> Geometry:
    shape = shapely.from_wkb(wkb)
    parts = shapely.get_parts(shape)
    return shapely.normalize(parts[0] if len(parts) == 1 else shape)


def _refusal(row: Understood, error: DomainError) -> Problem:
    facts = {name: round(f, 6) if isinstance(f, float) else f for name, f in error.facts.items()}
    error, sentences = type(error)(**facts), {}
    for name, language in (("reason_zh", "zh-hans"), ("reason", "en")):
        with translation.override(language):
            sentences[name] = str(error)
    return problem("place_refused", row.address, **sentences)


def _short(text: str) -> str:
    return text[:80].replace("{", "｛").replace("}", "｝")
