"""The peers of ``tiles.py``: tipg and pygeoapi on the sites of our database. They know no rights."""

import contextlib
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg
from peer_homes import laid, version_of
from product import Product

from tests.ogc import peers as servers

PORTS = {"tipg": 8797, "pygeoapi": 8798}
SITES = servers.Table(name="sites", key="id", shape="merc", box=(119.0, 28.0, 123.0, 31.0), tiles=True)
VIEW = f"""
CREATE SCHEMA IF NOT EXISTS {servers.SCHEMA};
CREATE OR REPLACE VIEW {servers.SCHEMA}.sites AS
    SELECT site.id, project.code, project.name, project.name_en, project.sector, project.stage, site.subkind,
        site.merc
    FROM features_feature AS site JOIN projects_project AS project ON project.site_id = site.id
    WHERE site.kind = 'site';
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A running peer, or why there is none."""

    name: str
    version: str
    address: str = ""
    trouble: str = ""

    @property
    def host(self) -> tuple[str, int]:
        """Return where it listens."""
        parts = urlsplit(self.address)
        return parts.hostname or "", parts.port or 0

    def path(self, z: int, x: int, y: int) -> str:
        """Return the address of a tile: tipg says column before row, pygeoapi row before column."""
        if self.name == "tipg":
            return f"/collections/{servers.SCHEMA}.sites/tiles/WebMercatorQuad/{z}/{x}/{y}"
        return f"/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt"


@contextlib.contextmanager
def peers(product: Product) -> Iterator[list[Peer]]:
    """Lay and start both; stop what was started. A peer that does not come says why."""
    homes, folder = laid(product), product.data / "peers"
    with psycopg.connect(product.database, autocommit=True) as bare:
        bare.execute(VIEW)
    ways: dict[str, Callable[[], AbstractContextManager[servers.Peer]]] = {
        "tipg": lambda: servers.tipg(
            homes["tipg"], database=product.database, folder=folder, port=PORTS["tipg"]
        ),
        "pygeoapi": lambda: servers.pygeoapi(
            homes["pygeoapi"], database=product.database, tables=[SITES], folder=folder,
            port=PORTS["pygeoapi"],
        ),
    }  # fmt: skip
    with contextlib.ExitStack() as started:
        yield [_started(started, name, way) for name, way in ways.items()]


def _started(
    started: contextlib.ExitStack, name: str, way: Callable[[], AbstractContextManager[servers.Peer]]
) -> Peer:
    try:
        return Peer(name=name, version=version_of(name), address=started.enter_context(way()).address)
    except subprocess.CalledProcessError as error:
        return Peer(name=name, version="", trouble=(error.stderr or b"").decode(errors="replace")[-400:])
    except RuntimeError as error:
        return Peer(name=name, version="", trouble=str(error)[-400:])
