"""Bring in the operator's own control lines of one kind, with their document and checksum."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.accounts.rules import PUBLIC
from portal.core import clock
from portal.core.errors import Conflict, Invalid
from portal.core.events import record_event
from spatial.coordinates.area import ellipsoid_area
from spatial.features.models import Feature
from spatial.features.rules import CONTROL_LINE
from spatial.features.services import Placement, place_features
from spatial.fields import GEOGRAPHIC
from spatial.intake.model import Choice, Layer, Row
from spatial.intake.sandbox import read_file
from spatial.land.models import ControlSource
from spatial.land.rules.book import ControlEffect
from spatial.land.selectors import control_effect
from spatial.regions.models import Region

USUAL = {
    "code": ("code", "编号", "编码", "标识码", "bsm"),
    "name": ("name", "名称", "mc"),
    "name_en": ("name_en", "英文名称"),
    "level": ("level", "级别", "保护级别", "jb"),
    "basis": ("basis", "依据", "批准文号", "批复文号", "pzwh"),
}
"""Role → column names that any kind may carry."""
TEMPLATES: dict[str, dict[str, tuple[str, ...]]] = {
    "farmland": {"code": ("永久基本农田图斑编号", "图斑编号", "tbbh"),
                 "name": ("权属单位名称", "qsdwmc", "xzqmc")},
    "ecology": {"code": ("红线编码", "hxbm"), "name": ("红线名称", "hxmc", "xzqmc")},
    "urban": {"code": ("边界编码", "bjbm"), "name": ("边界名称", "bjmc", "xzqmc")},
    "forest": {"code": ("小班号", "xbh"), "name": ("林场", "lc", "xzqmc")},
    "wetland": {"code": ("湿地编码", "sdbm"), "name": ("湿地名称", "sdmc")},
    "grassland": {"code": ("草原编号", "cybh"), "name": ("草原名称", "cymc")},
    "river_shore": {"code": ("河湖编码", "hhbm"), "name": ("河湖名称", "hhmc")},
    "coastline": {"code": ("岸线编码", "axbm"), "name": ("岸线名称", "axmc")},
    "heritage": {"code": ("文物编号", "wwbh"), "name": ("文物名称", "保护单位名称", "wwmc")},
    "mineral": {"code": ("矿区编号", "kqbh"), "name": ("矿区名称", "kqmc")},
    "flood_risk": {"code": ("风险区编号", "fxqbh"), "name": ("风险区名称", "fxqmc")},
}  # fmt: skip
"""Kind → role → further column names, tried first; a column chosen by hand goes before all."""


class ControlColumnMissing(Invalid):
    """The file has no column for the code."""

    message = _("No column for the {role} was found among: {columns}. Name it.")


class ControlCrsUnstated(Invalid):
    """Control lines are not placed by guessing."""

    message = _("The file does not say its coordinate system. State it; the numbers would fit: {candidates}.")


class ControlRowsInvalid(Invalid):
    """Rows that cannot be control lines; nothing was saved."""

    message = _("{count} rows cannot be taken. The first: row {row}: {reason}")


class ControlLineOlder(Conflict):
    """A line cannot begin before the one it follows."""

    message = _("The line {code} is already in force from {since}; the new one begins on {begins}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the lines come from, whose they are, and how to read the file."""

    kind: str
    title: str
    authority: str
    owner: Organisation
    document_no: str = ""
    choice: Choice = Choice()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One control line as the file has it. ``shape``: EPSG:4326."""

    code: str
    name: str
    name_en: str
    level: str
    basis: str
    region_code: str
    shape: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlImport:
    """What an import does, or, ``saved`` off, would do. ``area_sqm``: of the new lines, on the ellipsoid."""

    added: int
    replaced: int
    unchanged: int
    area_sqm: float
    sha256: str
    saved: bool
    regions: tuple[str, ...] = ()


def import_control_lines(
    *, actor: Actor, path: Path, source: Source, valid_from: date, dry_run: bool = False
) -> ControlImport:
    """Save the control lines of a file, in force from a day; lines they follow end the day before.

    A line follows the one of the same kind, owner and code; one that is equal stays. The same file
    from the same day changes nothing. ``dry_run`` reads and compares only. Raises ``FileRefused``,
    ``ControlKindUnknown``, ``ControlColumnMissing``, ``ControlRowsInvalid`` or ``ControlLineOlder``.
    """
    effect = control_effect(kind=source.kind, on=valid_from)
    sha256 = fingerprint(path)
    lines = read_lines(path, source=source, on=valid_from)
    if ControlSource.objects.filter(kind=source.kind, sha256=sha256, valid_from=valid_from).exists():
        return _told(lines, [], {}, sha256, saved=False)
    former = {row.code: row for row in _former(source, lines)}
    fresh = [line for line in lines if not _same(line, former.get(line.code))]
    ended = {line.code: former[line.code] for line in fresh if line.code in former}
    _check_order(ended.values(), valid_from)
    told = _told(lines, fresh, ended, sha256, saved=not dry_run)
    if not dry_run:
        _save(actor, source, effect, fresh, ended, told, valid_from)
    return told


def fingerprint(path: Path) -> str:
    """Return SHA-256 over a file and those that belong to it: a shapefile's parts are one file in law."""
    parts = [path] if path.suffix.lower() != ".shp" else sorted(path.parent.glob(f"{path.stem}.*"))
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes())
    return digest.hexdigest()


def read_lines(path: Path, *, source: Source, on: date) -> list[Line]:
    """Return the lines of a file, all of them or none."""
    with read_file(path, name=path.name, choice=source.choice) as reading:
        _settle_crs(reading.layer)
        places = _columns(reading.layer, source)
        read = [(row, _line(row, places, on)) for row in reading]
    faults = [(row, found) for row, found in read if isinstance(found, str)]
    faults += [(row, str(_("its code stands twice in the file"))) for row in _repeated(read)]
    if faults or not read:
        row, reason = faults[0] if faults else (None, str(_("the file holds no row")))
        raise ControlRowsInvalid(count=len(faults), row=row.number if row else 0, reason=reason)
    return [found for _row, found in read if isinstance(found, Line)]


def _repeated(read: list[tuple[Row, Line | str]]) -> list[Row]:
    seen: set[str] = set()
    again = []
    for row, found in read:
        if isinstance(found, Line):
            again += [row] if found.code in seen else []
            seen.add(found.code)
    return again


def _settle_crs(layer: Layer) -> None:
    finding = layer.crs
    if finding is not None and finding.status == "inferred":
        fitting = [f"EPSG:{finding.srid}", *(f"EPSG:{candidate.srid}" for candidate in finding.candidates)]
        raise ControlCrsUnstated(candidates=", ".join(dict.fromkeys(fitting)))


def _columns(layer: Layer, source: Source) -> dict[str, int | None]:
    names = {column.name.strip().lower(): place for place, column in enumerate(layer.columns)}
    chosen, template = dict(source.columns), TEMPLATES.get(source.kind, {})
    places: dict[str, int | None] = {}
    for role, usual in USUAL.items():
        wanted = (chosen[role].lower(),) if role in chosen else (*template.get(role, ()), *usual)
        places[role] = next((names[name] for name in wanted if name in names), None)
        if places[role] is None and (role == "code" or role in chosen):
            raise ControlColumnMissing(role=role, columns=", ".join(column.name for column in layer.columns))
    return places


def _line(row: Row, places: dict[str, int | None], on: date) -> Line | str:
    code = _text(row, places["code"])
    if not code:
        return str(_("the code is empty"))
    if row.shape is None or not row.shape.wkb:
        return _unplaced(row)
    shape = shapely.from_wkb(row.shape.wkb)
    if "Polygon" not in shape.geom_type or not shape.is_valid:
        return str(_("its boundary is no valid polygon"))
    region = _region(shape, on)
    if region is None:
        return str(_("it lies outside every known region"))
    return Line(
        code=code, name=_text(row, places["name"]), name_en=_text(row, places["name_en"]),
        level=_text(row, places["level"]), basis=_text(row, places["basis"]), region_code=region, shape=shape,
    )  # fmt: skip


def _unplaced(row: Row) -> str:
    """Say what the reader found wrong with the boundary of a row, in the reader's language."""
    said = [found.sentence(get_language() or "zh") for found in row.problems]
    return said[0] if said else str(_("it has no boundary that can be placed"))


def _region(shape: Any, on: date) -> str | None:
    """Return the lowest region under a point inside the shape."""
    rows = Region.objects.filter(valid_from__lte=on, geom__intersects=_geos(shape.representative_point()))
    rows = rows.exclude(valid_to__lt=on).order_by("-level")
    return rows.values_list("code", flat=True).first()


def _text(row: Row, place: int | None) -> str:
    value = row.values[place] if place is not None else None
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value) if whole else value).strip()  # type: ignore[arg-type]


def _geos(shape: Any) -> GEOSGeometry:
    return GEOSGeometry(memoryview(shapely.to_wkb(shape)), srid=GEOGRAPHIC)


def _former(source: Source, lines: list[Line]) -> QuerySet[Feature]:
    return Feature.objects.filter(
        kind=CONTROL_LINE, subkind=source.kind, organisation=source.owner, valid_to__isnull=True,
        code__in=[line.code for line in lines],
    )  # fmt: skip


def _same(line: Line, former: Feature | None) -> bool:
    if former is None or former.name != line.name:
        return False
    return bool(shapely.from_wkb(bytes(former.geom.wkb)).equals_exact(line.shape, 1e-9, normalize=True))


def _check_order(ended: Iterable[Feature], valid_from: date) -> None:
    for row in ended:
        if row.valid_from >= valid_from:
            raise ControlLineOlder(
                code=row.code, since=row.valid_from.isoformat(), begins=valid_from.isoformat()
            )


def _told(
    lines: list[Line], fresh: list[Line], ended: dict[str, Feature], sha256: str, *, saved: bool
) -> ControlImport:
    return ControlImport(
        added=len(fresh) - len(ended), replaced=len(ended), unchanged=len(lines) - len(fresh), sha256=sha256,
        area_sqm=sum(ellipsoid_area(line.shape).area_sqm for line in fresh), saved=saved,
        regions=tuple(sorted({line.region_code[:6] for line in fresh})),
    )  # fmt: skip


@transaction.atomic
def _save(
    actor: Actor, source: Source, effect: ControlEffect, fresh: list[Line], ended: dict[str, Feature],
    told: ControlImport, valid_from: date,
) -> None:  # fmt: skip
    former = Feature.objects.select_for_update(no_key=True).filter(pk__in=[row.pk for row in ended.values()])
    former.update(valid_to=valid_from - timedelta(days=1), version=F("version") + 1)
    row = ControlSource.objects.create(
        kind=source.kind, title=source.title, authority=source.authority, document_no=source.document_no,
        sha256=told.sha256, valid_from=valid_from, lines=len(fresh), imported_at=clock.now(),
    )  # fmt: skip
    placements = [_placement(line, source, effect, row) for line in fresh]
    place_features(actor=actor, placements=placements, valid_from=valid_from)
    facts = {"kind": source.kind, "lines": len(fresh), "replaced": told.replaced, "sha256": told.sha256,
             "valid_from": valid_from.isoformat()}  # fmt: skip
    record_event(
        actor=actor, verb="import_control_lines", subject_type="control_source", subject_id=row.pk,
        facts=facts,
    )  # fmt: skip


def _placement(line: Line, source: Source, effect: ControlEffect, row: ControlSource) -> Placement:
    return Placement(
        kind=CONTROL_LINE, subkind=source.kind, code=line.code, name=line.name or effect.zh,
        name_en=line.name_en or effect.en, geom=_geos(line.shape), organisation_id=source.owner.pk,
        region_code=line.region_code, label=effect.label, published=effect.label == PUBLIC,
        attributes={"level": line.level, "basis": line.basis, "source": str(row.pk)},
    )  # fmt: skip
