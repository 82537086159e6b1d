"""What the command prints of an import: Chinese first, English beside it."""

from collections.abc import Iterator
from typing import Any

from portal.projects.importing import remarks
from portal.projects.importing.fields import BY_CODE
from portal.projects.importing.mapping import Mapped
from portal.projects.importing.remarks import Address, Problem
from portal.projects.importing.rows import place_text, row_place, row_remarks
from portal.projects.importing.values import UNIT_NAMES
from portal.projects.models_import import ImportBatch, ImportRow

OUTCOMES = {
    "create": ("新建", "create"),
    "update": ("修改", "update"),
    "same": ("相同", "same"),
    "refused": ("不能导入", "refused"),
    "left_out": ("略过", "left out"),
}
MARKS = {"error": "✗", "warn": "!", "note": "·"}


def report(batch: ImportBatch) -> Iterator[str]:
    """Yield the lines: the file, the columns and why, the remarks, the counts, each bad row."""
    yield from _file(batch)
    if batch.columns:
        yield "\n列 Columns"
        yield from (f"  {line}" for line in map(_column, batch.columns))
    found = remarks.load(batch.remarks)
    if found:
        yield "\n说明 Remarks"
        yield from (f"  {_both(one)}" for one in found)
    if batch.state != ImportBatch.State.FAILED:
        yield "\n结果 Result"
        counts = (f"{zh} {en} {batch.counts.get(key, 0)}" for key, (zh, en) in OUTCOMES.items())
        yield "  " + " · ".join(counts)
        yield from _rows(batch)


def _file(batch: ImportBatch) -> Iterator[str]:
    kind = batch.survey.get("kind", "?")
    yield f"文件 File  {batch.name}（{kind}, {batch.file.size:,} B, sha256 {batch.file.sha256[:12]}）"
    for layer in batch.survey.get("layers", []):
        crs, encoding = layer.get("crs") or {}, layer.get("encoding") or {}
        rows = sum(batch.counts.values()) if layer["rows"] is None else layer["rows"]
        system = f"EPSG:{crs['srid']} {crs.get('name', '')}" if crs.get("srid") else "-"
        yield f"  {layer['name']}  {rows} 行 rows  {system}  {encoding.get('encoding', '-')}"


def _column(column: dict[str, Any]) -> str:
    mapped = as_mapped(column)
    known = BY_CODE.get(mapped.field)
    target = f"→ {known.zh} {known.en}" if known else "—"
    unit = " ".join(UNIT_NAMES[mapped.unit]) if mapped.unit in UNIT_NAMES else ""
    sure = f"{mapped.confidence:.0%}" if known else ""
    said = f"{mapped.reasons('zh')} / {mapped.reasons('en')}"
    return "  ".join(part for part in (mapped.column, target, unit, sure, said) if part)


def as_mapped(column: dict[str, Any]) -> Mapped:
    """Return a stored column as it was understood."""
    evidence = tuple((key, dict(facts)) for key, facts in column["evidence"])
    return Mapped(**{**column, "evidence": evidence})


def _rows(batch: ImportBatch) -> Iterator[str]:
    refused = batch.rows.filter(outcome=ImportRow.Outcome.REFUSED).order_by("number")
    if refused.exists():
        yield "\n不能导入的行 Rows refused"
    for row in refused.iterator():
        for one in row_remarks(row, only_errors=True):
            yield f"  {where(one.address, row)}  {_both(one)}"
    changed = batch.rows.filter(outcome=ImportRow.Outcome.UPDATE).select_related("project").order_by("number")
    if changed.exists():
        yield "\n修改 Updates（记录 record → 文件 file）"
    for row in changed.iterator(chunk_size=500):
        for name, (before, after) in row.changes.items():
            yield f"  {row.project.code if row.project else '-'}  {name}: {_value(before)} → {_value(after)}"


def where(address: Address, row: ImportRow) -> str:
    """Return a remark's place: its cell, else its row's number."""
    return place_text(address, "zh") or row_place(row, "zh")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['kind']} {value['lon']}, {value['lat']} {value['area_sqm']} m²"
    return str(value) or "∅"


def _both(one: Problem) -> str:
    return f"{MARKS[one.severity]} {remarks.say(one, 'zh')} / {remarks.say(one, 'en')}"
