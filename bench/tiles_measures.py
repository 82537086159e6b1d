"""What ``tiles.py`` measures: floors, our misses and hits, and the trace."""

import random
import threading
import time
from collections.abc import Callable

import psycopg
from asking import Browser
from django.db import connection
from product import Product
from tiles_asking import Line, Timing, summary, timed, walk
from tiles_peers import Peer

from api.tiles import LAYERS
from portal.accounts.models import User
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.projects.models import Project
from spatial.tiles import kept
from spatial.tiles.layer import Question
from spatial.tiles.render import whole
from spatial.tiles.serving import draw_packed
from spatial.tiles.tile import Tile

READER = "plan"
ZOOMS = (10, 11, 12, 13, 14, 15)
LOW = range(9)
L0 = """
SELECT ST_AsMVT(tile, 'sites', 4096, 'mvt') FROM (
    SELECT id, code, name, name_en, sector, stage, subkind,
        ST_AsMVTGeom(merc, ST_TileEnvelope({z}, {x}, {y}), 4096, 64, true) AS mvt
    FROM peers.sites WHERE merc && ST_TileEnvelope({z}, {x}, {y}, margin => 0.015625)
) AS tile
"""
"""The shape of pg_tileserv, Martin and tipg: no server that draws so can be faster."""


class Bench:
    """One run: a reader, busy tiles, a bare connection."""

    def __init__(self, product: Product, *, tiles: int, limit_s: float) -> None:
        self.product, self.limit_s = product, limit_s
        self._links: list[psycopg.Connection] = []
        connection.ensure_connection()
        self._context = connection.connection
        self.actor = actor_of(User.objects.get(username=READER), on=clock.today())
        said = Browser(product, READER).said()
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in said.items() if name == "Cookie")
        self.places = self._places()
        chance = random.Random(7)
        self.tiles = [
            Tile(zoom, x >> (24 - zoom), y >> (24 - zoom))
            for zoom in ZOOMS for x, y in chance.sample(self.places, min(tiles, len(self.places)))
        ]  # fmt: skip

    def line(self) -> Line:
        """Return a connection to our server, signed in."""
        return Line(self.product.host, self._headers)

    def bare(self, *, prepare: int | None = None) -> psycopg.Connection:
        """Return a connection that knows geometry and nothing more."""
        link = psycopg.connect(
            self.product.database, autocommit=True, context=self._context, prepare_threshold=prepare
        )
        self._links.append(link)
        return link

    def _hang_up(self) -> None:
        for link in self._links:
            link.close()
        self._links.clear()

    def question(self, tile: Tile) -> Question:
        """Ask as the reader, today."""
        return Question(actor=self.actor, tile=tile, on=clock.today())

    def floors(self, connections: int) -> list[Timing]:
        """Return raw SQL as everybody draws, our own SQL alone, a kept row, an answer that says nothing."""
        rows = []
        for name, statement in (
            ("L0 raw SQL of everybody", lambda at: L0.format(z=at.z, x=at.x, y=at.y)),
            ("L1 our SQL alone, generalised", lambda at: whole(LAYERS["sites"], self.question(at))),
        ):
            asked = [f"{statement(at)}" for at in self.tiles]
            rows.append(timed(name, self._sql, asked, connections=connections, limit_s=self.limit_s))
            self._hang_up()
        self.fill()
        keys = [
            f"{kept.class_of(LAYERS['sites'], self.question(at)).hex()} {at.z} {at.x} {at.y}"
            for at in self.tiles
        ]
        rows.append(timed("L2 a kept row", self._row, keys, connections=connections, limit_s=self.limit_s))
        self._hang_up()
        rows.append(
            timed("L3 HTTP, nothing asked", lambda: Line(self.product.host).get,
                  ["/healthz"] * len(self.tiles), connections=connections, limit_s=self.limit_s)
        )  # fmt: skip
        return rows

    def _sql(self):
        link = self.bare()
        return lambda text: (200, len(link.execute(text).fetchone()[0]))

    def _row(self):
        link = self.bare(prepare=1)
        text = "SELECT etag, body FROM tiles_kept WHERE class = %s AND z = %s AND x = %s AND y = %s"

        def ask(key: str) -> tuple[int, int]:
            of_class, *at = key.split()
            row = link.execute(text, [bytes.fromhex(of_class), *map(int, at)], binary=True).fetchone()
            return 200, len(row[1])

        return ask

    def paths(self) -> list[str]:
        """Return our addresses of the tiles."""
        return [f"/tiles/sites/{at.z}/{at.x}/{at.y}" for at in self.tiles]

    def empty(self) -> None:
        """Drop all that is kept."""
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE tiles_kept")

    def fill(self) -> None:
        """Have every tile kept."""
        line = self.line()
        for path in self.paths():
            line.get(path)

    def ours(self, connections: int) -> list[Timing]:
        """Return misses, on an empty store, and hits."""
        self.empty()
        distinct = list(dict.fromkeys(self.paths()))
        miss = timed(
            "ours, miss", lambda: self.line().get, distinct, connections=connections, limit_s=self.limit_s
        )
        self.fill()
        hit = timed(
            "ours, hit", lambda: self.line().get, self.paths(), connections=connections, limit_s=self.limit_s
        )
        return [miss, hit]

    def misses_and_floor(self) -> tuple[Timing, Timing]:
        """Ask each tile once over HTTP and once of the database alone, now one first, now the other."""
        line, link = self.line(), self.bare()
        ours: list[tuple[float, int, bool]] = []
        floor: list[tuple[float, int, bool]] = []
        self.empty()
        for n, at in enumerate(dict.fromkeys(self.tiles)):
            text = whole(LAYERS["sites"], self.question(at)) or ""
            turns = [
                lambda at=at: ours.append(_timed(lambda: line.get(f"/tiles/sites/{at.z}/{at.x}/{at.y}")[1])),
                lambda text=text: floor.append(_timed(lambda: len(link.execute(text).fetchone()[0]))),
            ]
            for ask in turns if n % 2 else reversed(turns):
                ask()
        return (
            summary("ours, miss, in turn", ours, connections=1, seconds=sum(one[0] for one in ours)),
            summary("its SQL alone, in turn", floor, connections=1, seconds=sum(one[0] for one in floor)),
        )

    def low(self) -> list[tuple[str, float, int]]:
        """Return layer and zoom, milliseconds of a miss (best of three) and bytes, far out."""
        line, found = self.line(), []
        x, y = self.places[len(self.places) // 2]
        for zoom in LOW:
            taken, size = [], 0
            for _ in range(3):
                self.empty()
                began = time.perf_counter()
                size = line.get(f"/tiles/projects/{zoom}/{x >> (24 - zoom)}/{y >> (24 - zoom)}")[1]
                taken.append((time.perf_counter() - began) * 1000)
            found.append((f"projects {zoom}", min(taken), size))
        return found

    def largest_kb(self) -> float:
        """Return the size of the largest tile of all layers over the busiest places."""
        sizes = []
        for layer in ("projects", "works", "parcels", "control_lines"):
            for zoom in (8, 10, 12, 13, 14, 15):
                for x, y in self.places[:: max(1, len(self.places) // 12)]:
                    at = Tile(zoom, x >> (24 - zoom), y >> (24 - zoom))
                    sizes.append(len(draw_packed(LAYERS[layer], self.question(at)).body))
        return max(sizes) / 1024

    def trace(self, peers: list[Peer], *, readers: int, steps: int) -> list[Timing]:
        """Return what each server makes of the same people looking round; ours from empty, then once more."""
        asked = walk(self.places[:40], readers=readers, steps=steps, seed=11)
        self.empty()
        ours = [f"/tiles/sites/{z}/{x}/{y}" for z, x, y in asked]
        rows = [
            timed(name, lambda: self.line().get, ours, connections=16, limit_s=self.limit_s)
            for name in ("trace, ours", "trace, ours again")
        ]
        for peer in peers:
            if not peer.trouble:
                paths = [peer.path(*one) for one in asked]
                rows.append(
                    timed(f"trace, {peer.name}", lambda peer=peer: Line(peer.host).get, paths, connections=16,
                          limit_s=self.limit_s)
                )  # fmt: skip
        return rows

    def of_peer(self, peer: Peer, connections: int) -> Timing:
        """Return the same tiles of a peer: it keeps nothing, so each is a miss."""
        paths = [peer.path(at.z, at.x, at.y) for at in self.tiles]
        return timed(
            f"{peer.name} {peer.version}", lambda: Line(peer.host).get, paths, connections=connections,
            limit_s=self.limit_s,
        )  # fmt: skip

    def after_edits(self, edits: int) -> tuple[int, int]:
        """Edit at random amid drawings; return how many tiles are kept and how many are not as fresh ones."""
        over = threading.Event()
        drawing = [threading.Thread(target=self._draw_on, args=(over, n)) for n in range(2)]
        for thread in drawing:
            thread.start()
        self._edit(edits)
        over.set()
        for thread in drawing:
            thread.join()
        kept.sweep()
        return self._compared()

    def _draw_on(self, over: threading.Event, seed: int) -> None:
        line, chance, paths = self.line(), random.Random(seed), self.paths()
        while not over.is_set():
            line.get(chance.choice(paths))

    def _edit(self, edits: int) -> None:
        """Move sites there and back, and rename projects: what was is again at the end."""
        chance = random.Random(5)
        near = [(at.x, at.y) for at in self.tiles if at.z == 12]
        shift = 24 - 12
        codes = []
        for x, y in near:
            inside = {
                "mx__range": (x << shift, ((x + 1) << shift) - 1),
                "my__range": (y << shift, ((y + 1) << shift) - 1),
            }
            codes += (
                Project.objects.filter(**inside).order_by("code").values_list("pk", "site_id", "name")[:40]
            )
        for n in range(edits):
            pk, site, name = chance.choice(codes)
            if n % 2:
                Project.objects.filter(pk=pk).update(name=name if n % 4 == 3 else f"{name[:190]}{n}")
            else:
                with connection.cursor() as cursor:
                    by = 1e-5 if n % 4 else -1e-5
                    cursor.execute(
                        "UPDATE features_feature SET geom = ST_Translate(geom, %s, 0) WHERE id = %s",
                        [by, site],
                    )
        for pk, _site, name in codes:
            Project.objects.filter(pk=pk).exclude(name=name).update(name=name)

    def _compared(self) -> tuple[int, int]:
        stood = differing = 0
        for at in dict.fromkeys(self.tiles):
            question = self.question(at)
            found = kept.find(kept.class_of(LAYERS["sites"], question), question)
            if found is not None:
                stood += 1
                differing += found != draw_packed(LAYERS["sites"], question)
        return stood, differing

    def _places(self) -> list[tuple[int, int]]:
        """Return where much stands: the middles of the fullest cells of zoom 12, the fullest first."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT avg(mx)::int, avg(my)::int FROM projects_project WHERE mx IS NOT NULL"
                " GROUP BY mx >> 12, my >> 12 ORDER BY count(*) DESC LIMIT 120"
            )
            return cursor.fetchall()


def _timed(act: Callable[[], int]) -> tuple[float, int, bool]:
    began = time.perf_counter()
    size = act()
    return time.perf_counter() - began, size, False
