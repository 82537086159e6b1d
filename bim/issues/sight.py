"""What lies straight ahead in a look: the nearest element whose box the line of sight enters."""

from collections.abc import Sequence
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from bim.bcf.model import Camera, Vector, Viewpoint
from bim.catalog.models import Element, Model, Revision
from bim.tiles.writing import ROOMS

Numbers = NDArray[np.float64]


def is_drawn(revision: Revision | None) -> TypeGuard[Revision]:
    """Tell whether a revision has boxes to point at."""
    return revision is not None and len(revision.origin) == len("xyz")


def sight_of(camera: Camera) -> tuple[Numbers, Numbers]:
    """Return where one looks from, and the unit vector of where to, in the model's axes."""
    along = np.array(camera.direction, dtype=np.float64)
    return np.array(camera.position, dtype=np.float64), along / (float(np.linalg.norm(along)) or 1.0)


def point_on(start: Numbers, along: Numbers, distance: float) -> Vector:
    """Return the point of a line of sight at a distance, metres."""
    x, y, z = start + distance * along
    return float(x), float(y), float(z)


def ahead(look: Viewpoint, models: Sequence[Model]) -> tuple[Model | None, Vector | None]:
    """Return the first model that the line of sight meets, and where it meets its nearest element.

    Rooms, what the look hides and what it cuts away do not count, nor boxes around the eye: one stands
    inside the box of a roof or of the ground without touching it.
    """
    if look.camera is None:
        return None, None
    start, along = sight_of(look.camera)
    within = _uncut(look, start, along)
    for model in models:
        if not is_drawn(model.current):
            continue
        entered = _entered(_boxes(model.current, look), start, along, within)
        if entered is not None:
            return model, point_on(start, along, entered)
    return None, None


def _boxes(revision: Revision, look: Viewpoint) -> Numbers:
    """Return the boxes of what a look shows of a revision, n × 6, metres in the model's axes."""
    rows = Element.objects.filter(revision=revision, box__isnull=False).exclude(ifc_class__in=ROOMS)
    if look.components is not None:
        named = [one.ifc_guid for one in look.components.exceptions if one.ifc_guid]
        shown = rows.exclude if look.components.default_visibility else rows.filter
        rows = shown(global_id__in=named)
    boxes = np.array(list(rows.values_list("box", flat=True)), dtype=np.float64).reshape(-1, 6)
    return boxes + np.tile(np.array(revision.origin, dtype=np.float64), 2)


def _uncut(look: Viewpoint, start: Numbers, along: Numbers) -> tuple[float, float]:
    """Return between which distances the line of sight runs through what is not cut away, metres.

    A plane's direction points to the side that is cut away.
    """
    near, far = 0.0, np.inf
    for location, direction in look.planes:
        beyond = float(np.dot(start - np.array(location), direction))
        towards = float(np.dot(along, direction))
        if beyond > 0 and towards >= 0:
            return 0.0, -np.inf
        if towards < 0:
            near = max(near, -beyond / towards)
        elif towards > 0:
            far = min(far, -beyond / towards)
    return near, far


def _entered(boxes: Numbers, start: Numbers, along: Numbers, within: tuple[float, float]) -> float | None:
    """Return the distance at which the first box is entered, by slabs; None for none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (boxes[:, :3] - start) / along, (boxes[:, 3:] - start) / along
    enters = np.nan_to_num(np.fmin(low, high), nan=-np.inf, posinf=np.inf, neginf=-np.inf).max(axis=1)
    leaves = np.nan_to_num(np.fmax(low, high), nan=np.inf, posinf=np.inf, neginf=-np.inf).min(axis=1)
    met = enters[(enters <= leaves) & (enters >= within[0]) & (enters <= within[1])]
    return float(met.min()) if len(met) else None
