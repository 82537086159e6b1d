"""What ``map.py`` measures, row by row."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import psycopg
from asking import Answer, Browser, Wire
from django.db import connection
from product import Product

from api.tiles import LAYERS
from portal.accounts.actor import Actor, public_actor
from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.projects.exporting.order import Order, read_order
from portal.projects.models import Project
from spatial.regions.models import Region
from spatial.tiles.layer import Question
from spatial.tiles.render import whole
from spatial.tiles.tile import Tile

PLANNER = "plan"
TILE_ZOOM, ANCHOR_ZOOM = 14, 24
TILES, ROUNDS = 150, 3
LAYER = "works"
"""What the map asks for: sites, sections, structures and parcels in one tile."""
LIST_ROUNDS = 120
EXPORT_ROUNDS = 3
LIMIT_S, VIEW_LIMIT_S, LIMIT_BYTES = 0.3, 3.0, 100 * 1024 * 1024
FILTERS = (
    "", "sector=road", "status=late_start,late_finish", "funding=special_bond&nature=new",
    "year_from=2024&year_to=2025", "amount_min=10000000&amount_max=500000000", "q=%E4%B8%AD%E5%AD%A6",
    "stage=construction&sector=education,health", "at=2025-06-30&clock=planned",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table, as it is printed."""

    ours: str
    peer: str
    ratio: float


def measure_all(product: Product) -> list[Row]:
    """Return all rows, in the order of ``map.LIMITS``."""
    planner = actor_of(User.objects.get(username=PLANNER), on=clock.today())
    return [
        _tiles(product, Browser(product, PLANNER), planner),
        _tiles(product, Browser(product), public_actor()),
        _within(product, "/api/v1/projects/by-region/?level={below}&parent={region}&{filter}"),
        _within(product, "/api/v1/projects/?region={region}&{filter}"),
        _first_view(product),
        *_export(product, planner),
    ]


def _tiles(product: Product, browser: Browser, actor: Actor) -> Row:
    """Ask for the same tiles over HTTP and, alone, over psycopg: now one first, now the other."""
    asked = [
        (f"/tiles/{LAYER}/{tile.z}/{tile.x}/{tile.y}", statement)
        for tile in _busy_tiles()
        if (statement := _statement(actor, tile)) is not None
    ]
    ours, peer, wire = [], [], Wire(browser, product.host)
    with _bare(product) as bare:
        for n, (path, statement) in enumerate(asked * ROUNDS):
            turns = [
                lambda at=path: ours.append(_good(wire, at)),
                lambda at=statement: peer.append(_timed(lambda: bare.execute(at).fetchone())),
            ]
            for ask in turns if n % 2 else reversed(turns):
                ask()
    return _ratio(statistics.median(ours), statistics.median(peer))


def _statement(actor: Actor, tile: Tile) -> str | None:
    return whole(LAYERS[LAYER], Question(actor=actor, tile=tile, on=clock.today()))


def _busy_tiles() -> list[Tile]:
    """Return tiles where something stands: those of every n-th project in the order of codes."""
    rows = Project.objects.filter(published=True, mx__isnull=False, label="public").order_by("code")
    step, shift = max(rows.count() // TILES, 1), ANCHOR_ZOOM - TILE_ZOOM
    places = rows.values_list("mx", "my")[::step][:TILES]
    return [Tile(TILE_ZOOM, x >> shift, y >> shift) for x, y in places]


def _within(product: Product, pattern: str) -> Row:
    """Ask with every filter in many regions, each question once; compare the slow end with the limit."""
    browser = Browser(product, PLANNER)
    taken = [_good(browser, path) for path in _questions(pattern, LIST_ROUNDS)]
    p95 = statistics.quantiles(taken, n=20)[-1]
    return Row(ours=_ms(p95), peer=_ms(LIMIT_S), ratio=p95 / LIMIT_S)


def _questions(pattern: str, count: int) -> Iterator[str]:
    """Return questions of the province, its cities and its counties in turn."""
    rows = Region.objects.filter(level__lte=3, valid_to__isnull=True).order_by("code")
    codes = {level: [row.code for row in rows if row.level == level] for level in (1, 2, 3)}
    for n in range(count):
        level = n % 3 + 1
        region = codes[level][n * 7 % len(codes[level])]
        yield pattern.format(filter=FILTERS[n // 3 % len(FILTERS)], region=region, below=level + 1)


def _first_view(product: Product) -> Row:
    from first_view import seconds_to_idle

    taken = seconds_to_idle(product, PLANNER)
    return Row(ours=f"{taken:.2f} s", peer=f"{VIEW_LIMIT_S:.1f} s", ratio=taken / VIEW_LIMIT_S)


def _export(product: Product, planner: Actor) -> list[Row]:
    """Take everything as GeoJSON points; the peer copies the same columns of the same rows, as text."""
    browser, before, most = Browser(product, PLANNER), product.resident_bytes(), 0
    words = {"geometry": "point"}
    order = read_order(
        actor=planner, form="geojson", known=("geojson",), words=words, language="zh", on=clock.today()
    )
    ours, peer = [], []
    with _bare(product) as bare:
        for _ in range(EXPORT_ROUNDS):
            ours.append(_good(browser, "/api/v1/exports/projects.geojson?geometry=point"))
            most = max(most, product.resident_bytes() - before)
            peer.append(_timed(lambda: _copy(bare, order)))
    grown = Row(ours=_mb(most), peer=_mb(LIMIT_BYTES), ratio=most / LIMIT_BYTES)
    return [_ratio(statistics.median(ours), statistics.median(peer)), grown]


def _copy(bare: psycopg.Connection, order: Order) -> None:
    values = [*(column.source for column in order.columns), order.shape]
    sql, params = order.rows().values_list(*values).query.sql_with_params()
    with bare.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT", params) as blocks:
        for _block in blocks:
            pass


def _bare(product: Product) -> psycopg.Connection:
    """Return a connection of its own that knows how the web server writes geometry, and nothing more.

    It keeps no prepared plans: a tile that is missed is asked once, and no plan for it waits anywhere.
    """
    connection.ensure_connection()
    return psycopg.connect(
        product.database, autocommit=True, context=connection.connection, prepare_threshold=None
    )


class Asker(Protocol):
    """Whatever asks for a path."""

    def get(self, path: str) -> Answer:
        """Ask and read the answer."""


def _good(browser: Asker, path: str) -> float:
    answer = browser.get(path)
    if answer.status not in {200, 204}:
        raise RuntimeError(f"{path} → {answer.status}")
    return answer.seconds


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _ratio(ours: float, peer: float) -> Row:
    return Row(ours=_ms(ours), peer=_ms(peer), ratio=ours / peer)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _mb(size: float) -> str:
    return f"{size / 1024**2:.0f} MB"
