"""What stands on a piece of ground, read with the rights of whoever asks. Geometry leaves here in degrees."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.db.models import QuerySet
from numpy.typing import NDArray

from portal.accounts.actor import Actor
from portal.pages import words
from portal.pages.drawing.window import Window
from portal.projects.selectors import list_features
from spatial.basemap.models import BasemapShape
from spatial.features.policy import geometry_column
from spatial.regions.models import Region

MAX_GROUND = 12_000
MAX_FEATURES = 4_000
ZOOM_0_SCALE = 559_082_264
REGION_LEVELS = ((2_000_000, (1, 2)), (400_000, (1, 2, 3)), (0, (1, 2, 3, 4)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Geometries in degrees, with kind or subkind and name, in drawing order. ``cut``: some are left out."""

    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    lonlat: NDArray[Any]
    cut: bool = False

    def of(self, kind: str) -> NDArray[Any]:
        """Return the geometries of one kind."""
        return self.lonlat[[known == kind for known in self.kinds]]


def zoom_of(scale: float) -> int:
    """Return the web-map zoom at which things look as large as on paper at 1:``scale``."""
    return max(0, round(math.log2(ZOOM_0_SCALE / scale)))


def ground(window: Window) -> Shapes:
    """Return the shapes beneath everything: land, water, roads, places. Open to everybody."""
    rows = BasemapShape.objects.filter(min_zoom__lte=zoom_of(window.scale))
    rows = rows.filter(geom__bboverlaps=window.lonlat_box()).order_by("rank", "pk")
    return _read(rows, kind="kind", geometry="geom", limit=MAX_GROUND)


def region_edges(window: Window) -> dict[int, NDArray[Any]]:
    """Return the boundaries of regions by level, those in force; which levels, the scale says."""
    levels = next(levels for least, levels in REGION_LEVELS if window.scale >= least)
    rows = Region.objects.filter(
        level__in=levels, valid_to__isnull=True, geom__bboverlaps=window.lonlat_box()
    )
    by_level: dict[int, list[Any]] = {}
    for level, geom in rows.order_by("-level", "code").values_list("level", "geom"):
        by_level.setdefault(level, []).append(shapely.boundary(shapely.from_wkb(bytes(geom.wkb))))
    return {level: np.array(edges, dtype=object) for level, edges in by_level.items()}


def features(window: Window, *, actor: Actor, kind: str, roots: list[Any] | None = None) -> Shapes:
    """Return the features of one kind the asker may see, with the geometry the asker may see."""
    column = geometry_column(actor)
    rows = list_features(actor=actor).filter(kind=kind, **{f"{column}__bboverlaps": window.lonlat_box()})
    if roots is not None:
        rows = rows.filter(root_id__in=roots)
    return _read(rows.order_by("pk"), kind="subkind", geometry=column, limit=MAX_FEATURES)


def _read(rows: QuerySet[Any], *, kind: str, geometry: str, limit: int) -> Shapes:
    found = list(rows.only(kind, "name", "name_en", geometry)[: limit + 1])
    kept = found[:limit]
    return Shapes(
        kinds=tuple(getattr(row, kind) for row in kept),
        names=tuple(words.name_of(row) for row in kept),
        lonlat=as_shapely([getattr(row, geometry) for row in kept]),
        cut=len(found) > limit,
    )


def as_shapely(geometries: list[Any]) -> NDArray[Any]:
    """Return Django's geometries as shapely's."""
    array: NDArray[Any] = np.empty(len(geometries), dtype=object)
    array[:] = shapely.from_wkb([bytes(geometry.wkb) for geometry in geometries])
    return array
