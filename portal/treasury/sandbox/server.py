"""The sandbox's few addresses, on the loopback only, for whoever knows the secret."""

import hmac
import json
import re
from decimal import Decimal, InvalidOperation
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from portal.treasury.sandbox.modes import DOWN, LOSE, read_mode
from portal.treasury.sandbox.store import KeyTaken, Store

MAX_BODY_BYTES = 65_536
MAX_RECEIPTS = 1000
AMOUNT = re.compile(r"\d{1,18}\.\d{2}")
FIELDS = ("key", "amount_yuan", "payee_name", "payee_uscc", "bank", "account", "purpose")
OPERATING = ("/mode", "/bounce")
Answer = tuple[int, dict[str, Any]]


class Sandbox(ThreadingHTTPServer):
    """The server with its store and its secret."""

    daemon_threads = True

    def __init__(self, port: int, store: Store, secret: str) -> None:
        self.store, self.secret = store, secret
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _BreakOff(Exception):
    """Say nothing more on this connection."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Sandbox
    timeout = 30

    def do_GET(self) -> None:  # noqa: N802, D102
        self._answer(self._read)

    def do_POST(self) -> None:  # noqa: N802, D102
        self._answer(self._write)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing of what went well."""

    def _answer(self, act: Any) -> None:
        try:
            status, body = act() if self._known() else (401, {"code": "secret_wrong"})
        except _BreakOff:
            self.close_connection = True
            return
        text = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def _known(self) -> bool:
        said = self.headers.get("Authorization", "")
        return hmac.compare_digest(said.encode(), f"Bearer {self.server.secret}".encode())

    def _read(self) -> Answer:
        url, store = urlsplit(self.path), self.server.store
        self._break_off_when_down(url.path)
        store.settle()
        if url.path == "/health":
            return 200, {"status": "ok", "kind": "sandbox", **store.mode().written(), **store.counts()}
        if url.path == "/receipts":
            asked = parse_qs(url.query)
            after, limit = _whole(asked, "after", 0), _whole(asked, "limit", 200)
            return 200, {"receipts": store.receipts(after, min(limit, MAX_RECEIPTS))}
        if url.path.startswith("/instructions/"):
            found = store.standing(unquote(url.path.removeprefix("/instructions/")))
            return (200, found) if found else (404, {"code": "unknown"})
        return 404, {"code": "not_found"}

    def _write(self) -> Answer:
        self._break_off_when_down(self.path)
        body = self._body()
        if body is None:
            return 400, {"code": "unreadable"}
        if self.path == "/mode":
            return self._set_mode(body)
        if self.path == "/bounce":
            return self._give_back(str(body.get("key")), str(body.get("reason") or "returned_by_payee"))
        return self._take(body) if self.path == "/instructions" else (404, {"code": "not_found"})

    def _take(self, body: dict[str, Any]) -> Answer:
        if fault := wrong(body):
            return 422, {"code": fault}
        try:
            standing, new = self.server.store.take(body)
        except KeyTaken:
            return 409, {"code": "key_taken"}
        if new and self.server.store.mode().mode == LOSE:
            raise _BreakOff
        return 202, standing

    def _give_back(self, key: str, reason: str) -> Answer:
        found = self.server.store.bounce(key, reason)
        return (200, found) if found else (409, {"code": "not_paid"})

    def _set_mode(self, words: dict[str, Any]) -> Answer:
        mode = read_mode(words)
        if mode is None:
            return 422, {"code": "mode_unknown"}
        self.server.store.set_mode(mode)
        return 200, mode.written()

    def _break_off_when_down(self, path: str) -> None:
        if path not in OPERATING and self.server.store.mode().mode == DOWN:
            raise _BreakOff

    def _body(self) -> dict[str, Any] | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            return None
        try:
            body = json.loads(self.rfile.read(int(length)))
        except ValueError:
            return None
        return body if isinstance(body, dict) else None


def wrong(body: dict[str, Any]) -> str:
    """Name what is wrong with an order; nothing where it can be taken."""
    missing = [name for name in FIELDS if not isinstance(body.get(name), str) or not body[name].strip()]
    if missing:
        return f"missing_{missing[0]}"
    try:
        good = AMOUNT.fullmatch(body["amount_yuan"]) and Decimal(body["amount_yuan"]) > 0
    except InvalidOperation:
        good = False
    return "" if good else "amount_wrong"


def _whole(asked: dict[str, list[str]], name: str, default: int) -> int:
    text = asked.get(name, [""])[0]
    return int(text) if text.isdigit() and len(text) < 19 else default
