"""The peers of ``tiles.py``: tipg and pygeoapi, each in a venv in the data folder, on our database."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import yaml
from product import DATA, Product

HOME = DATA / "peers"
PACKAGES = {
    "tipg": ("tipg", "uvicorn[standard]"),
    "pygeoapi": ("pygeoapi", "uvicorn", "starlette", "psycopg2-binary", "sqlalchemy<2.1", "geoalchemy2"),
}
PORTS = {"tipg": 8797, "pygeoapi": 8798}
WORKERS = "2"
READY_S = 90
SCHEMA = "bench_peers"
VIEW = f"""
CREATE SCHEMA IF NOT EXISTS {SCHEMA};
CREATE OR REPLACE VIEW {SCHEMA}.sites AS
    SELECT site.id, project.code, project.name, project.name_en, project.sector, project.stage, site.subkind,
        site.merc
    FROM features_feature AS site JOIN projects_project AS project ON project.site_id = site.id
    WHERE site.kind = 'site';
"""
"""What the peers serve: the sites with their project's names. They know no readers and no rights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A running peer, or why there is none."""

    name: str
    version: str
    trouble: str = ""

    @property
    def host(self) -> tuple[str, int]:
        """Return where it listens."""
        return "127.0.0.1", PORTS[self.name]

    def path(self, z: int, x: int, y: int) -> str:
        """Return the address of a tile: tipg says column before row, pygeoapi row before column."""
        if self.name == "tipg":
            return f"/collections/{SCHEMA}.sites/tiles/WebMercatorQuad/{z}/{x}/{y}"
        return f"/collections/sites/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt"


@contextlib.contextmanager
def peers(product: Product) -> Iterator[list[Peer]]:
    """Install and start both; stop what was started. A peer that does not come says why."""
    started: list[subprocess.Popen[bytes]] = []
    found = []
    try:
        for name in PACKAGES:
            try:
                version = _install(name)
                started.append(_start(name, product))
                _wait(name, started[-1])
                found.append(Peer(name=name, version=version))
            except (subprocess.CalledProcessError, RuntimeError) as error:
                found.append(Peer(name=name, version="", trouble=str(error)[:200]))
        yield found
    finally:
        for process in started:
            process.terminate()
            process.wait(20)


def _install(name: str) -> str:
    python = HOME / name / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME / name], check=True)
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-q", *PACKAGES[name]], check=True, stdout=sys.stderr)
    shown = subprocess.run([*pip, "show", name], check=True, capture_output=True, text=True).stdout
    return next(line.split()[1] for line in shown.splitlines() if line.startswith("Version:"))


def _start(name: str, product: Product) -> "subprocess.Popen[bytes]":
    env = os.environ | (_tipg(product) if name == "tipg" else _pygeoapi(product))
    app = "tipg.main:app" if name == "tipg" else "pygeoapi.starlette_app:APP"
    words = ["-m", "uvicorn", app, "--port", str(PORTS[name]), "--workers", WORKERS, "--log-level", "warning"]
    python = HOME / name / "bin" / "python"
    log = (HOME / f"{name}.out").open("wb")
    return subprocess.Popen([python, *words], env=env, stdout=log, stderr=log, cwd=HOME
    )


def _tipg(product: Product) -> dict[str, str]:
    return {
        "DATABASE_URL": product.database, "TIPG_DB_SCHEMAS": f'["{SCHEMA}"]', "DB_MIN_CONN_SIZE": "2",
        "DB_MAX_CONN_SIZE": "8", "TIPG_DB_SPATIAL_EXTENT": "FALSE", "TIPG_DB_DATETIME_EXTENT": "FALSE",
        "TIPG_MAX_FEATURES_PER_QUERY": "100000",
    }  # fmt: skip


def _pygeoapi(product: Product) -> dict[str, str]:
    at = urlsplit(product.database)
    user, password = unquote(at.username or ""), unquote(at.password or "")
    data = {
        "host": at.hostname, "port": at.port, "dbname": at.path.lstrip("/"), "user": user,
        "password": password, "search_path": [SCHEMA, "public"],
    }  # fmt: skip
    tiles = {
        "type": "tile", "name": "MVT-postgresql", "data": data, "id_field": "id", "table": "sites",
        "geom_field": "merc", "storage_crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
        "options": {"zoom": {"min": 0, "max": 16}, "schemes": ["WebMercatorQuad"]},
        "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
    }  # fmt: skip
    site = {
        "type": "collection", "title": "sites", "description": "sites", "keywords": ["sites"],
        "extents": {"spatial": {"bbox": [-180, -90, 180, 90]}}, "links": [], "providers": [tiles],
    }  # fmt: skip
    path = HOME / "pygeoapi.yml"
    path.write_text(yaml.safe_dump(_served(site)), encoding="utf-8")
    path.chmod(0o600)
    env = {"PYGEOAPI_CONFIG": str(path), "PYGEOAPI_OPENAPI": str(HOME / "pygeoapi-openapi.yml")}
    command = [HOME / "pygeoapi" / "bin" / "pygeoapi", "openapi", "generate", path, "--output-file"]
    subprocess.run([*command, env["PYGEOAPI_OPENAPI"]], check=True, env=os.environ | env, stdout=sys.stderr)
    return env


def _served(site: dict[str, object]) -> dict[str, object]:
    """Return the whole of pygeoapi's settings around its one collection."""
    words = {
        "title": "bench", "description": "bench", "keywords": ["bench"], "terms_of_service": "-", "url": "-",
    }  # fmt: skip
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": PORTS["pygeoapi"]}, "url": "http://127.0.0.1",
            "mimetype": "application/json; charset=UTF-8", "encoding": "utf-8", "gzip": True,
            "languages": ["en-US"],
            "map": {"url": "-", "attribution": "-"}, "limits": {"default_items": 10, "max_items": 100},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": words | {"keywords_type": "theme"}, "license": {"name": "-", "url": "-"},
            "provider": {"name": "-", "url": "-"}, "contact": {"name": "-"},
        },
        "resources": {"sites": site},
    }  # fmt: skip


def _wait(name: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError((HOME / f"{name}.out").read_text(encoding="utf-8", errors="replace")[-200:])
        with contextlib.suppress(OSError, http.client.HTTPException):
            link = http.client.HTTPConnection("127.0.0.1", PORTS[name], timeout=5)
            link.request("GET", "/conformance")
            if link.getresponse().status == 200:
                return
        time.sleep(0.5)
    raise RuntimeError(f"{name} did not answer within {READY_S} s.")
