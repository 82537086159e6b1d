"""The suite itself on servers of others: green on pygeoapi, red on tipg."""

import os
import socket
import urllib.error
import urllib.request
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from tests.ogc.peers import SCHEMA, Table, pygeoapi, tipg
from tests.ogc.suite import core_documents, core_items, crs  # noqa: F401  they enter their checks
from tests.ogc.suite.served import STANDARD, Answer, Served

PLACES = 12
LOTS = Table(name="lots", key="id", shape="geom", box=(120.0, 30.0, 121.3, 30.5), day="built")
AMISS = {
    "/req/core/fc-op": "the link says application/geo+json, the answer application/json",
    "/req/geojson/definition": "features come as application/json, whatever is accepted (17-069r4, 8.3)",
    "/req/core/fc-bbox-response#six": "500: PostGIS is handed six numbers (17-069r4, 7.15.3: four or six)",
    "/req/core/fc-bbox-response#antimeridian": "west above east is read as the long way round (7.15.3)",
    "/req/core/fc-time-response#half-open": "500 where an end is left out; the grammar allows it (7.15.4)",
    "/req/core/fc-time-response#invalid": "500 for a datetime that is none; 400 is due (7.6)",
    "/req/core/query-param-unknown#documents": "200 where the definition has no such word (7.6)",
    "/req/core/f-op#nonsense": "500 for an id that is no number; 404 is due (7.5.1)",
}
"""Where pygeoapi 0.21 does not do what the standard's text says: read, and found to be its own."""
HOME = Path(os.environ.get("GONGTU_DATA", "var/test")) / "peers"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all((HOME / name / ".laid").exists() for name in ("pygeoapi", "tipg")),
        reason="pygeoapi and tipg are not installed; bin/test --peers does that",
    ),
]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker):
    """The address of the tests' database, in which lots stand that everybody sees; they go at the end."""
    with django_db_blocker.unblock():
        said = connection.get_connection_params()
        url = (f"postgresql://{quote(said['user'])}:{quote(said['password'])}@{said['host']}:{said['port']}"
               f"/{said['dbname']}")  # fmt: skip
        with psycopg.connect(url, autocommit=True) as bare:
            _plant(bare)
            yield url
            bare.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def _plant(bare: psycopg.Connection) -> None:
    bare.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    bare.execute(f"CREATE SCHEMA {SCHEMA}")
    columns = "id int PRIMARY KEY, code text, built date, geom geometry(Polygon, 4326)"
    bare.execute(f"CREATE TABLE {SCHEMA}.lots ({columns})")
    for n in range(1, PLACES + 1):
        west, south = 120 + n / 10, 30 + n / 40
        bare.execute(
            f"INSERT INTO {SCHEMA}.lots VALUES (%s, %s, %s, ST_MakeEnvelope(%s, %s, %s, %s, 4326))",
            [n, f"L-{n}", date(2020, 1, 1) + timedelta(days=200 * n), west, south, west + 0.05, south + 0.02],
        )


def _served(address: str, name: str) -> Served:
    def fetch(at: str, headers: dict[str, str]) -> Answer:
        asked = urllib.request.Request(f"{address}{at}", headers=headers)
        try:
            answer = urllib.request.urlopen(asked, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            told = {key.lower(): value for key, value in answer.headers.items()}
            return Answer(status=answer.status, headers=told, body=answer.read())

    return Served(fetch=fetch, prefix="", collections=[name], closely=[name])


def _failed(served: Served) -> dict[str, str]:
    failed = {}
    for name, check in STANDARD.items():
        try:
            check(served)
        except Exception as error:  # noqa: BLE001  whatever a check stumbles on is a red one
            failed[name] = f"{type(error).__name__}: {error}"[:300]
    return failed


def test_pygeoapi_is_green(database, tmp_path):
    with pygeoapi(HOME / "pygeoapi", database=database, tables=[LOTS], folder=tmp_path,
                  port=_free_port()) as peer:  # fmt: skip
        failed = _failed(_served(peer.address, "lots"))
    assert {name: why for name, why in failed.items() if name not in AMISS} == {}
    assert AMISS.keys() <= failed.keys()


def test_tipg_is_red(database, tmp_path):
    with tipg(HOME / "tipg", database=database, folder=tmp_path, port=_free_port()) as peer:
        failed = _failed(_served(peer.address, f"{SCHEMA}.lots"))
    assert failed
