"""Where a model's ground line lies: on its structure, and held against the approved boundary (L04, L05)."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.db import transaction
from shapely.geometry.base import BaseGeometry

from bim.catalog.models import Element, Model, Revision
from bim.catalog.selectors import frame_of, project_of
from bim.placing.frame import Frame
from portal.accounts.actor import Actor
from portal.approvals.gathering import gather
from portal.core.errors import DomainError
from portal.projects.models import Project
from spatial.coordinates.transform import transform_geometry
from spatial.features.models import Feature
from spatial.features.services import move_feature
from spatial.land.chain import CONTAINMENT, FOOTPRINT
from spatial.land.comparing import contain
from spatial.land.grounds import zone_srid
from spatial.land.rules.facts import CaseFacts
from spatial.land.rules.finding import Finding
from spatial.land.rules.ground import chain_holds, footprint_holds
from spatial.land.selectors import book_on

LEADING = "architecture"
BAND_TOP_M = 1.5
"""What stands on the ground begins below this height; what hangs over is another outline's matter."""
MOST_OUTSIDE = 2_000


def settle_ground(*, actor: Actor, revision: Revision, on: date) -> None:
    """Give the structure the model's ground line, and say what of it stands outside."""
    frame = frame_of(revision)
    ground = revision.outlines.get("ground") if revision.outlines else None
    revision.land = {}
    if frame is not None and ground is not None and len(revision.origin) == len("xyz"):
        try:
            with transaction.atomic():
                revision.land = _settled(actor, revision, frame, shapely.from_wkt(ground["wkt"]), on)
        except DomainError as error:
            revision.land = {"unanswered": error.code(), "facts": error.facts}
    revision.save(update_fields=["land"])


def _settled(
    actor: Actor, revision: Revision, frame: Frame, ground: BaseGeometry, on: date
) -> dict[str, Any]:
    project = project_of(revision.model.feature)
    if project is None or not _leads(revision.model):
        return {}
    outline = on_earth(revision, frame, ground)
    _keep_on_feature(actor, revision, outline, on)
    boundaries = dict(_boundaries(project, on))
    if not set(boundaries) - {FOOTPRINT}:
        return {"unanswered": "no_boundary"}
    boundaries[FOOTPRINT] = shapely.to_wkb(outline)
    findings = _judged(project, boundaries, on)
    outer = next(kind for kind in reversed(CONTAINMENT) if kind in boundaries and kind != FOOTPRINT)
    held = shapely.from_wkb(boundaries[outer])
    outside = _elements_outside(revision, frame, held, boundaries[FOOTPRINT])
    return {
        "line": "ground", "outer": outer, "boundary": json.loads(shapely.to_geojson(held)), "findings": [_plain(one) for one in findings],
        "elements": outside if any(one.rule == "L05" for one in findings) else [],
    }  # fmt: skip


def _leads(model: Model) -> bool:
    """Walls say where a house stands: the architecture's model goes first, any other where there is none."""
    others = Model.objects.filter(feature_id=model.feature_id, current__isnull=False).exclude(pk=model.pk)
    return model.discipline == LEADING or not others.filter(discipline=LEADING).exists()


def on_earth(revision: Revision, frame: Frame, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape in metres about a revision's origin as longitude and latitude."""
    x, y, z = revision.origin

    def move(xy: np.ndarray) -> np.ndarray:
        points = np.column_stack([xy[:, 0] + x, xy[:, 1] + y, np.full(len(xy), z)])
        return frame.to_lonlat(points)[:, :2]

    return shapely.make_valid(shapely.transform(shape, move))


def _keep_on_feature(actor: Actor, revision: Revision, outline: BaseGeometry, on: date) -> None:
    """Put the outline in the place of the drawn one; the history keeps that."""
    feature = Feature.objects.select_for_update().get(pk=revision.model.feature_id)
    geom = GEOSGeometry(memoryview(shapely.to_wkb(outline)), srid=4326)
    geom = geom if isinstance(geom, MultiPolygon) else MultiPolygon(geom, srid=4326)
    if not feature.geom.equals_exact(geom, 1e-9):
        feature = move_feature(
            actor=actor, feature=feature, geom=geom, version=feature.version, valid_from=on
        )
    feature.attributes = feature.attributes | {
        "outline": "model", "revision": str(revision.pk), "heights": revision.outlines.get("heights", {}),
    }  # fmt: skip
    feature.save(update_fields=["attributes"])


def _boundaries(project: Project, on: date) -> dict[str, bytes]:
    """The boundaries of the papers in force; the footprint is this structure's, not the site's."""
    case = gather(project, on=on, features=Feature.objects.all())
    return {kind: shape for kind, shape in case.boundaries.items() if kind != FOOTPRINT}


def _judged(project: Project, boundaries: dict[str, bytes], on: date) -> list[Finding]:
    facts = CaseFacts(on=on, sector=project.sector, stage=project.stage, containments=contain(boundaries))
    book = book_on(on=on)
    return [*chain_holds(facts, book), *footprint_holds(facts, book)]


def _elements_outside(
    revision: Revision, frame: Frame, boundary: BaseGeometry, footprint: bytes
) -> list[dict[str, Any]]:
    """Return the elements at the ground that reach out of a boundary, the farthest first."""
    srid = zone_srid(footprint)
    plane = transform_geometry(boundary, source=4326, target=srid)
    shapely.prepare(plane)
    ground_m = (revision.outlines.get("heights") or {}).get("ground_m")
    rows = Element.objects.filter(revision_id=revision.pk, hull__isnull=False).exclude(
        ifc_class__in=("IfcSite", "IfcSpace", "IfcBuilding", "IfcGeographicElement")
    )
    found = []
    for row in rows.only("el", "global_id", "name", "ifc_class", "hull", "box", "revision_id"):
        if ground_m is not None and row.box and row.box[2] > ground_m + BAND_TOP_M:
            continue
        hull = shapely.from_wkb(bytes(row.hull.wkb)) if row.hull else shapely.Polygon()
        shape = transform_geometry(on_earth(revision, frame, hull), source=4326, target=srid)
        if not plane.covers(shape):
            found.append(_outside(row, shape, plane))
    found = [one for one in found if one["distance_m"] > LEAST_OUTSIDE_M]
    return sorted(found, key=lambda one: -one["distance_m"])[:MOST_OUTSIDE]


LEAST_OUTSIDE_M = 0.005


def _outside(row: Element, shape: BaseGeometry, plane: BaseGeometry) -> dict[str, Any]:
    beyond = shapely.difference(shape, plane)
    corners = shapely.points(shapely.get_coordinates(beyond))
    far = float(shapely.distance(corners, plane).max()) if len(corners) else 0.0
    return {
        "el": row.el, "global_id": row.global_id, "class": row.ifc_class, "name": row.name,
        "distance_m": round(far, 3), "area_sqm": round(float(beyond.area), 3),
    }  # fmt: skip


def _plain(finding: Finding) -> dict[str, Any]:
    told = asdict(finding) | {"effective_from": finding.effective_from.isoformat()}
    return dict(json.loads(json.dumps(told, default=str)))
