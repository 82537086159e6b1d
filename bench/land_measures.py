"""What ``land.py`` measures, row by row."""

import math
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db import connection, transaction
from measures import Row

from portal.accounts.models import Organisation
from portal.core import clock
from portal.surveying.checking import stated_sqm, title_of
from spatial.coordinates.transform import transform_geometry
from spatial.coordinates.zones import LONLAT_SRID, zone_of_srid
from spatial.features.models import Feature
from spatial.land.checking import Case, check
from spatial.land.comparing import Versions
from spatial.land.grounds import Ground, placed, sight_of
from spatial.land.measuring import overlap_rows
from spatial.land.rules.book import Book
from spatial.land.rules.facts import CaseFacts, Document
from spatial.land.selectors import book_on
from spatial.survey.outlines import Outline
from spatial.survey.sandbox import read_survey
from spatial.survey.text.writer import write_text

PARCELS, REPORTS, WARM = 100, 40, 3
LIMIT_S = 1.5
VERTICES = 200_000
FOOTPRINTS, ROUNDS = 10_000, 3
ZONE = 4528
LEAST_SQM = 1.0


def measure_all() -> tuple[list[Row], str]:
    """Return all rows, in the order of ``land.LIMITS``, and what they were measured over."""
    with transaction.atomic():
        _add_outline()
        reports = _reports()
        ours, reading, memory, pairs = _overlay()
        told = (
            f"{Feature.objects.filter(kind='parcel').count():,} parcels, {_pieces():,} pieces of lines, "
            f"{reports.findings:,} findings, {pairs:,} pairs; "
            f"{_ms(reports.reading)} of a report (p95) is reading"
        )
        transaction.set_rollback(True)
    return [
        Row(ours=_ms(reports.p95), peer=_ms(LIMIT_S), ratio=reports.p95 / LIMIT_S),
        Row(ours=_ms(ours), peer=_ms(reading), ratio=ours / reading),
        Row(ours=_ms(ours), peer=_ms(memory), ratio=ours / memory),
    ], told


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The slow end of all reports and of the reading in them, in seconds, and how much they found."""

    p95: float
    reading: float
    findings: int


def _add_outline() -> None:
    """Lay one ecological line of 200,000 vertices round the middle of all parcels."""
    west, south, east, north = _extent()
    lon, lat = (west + east) / 2, (south + north) / 2
    turn = np.linspace(0, 2 * math.pi, VERTICES, endpoint=False)
    noise = np.random.default_rng(7).uniform(0.9995, 1.0, VERTICES)
    far = (0.7 + 0.2 * np.sin(9 * turn) + 0.05 * np.sin(131 * turn)) * noise
    ring = np.column_stack([
        lon + (east - west) / 2 * far * np.cos(turn), lat + (north - south) / 2 * far * np.sin(turn)
    ])  # fmt: skip
    Feature.objects.create(
        kind="control_line", subkind="ecology", code="bench", region_code="97", label="internal",
        organisation=Organisation.objects.filter(parent__isnull=True).first(),
        geom=GEOSGeometry(memoryview(shapely.to_wkb(shapely.Polygon(ring))), srid=4326),
        valid_from=date(2020, 1, 1), recorded_at=clock.now(),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE land_controlpiece, features_feature")


def _extent() -> tuple[float, float, float, float]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ST_Extent(geom)::text FROM features_feature WHERE kind = 'parcel'")
        numbers = cursor.fetchone()[0].removeprefix("BOX(").removesuffix(")").replace(",", " ").split()
    west, south, east, north = map(float, numbers)
    return west, south, east, north


def _pieces() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM land_controlpiece")
        return int(cursor.fetchone()[0])


def _reports() -> Reports:
    """Check sets of 100 parcels from all over the province, each set once, from its TXT to its findings."""
    book, sight = book_on(on=clock.today()), sight_of(_planner())
    taken, reading, findings = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        for n, chosen in enumerate(_sets(REPORTS + WARM)):
            path = _txt(chosen, Path(folder) / f"{n}.txt")
            began = time.perf_counter()
            grounds = _read(path, chosen)
            read = time.perf_counter() - began
            report = check(sight=sight, case=_case(grounds, book), book=book)
            if n >= WARM:
                taken.append(time.perf_counter() - began)
                reading.append(read)
                findings += len(report.findings)
    return Reports(p95=_p95(taken), reading=_p95(reading), findings=findings)


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _txt(chosen: list[tuple[UUID, UUID, bytes]], path: Path) -> Path:
    """Write a set as a surveyor would send it: GBK, in the zone, areas in hectares."""
    outlines = [
        Outline(name=f"P{n}", code=f"P{n}", srid=LONLAT_SRID, geometry=shapely.from_wkb(shape))
        for n, (_pk, _root, shape) in enumerate(chosen, start=1)
    ]
    zone = zone_of_srid(ZONE)
    assert zone is not None  # noqa: S101  the zone of the province
    path.write_bytes(write_text(outlines, zone=zone))
    return path


def _read(path: Path, chosen: list[tuple[UUID, UUID, bytes]]) -> tuple[Ground, ...]:
    """Read a set as the product does, in the sandbox's child; nobody is compared with themselves."""
    found = read_survey(path, name=path.name)
    if len(found.parcels) != len(chosen):
        raise RuntimeError(f"{len(found.parcels)} of {len(chosen)} parcels were read.")
    return tuple(
        Ground(key=title_of(parcel), own=root, shape=shapely.to_wkb(parcel.lonlat), county="970101",
               srid=parcel.srid, declared_sqm=stated_sqm(parcel))
        for parcel, (_pk, root, _shape) in zip(found.parcels, chosen, strict=True)
    )  # fmt: skip


def _sets(count: int) -> list[list[tuple[UUID, UUID, bytes]]]:
    """Return sets of 100 parcels that follow each other by code: projects of one year, in many places."""
    rows = Feature.objects.filter(kind="parcel").order_by("code")
    step = max((rows.count() - PARCELS) // count, 1)
    keys = list(rows.values_list("pk", flat=True))
    picked = [keys[n * step : n * step + PARCELS] for n in range(count)]
    return [
        [(row.pk, row.root_id, bytes(row.geom.wkb)) for row in Feature.objects.filter(pk__in=keys)]
        for keys in picked
    ]


def _case(grounds: tuple[Ground, ...], book: Book) -> Case:
    """Return a case with a whole chain: every boundary is the union of the parcels, the ground was edited."""
    whole = shapely.union_all(shapely.from_wkb([ground.shape for ground in grounds]))
    smaller = shapely.to_wkb(shapely.buffer(whole, -0.00001))
    kinds = ("A2", "A4", "A5", "A6", "A7", "footprint")
    documents = tuple(
        Document(kind=kind, number=kind, issued_on=date(2024, month, 1), uses=("0804",),
                 authority_level="province", areas={"0101": 4e5, "0301": 1e5})
        for month, kind in enumerate(("A2", "A4", "A5", "A6", "A7", "A8"), start=1)
    )  # fmt: skip
    facts = CaseFacts(on=book.on, sector="education", owner_uscc="x", project_code="y",
                      actual_start=date(2024, 6, 1), documents=documents)  # fmt: skip
    edit = Versions(document="A6", granted_version=1, current_version=2, granted=shapely.to_wkb(whole),
                    current=smaller)  # fmt: skip
    return Case(facts=facts, grounds=grounds, versions=(edit,),
                boundaries={kind: shapely.to_wkb(whole) for kind in kinds} | {"A6": smaller})  # fmt: skip


def _planner():  # noqa: ANN202
    from portal.accounts.models import User
    from portal.accounts.selectors import actor_of

    return actor_of(User.objects.get(username="land"), on=clock.today())


def _overlay() -> tuple[float, float, float, int]:
    """Lay footprints over all parcels, turn by turn with the peer; both must find the same."""
    footprints = _footprints()
    ours, reading, memory = [], [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        rows = overlap_rows(placed(footprints), on=clock.today(), least_sqm=LEAST_SQM)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        parcels = _read_parcels()
        read = time.perf_counter() - began
        began = time.perf_counter()
        areas = _peer(footprints, parcels)
        memory.append(time.perf_counter() - began)
        reading.append(read + memory[-1])
    _agree(sorted(row.area_sqm for row in rows), sorted(areas))
    return statistics.median(ours), statistics.median(reading), statistics.median(memory), len(areas)


def _footprints() -> list[Ground]:
    rows = Feature.objects.filter(kind="structure").order_by("pk").values_list("geom", flat=True)
    shapes = [bytes(geom.wkb) for geom in rows[:FOOTPRINTS]]
    return [Ground(key=str(n), shape=shape) for n, shape in enumerate(shapes)]


def _read_parcels() -> np.ndarray:
    """Read all parcels as a desk would: as WKB over the same connection."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_AsBinary(geom) FROM features_feature WHERE kind = 'parcel' AND valid_from <= %s"
            " AND (valid_to IS NULL OR valid_to >= %s)",
            [today, today],
        )
        return shapely.from_wkb([bytes(row[0]) for row in cursor.fetchall()])


def _peer(footprints: list[Ground], parcels: np.ndarray) -> np.ndarray:
    """Overlay with a tree: only the pairs that touch are laid on the plane."""
    asked = shapely.from_wkb([ground.shape for ground in footprints])
    one, other = shapely.STRtree(parcels).query(asked, predicate="intersects")
    plane = transform_geometry(asked, source=4326, target=ZONE)
    shared = shapely.area(shapely.intersection(
        plane[one], transform_geometry(parcels[other], source=4326, target=ZONE)))  # fmt: skip
    return shared[shared > LEAST_SQM]


def _agree(ours: list[float], theirs: list[float]) -> None:
    """Refuse to compare the speed of different answers."""
    zones = len(ours) == len(theirs) and np.allclose(ours, theirs, rtol=2e-3)
    if not zones:
        raise RuntimeError(f"Ours found {len(ours)} pairs, the peer {len(theirs)}, or other areas.")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"
