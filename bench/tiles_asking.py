"""Ask servers for tiles over plain sockets, one by one or many at once; the same client for everybody."""

import random
import socket
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Host = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What one way of getting tiles costs. Milliseconds, bytes as sent; ``rps``: requests a second."""

    name: str
    connections: int
    rps: float
    p50: float
    p99: float
    size: float
    failed: int = 0


class Line:
    """One kept connection."""

    def __init__(self, host: Host, headers: str = "") -> None:
        self._host, self._headers = host, headers
        self._link: socket.socket | None = None
        self._read = b""

    def get(self, path: str) -> tuple[int, int]:
        """Return status and bytes of the body; a connection that was closed meanwhile is opened anew once."""
        try:
            return self._get(path)
        except OSError:
            self._link = None
            return self._get(path)

    def _get(self, path: str) -> tuple[int, int]:
        if self._link is None:
            self._link, self._read = socket.create_connection(self._host, timeout=120), b""
            self._link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        host = f"Host: {self._host[0]}:{self._host[1]}\r\nAccept-Encoding: gzip\r\n{self._headers}"
        self._link.sendall(f"GET {path} HTTP/1.1\r\n{host}\r\n".encode("ascii"))
        head = self._until(b"\r\n\r\n").lower()
        size = self._body(head)
        if b"connection: close" in head:
            self._link = None
        return int(head[9:12]), size

    def _body(self, head: bytes) -> int:
        if b"transfer-encoding: chunked" in head:
            size = 0
            while length := int(self._until(b"\r\n"), 16):
                self._exactly(length + 2)
                size += length
            self._exactly(2)
            return size
        at = head.find(b"content-length:")
        length = int(head[at + 15 : head.index(b"\r\n", at)]) if at >= 0 else 0
        self._exactly(length)
        return length

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._read:
            self._more()
        found, _, self._read = self._read.partition(mark)
        return found + mark

    def _exactly(self, length: int) -> None:
        while len(self._read) < length:
            self._more()
        self._read = self._read[length:]

    def _more(self) -> None:
        block = self._link.recv(1 << 18) if self._link else b""
        if not block:
            raise ConnectionError("The server hung up.")
        self._read += block


Ask = Callable[[str], tuple[int, int]]


def timed(
    name: str, new: Callable[[], Ask], paths: Sequence[str], *, connections: int, limit_s: float
) -> Timing:
    """Ask for all, so many at once, each in its share of the order; stop after ``limit_s``."""
    taken: list[tuple[float, int, bool]] = []
    lock, until = threading.Lock(), time.monotonic() + limit_s

    def work(share: Sequence[str]) -> None:
        ask, mine = new(), []
        for path in share:
            began = time.perf_counter()
            try:
                status, size = ask(path)
            except (OSError, ValueError):
                status, size = 0, 0
            mine.append((time.perf_counter() - began, size, status not in {200, 204}))
            if time.monotonic() > until:
                break
        with lock:
            taken.extend(mine)

    began = time.perf_counter()
    threads = [threading.Thread(target=work, args=(paths[n::connections],)) for n in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - began
    return summary(name, taken, connections=connections, seconds=whole)


def summary(name: str, taken: list[tuple[float, int, bool]], *, connections: int, seconds: float) -> Timing:
    """Return what was measured in a few numbers."""
    good = sorted(one[0] for one in taken if not one[2]) or [float("nan")]
    return Timing(
        name=name, connections=connections, rps=len(good) / seconds, p50=statistics.median(good) * 1000,
        p99=good[min(len(good) - 1, int(len(good) * 0.99))] * 1000,
        size=statistics.fmean([one[1] for one in taken] or [0]), failed=sum(one[2] for one in taken),
    )  # fmt: skip


def walk(
    places: Sequence[tuple[int, int]], *, readers: int, steps: int, seed: int
) -> list[tuple[int, int, int]]:
    """Return the tiles that people ask for who look round busy places, in turn: pan, zoom in, zoom out.

    ``places``: on the zoom-24 grid. A screen is four tiles by three; nobody asks twice for what they have.
    """
    chance = random.Random(seed)
    people = [list(_steps(chance, chance.choice(places), steps)) for _ in range(readers)]
    longest = max(map(len, people))
    return [one[n] for n in range(longest) for one in people if n < len(one)]


def _steps(chance: random.Random, place: tuple[int, int], steps: int) -> list[tuple[int, int, int]]:
    (x, y), zoom = place, 10
    asked: dict[tuple[int, int, int], None] = {}
    for _ in range(steps):
        shift = 24 - zoom
        for dx in range(-2, 2):
            for dy in range(-1, 2):
                asked[zoom, (x >> shift) + dx, (y >> shift) + dy] = None
        turn = chance.random()
        if turn < 0.5:
            x += chance.randint(-1, 1) << shift
            y += chance.randint(-1, 1) << shift
        else:
            zoom = min(15, zoom + 1) if turn < 0.8 else max(10, zoom - 1)
    return list(asked)
