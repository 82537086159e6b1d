"""Servers of others over one table of a database: pygeoapi and tipg, each a process of its own."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SCHEMA = "peers"
PATIENCE_S = 60
MOST = 1_000_000
EPSG = "http://www.opengis.net/def/crs/EPSG/0/{}"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of ``SCHEMA``. ``box``: west, south, east, north in degrees; ``day``: a column of dates.

    ``tiles``: hand it out as vector tiles in place of features; its shapes are in EPSG:3857 then.
    """

    name: str
    key: str
    shape: str
    box: tuple[float, float, float, float]
    day: str = ""
    tiles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One running server. ``address`` without its last slash; ``pid`` of the process that was started."""

    address: str
    pid: int


@contextmanager
def pygeoapi(
    home: Path, *, database: str, tables: Sequence[Table], folder: Path, port: int
) -> Iterator[Peer]:  # fmt: skip
    """Run pygeoapi behind gunicorn with two workers, as ours has."""
    folder.mkdir(parents=True, exist_ok=True)
    settings, described = folder / "pygeoapi.yml", folder / "pygeoapi-openapi.yml"
    settings.write_text(json.dumps(_pygeoapi(database, tables, port)), encoding="utf-8")
    env = {**os.environ, "PYGEOAPI_CONFIG": str(settings), "PYGEOAPI_OPENAPI": str(described)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    made = [home / "bin" / "pygeoapi", "openapi", "generate", settings, "--output-file", described]
    subprocess.run(made, env=env, check=True, capture_output=True)
    words = [home / "bin" / "gunicorn", "--workers", "2", "--threads", "8", "--worker-class", "gthread",
             "--timeout", "600", "--no-control-socket", "--bind", f"127.0.0.1:{port}",
             "pygeoapi.flask_app:APP"]  # fmt: skip
    with _running(words, env, folder / "pygeoapi.log", f"http://127.0.0.1:{port}") as peer:
        yield peer


@contextmanager
def tipg(home: Path, *, database: str, folder: Path, port: int) -> Iterator[Peer]:
    """Run tipg behind uvicorn with two workers and uvloop."""
    folder.mkdir(parents=True, exist_ok=True)
    env = {
        **os.environ, "DATABASE_URL": database, "TIPG_DB_SCHEMAS": json.dumps([SCHEMA]),
        "TIPG_MAX_FEATURES_PER_QUERY": str(MOST), "TIPG_DEFAULT_FEATURES_LIMIT": "10",
        "TIPG_DB_SPATIAL_EXTENT": "true", "DB_MIN_CONN_SIZE": "1", "DB_MAX_CONN_SIZE": "4",
    }  # fmt: skip
    words = [home / "bin" / "uvicorn", "--workers", "2", "--loop", "uvloop", "--port", str(port),
             "--timeout-worker-healthcheck", "600", "--log-level", "warning", "tipg.main:app"]  # fmt: skip
    with _running(words, env, folder / "tipg.log", f"http://127.0.0.1:{port}") as peer:
        yield peer


def _pygeoapi(database: str, tables: Sequence[Table], port: int) -> dict[str, Any]:
    text = {"en": "peer"}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port}, "url": f"http://127.0.0.1:{port}",
            "mimetype": "application/json; charset=UTF-8", "encoding": "utf-8", "languages": ["en-US"],
            "limits": {"default_items": 10, "max_items": MOST, "on_exceed": "throttle"},
            "map": {"url": "http://127.0.0.1/{z}/{x}/{y}.png", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {"title": text, "description": text, "keywords": {"en": ["peer"]},
                               "keywords_type": "theme", "terms_of_service": "none", "url": "http://127.0.0.1"},
            "license": {"name": "none", "url": "http://127.0.0.1"},
            "provider": {"name": "peer", "url": "http://127.0.0.1"},
            "contact": {"name": "peer", "email": "peer@example.org", "url": "http://127.0.0.1"},
        },
        "resources": {one.name: _resource(database, one) for one in tables},
    }  # fmt: skip


def _resource(database: str, table: Table) -> dict[str, Any]:
    at = urlsplit(database)
    provider = {
        "id_field": table.key, "table": table.name, "geom_field": table.shape,
        "data": {"host": at.hostname, "port": at.port, "dbname": at.path[1:], "user": at.username,
                 "password": at.password, "search_path": [SCHEMA, "public"]},
    } | (_tiles() if table.tiles else _features(table))  # fmt: skip
    return {
        "type": "collection", "title": {"en": table.name}, "description": {"en": table.name},
        "keywords": {"en": [table.name]}, "links": [],
        "extents": {"spatial": {"bbox": list(table.box), "crs": CRS84}}, "providers": [provider],
    }  # fmt: skip


def _features(table: Table) -> dict[str, Any]:
    systems = [CRS84, *(EPSG.format(srid) for srid in (4326, 4490, *range(4513, 4555)))]
    day = {"time_field": table.day} if table.day else {}
    return {"type": "feature", "name": "PostgreSQL", "crs": systems, "storage_crs": CRS84, **day}


def _tiles() -> dict[str, Any]:
    return {
        "type": "tile", "name": "MVT-postgresql", "storage_crs": EPSG.format(3857),
        "options": {"zoom": {"min": 0, "max": 16}},
        "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
    }  # fmt: skip


@contextmanager
def _running(words: list[Any], env: dict[str, str], log: Path, address: str) -> Iterator[Peer]:
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(word) for word in words], env=env, stdout=said, stderr=said, start_new_session=True
        )
        try:
            _await(process, address, log)
            yield Peer(address=address, pid=process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def _await(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/collections", timeout=PATIENCE_S):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    raise RuntimeError(f"{address} did not come up: {log.read_text(encoding='utf-8')[-2000:]}")
