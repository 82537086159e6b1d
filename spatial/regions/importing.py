"""Bring in the operator's own official boundaries, with their document and checksum."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Conflict, Invalid
from portal.core.events import record_event
from spatial.coordinates.area import ellipsoid_area
from spatial.coordinates.transform import transform_geometry
from spatial.fields import GEOGRAPHIC, WEB_MERCATOR
from spatial.intake.model import Choice, Layer, Row
from spatial.intake.sandbox import read_file
from spatial.regions.models import LEVELS, Region, RegionSource

CODE_NAMES = (
    "code",
    "adcode",
    "pac",
    "xzqdm",
    "行政区划代码",
    "区划代码",
    "代码",
    "ad_code",
    "区划码",
    "adcode99",
)
NAME_NAMES = ("name", "xzqmc", "名称", "行政区划名称", "区划名称", "ad_name", "name99", "行政区名称")
ENGLISH_NAMES = ("name_en", "英文名称", "pinyin")
HEAD_NAMES = ("population", "人口", "常住人口")
LOW_M, MID_M = 600.0, 60.0
"""Tolerance, in metres of the web map, of the two simplified copies."""


class RegionColumnMissing(Invalid):
    """The file has no column for the code or the name."""

    message = _("No column for the {role} was found among: {columns}. Name it.")


class RegionCrsUnstated(Invalid):
    """Official boundaries are not placed by guessing."""

    message = _("The file does not say its coordinate system. State it; the numbers would fit: {candidates}.")


class RegionRowsInvalid(Invalid):
    """Rows that cannot be regions; nothing was saved."""

    message = _("{count} rows cannot be taken. The first: row {row}: {reason}")


class RegionOlder(Conflict):
    """A boundary cannot begin before the one it follows."""

    message = _("Region {code} is already in force from {since}; the new boundary begins on {begins}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the boundaries come from."""

    title: str
    authority: str
    document_no: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One region as the file has it. ``shape``: EPSG:4326; ``code`` without trailing zeros."""

    code: str
    name: str
    name_en: str
    population: int | None
    shape: Any

    @property
    def level(self) -> int:
        """Return 1 for a province to 4 for a town, from the length of the code."""
        return next(level for level, digits in LEVELS.items() if digits == len(self.code))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionImport:
    """What an import did."""

    added: int
    replaced: int
    orphans: tuple[str, ...]
    sha256: str


def import_regions(
    *,
    actor: Actor,
    path: Path,
    source: Source,
    valid_from: date,
    choice: Choice,
    columns: dict[str, str] | None = None,
) -> RegionImport:
    """Save the regions of a file, in force from a day; those they follow end the day before.

    ``columns``: names of the columns for ``code`` and ``name`` where they are not the usual ones. Raises
    ``FileRefused``, ``RegionColumnMissing``, ``RegionRowsInvalid`` or ``RegionOlder``; then nothing is saved.
    """
    outlines = read_outlines(path, choice=choice, columns=columns or {})
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return _save(actor, outlines, source, sha256, valid_from)


def read_outlines(path: Path, *, choice: Choice, columns: dict[str, str]) -> list[Outline]:
    """Return the regions of a file, all of them or none."""
    with read_file(path, name=path.name, choice=choice) as reading:
        _settle_crs(reading.layer)
        places = _columns(reading.layer, columns)
        read = [(row, _outline(row, places)) for row in reading]
    faults = [(row, found) for row, found in read if isinstance(found, str)]
    if faults or not read:
        row, reason = faults[0] if faults else (None, str(_("the file holds no row")))
        raise RegionRowsInvalid(count=len(faults), row=row.number if row else 0, reason=reason)
    return [found for _row, found in read if isinstance(found, Outline)]


def trimmed(code: str) -> str:
    """Return a division code without the zeros of the levels below it (GB/T 2260: 440000 → 44)."""
    digits = code.strip()
    if len(digits) == 12 and digits.endswith("000"):
        digits = digits[:9]
    if len(digits) == 9 and digits.endswith("000"):
        digits = digits[:6]
    while len(digits) in {6, 4} and digits.endswith("00"):
        digits = digits[:-2]
    return digits


def simplified(shapes: list[Any], *, tolerance_m: float) -> list[Any]:
    """Return EPSG:3857 copies of EPSG:4326 polygons, simplified as one coverage so that no gap opens."""
    moved = [transform_geometry(shape, source=GEOGRAPHIC, target=WEB_MERCATOR) for shape in shapes]
    return [_multi(shape) for shape in shapely.coverage_simplify(np.array(moved, dtype=object), tolerance_m)]


def _settle_crs(layer: Layer) -> None:
    finding = layer.crs
    if finding is not None and finding.status == "inferred":
        fitting = [f"EPSG:{finding.srid}", *(f"EPSG:{candidate.srid}" for candidate in finding.candidates)]
        raise RegionCrsUnstated(candidates=", ".join(dict.fromkeys(fitting)))


def _columns(layer: Layer, chosen: dict[str, str]) -> dict[str, int | None]:
    names = {column.name.strip().lower(): place for place, column in enumerate(layer.columns)}
    usual = {"code": CODE_NAMES, "name": NAME_NAMES, "name_en": ENGLISH_NAMES, "population": HEAD_NAMES}
    places: dict[str, int | None] = {}
    for role, candidates in usual.items():
        wanted = (chosen[role].lower(),) if role in chosen else candidates
        places[role] = next((names[name] for name in wanted if name in names), None)
        if places[role] is None and role in {"code", "name"}:
            raise RegionColumnMissing(role=role, columns=", ".join(column.name for column in layer.columns))
    return places


def _outline(row: Row, places: dict[str, int | None]) -> Outline | str:
    code, name = trimmed(_text(row, places["code"])), _text(row, places["name"])
    if not (code.isascii() and code.isdigit() and len(code) in LEVELS.values()):
        return str(_("“{code}” is no division code")).format(code=code[:20])
    if not name:
        return str(_("the name is empty"))
    if row.shape is None or not row.shape.wkb:
        return str(_("it has no boundary that can be placed"))
    shape = shapely.from_wkb(row.shape.wkb)
    if "Polygon" not in shape.geom_type or not shape.is_valid:
        return str(_("its boundary is no valid polygon"))
    people = _text(row, places["population"])
    return Outline(
        code=code, name=name, name_en=_text(row, places["name_en"]), shape=_multi(shape),
        population=int(people) if people.isdigit() else None,
    )  # fmt: skip


def _text(row: Row, place: int | None) -> str:
    value = row.values[place] if place is not None else None
    whole = isinstance(value, float) and value.is_integer()
    return "" if value is None else str(int(value) if whole else value).strip()  # type: ignore[arg-type]


def _multi(shape: Any) -> Any:
    return shape if shape.geom_type == "MultiPolygon" else shapely.multipolygons([shape])


@transaction.atomic
def _save(
    actor: Actor, outlines: list[Outline], source: Source, sha256: str, valid_from: date
) -> RegionImport:
    replaced = _end_former({outline.code for outline in outlines}, valid_from)
    row = RegionSource.objects.create(
        title=source.title, authority=source.authority, document_no=source.document_no,
        published_on=source.published_on, sha256=sha256, imported_at=clock.now(),
    )  # fmt: skip
    for level in LEVELS:
        Region.objects.bulk_create(_rows([o for o in outlines if o.level == level], row, valid_from))
    known = set(Region.objects.filter(valid_to__isnull=True).values_list("code", flat=True))
    orphans = tuple(
        sorted(o.code for o in outlines if o.level > 1 and o.code[: LEVELS[o.level - 1]] not in known)
    )
    told = {
        "regions": len(outlines),
        "replaced": replaced,
        "sha256": sha256,
        "valid_from": valid_from.isoformat(),
    }
    record_event(
        actor=actor, verb="import_regions", subject_type="region_source", subject_id=row.pk, facts=told
    )
    return RegionImport(added=len(outlines), replaced=replaced, orphans=orphans, sha256=sha256)


def _end_former(codes: set[str], valid_from: date) -> int:
    former = Region.objects.select_for_update(no_key=True).filter(code__in=codes, valid_to__isnull=True)
    late = former.filter(valid_from__gte=valid_from).only("code", "valid_from").first()
    if late is not None:
        raise RegionOlder(code=late.code, since=late.valid_from.isoformat(), begins=valid_from.isoformat())
    return former.update(valid_to=valid_from - timedelta(days=1))


def _rows(outlines: list[Outline], source: RegionSource, valid_from: date) -> Iterable[Region]:
    if not outlines:
        return []
    shapes = [outline.shape for outline in outlines]
    copies = zip(
        outlines, simplified(shapes, tolerance_m=LOW_M), simplified(shapes, tolerance_m=MID_M), strict=True
    )
    return [
        Region(
            code=outline.code, name=outline.name, name_en=outline.name_en, level=outline.level,
            valid_from=valid_from, population=outline.population, source=source,
            area_sqm=ellipsoid_area(outline.shape).area_sqm, geom=_geos(outline.shape, GEOGRAPHIC),
            merc_low=_geos(low, WEB_MERCATOR), merc_mid=_geos(mid, WEB_MERCATOR),
            label_point=_geos(outline.shape.representative_point(), GEOGRAPHIC),
        )
        for outline, low, mid in copies
    ]  # fmt: skip


def _geos(shape: Any, srid: int) -> Any:
    return GEOSGeometry(memoryview(shapely.to_wkb(shape)), srid=srid)
