"""Ask a web server as a browser does: one connection kept open, signed in where wanted."""

import http.client
import re
import socket
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from product import Product, password_of

IDLE_S = 1.0
"""Servers hang up on a connection that says nothing for a while; a longer pause opens a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, read to its end. ``seconds`` from the first byte sent to the last byte read."""

    status: int
    size: int
    seconds: float


class Browser:
    """One connection with its cookies."""

    def __init__(self, product: Product, username: str = "", password: str = "") -> None:
        self._connection = http.client.HTTPConnection(*product.host, timeout=600)
        self._cookies: SimpleCookie = SimpleCookie()
        self._last = 0.0
        if username:
            self._sign_in(username, password or password_of(product, username))

    def get(self, path: str) -> Answer:
        """Ask for a path; read everything, keep nothing."""
        if time.perf_counter() - self._last > IDLE_S:
            self._connection.close()
        began, size = time.perf_counter(), 0
        self._connection.request("GET", path, headers=self.said())
        response = self._connection.getresponse()
        while block := response.read(1 << 18):
            size += len(block)
        self._last = time.perf_counter()
        return Answer(status=response.status, size=size, seconds=time.perf_counter() - began)

    @property
    def session(self) -> str:
        """Return the session's key."""
        return self._cookies["sessionid"].value

    def said(self) -> dict[str, str]:
        """Return the headers of a request: what a browser says, with its cookies."""
        said = "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items())
        return {"Accept-Encoding": "gzip", "Accept-Language": "zh-CN", **({"Cookie": said} if said else {})}

    def _sign_in(self, username: str, password: str) -> None:
        page = self._exchange("GET", "/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"login": username, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
        self._exchange("POST", "/accounts/login/", urlencode(form))
        if "sessionid" not in self._cookies:
            raise RuntimeError(f"{username} could not sign in.")

    def _exchange(self, method: str, path: str, body: str = "") -> str:
        headers = self.said() | {"Content-Type": "application/x-www-form-urlencoded"}
        del headers["Accept-Encoding"]
        self._connection.request(method, path, body or None, headers)
        response = self._connection.getresponse()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies.load(line)
        return response.read().decode("utf-8", "replace")


class Wire:
    """A browser's connection with as little as possible of our own around it.

    Python's HTTP client takes about half a millisecond to understand an answer, which no browser does.
    """

    def __init__(self, browser: Browser, host: tuple[str, int]) -> None:
        self._host = host
        said = {"Host": f"{host[0]}:{host[1]}", **browser.said()}
        self._tail = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        self._socket = self._open()
        self._last = time.perf_counter()

    def get(self, path: str) -> Answer:
        """Ask for a path; read everything, keep nothing."""
        if time.perf_counter() - self._last > IDLE_S:
            self._socket.close()
            self._socket = self._open()
        asked = f"GET {path} HTTP/1.1\r\n{self._tail}\r\n".encode("ascii")
        began = time.perf_counter()
        self._socket.sendall(asked)
        head, body = self._head()
        size = _length(head)
        while len(body) < size:
            body += self._block()
        self._last = time.perf_counter()
        return Answer(status=int(head[9:12]), size=size, seconds=self._last - began)

    def _open(self) -> socket.socket:
        link = socket.create_connection(self._host, timeout=600)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return link

    def _head(self) -> tuple[bytes, bytes]:
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._block()
        head, _, body = read.partition(b"\r\n\r\n")
        return head, body

    def _block(self) -> bytes:
        block = self._socket.recv(1 << 18)
        if not block:
            raise RuntimeError("The server hung up in the middle of an answer.")
        return block


def _length(head: bytes) -> int:
    """Return the announced length; an answer that announces none has no body (204)."""
    found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    if found is None and head[9:12] != b"204":
        raise RuntimeError(f"No length announced: {head[:200]!r}")
    return int(found[1]) if found else 0
