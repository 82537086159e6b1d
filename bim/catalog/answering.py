"""What a program is told of an ingested file: the command's last line and the door's answer are one."""

from typing import Any

from bim.catalog import rules
from bim.catalog.models import Revision
from bim.catalog.place_words import sentence_of
from bim.catalog.placed import distance_from_ground_m
from bim.catalog.requirements import ids_checks
from bim.catalog.selectors import frame_of, placement_of
from bim.files.faults import refusal
from bim.placing.frame import ELLIPSOID, from_plain
from bim.placing.placement import place
from portal.core import clock

COUNTED = ("elements", "with_geometry", "triangles", "bytes", "bytes_gzip")
INNER = ("peak_mb", "level", "method", "distance_m")
"""Facts that are told in a place of their own."""
TOLD = ("method", "level", "srid", "lon", "lat", "height_m", "rotation_deg")


def outcome(revision: Revision) -> dict[str, Any]:
    """Return the outcome of one revision, published or rejected."""
    return {
        "status": revision.state, "code": revision.code or None,
        "schema": revision.schema or revision.label or None,
        **{name: revision.counts.get(name, 0) for name in COUNTED}, "failed": revision.failed,
        "georeference": georeference(revision), "stated_place": stated_place(revision),
        "storeys": len(revision.storeys), "footprint_m2": footprint_m2(revision), "seconds": revision.seconds,
        "counts": {"findings": revision.counts.get("findings", {})},
        "peak_mb": revision.facts.get("peak_mb", 0), "revision": str(revision.pk),
        "model": str(revision.model_id),
        "facts": {name: value for name, value in revision.facts.items() if name not in INNER},
        "ids": _ids(revision), "sentence": sentence(revision),
    }  # fmt: skip


def sentence(revision: Revision) -> str:
    """Return why a revision was rejected, in the reader's language."""
    return str(refusal(revision.code, revision.facts)) if revision.state == rules.REJECTED else ""


def georeference(revision: Revision) -> dict[str, Any] | None:
    """Return where a revision stands, or why it stands nowhere."""
    if revision.state != rules.PUBLISHED:
        return None
    placement = placement_of(revision)
    if placement is None:
        return dict.fromkeys(TOLD) | {
            "level": revision.facts.get("level", 0), "why": revision.why, "remarks": revision.remarks,
        }  # fmt: skip
    told = placement.plain()
    return {name: told[name] for name in TOLD} | {"why": "", "remarks": list(placement.remarks)}


def _ids(revision: Revision) -> dict[str, Any]:
    found = ids_checks(revision, on=clock.today())
    return {"state": found.state, "files": list(found.files)}


def stated_place(revision: Revision) -> dict[str, Any] | None:
    """Return what the file says of its place, whether the model stands there, and why not: one story for all.

    ``distance_m``: how far from the structure a site's latitude leads, where that is why it is not used.
    """
    if revision.state != rules.PUBLISHED:
        return None
    used, why = revision.frame is not None and revision.model.frame is None, _why(revision)
    method = revision.frame["method"] if revision.frame else revision.facts.get("method", "")
    return {
        "method": method, "level": revision.facts.get("level", 0), "used": used, "why": why,
        "sentence": sentence_of(why, revision.facts) if why else "",
        "distance_m": revision.facts.get("distance_m"), "remarks": list(revision.remarks),
    }  # fmt: skip


def off_ground_m(revision: Revision) -> int | None:
    """Return how far outside its project's ground a model stands, m; ``None`` for one that stands nowhere."""
    frame = frame_of(revision)
    if frame is None or len(revision.origin) != len("xyz"):
        return None
    return round(distance_from_ground_m(frame.plain(), revision.model.feature, revision.origin))


def file_place_m(revision: Revision) -> int | None:
    """Return how far from where the file says a person put the model, m; ``None`` where neither differs."""
    decided, said = revision.model.frame, revision.frame
    if not decided or not said or len(revision.origin) != len("xyz"):
        return None
    x, y, z = revision.origin
    there, here = (place(from_plain(one), (x, y, z)) for one in (said, decided))
    return round(ELLIPSOID.inv(there.lon, there.lat, here.lon, here.lat)[2])


def _why(revision: Revision) -> str:
    if revision.model.frame is not None:
        return "decided"
    if revision.frame is not None:
        return ""
    return "lead" if placement_of(revision) is not None else revision.why or "no_georeference"


def unanswered(revision: Revision) -> str:
    """Return why a model was not held against the papers, in the reader's language."""
    code, facts = revision.land.get("unanswered", ""), revision.land.get("facts", {})
    return sentence_of(code, facts) if code else ""


def footprint_m2(revision: Revision) -> float | None:
    """Return the area inside the ground line, m²."""
    ground = revision.outlines.get("ground") if revision.outlines else None
    return round(float(ground["area_m2"]), 2) if ground else None
