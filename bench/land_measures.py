"""What ``land.py`` measures, row by row."""

import math
import statistics
import time
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db import connection, transaction
from measures import Row

from portal.accounts.models import Organisation
from portal.core import clock
from spatial.coordinates.transform import transform_geometry
from spatial.features.models import Feature
from spatial.land.checking import Case, Report, check
from spatial.land.comparing import Versions
from spatial.land.grounds import Ground, Sight, placed, sight_of
from spatial.land.measuring import overlap_rows
from spatial.land.rules.book import Book
from spatial.land.rules.facts import CaseFacts, Document
from spatial.land.selectors import book_on

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
            f"{reports.findings:,} findings, {pairs:,} pairs"
        )
        transaction.set_rollback(True)
    return [
        Row(ours=_ms(reports.p95), peer=_ms(LIMIT_S), ratio=reports.p95 / LIMIT_S),
        Row(ours=_ms(ours), peer=_ms(reading), ratio=ours / reading),
        Row(ours=_ms(ours), peer=_ms(memory), ratio=ours / memory),
    ], told


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The slow end of all reports, in seconds, and how much they found."""

    p95: float
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
    """Check sets of 100 parcels from all over the province, each set once."""
    book, sight = book_on(on=clock.today()), sight_of(_planner())
    sets = _sets(REPORTS + WARM)
    for chosen in sets[:WARM]:
        check(sight=sight, case=_case(chosen, book), book=book)
    taken, findings = [], 0
    for chosen in sets[WARM:]:
        began = time.perf_counter()
        report = _report(chosen, sight, book)
        taken.append(time.perf_counter() - began)
        findings += len(report.findings)
    return Reports(p95=statistics.quantiles(taken, n=20)[-1], findings=findings)


def _report(chosen: list[tuple[UUID, UUID, bytes]], sight: Sight, book: Book) -> Report:
    return check(sight=sight, case=_case(chosen, book), book=book)


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


def _case(chosen: list[tuple[UUID, UUID, bytes]], book: Book) -> Case:
    """Return a case with a whole chain: every boundary is the union of the parcels, the ground was edited."""
    grounds = tuple(
        Ground(key=str(pk), own=root, shape=shape, county="970101", declared_sqm=10_000.0)
        for pk, root, shape in chosen
    )
    whole = shapely.union_all(shapely.from_wkb([shape for _pk, _root, shape in chosen]))
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
