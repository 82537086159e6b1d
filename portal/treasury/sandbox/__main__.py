"""Run the sandbox: ``python -m portal.treasury.sandbox FOLDER``."""

import argparse
import contextlib
import os
import secrets
import signal
import threading
from pathlib import Path
from urllib.parse import urlsplit

from portal.treasury.over_http import ADDRESS, SECRET
from portal.treasury.sandbox.server import Sandbox
from portal.treasury.sandbox.store import Store


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="portal.treasury.sandbox", description=main.__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = Store(folder)
    server = _at_former_port(folder, store, _secret(folder))
    _write_whole(folder / ADDRESS, server.address)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(poll_interval=0.2)
    server.server_close()
    store.close()


def _at_former_port(folder: Path, store: Store, secret: str) -> Sandbox:
    """Listen where it listened before, else at any free port."""
    with contextlib.suppress(OSError, ValueError):
        return Sandbox(urlsplit((folder / ADDRESS).read_text(encoding="ascii")).port or 0, store, secret)
    return Sandbox(0, store, secret)


def _secret(folder: Path) -> str:
    path = folder / SECRET
    if not path.exists():
        _write_whole(path, secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()


def _write_whole(path: Path, text: str) -> None:
    partial = path.with_suffix(".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text + "\n")
    partial.replace(path)


if __name__ == "__main__":
    main()
