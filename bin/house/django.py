"""Run the product's own management commands."""

import os
from pathlib import Path

from house import database
from house.command import Runner
from house.console import Step
from house.ground import Ground
from house.stamp import Stamp, digest

OTHER_ADDRESSES = ("localhost", "127.0.0.1", "[::1]")


def environment(
    ground: Ground, *, url: str, host: str = "127.0.0.1", address: str = ""
) -> dict[str, str]:
    """Return the environment that tells the settings about this ground; what the operator has set stays.

    ``address``: where the server is asked, for links in mail.
    """
    given = {key: value for key, value in os.environ.items() if key.startswith("GONGTU_")}
    ours = {"GONGTU_ALLOWED_HOSTS": ",".join(allowed_hosts(host)), "GONGTU_DEBUG": "0"}
    if address:
        ours["GONGTU_URL"] = address.rstrip("/")
    return {**os.environ, **ours, **given, "DATABASE_URL": url, "GONGTU_DATA": str(ground.data),
            "GONGTU_GROUND": ground.mark, "PYTHONUNBUFFERED": "1"}


def allowed_hosts(host: str) -> list[str]:
    """Return the names under which this machine may be asked when the server listens at ``host``."""
    if host in {"127.0.0.1", "localhost", "::1"}:
        return list(OTHER_ADDRESSES)
    if host not in {"0.0.0.0", "::"}:
        return [*OTHER_ADDRESSES, f"[{host}]" if ":" in host else host]
    return [*OTHER_ADDRESSES, *_own_names()]


def manage(ground: Ground, run: Runner, step: Step, env: dict[str, str], *words: str) -> str:
    """Run ``manage.py WORDS`` and return its last lines."""
    return run.run(step, [ground.python, ground.root / "manage.py", *words], env=env)


def migrate(ground: Ground, run: Runner, step: Step, env: dict[str, str], *, stamp: Stamp | None) -> str:
    """Bring the tables up to date. ``stamp`` (of a private cluster) spares the second start the look."""
    value = digest(_migrations(ground), env["DATABASE_URL"].rpartition("/")[2])
    if stamp and stamp.is_fresh(value):
        return ""
    manage(ground, run, step, env, "migrate", "--no-input")
    if stamp:
        stamp.write(value)
    return ""


def seed(ground: Ground, run: Runner, step: Step, env: dict[str, str], *, size: str) -> str:
    """Fill an empty database with the demo province, and make one account per role; never among real rows."""
    due = ground.data / "run" / "accounts-due"
    found = database.holdings(ground, env["DATABASE_URL"])
    if not found.any:
        due.touch()
        manage(ground, run, step, env, "seed_demo", "--size", size)
    if due.exists() and (found.demo or not found.any):
        manage(ground, run, step, env, "demo_accounts", "--out", str(ground.accounts))
        due.unlink()
    return "" if found.any else size


def _migrations(ground: Ground) -> list[Path]:
    apps = (ground.root / top for top in ("portal", "spatial", "bim", "api"))
    ours = [path for app in apps for path in app.rglob("migrations/*.py")]
    return [*ours, ground.root / "requirements" / "run.txt"]


def _own_names() -> list[str]:
    import socket
    import subprocess

    asked = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=False)
    addresses = [f"[{word}]" if ":" in word else word for word in asked.stdout.split()]
    return [socket.gethostname(), *addresses]
