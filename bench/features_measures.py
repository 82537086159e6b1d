"""What ``features.py`` measures."""

import http.client
import json
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
from bim_running import tree_mb
from django.db import connection
from peer_homes import laid
from product import Product
from shapely import normalize
from shapely.geometry import shape as from_shape

from portal.accounts.actor import Actor, public_actor
from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.core import clock
from spatial.features.models import Feature
from spatial.features.rules import CONTROL_LINE
from spatial.items.asked_sql import shape_in, statement
from spatial.items.asking import Asked
from spatial.items.values import as_json
from spatial.land.collections import CONTROL_LINES
from tests.ogc.peers import SCHEMA, Peer, Table, pygeoapi, tipg
from tests.ogc.test_bad_input import ABSURD

SQL = Path(__file__).resolve().parent / "sql"
PLANNER = "plan"
COUNTS, ROUNDS, POLICY_ROUNDS = (10_000, 100_000), 3, 7
PORTS = {"pygeoapi": 8797, "tipg": 8798}
PATHS = {
    "ours": "/ogc/collections/control_lines/items", "pygeoapi": "/collections/lines/items",
    "tipg": f"/collections/{SCHEMA}.lines/items",
}  # fmt: skip
LOOK_EVERY_S, DIGITS = 0.1, 6
AREA, LEAST = "bbox=119.5,28.1,120.5,28.4", 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One answer. Seconds from the request sent; ``grown_mb``: memory over what was held before."""

    first_s: float
    total_s: float
    size: int
    grown_mb: float


@dataclass(slots=True)
class Measured:
    """The lines of the table, and the ratios by name."""

    lines: list[str] = field(default_factory=list)
    ratios: dict[str, float] = field(default_factory=dict)


def measure_all(product: Product) -> Measured:
    """Plant, start the peers, measure."""
    measured = Measured()
    _plant(product)
    with _peers(product) as servers:
        _compare_content(servers)
        _take_pages(servers, measured)
        _refuse(servers["ours"], measured)
    for name, actor in (
        ("a person", actor_of(User.objects.get(username=PLANNER), on=clock.today())),
        ("the public", public_actor()),
    ):
        measured.ratios[f"policy, {name}: with ÷ without"] = _policy(actor)
    return measured


def _plant(product: Product) -> None:
    """Plant the control lines, unless an earlier run did, and copy all for the peers."""
    with psycopg.connect(product.database, autocommit=True) as bare:
        found = bare.execute("SELECT count(*) FROM features_feature WHERE code LIKE 'BENCH-%'").fetchone()
        if found == (0,):
            bare.execute((SQL / "plant_control_lines.sql").read_text(encoding="utf-8"))
        bare.execute((SQL / "copy_for_peers.sql").read_text(encoding="utf-8"))


@contextmanager
def _peers(product: Product) -> Iterator[dict[str, Peer]]:
    homes = laid(product)
    lines = Table(name="lines", key="id", shape="geom", box=(119.0, 28.0, 123.0, 31.0))
    folder = product.data / "peers"
    state = json.loads((product.data / "run" / "state.json").read_text(encoding="utf-8"))
    ours = Peer(address=product.address, pid=int(state["children"]["web"]["pid"]))
    with (
        pygeoapi(homes["pygeoapi"], database=product.database, tables=[lines], folder=folder,
                 port=PORTS["pygeoapi"]) as one,
        tipg(homes["tipg"], database=product.database, folder=folder, port=PORTS["tipg"]) as other,
    ):  # fmt: skip
        yield {"ours": ours, "pygeoapi": one, "tipg": other}


def _path(who: str, count: int) -> str:
    return f"{PATHS[who]}?{urlencode({'limit': count, 'f': 'geojson' if who == 'tipg' else 'json'})}"


def _ask(server: Peer, path: str) -> tuple[Taken, bytes]:
    """Ask on a connection of its own; return the measures and what came."""
    at = urlsplit(server.address)
    link = http.client.HTTPConnection(at.hostname or "", at.port, timeout=900)
    with _watched(server.pid) as peak:
        began = time.perf_counter()
        link.request("GET", path, headers={"Accept": "application/geo+json, application/json"})
        answer = link.getresponse()
        first = answer.read(1)
        first_s = time.perf_counter() - began
        kept = bytearray(first)
        while block := answer.read(1 << 18):
            kept += block
        total_s = time.perf_counter() - began
    link.close()
    if answer.status != 200:
        raise RuntimeError(f"{server.address}{path} → {answer.status}")
    return Taken(first_s=first_s, total_s=total_s, size=len(kept), grown_mb=peak()), bytes(kept)


@contextmanager
def _watched(pid: int) -> Iterator[Callable[[], float]]:
    """Watch a server's memory; the function lent returns how far it grew, MB."""
    before, over = tree_mb(pid), threading.Event()
    peak = [before]

    def look() -> None:
        while not over.wait(LOOK_EVERY_S):
            peak[0] = max(peak[0], tree_mb(pid))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield lambda: peak[0] - before
    finally:
        over.set()
        watcher.join()


def _compare_content(servers: dict[str, Peer]) -> None:
    """Fail where the features of an area are not the same ones with equal values and shapes (to 6 digits).

    We turn rings as RFC 7946 asks; which way a peer turns them, and where a ring begins, tells nothing.
    """
    asked = {who: f"{_path(who, COUNTS[0])}&{AREA}" for who in servers}
    read = {who: _features(_ask(one, asked[who])[1]) for who, one in servers.items()}
    if len(read["ours"]) < LEAST:
        raise RuntimeError(f"Only {len(read['ours'])} features to compare.")
    for who in PORTS:
        if read[who] != read["ours"]:
            raise RuntimeError(f"{who} does not hand out what we hand out.")


def _features(body: bytes) -> dict[str, tuple[object, object]]:
    found = {}
    for one in json.loads(body)["features"]:
        values = {name: value for name, value in one["properties"].items() if name != "id"}
        shape = one["geometry"] | {"coordinates": _rounded(one["geometry"]["coordinates"])}
        found[str(one["id"])] = (values, normalize(from_shape(shape)).wkt)
    return found


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float | int):
        return round(coordinates, DIGITS)
    return [_rounded(one) for one in coordinates]


def _take_pages(servers: dict[str, Peer], measured: Measured) -> None:
    for count in COUNTS:
        taken: dict[str, list[Taken]] = {who: [] for who in servers}
        for _round in range(ROUNDS):
            for who, server in servers.items():
                told, body = _ask(server, _path(who, count))
                _require(who, count, body)
                taken[who].append(told)
                print(f"{who} {count:,}: {told.first_s:.2f} s, {told.total_s:.2f} s", file=sys.stderr)
        total = {who: statistics.median(one.total_s for one in rows) for who, rows in taken.items()}
        measured.lines += [_line(who, count, rows) for who, rows in taken.items()]
        for who in PORTS:
            measured.ratios[f"items/s of {count:,} ÷ {who}"] = total[who] / total["ours"]


def _require(who: str, count: int, body: bytes) -> None:
    """Fail where not as many features came as were asked for."""
    found = body.count(b'"geometry"')
    if found != count:
        raise RuntimeError(f"{who} handed out {found} features, not {count}.")


def _line(who: str, count: int, rows: list[Taken]) -> str:
    first = statistics.median(one.first_s for one in rows)
    total = statistics.median(one.total_s for one in rows)
    grown = max(one.grown_mb for one in rows)
    return (
        f"{who:<12}{count:>10,}{first:>10.2f} s{total:>8.2f} s{count / total:>10,.0f}"
        f"{rows[0].size / 1024**2:>8.1f}{grown:>7.0f} MB"
    )


def _refuse(ours: Peer, measured: Measured) -> None:
    """Time the refusals of what is absurd: each must be a 4xx."""
    at, slowest = urlsplit(ours.address), 0.0
    for name, words in ABSURD.items():
        link = http.client.HTTPConnection(at.hostname or "", at.port, timeout=60)
        began = time.perf_counter()
        try:
            link.request("GET", f"{PATHS['ours']}?{urlencode(words)}")
            status = link.getresponse().status
        except ConnectionError:
            status = 400
        slowest = max(slowest, time.perf_counter() - began)
        link.close()
        if not 400 <= status < 500:
            raise RuntimeError(f"{name} → {status}")
    measured.ratios["slowest refusal of what is absurd ÷ 1 s"] = slowest


def _policy(actor: Actor) -> float:
    """Return the time of our statement with the policy by that of the same rows without it."""
    asked = Asked(collection=CONTROL_LINES, actor=actor, on=clock.today())
    bare = Feature.objects.filter(kind=CONTROL_LINE, code__startswith="BENCH-").order_by("pk")
    ruled = asked.page().filter(code__startswith="BENCH-")
    took: dict[bool, list[float]] = {True: [], False: []}
    for n in range(2 * POLICY_ROUNDS):
        with_policy = n % 2 == 0
        took[with_policy].append(_copied(asked, ruled if with_policy else bare))
    return statistics.median(took[True][1:]) / statistics.median(took[False][1:])


def _copied(asked: Asked, rows: Any) -> float:
    parts = {"shape": shape_in(asked.system, axes=True, wound=True), "decimals": str(asked.system.decimals)}
    sql = statement("features.sql", asked, rows, [as_json(one) for one in asked.fields], **parts)
    began, lines = time.perf_counter(), 0
    with connection.cursor() as cursor, cursor.cursor.copy(*sql) as read:
        for _line_read in read:
            lines += 1
    if lines != COUNTS[1]:
        raise RuntimeError(f"{lines} rows came, not {COUNTS[1]}.")
    return time.perf_counter() - began
