"""From a file to a reading, in this process: what the sandbox's child does."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spatial.intake import stages
from spatial.intake.archives import entries, unpack
from spatial.intake.limits import Limits
from spatial.intake.model import Choice, CrsFinding, FileSurvey, Layer, Row
from spatial.intake.problems import Problem, Refused, Severity, refuse
from spatial.intake.sentences import SENTENCES
from spatial.intake.shapefile import PARTS, SHAPES
from spatial.intake.sniff import sniff
from spatial.survey import sentences as _sentences  # noqa: F401  registers what can be said
from spatial.survey.answer import SurveyReading
from spatial.survey.examine import examine
from spatial.survey.model import County, Declared, Draft, RawParcel, Remark
from spatial.survey.sentences_kinds import KINDS, PREFIX
from spatial.survey.shapes import numbered, read_shapes
from spatial.survey.tables import Table, is_point_table, read_table
from spatial.survey.text.lines import is_boundary_text
from spatial.survey.text.reader import read_text
from spatial.survey.tolerances import Capacity, Tolerances

Tell = Callable[[str, int], None]
POLYGONS = ("polygon", "mixed", "unknown", "collection", "surface", "triangle", "tin")
NOT_OURS = frozenset(
    {"places_found", "first_is_north", "first_is_east", "first_taken_as_east", "several_layers"}
)
LAYER_MARK = "\n"
"""Between the names of layers in the facts of a refusal."""
MOST_LAYERS = 200
MOST_HEADINGS = 12
TABLES = frozenset({"csv", "xlsx"})
KINDS_ZH = {
    "Point": "点", "MultiPoint": "多点", "LineString": "未闭合的线", "MultiLineString": "未闭合的多段线",
    "GeometryCollection": "集合",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Everything that decides a reading besides the file."""

    name: str
    declared: Declared
    county: County | None
    tolerances: Tolerances
    capacity: Capacity
    limits: Limits


@dataclass(slots=True)
class _Gathered:
    """The layers of one map file, read."""

    parcels: list[RawParcel] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    table: Table | None = None
    layers: list[Layer] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    rows: int = 0


def read_here(path: Path, task: Task, *, work: Path, tell: Tell) -> SurveyReading:
    """Return the reading of a file; raise ``Refused`` when nothing of it can be taken."""
    draft = read_draft(path, task, work=work, tell=tell)
    tell("checks", 80)
    return examine(
        draft, declared=task.declared, county=task.county, tolerances=task.tolerances, capacity=task.capacity
    )


def read_draft(path: Path, task: Task, *, work: Path, tell: Tell) -> Draft:
    """Return what a file holds, not yet judged."""
    size = path.stat().st_size
    if size > task.limits.max_file_bytes:
        raise refuse("file_too_large", found_mb=size >> 20, limit_mb=task.limits.max_file_bytes >> 20)
    _refuse_part_alone(path, task.name)
    tell("sniff", 1)
    text = _boundary_text(path, task, work)
    if text is not None:
        return read_text(
            text,
            task.name,
            sha256=_fingerprint(path),
            encoding=task.declared.encoding,
            capacity=task.capacity,
        )
    return _read_map(path, task, work=work, tell=tell)


def _refuse_part_alone(path: Path, name: str) -> None:
    """Say of a shapefile's part without its .shp that the others are wanted."""
    part = Path(name).suffix.lower()
    if part in PARTS and part != SHAPES and not path.with_suffix(SHAPES).exists():
        raise refuse("shapefile_part_alone", part=part)


def _boundary_text(path: Path, task: Task, work: Path) -> Path | None:
    """Return the boundary-point text: the file itself, or the only text of a zip."""
    if is_boundary_text(path, task.name):
        return path
    if sniff(path, task.name) != "zip":
        return None
    texts = [entry for entry in entries(path, task.limits) if entry.suffix == ".txt"]
    if len(texts) != 1:
        return None
    inner = unpack(path, texts[0], work / "inner-points.txt", task.limits)
    return inner if is_boundary_text(inner, texts[0].name) else None


def _read_map(path: Path, task: Task, *, work: Path, tell: Tell) -> Draft:
    declared = task.declared
    choice = Choice(
        layer=declared.layer, encoding=declared.encoding, srid=declared.srid, swap_axes=declared.swap
    )
    try:
        found = stages.survey(
            path, task.name, limits=task.limits, choice=choice, work=_folder(work, "survey"), tell=tell
        )
    except Refused as refused:
        raise _in_our_words(refused, task.name) from None
    gathered = _Gathered()
    for at, layer in enumerate(_wanted(found, declared.layer)):
        chosen = Choice(
            layer=layer.name, encoding=choice.encoding, srid=choice.srid, swap_axes=choice.swap_axes
        )
        _read_layer(path, task, chosen, gathered, work=_folder(work, f"layer{at}"), tell=tell)
    if not gathered.parcels:
        _refuse_with_reason(gathered)
        if not gathered.kinds:
            raise refuse("survey_empty", name=task.name[-60:])
        raise refuse("survey_without_polygons", name=task.name[-60:], **_told_kinds(gathered.kinds))
    return _draft(found, gathered, task)


def _in_our_words(refused: Refused, name: str) -> Refused:
    """Return what is said of a survey instead of a list of projects, where that differs."""
    found = refused.problem
    if found.code == "reader_failed" and "not recognized" in str(found.facts.get("detail")):
        return refuse("survey_format_unknown", name=name[-60:])
    own = PREFIX + found.code
    return refuse(own, found.address, **found.facts) if own in KINDS else refused


def _refuse_with_reason(gathered: _Gathered) -> None:
    """Refuse with what was wrong with the rows, where that is why none became a parcel."""
    for remark in gathered.remarks:
        if SENTENCES[remark.code][0] == Severity.ERROR:
            raise refuse(remark.code, remark.address, **remark.facts)


def _wanted(found: FileSurvey, chosen: str) -> list[Layer]:
    """Return the layers to read: the one named, else those with polygons, else those with lines or points."""
    if chosen:
        return [layer for layer in found.layers if layer.name == chosen] or list(found.layers[:1])
    placed = [layer for layer in found.layers if layer.geometry and layer.rows != 0]
    if not placed:
        raise _without_places(found)
    with_polygons = [layer for layer in placed if any(kind in layer.geometry.lower() for kind in POLYGONS)]
    with_lines = [layer for layer in placed if "line" in layer.geometry.lower()]
    wanted = with_polygons or with_lines or placed
    if len({_system(layer.crs) for layer in wanted}) > 1:
        names = [layer.name for layer in wanted]
        raise refuse("layers_disagree", names=", ".join(names)[:160], layers=LAYER_MARK.join(names))
    return wanted


def _without_places(found: FileSurvey) -> Refused:
    """Return what to say of a file without geometry: a table without known headings, or nothing at all."""
    name = found.name[-60:]
    headings = [column.name for layer in found.layers for column in layer.columns if not layer.geometry]
    if found.kind in TABLES and headings:
        told = "、".join(headings[:MOST_HEADINGS])[:160].replace("{", "(").replace("}", ")")
        return refuse("survey_without_columns", name=name, found=told)
    return refuse("survey_empty", name=name)


def _told_kinds(kinds: Mapping[str, int]) -> dict[str, str]:
    """Return what a map file holds instead of areas, in both languages."""
    zh = "、".join(f"{KINDS_ZH.get(kind, kind)} {count} 个" for kind, count in kinds.items())
    en = ", ".join(f"{count} × {kind}" for kind, count in kinds.items())
    return {"kinds": en[:120], "kinds_zh": zh[:120]}


def _choosable(found: FileSurvey) -> tuple[str, ...]:
    """Return the layers a person may choose between; none where there is no choice."""
    names = tuple(layer.name for layer in found.layers if layer.geometry and layer.rows != 0)
    return names[:MOST_LAYERS] if len(names) > 1 else ()


def _system(crs: CrsFinding | None) -> tuple[str, int, str, bool]:
    return (crs.status, crs.srid, crs.definition, crs.swap_axes) if crs else ("", 0, "", False)


def _read_layer(
    path: Path, task: Task, choice: Choice, gathered: _Gathered, *, work: Path, tell: Tell
) -> None:
    rows: list[Row] = []
    layer: Layer | None = None
    points = 0
    for piece in stages.read(path, task.name, limits=task.limits, choice=choice, work=work, tell=tell):
        if isinstance(piece, Layer):
            layer = piece
            continue
        for item in piece:
            if isinstance(item, Problem):
                gathered.remarks.append(_remark(item))
            else:
                rows.append(item)
                points += len(item.shape.native_wkb) // 16 if item.shape else 0
        if points > task.capacity.max_points:
            raise refuse("survey_too_many_points", limit=task.capacity.max_points)
    if layer is not None:
        _take_layer(layer, rows, gathered, task.capacity)


def _take_layer(layer: Layer, rows: Sequence[Row], gathered: _Gathered, capacity: Capacity) -> None:
    gathered.layers.append(layer)
    gathered.rows += len(rows)
    if is_point_table(layer):
        gathered.table = read_table(layer, rows, capacity)
        gathered.parcels += gathered.table.parcels
        gathered.remarks += gathered.table.remarks
        return
    shapes = read_shapes(layer, rows, capacity)
    gathered.parcels += shapes.parcels
    gathered.remarks += shapes.remarks
    for kind, count in shapes.kinds.items():
        gathered.kinds[kind] = gathered.kinds.get(kind, 0) + count


def _draft(found: FileSurvey, gathered: _Gathered, task: Task) -> Draft:
    layer = gathered.layers[0]
    crs = layer.crs or CrsFinding(status="unknown")
    said = [p for p in (*found.problems, *layer.problems) if p.code not in NOT_OURS]
    surveyed = gathered.table is not None
    asks = () if crs.usable or surveyed else tuple(p for p in said if p.severity is Severity.ERROR)
    if surveyed:
        said = [
            p for p in said if not p.code.startswith(("crs_", "axes_", "numbers_", "zone_", "north_", "gcj_"))
        ]
    return Draft(
        kind=found.kind, name=task.name, size_bytes=found.size_bytes, sha256=found.sha256,
        parcels=numbered(gathered.parcels), surveyed=surveyed, encoding=layer.encoding,
        header=tuple(gathered.table.header) if gathered.table else (), crs=crs, asks=asks,
        fields=tuple(column.name for column in layer.columns), layers=_choosable(found),
        remarks=(*(_remark(p) for p in said if p not in asks), *gathered.remarks),
    )  # fmt: skip


def _remark(found: Problem) -> Remark:
    return Remark(code=found.code, address=found.address, facts=dict(found.facts))


def _folder(work: Path, name: str) -> Path:
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
