"""A real private cluster: made, started, killed, started again, stopped. Its parents are closed (0700)."""

import os
import signal
import socket
import stat
from pathlib import Path

import psycopg
import pytest
from house import database, postgres
from house.cluster import SUPERUSER, Cluster
from house.ground import Ground
from house.process import wait_until

pytestmark = pytest.mark.skipif(not postgres.installed(), reason="no PostgreSQL with PostGIS on this machine")


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    ground = Ground(data=tmp_path_factory.mktemp("closed") / "var")
    ground.data.parent.chmod(0o700)
    ground.make_folders()
    return ground


@pytest.fixture(scope="module")
def made(ground):
    cluster = Cluster(home=ground.data / "pg", keys=ground.data / "keys")
    yield cluster
    if cluster.exists():
        cluster.stop()


@pytest.fixture
def cluster(made, ground, runner, step):
    made.create(runner, step)
    made.start(runner, step)
    database.prepare(ground, made)
    return made


def ask(cluster, query, **where):
    with psycopg.connect(cluster.url(**where), autocommit=True) as link:
        row = link.execute(query).fetchone()
        return row[0] if row else None


def test_the_application_is_no_superuser_and_finds_the_extensions(cluster):
    assert ask(cluster, "SELECT current_setting('is_superuser')") == "off"
    assert ask(cluster, "SELECT count(*) FROM pg_extension WHERE extname IN "
                        "('postgis', 'pg_trgm', 'btree_gist')") == 3


def test_a_database_for_tests_has_postgis_without_a_superuser(cluster):
    with psycopg.connect(cluster.url(), autocommit=True) as link:
        link.execute("DROP DATABASE IF EXISTS test_gongtu")
        link.execute("CREATE DATABASE test_gongtu")
    area = ask(cluster, "SELECT ST_Area(ST_MakeEnvelope(0, 0, 2, 3))", database="test_gongtu")
    assert area == 6


def test_chinese_words_have_trigrams(cluster):
    assert ask(cluster, "SELECT similarity('和平大桥', '和平大道')") > 0.2
    assert ask(cluster, "SELECT current_setting('server_encoding')") == "UTF8"


def test_passwords_are_needed_and_lie_in_files_that_only_the_owner_reads(cluster):
    for role in ("gongtu", SUPERUSER):
        assert stat.S_IMODE((cluster.keys / f"database-{role}").stat().st_mode) == 0o600
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url().replace(cluster.password("gongtu"), "wrong"))


def test_making_and_starting_again_change_nothing(cluster, runner, step):
    before = cluster.url()
    assert cluster.create(runner, step) is False
    cluster.start(runner, step)
    assert cluster.url() == before


def test_a_killed_server_starts_again_with_its_rows(cluster, runner, step):
    with psycopg.connect(cluster.url(), autocommit=True) as link:
        link.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    assert wait_until(lambda: not cluster.is_running(), 5)
    cluster.start(runner, step)
    assert ask(cluster, "SELECT number FROM kept") == 7


def test_a_port_that_was_taken_meanwhile_is_left_to_its_taker(cluster, runner, step):
    port = int(cluster.url().rpartition("/")[0].rpartition(":")[2])
    cluster.stop()
    with socket.socket() as taker:
        taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taker.bind(("127.0.0.1", port))
        taker.listen(1)
        cluster.start(runner, step)
        assert f":{port}/" not in cluster.url()
        assert ask(cluster, "SELECT 1") == 1


def test_stopping_leaves_no_process(cluster):
    assert cluster.stop() is True
    assert cluster.stop() is False
    assert wait_until(lambda: not _processes_of(cluster), 5)


def _processes_of(cluster) -> list[str]:
    mark = os.fsencode(cluster.data)
    return [path.parent.name for path in Path("/proc").glob("[0-9]*/cmdline") if mark in _read(path)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
