"""The small drawing of a project's ground on its record page."""

from collections.abc import Sequence

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.pages.drawing import content, furniture, layers, looks
from portal.pages.drawing.window import Window, window_round
from portal.projects.selectors import FoundProject
from spatial.features.models import Feature
from spatial.features.policy import geometry_column

WIDTH_MM, HEIGHT_MM = 140.0, 80.0
MARGIN = 1.9
LEAST_SCALE = 4_000.0


def vignette(*, actor: Actor, project: FoundProject) -> SafeString:
    """Draw a project's ground with its surroundings; the public's copy is the coarsened one."""
    geom = getattr(project.site, geometry_column(actor))
    if geom is None:
        return SafeString("")
    shape = shapely.from_wkb(bytes(geom.wkb))
    window = _window(shape)
    parts = (("parcel", looks.PARCEL), ("section", looks.SECTION), ("structure", looks.STRUCTURE))
    inside = "".join(
        layers.one_look(
            window, content.features(window, actor=actor, kind=kind, roots=[project.site_id]), look
        )
        for kind, look in parts
    )
    site = furniture.site_mark(window, shape, project.status)
    return _picture(window, site + inside, _("The project's ground and its surroundings"))


def vignette_at(*, actor: Actor, project: FoundProject, feature: Feature) -> SafeString:
    """Draw one section or structure of a project, marked, with the others round it."""
    geom = getattr(feature, geometry_column(actor))
    if geom is None:
        return SafeString("")
    shape = shapely.from_wkb(bytes(geom.wkb))
    window = _window(shape)
    parts = (("section", looks.SECTION), ("structure", looks.STRUCTURE))
    inside = "".join(
        layers.one_look(
            window, content.features(window, actor=actor, kind=kind, roots=[project.site_id]), look
        )
        for kind, look in parts
    )
    mark = furniture.site_mark(window, shape, project.status)
    return _picture(window, inside + mark, _("The place that is paid for and its surroundings"))


def vignette_of(*, geom: GEOSGeometry) -> SafeString:
    """Draw a piece of ground that is not yet filed."""
    return vignette_of_many(geoms=[geom], least_scale=LEAST_SCALE)


def vignette_of_many(*, geoms: Sequence[GEOSGeometry], least_scale: float) -> SafeString:
    """Draw pieces of ground that are not yet filed in one window, at 1:``least_scale`` or smaller."""
    shapes = [shapely.from_wkb(bytes(geom.wkb)) for geom in geoms]
    window = _window(shapely.geometrycollections(shapes), least_scale)
    marks = "".join(furniture.site_mark(window, shape, "on_track") for shape in shapes)
    return _picture(window, marks, _("The rows of the file on the map"))


def _window(shape: shapely.Geometry, least_scale: float = LEAST_SCALE) -> Window:
    return window_round(
        shape, width_mm=WIDTH_MM, height_mm=HEIGHT_MM, margin=MARGIN, least_scale=least_scale
    )


def _picture(window: Window, marks: str, title: str) -> SafeString:
    ground = content.ground(window)
    body = (
        "".join(layers.ground_layers(window, ground).values())
        + "".join(layers.region_layers(window, content.region_edges(window)).values())
        + marks + layers.place_names(window, ground)
        + furniture.scale_bar(window, x=6, y=HEIGHT_MM - 6)
    )  # fmt: skip
    drawn = mark_safe(body)  # noqa: S308  every typed word in it went through svg.text, which escapes
    return format_html(
        '<svg class="vignette" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<rect width="100%" height="100%" fill="{}"/>{}</svg>',
        WIDTH_MM, HEIGHT_MM, title,
        looks.SEA if ground.of("land").size else "#f7f5ef", drawn,
    )  # fmt: skip
