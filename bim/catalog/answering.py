"""What a program is told of an ingested file: the command's last line and the door's answer are one."""

from typing import Any

from bim.catalog import rules
from bim.catalog.models import Revision
from bim.catalog.selectors import placement_of
from bim.files.faults import refusal

COUNTED = ("elements", "with_geometry", "triangles", "bytes", "bytes_gzip")
TOLD = ("method", "level", "srid", "lon", "lat", "height_m", "rotation_deg")


def outcome(revision: Revision) -> dict[str, Any]:
    """Return the outcome of one revision, published or rejected."""
    return {
        "status": revision.state, "code": revision.code or None, "schema": revision.schema or None,
        **{name: revision.counts.get(name, 0) for name in COUNTED}, "failed": revision.failed,
        "georeference": georeference(revision), "storeys": len(revision.storeys),
        "footprint_m2": footprint_m2(revision), "seconds": revision.seconds,
        "peak_mb": revision.facts.get("peak_mb", 0), "revision": str(revision.pk),
        "model": str(revision.model_id),
        "facts": {name: value for name, value in revision.facts.items() if name not in {"peak_mb", "level"}},
        "sentence": sentence(revision),
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


def footprint_m2(revision: Revision) -> float | None:
    """Return the area inside the ground line, m²."""
    ground = revision.outlines.get("ground") if revision.outlines else None
    return round(float(ground["area_m2"]), 2) if ground else None
