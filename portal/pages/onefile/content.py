"""What the travelling map holds, as GeoJSON features, generalised, with the rights of whoever saves it."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from django.contrib.gis.db.models import Extent
from django.contrib.gis.geos import GEOSGeometry
from django.template.loader import render_to_string
from django.utils.html import escape

from portal.accounts.actor import Actor
from portal.pages import words
from portal.pages.drawing.choropleth import region_shapes, value_text
from portal.pages.drawing.content import as_shapely
from portal.projects.choropleth import Choropleth
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.selectors import find_projects
from spatial.basemap.models import BasemapShape
from spatial.features.policy import geometry_column
from spatial.regions.models import Region
from spatial.regions.selectors import region_names

MAX_PROJECTS = 5_000
MAX_SHAPES = 6_000
GROUND_KINDS = ("land", "built_up", "lake", "river", "road_motorway", "road_trunk", "railway")
GROUND_ZOOM = 10
GROUND_GRID_DEG = 0.0008
SEAM_DEG = 0.01
WATERS = frozenset({"river", "lake"})
REGION_LEVELS = (1, 2, 3)
SITE_GRID_DEG = 0.00003
DECIMALS_DEG = 5

Collection = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """The projects by status: symbols and grounds. ``total`` counts what the filter shows, drawn or not."""

    symbols: dict[str, Collection]
    grounds: dict[str, Collection]
    total: int
    drawn: int
    box: tuple[float, float, float, float] | None


def ground() -> dict[str, Collection]:
    """Return the basemap by kind, as coarse as a province on a screen needs."""
    found: dict[str, Collection] = {}
    inside = _provinces()
    for kind in GROUND_KINDS:
        rows = BasemapShape.objects.filter(kind=kind, min_zoom__lte=GROUND_ZOOM).order_by("rank", "pk")
        shapes = as_shapely(list(rows.values_list("geom", flat=True)[:MAX_SHAPES]))
        coarse = shapely.simplify(shapes, GROUND_GRID_DEG)
        if kind in WATERS and inside is not None:
            coarse = shapely.intersection(coarse, inside)
        drawn = [_feature(shape, {}) for shape in coarse if not shape.is_empty]
        if drawn:
            found[kind] = _collection(drawn)
    return found


def city_names() -> list[tuple[str, float, float]]:
    """Return the cities in force: name, longitude and latitude of where it is written."""
    rows = Region.objects.filter(level=2, valid_to__isnull=True).order_by("code")
    return [(_escaped(words.name_of(row)), row.label_point.x, row.label_point.y) for row in rows]


def _provinces() -> shapely.Geometry | None:
    """Return the ground of the provinces, coarse and a little wider; waters beyond it lead nowhere."""
    rows = Region.objects.filter(level=1, valid_to__isnull=True)
    shapes = as_shapely([row.geom for row in rows])
    if len(shapes) == 0:
        return None
    return shapely.union_all(shapely.buffer(shapely.simplify(shapes, SEAM_DEG), SEAM_DEG))


def region_edges() -> dict[int, Collection]:
    """Return the regions in force by level, each with its name."""
    found: dict[int, Collection] = {}
    for level in REGION_LEVELS:
        rows = list(Region.objects.filter(level=level, valid_to__isnull=True).order_by("code"))
        shapes = (
            shapely.coverage_simplify(as_shapely([row.geom for row in rows]), GROUND_GRID_DEG) if rows else []
        )
        named = [
            _feature(shape, {"name": _escaped(words.name_of(row))})
            for row, shape in zip(rows, shapes, strict=True)
        ]
        if named:
            found[level] = _collection(named)
    return found


def classes(coloured: Choropleth) -> dict[int | None, Collection]:
    """Return the coloured regions by class, each with its name and figure."""
    named = region_shapes(coloured)
    if not named:
        return {}
    shapes = shapely.coverage_simplify([shape for _name, shape in named.values()], GROUND_GRID_DEG)
    found: dict[int | None, list[Collection]] = {}
    for (code, (name, _shape)), shape in zip(named.items(), shapes, strict=True):
        told = f"{name} · {value_text(coloured, coloured.values[code])}"
        found.setdefault(coloured.class_of(code), []).append(_feature(shape, {"name": _escaped(told)}))
    return {index: _collection(rows) for index, rows in found.items()}


def region_box(criteria: ProjectFilter) -> tuple[float, float, float, float] | None:
    """Return the box of the filter's region, else of all provinces, in degrees: where nothing else frames."""
    rows = Region.objects.filter(valid_to__isnull=True)
    rows = rows.filter(code=criteria.region) if criteria.region else rows.filter(level=1)
    box: tuple[float, float, float, float] | None = rows.aggregate(box=Extent("geom"))["box"]
    return box


def works(*, actor: Actor, criteria: ProjectFilter, on: date) -> Works:
    """Return the projects of a filter. The public's shapes are the coarsened ones."""
    rows = find_projects(actor=actor, criteria=criteria, on=on)
    total = rows.count()
    column = geometry_column(actor)
    rows = rows.filter(**{f"site__{column}__isnull": False}).select_related("owner", "site")
    projects = list(rows.order_by("-investment_yuan", "pk")[:MAX_PROJECTS])
    regions = region_names({project.region_code for project in projects})
    symbols: dict[str, list[Collection]] = {}
    grounds: dict[str, list[Collection]] = {}
    for project in projects:
        told = {"popup": _popup(project, regions, actor), "name": _escaped(words.name_of(project))}
        shape = _site(getattr(project.site, column))
        symbols.setdefault(project.status, []).append(_feature(shapely.point_on_surface(shape), told))
        if shape.geom_type != "Point":
            grounds.setdefault(project.status, []).append(_feature(shape, told))
    return Works(
        symbols={status: _collection(rows) for status, rows in symbols.items()},
        grounds={status: _collection(rows) for status, rows in grounds.items()},
        total=total, drawn=len(projects), box=_box(symbols),
    )  # fmt: skip


def _popup(project: Project, regions: dict[str, Region], actor: Actor) -> str:
    context = {"project": project, "region": regions.get(project.region_code), "is_public": actor.is_public}
    return " ".join(render_to_string("onefile/popup.html", context).split())


def _site(geom: GEOSGeometry) -> shapely.Geometry:
    return shapely.simplify(shapely.from_wkb(bytes(geom.wkb)), SITE_GRID_DEG)


def _feature(shape: shapely.Geometry, told: dict[str, str]) -> Collection:
    geometry = json.loads(shapely.to_geojson(shape))
    geometry["coordinates"] = _rounded(geometry["coordinates"])
    return {"type": "Feature", "properties": told, "geometry": geometry}


def _rounded(value: Any) -> Any:
    return [_rounded(part) for part in value] if isinstance(value, list) else round(value, DECIMALS_DEG)


def _collection(features: list[Collection]) -> Collection:
    return {"type": "FeatureCollection", "features": features}


def _box(symbols: dict[str, list[Collection]]) -> tuple[float, float, float, float] | None:
    places = [feature["geometry"]["coordinates"] for rows in symbols.values() for feature in rows]
    if not places:
        return None
    lons, lats = zip(*places, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _escaped(text: str) -> str:
    return str(escape(text))
