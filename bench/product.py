"""The product under measurement: brought up by ``bin/up`` on a data folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bin")]
DATA = ROOT / "var" / "bench"
PORT = 8799


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A running product. ``database``: its address, as the web server itself uses it."""

    data: Path
    address: str
    database: str

    @property
    def host(self) -> tuple[str, int]:
        """Return host and port for a plain connection."""
        parts = urlsplit(self.address)
        return parts.hostname or "127.0.0.1", parts.port or PORT

    def workers(self) -> list[int]:
        """Return the web server's processes by number: the master and what it started."""
        state = json.loads((self.data / "run" / "state.json").read_text(encoding="utf-8"))
        master = int(state["children"]["web"]["pid"])
        children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
        return [master, *map(int, children)]

    def resident_bytes(self) -> int:
        """Return the memory of all web processes that is resident and their own (not shared), in bytes."""
        return sum(_private_bytes(pid) for pid in self.workers())


@contextmanager
def running(size: str = "", *, demo: bool = True) -> Iterator[Product]:
    """Bring the product up with a demo province of a size, or with none, and take it down at the end.

    Each size has a folder of its own: a province that stands is not replaced by one of another size.
    """
    seeded = bool(size) and demo
    data = DATA.with_name(f"{DATA.name}-{size.lower()}") if seeded else DATA
    shown = ["--size", size] if seeded else ["--no-demo"]
    _call("up", "--data", str(data), "--port", str(PORT), *shown, "--detach")
    try:
        product = Product(data=data, address=f"http://127.0.0.1:{PORT}", database=_database(data))
        _know_django(product)
        yield product
    finally:
        _call("down", "--data", str(data))


def in_venv(*, tests: bool = False) -> None:
    """Go on in the project's own Python, where this is another one; with ``tests``, with what tests need."""
    python = ROOT / ".venv" / "bin" / "python"
    if not python.exists():
        _call("up", "--data", str(DATA), "--port", str(PORT), "--no-demo", "--detach")
        _call("down", "--data", str(DATA))
    if Path(sys.prefix) != ROOT / ".venv":
        os.execv(python, [str(python), *sys.argv])
    if tests and find_spec("pytest") is None:
        from house import pythonenv

        needed = ROOT / "requirements" / f"{pythonenv.DEV}.txt"
        subprocess.run([python, *pythonenv.PIP, "-r", needed], check=True, stdout=sys.stderr)


def password_of(product: Product, username: str) -> str:
    """Return the password of a demo account."""
    rows = json.loads((product.data / "demo-accounts.json").read_text(encoding="utf-8"))
    return next(str(row["password"]) for row in rows if row["username"] == username)


def _call(command: str, *words: str) -> None:
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    subprocess.run([ROOT / "bin" / command, *words], check=True, env=env, stdout=sys.stderr)


def _database(data: Path) -> str:
    from house import laying
    from house.ground import Ground

    return laying.private_cluster(Ground(data=data)).url()


def database_port() -> int:
    """Return where the private cluster listens now: one that was killed may have come back elsewhere."""
    return int(urlsplit(_database(DATA)).port or 0)


def _know_django(product: Product) -> None:
    import django

    os.environ |= {
        "DATABASE_URL": product.database, "GONGTU_DATA": str(product.data), "GONGTU_DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "portal.config.settings",
    }  # fmt: skip
    django.setup()


def _private_bytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    found = [int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))]
    return sum(found) * 1024
