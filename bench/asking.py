"""Ask a web server as a browser does: one connection kept open, signed in where wanted."""

import http.client
import re
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

    def __init__(self, product: Product, username: str = "") -> None:
        self._connection = http.client.HTTPConnection(*product.host, timeout=600)
        self._cookies: SimpleCookie = SimpleCookie()
        self._last = 0.0
        if username:
            self._sign_in(username, password_of(product, username))

    def get(self, path: str) -> Answer:
        """Ask for a path; read everything, keep nothing."""
        if time.perf_counter() - self._last > IDLE_S:
            self._connection.close()
        began, size = time.perf_counter(), 0
        self._connection.request("GET", path, headers=self._headers())
        response = self._connection.getresponse()
        while block := response.read(1 << 18):
            size += len(block)
        self._last = time.perf_counter()
        return Answer(status=response.status, size=size, seconds=time.perf_counter() - began)

    @property
    def session(self) -> str:
        """Return the session's key."""
        return self._cookies["sessionid"].value

    def _headers(self) -> dict[str, str]:
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
        headers = self._headers() | {"Content-Type": "application/x-www-form-urlencoded"}
        del headers["Accept-Encoding"]
        self._connection.request(method, path, body or None, headers)
        response = self._connection.getresponse()
        for line in response.headers.get_all("Set-Cookie", []):
            self._cookies.load(line)
        return response.read().decode("utf-8", "replace")
