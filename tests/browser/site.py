"""A site of its own for the browser: a fresh database with the demo province, behind the real server."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60
SEED_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Site:
    """Where the server answers, the demo sign-ins by user name, and its database, where it is known."""

    address: str
    passwords: dict[str, str]
    database: str = ""


def given_site() -> Site | None:
    """Return a running site that ``GONGTU_BROWSER_SITE`` names, to spare the seeding while writing tests.

    Its demo sign-ins are read from the file that ``GONGTU_BROWSER_ACCOUNTS`` names; its database is named in
    ``GONGTU_BROWSER_DATABASE``.
    """
    address = os.environ.get("GONGTU_BROWSER_SITE")
    if not address:
        return None
    accounts = _passwords(Path(os.environ["GONGTU_BROWSER_ACCOUNTS"]))
    return Site(address.rstrip("/"), accounts, os.environ.get("GONGTU_BROWSER_DATABASE", ""))


@contextmanager
def own_site(folder: Path) -> Iterator[Site]:
    """Seed a database of its own, serve it, and take both away afterwards."""
    name = f"gongtu_browser_{os.getpid()}"
    with _database(name) as url:
        env = {**os.environ, "DATABASE_URL": url, "GONGTU_DATA": str(folder), "GONGTU_DEBUG": "0"}
        accounts = folder / "accounts.json"
        steps = ["migrate", "--no-input"], ["seed_demo", "--size", "S"], ["demo_accounts", "--out", accounts]
        for words in steps:
            subprocess.run(
                [sys.executable, ROOT / "manage.py", *words], env=env, cwd=ROOT, check=True,
                stdout=subprocess.DEVNULL, timeout=SEED_SECONDS,
            )  # fmt: skip
        with (
            _server(env, folder / "web.log") as address, _worker(env, folder / "worker.log"),
            _treasury(folder),
        ):  # fmt: skip
            yield Site(address, _passwords(accounts), url)


@contextmanager
def _database(name: str) -> Iterator[str]:
    base = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}" TEMPLATE template1'.encode())
        try:
            yield urlunsplit(base._replace(path=f"/{name}"))
        finally:
            link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


@contextmanager
def _worker(env: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as out:
        worker = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "work"], env=env, cwd=ROOT, stdout=out, stderr=out
        )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=30)


@contextmanager
def _treasury(folder: Path) -> Iterator[None]:
    """The sandbox treasury, a process of its own beside the site, as ``bin/up`` starts it."""
    argv = [sys.executable, "-m", "portal.treasury.sandbox", str(folder / "treasury")]
    with (folder / "treasury.log").open("wb") as out:
        bank = subprocess.Popen(argv, cwd=ROOT, stdout=out, stderr=out)
    try:
        yield
    finally:
        bank.terminate()
        bank.wait(timeout=30)


@contextmanager
def _server(env: dict[str, str], log: Path) -> Iterator[str]:
    port = _free_port()
    argv = [
        sys.executable, "-m", "gunicorn", "portal.config.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket",
    ]  # fmt: skip
    with log.open("wb") as out:
        server = subprocess.Popen(argv, env=env, cwd=ROOT, stdout=out, stderr=out)
    try:
        _wait_ready(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("The server did not become ready.")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _passwords(accounts: Path) -> dict[str, str]:
    rows = json.loads(accounts.read_text(encoding="utf-8"))
    return {row["username"]: row["password"] for row in rows}
