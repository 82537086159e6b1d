"""The programs that serve: the web server, the worker, and a sandbox treasury where no real one is named."""

import http.client
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from house import tuning
from house.ground import Ground
from house.options import Options
from house.process import dies_with_us

THREADS = 8
GRACE_SECONDS = 10
READY_PAGE = "/readyz"
GROUND_HEADER = "Gongtu-Ground"
TREASURY = "GONGTU_TREASURY_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A program to keep running, and the log it writes."""

    name: str
    argv: tuple[str, ...]
    log: Path


def services(options: Options) -> list[Service]:
    """Return the web server, the worker and, unless the operator names a real one, the sandbox treasury."""
    ground = options.ground
    return [
        *([] if os.environ.get(TREASURY) else [_treasury(ground)]),
        Service(name="web", argv=dies_with_us(_web(options)), log=ground.log / "web.log"),
        Service(name="worker", argv=dies_with_us(_worker(ground)), log=ground.log / "worker.log"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said: its HTTP status, and which ground it serves."""

    status: int
    ground: str


def is_ready(options: Options) -> bool:
    """Tell whether our own server says that it is ready; another program's answer is none."""
    answer = asked(options.address, READY_PAGE)
    return answer is not None and answer.status == 200 and answer.ground == options.ground.mark


def status_of(address: str, path: str) -> int | None:
    """Return the HTTP status of a page of a server here; ``None`` without an answer."""
    answer = asked(address, path)
    return answer.status if answer else None


def asked(address: str, path: str) -> Answer | None:
    """Ask a server on this machine for a page, past any proxy; ``None`` without an answer."""
    url = urlsplit(address)
    link = http.client.HTTPConnection(url.hostname or "127.0.0.1", url.port, timeout=10)
    try:
        link.request("GET", path)
        response = link.getresponse()
        return Answer(status=response.status, ground=response.getheader(GROUND_HEADER, ""))
    except (OSError, http.client.HTTPException):
        return None
    finally:
        link.close()


def _web(options: Options) -> list[str]:
    """Return the web server. It reads the program once, before its processes part: half a start's work."""
    host = f"[{options.host}]" if ":" in options.host else options.host
    return [
        str(options.ground.python), "-m", "gunicorn", "portal.config.wsgi:application",
        "--bind", f"{host}:{options.port}", "--worker-class", "portal.config.threads.Worker",
        "--workers", str(tuning.web_processes(tuning.this_machine())), "--threads", str(THREADS),
        "--timeout", "120", "--graceful-timeout", str(GRACE_SECONDS), "--keep-alive", "5",
        "--limit-request-line", "8190", "--preload",
        "--no-control-socket", "--capture-output", "--error-logfile", "-",
    ]


def _worker(ground: Ground) -> list[str]:
    return [str(ground.python), str(ground.root / "manage.py"), "work"]


def _treasury(ground: Ground) -> Service:
    argv = [str(ground.python), "-m", "portal.treasury.sandbox", str(ground.data / "treasury")]
    return Service(name="treasury", argv=dies_with_us(argv), log=ground.log / "treasury.log")
