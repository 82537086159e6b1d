"""The two commands for real: an empty product in a folder of its own, with its own cluster and port."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from house import ports, postgres, pythonenv, state
from house.ground import Ground
from house.process import wait_until
from house.services import status_of

LAID = pythonenv.is_laid(Ground(), pythonenv.RUN)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not postgres.installed(), reason="no PostgreSQL with PostGIS on this machine"),
    pytest.mark.skipif(not LAID, reason=".venv is laid by bin/up and bin/test"),
]
PATIENCE_SECONDS = 120


class Product:
    """The commands with one data folder and one port."""

    def __init__(self, root: Path, data: Path, port: int) -> None:
        self.root, self.ground, self.port = root, Ground(data=data), port
        self.address = f"http://127.0.0.1:{port}/"
        self.env = {key: value for key, value in os.environ.items()
                    if key != "DATABASE_URL" and not key.startswith("GONGTU_")}

    def words(self, command: str, *more: str) -> list[str]:
        return [str(self.root / "bin" / command), "--data", str(self.ground.data), *more]

    def up_words(self, *more: str) -> list[str]:
        return self.words("up", "--no-demo", "--port", str(self.port), *more)

    def run(self, words: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, env=self.env, capture_output=True, text=True, timeout=PATIENCE_SECONDS,
                              check=False)

    def up(self) -> subprocess.CompletedProcess[str]:
        return self.run(self.up_words("--detach"))

    def down(self) -> subprocess.CompletedProcess[str]:
        return self.run(self.words("down"))

    def processes(self) -> list[str]:
        """Return what runs for this data folder, by its command line or its environment."""
        mark = os.fsencode(self.ground.data)
        return [path.name for path in Path("/proc").glob("[0-9]*") if mark in _known_of(path)]


def _known_of(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    except OSError:
        return b""


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    product = Product(Path(__file__).parents[2], tmp_path_factory.mktemp("up") / "var",
                      ports.first_free("127.0.0.1", 18700))
    yield product
    product.down()


@pytest.fixture
def served(product):
    started = product.up()
    assert started.returncode == 0, started.stdout + started.stderr
    return product


def test_an_empty_product_says_how_to_make_the_first_account(served):
    said = served.up().stdout
    assert f"GONGTU_DATA={served.ground.data} bin/manage make_account" in said
    assert "import_regions" in said


def test_the_server_answers_that_it_is_well_and_ready(served):
    assert status_of(served.address, "/healthz") == 200
    assert status_of(served.address, "/readyz") == 200


def test_an_address_beyond_the_limit_is_refused_in_the_shape_of_every_refusal(served):
    link = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    link.request("GET", "/api/v1/projects/?polygon=" + "1" * 9_000)
    answer = link.getresponse()
    assert (answer.status, answer.getheader("Content-Type")) == (414, "application/problem+json")
    assert json.loads(answer.read())["type"] == "urn:problem:address_too_long"


def test_a_second_up_says_where_the_server_is(served):
    again = served.up()
    assert again.returncode == 0
    assert "already running" in again.stdout and served.address in again.stdout


def test_a_second_up_at_another_port_says_how_to_move_and_fails(served):
    again = served.run(served.words("up", "--no-demo", "--port", str(served.port + 1), "--detach"))
    said = again.stdout + again.stderr
    assert again.returncode != 0 and served.address in said
    assert f"--port {served.port + 1}" in said and "bin/down" in said
    assert "--no-demo --detach" in said and said.count(f"--data {served.ground.data}") >= 2
    assert status_of(served.address, "/readyz") == 200


def test_down_leaves_nothing_and_the_next_start_takes_less_than_ten_seconds(served):
    assert "Stopped." in served.down().stdout
    assert served.processes() == []
    assert "Nothing was running." in served.down().stdout
    began = time.monotonic()
    assert served.up().returncode == 0
    assert time.monotonic() - began < 10


def test_after_a_killed_keeper_up_starts_again(served):
    keeper = state.read(served.ground).keeper
    os.kill(keeper.pid, signal.SIGKILL)
    assert wait_until(lambda: not keeper.is_alive(), 5)
    started = served.up()
    assert started.returncode == 0, started.stderr
    assert "already running" not in started.stdout
    assert status_of(served.address, "/readyz") == 200


def test_a_killed_web_server_is_started_again(served):
    before = state.read(served.ground).children["web"]
    os.kill(before.pid, signal.SIGKILL)
    assert wait_until(lambda: state.read(served.ground).children["web"] != before, 15)
    assert wait_until(lambda: status_of(served.address, "/readyz") == 200, 30)


def test_a_killed_sandbox_treasury_is_started_again(served):
    before = state.read(served.ground).children["treasury"]
    os.kill(before.pid, signal.SIGKILL)
    assert wait_until(lambda: state.read(served.ground).children["treasury"] != before, 15)
    assert wait_until(lambda: _ready(served)["treasury"] == "sandbox", 30)


def test_where_a_treasury_is_named_no_sandbox_is_run(served):
    served.down()
    served.env["GONGTU_TREASURY_URL"] = "http://127.0.0.1:1"
    try:
        assert served.up().returncode == 0
        assert "treasury" not in state.read(served.ground).children
        assert _ready(served) == {"status": "ok", "treasury": "unreachable"}
    finally:
        del served.env["GONGTU_TREASURY_URL"]
        served.down()


def _ready(product):
    link = http.client.HTTPConnection("127.0.0.1", product.port, timeout=10)
    link.request("GET", "/readyz")
    return json.loads(link.getresponse().read())


def test_ctrl_c_leaves_nothing_running(product):
    product.down()
    child = subprocess.Popen(product.up_words(), env=product.env, stdout=subprocess.PIPE, text=True,
                             start_new_session=True)
    for line in child.stdout:
        if "Ctrl-C stops it" in line:
            break
    assert status_of(product.address, "/readyz") == 200
    os.killpg(child.pid, signal.SIGINT)
    assert "Stopped." in child.stdout.read()
    assert child.wait(30) == 0
    assert wait_until(lambda: product.processes() == [], 5), product.processes()


def test_a_taken_port_stops_up_before_it_starts_anything(product):
    product.down()
    with socket.socket() as taker:
        taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taker.bind(("127.0.0.1", product.port))
        taker.listen(1)
        refused = product.up()
    assert refused.returncode == 1
    assert f"Port {product.port} on 127.0.0.1 is taken" in refused.stderr
    assert product.processes() == []


def test_an_operators_server_is_used_instead_of_a_cluster(served, tmp_path):
    url = (served.ground.data / "pg" / "data" / "postmaster.pid").read_text().splitlines()[3]
    password = (served.ground.data / "keys" / "database-gongtu").read_text().strip()
    other = Product(served.root, tmp_path / "var", ports.first_free("127.0.0.1", served.port + 1))
    other.env["DATABASE_URL"] = f"postgresql://gongtu:{password}@127.0.0.1:{url}/gongtu"
    started = other.up()
    try:
        assert started.returncode == 0, started.stdout + started.stderr
        assert not (other.ground.data / "pg").exists()
        assert status_of(other.address, "/readyz") == 200
    finally:
        other.down()
    assert status_of(served.address, "/readyz") == 200


def test_an_operators_server_that_is_not_there_is_named(product, tmp_path):
    other = Product(product.root, tmp_path / "var", ports.first_free("127.0.0.1", product.port + 1))
    other.env["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
    refused = other.up()
    assert refused.returncode == 1
    assert "is DATABASE_URL right?" in refused.stderr
