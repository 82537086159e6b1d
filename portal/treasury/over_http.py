"""A treasury over HTTP: the sandbox, or a real one's gateway that speaks the same few words."""

import http.client
import json
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from portal.treasury.interface import Order, Receipt, Standing, TreasuryRefused, TreasuryUnreachable

TIMEOUT_SECONDS = 10
ADDRESS, SECRET = "address", "secret"
"""Files in the sandbox's folder: where it listens, and what it must be told."""


class HttpTreasury:
    """Speaks to one address with a shared secret, past any proxy."""

    def __init__(self, address: str, secret: str, *, timeout_s: float = TIMEOUT_SECONDS) -> None:
        self._url = urlsplit(address)
        self._secret = secret
        self._timeout_s = timeout_s

    def submit(self, order: Order) -> Standing:
        """Hand an order in, or hand it in again."""
        status, body = self._ask("POST", "/instructions", _written(order))
        if status not in {200, 202}:
            raise TreasuryRefused(str(body.get("code", status)))
        return _standing(body)

    def standing(self, key: str) -> Standing | None:
        """Return how an order stands; ``None`` where the treasury never heard of it."""
        status, body = self._ask("GET", f"/instructions/{quote(key, safe='')}")
        return None if status == 404 else _standing(_well(status, body))

    def receipts(self, *, after: int, limit: int = 200) -> list[Receipt]:
        """Return receipts in the order of their numbers."""
        status, body = self._ask("GET", f"/receipts?after={after}&limit={limit}")
        said = _well(status, body)
        try:
            rows: list[dict[str, Any]] = said["receipts"]
            return [Receipt(**{**row, "amount_yuan": Decimal(row["amount_yuan"])}) for row in rows]
        except (TypeError, KeyError, InvalidOperation) as error:
            raise TreasuryUnreachable("unreadable receipts") from error

    def health(self) -> dict[str, Any]:
        """Return what the treasury says of itself."""
        return _well(*self._ask("GET", "/health"))

    def operate(self, path: str, words: dict[str, Any]) -> dict[str, Any]:
        """Tell the sandbox how to behave; a real treasury knows no such address."""
        status, body = self._ask("POST", path, words)
        if status != 200:
            raise TreasuryRefused(str(body.get("code", status)))
        return body

    def _ask(self, verb: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        link = kind(self._url.hostname or "", self._url.port, timeout=self._timeout_s)
        head = {"Authorization": f"Bearer {self._secret}", "Content-Type": "application/json"}
        try:
            link.request(verb, self._url.path.rstrip("/") + path, json.dumps(body) if body else None, head)
            response = link.getresponse()
            said = json.loads(response.read() or b"{}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise TreasuryUnreachable(type(error).__name__) from error
        finally:
            link.close()
        return response.status, said if isinstance(said, dict) else {}


def sandbox_in(folder: Path, *, timeout_s: float = TIMEOUT_SECONDS) -> HttpTreasury:
    """Return the sandbox that keeps its store in this folder; raise ``TreasuryUnreachable`` before that."""
    try:
        address = (folder / ADDRESS).read_text(encoding="ascii").strip()
        secret = (folder / SECRET).read_text(encoding="ascii").strip()
    except OSError as error:
        raise TreasuryUnreachable("not started") from error
    return HttpTreasury(address, secret, timeout_s=timeout_s)


def connect(
    *, url: str, secret: str, folder: Path, timeout_s: float = TIMEOUT_SECONDS
) -> HttpTreasury:
    """Return the treasury at ``url``; without one, the sandbox of this folder."""
    return HttpTreasury(url, secret, timeout_s=timeout_s) if url else sandbox_in(folder, timeout_s=timeout_s)


def _written(order: Order) -> dict[str, Any]:
    return {name: str(value) for name, value in asdict(order).items()}


def _well(status: int, body: dict[str, Any]) -> dict[str, Any]:
    if status != 200:
        raise TreasuryUnreachable(str(body.get("code", status)))
    return body


def _standing(body: dict[str, Any]) -> Standing:
    try:
        return Standing(key=body["key"], state=body["state"], reason=body.get("reason", ""))
    except KeyError as error:
        raise TreasuryUnreachable("unreadable answer") from error
