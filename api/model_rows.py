"""How models, revisions and elements read to a program."""

from typing import Any

from bim.catalog import rules
from bim.catalog.answering import INNER, file_place_m, footprint_m2, off_ground_m, sentence, stated_place
from bim.catalog.crossings import land_on_scene
from bim.catalog.models import Element, Federation, Model, Revision
from bim.catalog.selectors import placement_of
from bim.catalog.units import unit_of
from portal.core.models import Job

ATTRIBUTES = {
    "PredefinedType": "predefined", "Description": "description", "Tag": "tag", "ObjectType": "object_type",
}  # fmt: skip


def model_row(model: Model) -> dict[str, Any]:
    """Return one model with its current revision and where that stands."""
    current = model.current
    if current is not None:
        current.model = model
    placement = placement_of(current) if current else None
    return {
        "id": str(model.pk), "name": model.name, "discipline": model.discipline,
        "feature": {"id": str(model.feature_id), "name": model.feature.name,
                    "root": str(model.feature.root_id)},
        "federation": {"id": str(model.federation_id), "name": model.federation.name}
        if model.federation else None,
        "revision": str(current.pk) if current else None, "state": current.state if current else None,
        "placed": placement is not None, "placement": placement.plain() if placement else None,
        "decided": model.frame is not None, "off_ground_m": off_ground_m(current) if current else None,
        "file_place_m": file_place_m(current) if current else None,
        "why": current.why if current and placement is None else "",
        "georeference": stated_place(current) if current else None,
        "box": current.box if current else [], "origin": current.origin if current else [],
        "counts": current.counts if current else {},
        "scene": _address(current, "scene/") if current else None,
        "created_at": model.created_at,
    }  # fmt: skip


def federation_row(federation: Federation) -> dict[str, Any]:
    """Return one federation as lists show it."""
    structure = federation.feature
    return {
        "id": str(federation.pk), "name": federation.name,
        "lead": str(federation.lead_id) if federation.lead_id else None,
        "models": federation.joined,  # type: ignore[attr-defined]
        "feature": {"id": str(structure.pk), "name": structure.name, "root": str(structure.root_id)},
        "created_at": federation.created_at,
    }  # fmt: skip


def revision_row(revision: Revision) -> dict[str, Any]:
    """Return one revision: its state, how far a worker is, and what came out."""
    job = revision.job
    working = job is not None and revision.state in rules.OPEN_STATES
    return {
        "id": str(revision.pk), "model": str(revision.model_id), "number": revision.number,
        "name": revision.name, "state": revision.state, "code": revision.code, "sentence": sentence(revision),
        "facts": {name: value for name, value in revision.facts.items() if name not in INNER},
        "job": f"/api/v1/jobs/{job.pk}/" if job else None,
        "stage": job.stage if job and working else "", "percent": job.percent if job and working else 100,
        "waits": bool(job and working and job.state == Job.State.QUEUED),
        "attempt": job.attempts if job and working else 0,
        "schema": revision.schema, "label": revision.label, "header": revision.header,
        "counts": revision.counts, "failed": revision.failed, "why": revision.why,
        "remarks": revision.remarks, "georeference": stated_place(revision),
        "footprint_m2": footprint_m2(revision), "created_at": revision.created_at,
        "published_at": revision.published_at,
    }  # fmt: skip


NEWEST = ("id", "number", "name", "state", "code", "sentence", "percent", "waits", "attempt")


def newest_row(revision: Revision | None) -> dict[str, Any] | None:
    """Return where a model's newest file stands, for lists: one that was rejected says why."""
    if revision is None:
        return None
    row = revision_row(revision)
    return {name: row[name] for name in NEWEST}


def scene_row(revision: Revision) -> dict[str, Any]:
    """Return what the viewer needs to draw one published revision."""
    placement = placement_of(revision)
    return {
        "revision": str(revision.pk), "model": str(revision.model_id), "name": revision.model.name,
        "number": revision.number, "discipline": revision.model.discipline,
        "tileset": _address(revision, "tiles/tileset.json"),
        "spaces": _address(revision, "tiles/spaces.json") if "spaces.json" in revision.tiles else None,
        "elements": _address(revision, "elements/index/"), "count": revision.counts.get("elements", 0),
        "triangles": revision.counts.get("triangles", 0), "origin": revision.origin,
        "placement": placement.plain() if placement else None,
        "why": revision.why if placement is None else "", "georeference": stated_place(revision),
        "box": revision.box or [0.0] * 6, "storeys": revision.storeys, "failed": revision.failed,
        "outlines": revision.outlines, "land": land_on_scene(revision),
        "crossings": _address(revision, "crossings/"),
        "suggestions": _address(revision, "suggestions/"),
    }  # fmt: skip


def element_row(element: Element, revision: Revision, code: str) -> dict[str, Any]:
    """Return one element's record. Quantities say whether the file gives them or the geometry does."""
    return {
        "global_id": element.global_id, "el": element.el, "step_id": element.step_id,
        "class": element.ifc_class, "name": element.name, "type": element.type_name,
        "parent": element.parent_el, "storey": element.storey_name,
        "attributes": {shown: getattr(element, column) for shown, column in ATTRIBUTES.items()},
        "psets": element.psets, "quantities": [*_given(element, revision), *_computed(element)],
        "materials": element.materials, "classification": element.classification,
        "geometry": {
            "status": element.status, "kernel": element.kernel, "confidence": element.confidence,
            "volume_m3": element.volume_m3, "closed": element.closed, "triangles": element.triangles,
            "box": element.box,
        },
        "feature": str(revision.model.feature_id), "project": {"code": code} if code else None,
    }  # fmt: skip


def short_row(element: Element) -> dict[str, Any]:
    """Return one element as lists show it."""
    return {
        "el": element.el, "global_id": element.global_id, "class": element.ifc_class, "name": element.name,
        "type": element.type_name, "storey": element.storey_name, "status": element.status,
    }  # fmt: skip


def _given(element: Element, revision: Revision) -> list[dict[str, Any]]:
    return [
        {"set": name, "name": quantity, "value": value, "unit": unit_of(revision, name, quantity),
         "source": "given"}
        for name, members in element.quantities.items() for quantity, value in members.items()
    ]  # fmt: skip


def _computed(element: Element) -> list[dict[str, Any]]:
    if element.volume_m3 is None:
        return []
    value = round(element.volume_m3, 6)
    return [{"set": "", "name": "Volume", "value": value, "unit": "m3", "source": "computed"}]


def _address(revision: Revision, rest: str) -> str:
    return f"/api/v1/revisions/{revision.pk}/{rest}"
