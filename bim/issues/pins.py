"""Where an issue's pin stands: on what its first look selects, else on what lies straight ahead in it."""

from collections.abc import Sequence

import numpy as np
from django.contrib.gis.geos import GEOSGeometry, Point

from bim.bcf.model import Camera, Topic, Vector, Viewpoint
from bim.catalog.models import Element, Model
from bim.catalog.selectors import frame_of
from bim.issues.sight import ahead, is_drawn, point_on, sight_of
from bim.placing.frame import Frame
from spatial.features.models import Feature
from spatial.fields import GEOGRAPHIC

BEFORE_CAMERA_M = 5.0
LEAST_ABOUT_M = 100.0


def pin_of(
    topic: Topic, models: Sequence[Model], *, foreign: bool = False
) -> tuple[Model | None, Vector | None]:
    """Return the model a topic speaks of and the place in that model's axes, metres.

    ``foreign``: it came in an archive. No place is known then where it names elements and none of them is
    here, for it speaks of another building, whose axes are not these; nor where it looks from far outside.
    """
    for look in topic.viewpoints:
        model, at = _on_selection(look, models)
        if at is not None:
            return model, at
    first = models[0] if models else None
    named = {guid for look in topic.viewpoints for guid in _named(look)}
    if foreign and named and not _any_here(named, models):
        return first, None
    for look in topic.viewpoints:
        if look.camera is not None:
            model, at = ahead(look, models)
            if at is None and (not foreign or _is_about(look.camera, first)):
                return first, point_on(*sight_of(look.camera), BEFORE_CAMERA_M)
            return (first, None) if at is None else (model, at)
    return first, None


def _named(look: Viewpoint) -> set[str]:
    said = look.components
    if said is None:
        return set()
    coloured = [one for group in said.colouring for one in group.components]
    return {one.ifc_guid for one in (*said.selection, *said.exceptions, *coloured) if one.ifc_guid}


def _any_here(named: set[str], models: Sequence[Model]) -> bool:
    current = [model.current_id for model in models if model.current_id]
    return Element.objects.filter(revision_id__in=current, global_id__in=named).exists()


def _is_about(camera: Camera, model: Model | None) -> bool:
    """Tell whether a camera stands within a model or about it."""
    current = model.current if model is not None else None
    if not is_drawn(current) or len(current.box) != 2 * len("xyz"):
        return False
    box, eye = np.array(current.box) + np.tile(np.array(current.origin), 2), np.array(camera.position)
    low, high = box[:3], box[3:]
    about = max(LEAST_ABOUT_M, float(np.linalg.norm(high - low)))
    return bool(((eye >= low - about) & (eye <= high + about)).all())


def _on_selection(look: Viewpoint, models: Sequence[Model]) -> tuple[Model | None, Vector | None]:
    selected = [one.ifc_guid for one in look.components.selection if one.ifc_guid] if look.components else []
    for model in models if selected else ():
        if not is_drawn(model.current):
            continue
        rows = Element.objects.filter(revision=model.current, global_id__in=selected, box__isnull=False)
        boxes = np.array([box for box in rows.values_list("box", flat=True) if box])
        if len(boxes):
            about = np.array(model.current.origin)
            middle = (boxes[:, :3].min(axis=0) + boxes[:, 3:].max(axis=0)) / 2 + about
            return model, (float(middle[0]), float(middle[1]), float(middle[2]))
    return None, None


def ground_of(structure: Feature, model: Model | None, at: Vector | None) -> GEOSGeometry:
    """Return the pin's place on the map: by the model's placement, else the structure's own middle."""
    frame: Frame | None = frame_of(model.current) if model is not None and model.current is not None else None
    if frame is not None and at is not None:
        lon, lat, _height = frame.to_lonlat(np.array([at]))[0]
        return Point(float(lon), float(lat), srid=GEOGRAPHIC)
    inside = structure.geom.point_on_surface if structure.geom.area else structure.geom.centroid
    inside.srid = GEOGRAPHIC
    return inside
