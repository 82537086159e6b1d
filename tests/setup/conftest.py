"""Make ``bin/house`` importable: the commands are a plain package beside the product."""

import http.server
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bin"))

from house.command import Runner  # noqa: E402
from house.console import Step  # noqa: E402


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def runner(tmp_path):
    return Runner(log=tmp_path / "step.log", cwd=tmp_path)


@pytest.fixture
def step():
    return Step("[1/1] 测试 A step …", "测试 A step")


class _Agreeable(http.server.BaseHTTPRequestHandler):
    """Says 200 to everything, as many programs do."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Stay quiet."""


@pytest.fixture
def other_server() -> Iterator[int]:
    """The port of a program that is not ours and answers everything."""
    with http.server.HTTPServer(("127.0.0.1", 0), _Agreeable) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
