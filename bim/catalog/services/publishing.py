"""Publish a revision: all of it at once, or nothing of it."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from django.db import connection, transaction

from bim.catalog import rules
from bim.catalog.gathering import FIELDS, Gathering
from bim.catalog.models import Element, Model, Revision
from bim.catalog.placed import far_m
from bim.catalog.services.finding import keep_findings
from bim.catalog.services.requiring import hand_over
from bim.catalog.services.standing import settle_ground
from bim.catalog.services.unused import restore_used
from bim.catalog.units import Units
from bim.checks.finding import once
from bim.checks.words import SEVERITIES, severity_of
from bim.ingest.model import ELEMENTS, INDEX, TILES, Ingested
from bim.placing.frame import from_plain
from bim.placing.placement import place
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.events import record_event
from portal.core.files import store_file
from portal.core.sql import read

Tell = Callable[[str, int], None]
COPY = Path(__file__).resolve().parents[1] / "sql" / "copy_elements.sql"
AS_WRITTEN = (
    "el", "global_id", "step_id", "ifc_class", "predefined", "name", "description", "tag", "object_type",
    "type_name",
)  # fmt: skip
AS_JSON = ("psets", "quantities", "materials", "classification")
GEOMETRY = ("status", "kernel", "confidence", "volume_m3", "closed", "triangles", "box", "shape", "hull")
FIELD_KEYS = tuple((name, {"class": "ifc_class", "type": "type_name", "storey": "storey_name",
                           "volume": "volume_m3"}.get(name, name)) for name in FIELDS)  # fmt: skip
FAR = "site_far_from_structure"
INDEX_NAME = "index.json"


def publish(
    *, actor: Actor, revision: Revision, found: Ingested, out: Path, on: date, tell: Tell
) -> Revision:
    """Save tiles and elements and let the revision be seen, unless somebody settled it meanwhile."""
    tell("save", 94)
    began = time.perf_counter()
    tiles = _store_tiles(out)
    with transaction.atomic():
        model = Model.objects.select_for_update(no_key=True).get(pk=revision.model_id)
        row = Revision.objects.select_for_update(no_key=True).get(pk=revision.pk)
        if row.state not in rules.OPEN_STATES:
            return row
        Element.objects.filter(revision_id=row.pk).delete()
        _copy_elements(row, out / ELEMENTS, found)
        found.seconds["save"] = round(time.perf_counter() - began, 3)
        _fill(row, model, found, tiles)
        row.save()
        keep_findings(revision=row, findings=_as_placed(row, found.findings))
        tell("check", 97)
        restore_used(actor=actor, model=model)
        newer = model.revisions.filter(state=rules.PUBLISHED, number__gt=row.number).exists()
        if not newer:
            model.current = row
            model.save(update_fields=["current"])
            settle_ground(actor=actor, revision=row, on=on)
        hand_over(actor=actor, revision=row, on=on)
        facts = {"number": row.number, "elements": row.counts["elements"], "why": row.why}
        record_event(actor=actor, verb="publish", subject_type="revision", subject_id=row.pk, facts=facts)
    tell("publish", 99)
    return row


def _fill(row: Revision, model: Model, found: Ingested, tiles: dict[str, Any]) -> None:
    row.state, row.code, row.facts = rules.PUBLISHED, "", {"peak_mb": found.peak_mb, "level": found.level}
    row.schema, row.label, row.header = found.schema, found.label, found.header
    row.frame, row.why, row.remarks = found.frame, found.why, list(found.remarks)
    row.origin, row.box = list(found.origin), list(found.box)
    row.counts = found.counts | {"findings": _weighed(found)}
    row.failed, row.seconds = list(found.failed), found.seconds
    row.storeys, row.outlines, row.tiles = list(found.storeys), found.outlines, tiles
    row.costs, row.schedule, row.published_at = list(found.costs), found.schedule, clock.now()
    row.facts["method"] = found.frame["method"] if found.frame else ""
    far = far_m(row.frame, model.feature, row.origin) if row.frame is not None else None
    if far is not None:
        row.frame, row.why = None, FAR
        row.facts["distance_m"] = round(far)
    if row.frame is not None:
        x, y, z = row.origin
        row.placement = place(from_plain(row.frame), (x, y, z)).plain()


def _as_placed(row: Revision, findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The child does not know the structure: where its site is too far off, the report says that."""
    if row.why != FAR:
        return findings
    told = once("site_not_used", distance_km=round(row.facts["distance_m"] / 1000)).plain()
    return [told if one["code"] == "placed_by_site" else one for one in findings]


def _weighed(found: Ingested) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    weights = [severity_of(one["code"]) for one in found.findings]
    return {severity: weights.count(severity) for severity in SEVERITIES}


def _store_tiles(out: Path) -> dict[str, Any]:
    """Keep each written file under its SHA-256; the same tile of two revisions is kept once."""
    kept: dict[str, Any] = {}
    for path in (*sorted((out / TILES).iterdir()), out / INDEX):
        name = path.name.removesuffix(".gz")
        with path.open("rb") as stream:
            row = store_file(stream, name=path.name, content_type="application/gzip")
        kept[name] = {"sha256": row.sha256, "size": row.size}
    return kept


def _copy_elements(row: Revision, path: Path, found: Ingested) -> None:
    """Save the rows, and the values in them by property."""
    names = {one["el"]: one["name"] for one in found.storeys}
    gathering, units = Gathering(), Units()
    with connection.cursor() as cursor, cursor.copy(read(COPY)) as copy:
        for line in _lines(path):
            line["storey_name"] = names.get(line["storey"], "")
            line["material"] = " · ".join(str(one["name"]) for one in line["materials"])
            copy.write_row(_values(row, line))
            fields = {name: line[key] for name, key in FIELD_KEYS}
            gathering.add(line["el"], fields, line["psets"], line["quantities"])
            units.add(line["units"])
    gathering.keep(row)
    row.units = units.agreed()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as source:
        for line in source:
            yield orjson.loads(line)


def _values(row: Revision, line: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row.pk, *(line[name] for name in AS_WRITTEN), line["parent"], line["storey"], line["storey_name"],
        *(line[name] for name in GEOMETRY), line["material"],
        *(orjson.dumps(line[name]).decode() for name in AS_JSON),
    )  # fmt: skip
