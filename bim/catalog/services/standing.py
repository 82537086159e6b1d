"""Where a model's ground line lies: on its structure, and held against the approved boundary (L04, L05)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.db import transaction
from shapely.geometry.base import BaseGeometry

from bim.catalog.models import Model, Revision
from bim.catalog.selectors import frame_of, project_of, standing_on
from bim.catalog.services.beyond import LEAST_M, Held, elements_beyond
from bim.outlines.model import Line
from bim.placing.frame import Frame
from portal.accounts.actor import Actor
from portal.approvals.gathering import gather
from portal.core.errors import DomainError
from portal.projects.models import Project
from spatial.coordinates.transform import transform_geometry
from spatial.coordinates.zones import LONLAT_SRID
from spatial.features.models import Feature
from spatial.features.services import move_feature
from spatial.land.chain import CONTAINMENT, FOOTPRINT
from spatial.land.comparing import Pair, contain_pairs
from spatial.land.grounds import zone_srid
from spatial.land.rules.facts import CaseFacts, Containment
from spatial.land.rules.finding import Finding
from spatial.land.rules.ground import footprint_holds, ground_line_holds
from spatial.land.selectors import book_on

LEADING = "architecture"


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


def hold_project(*, actor: Actor, project: Project, on: date) -> list[Revision]:
    """Hold every model that stands on a project's ground against the papers in force on a day."""
    held = list(standing_on(project.code).select_related("model__feature").order_by("created_at", "pk"))
    for revision in held:
        settle_ground(actor=actor, revision=revision, on=on)
    return held


def _settled(
    actor: Actor, revision: Revision, frame: Frame, ground: BaseGeometry, on: date
) -> dict[str, Any]:
    project = project_of(revision.model.feature)
    if project is None or not _leads(revision.model):
        return {}
    outline = on_earth(revision, frame, ground)
    _keep_on_feature(actor, revision, outline, on)
    boundaries = _boundaries(project, on)
    if not boundaries:
        return {"unanswered": "no_boundary"}
    drawn = {Line.GROUND: outline} | _other_lines(revision, frame)
    return _held(project, boundaries, drawn, on) | _told_elements(revision, frame, boundaries, drawn)


def _other_lines(revision: Revision, frame: Frame) -> dict[Line, BaseGeometry]:
    kept = {line: revision.outlines.get(str(line)) for line in (Line.BASEMENT, Line.FULL)}
    return {
        line: on_earth(revision, frame, shapely.from_wkt(one["wkt"])) for line, one in kept.items() if one
    }


def _held(
    project: Project, boundaries: dict[str, bytes], drawn: dict[Line, BaseGeometry], on: date
) -> dict[str, Any]:
    """Hold the ground line against the whole chain (L04) and the last boundary (L05); the others are told."""
    outer, ground = _outer(boundaries), shapely.to_wkb(drawn[Line.GROUND])
    pairs = [
        Pair(outer=kind, inner=FOOTPRINT, outer_shape=shape, inner_shape=ground)
        for kind, shape in boundaries.items() if kind in CONTAINMENT
    ]  # fmt: skip
    others = [
        Pair(outer=outer, inner=str(line), outer_shape=boundaries[outer], inner_shape=shapely.to_wkb(shape))
        for line, shape in drawn.items() if line is not Line.GROUND
    ]  # fmt: skip
    found = contain_pairs([*pairs, *others])
    lines = {FOOTPRINT: str(Line.GROUND)}
    return {
        "line": str(Line.GROUND), "outer": outer,
        "boundary": json.loads(shapely.to_geojson(shapely.from_wkb(boundaries[outer]))),
        "findings": [_plain(one) for one in _judged(project, found[: len(pairs)], outer, on)],
        "lines": {
            lines.get(one.inner, one.inner): {
                "distance_m": round(one.distance_m, 3), "area_sqm": round(one.excess_sqm, 3),
            }
            for one in found if one.outer == outer
        },
    }  # fmt: skip


def _outer(boundaries: dict[str, bytes]) -> str:
    return next(kind for kind in reversed(CONTAINMENT) if kind in boundaries)


def _told_elements(
    revision: Revision, frame: Frame, boundaries: dict[str, bytes], drawn: dict[Line, BaseGeometry]
) -> dict[str, Any]:
    """Lay everything on the zone's plane and tell the elements beyond; none where every line lies within."""
    srid = zone_srid(shapely.to_wkb(drawn[Line.GROUND]))

    def to_plane(shapes: Any) -> Any:
        return transform_geometry(shapes, source=LONLAT_SRID, target=srid)

    boundary = to_plane(shapely.from_wkb(boundaries[_outer(boundaries)]))
    outlines = {line: to_plane(shape) for line, shape in drawn.items()}
    if all(shapely.covers(shapely.buffer(boundary, LEAST_M), shape) for shape in outlines.values()):
        return {"elements": []}
    held = Held(
        boundary=boundary, outlines=outlines, lay=lambda hulls: to_plane(laid(revision, frame, hulls))
    )
    return {"elements": elements_beyond(revision, held)}


def _leads(model: Model) -> bool:
    """Walls say where a house stands: the architecture's model goes first, any other where there is none."""
    others = Model.objects.filter(feature_id=model.feature_id, current__isnull=False).exclude(pk=model.pk)
    return model.discipline == LEADING or not others.filter(discipline=LEADING).exists()


def on_earth(revision: Revision, frame: Frame, shape: BaseGeometry) -> BaseGeometry:
    """Return a shape in metres about a revision's origin as longitude and latitude."""
    return shapely.make_valid(laid(revision, frame, shape))


def laid(revision: Revision, frame: Frame, shapes: Any) -> Any:
    """Return a shape, or an array of them, as longitude and latitude, as it comes out."""
    x, y, z = revision.origin

    def move(xy: np.ndarray) -> np.ndarray:
        points = np.column_stack([xy[:, 0] + x, xy[:, 1] + y, np.full(len(xy), z)])
        return frame.to_lonlat(points)[:, :2]

    return shapely.transform(shapes, move)


def _keep_on_feature(actor: Actor, revision: Revision, outline: BaseGeometry, on: date) -> None:
    """Put the outline in the place of the drawn one; the history keeps that."""
    feature = Feature.objects.select_for_update(no_key=True).get(pk=revision.model.feature_id)
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
    return {kind: shape for kind, shape in case.boundaries.items() if kind in CONTAINMENT[:-1]}


def _judged(project: Project, found: Sequence[Containment], outer: str, on: date) -> list[Finding]:
    """Return what L05 says of the last boundary, then what L04 says of each of the chain."""
    book = book_on(on=on)
    chain = CaseFacts(on=on, sector=project.sector, stage=project.stage, containments=tuple(found))
    last = replace(chain, containments=tuple(one for one in found if one.outer == outer))
    return [*footprint_holds(last, book), *ground_line_holds(chain, book)]


def _plain(finding: Finding) -> dict[str, Any]:
    told = asdict(finding) | {"effective_from": finding.effective_from.isoformat()}
    return dict(json.loads(json.dumps(told, default=str)))
