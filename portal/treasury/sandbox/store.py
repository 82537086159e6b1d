"""The sandbox's store: orders, what moved, receipts. One writer at a time; written before it is answered."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from portal.treasury.interface import PAID, REFUSED, RETURNED
from portal.treasury.sandbox.modes import DELAY, REFUSE, TWICE, Mode, read_mode

SQL = Path(__file__).parent.parent / "sql"
FILE = "sandbox.sqlite3"


class KeyTaken(Exception):
    """The same key came with another content."""


class Store:
    """All that the sandbox remembers, in one SQLite file."""

    def __init__(self, folder: Path) -> None:
        self._lock = Lock()
        self._link = sqlite3.connect(folder / FILE, check_same_thread=False, isolation_level=None)
        self._link.row_factory = sqlite3.Row
        self._link.executescript(_text("sync"))
        self._link.executescript(_text("schema"))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._link.close()

    def mode(self) -> Mode:
        """Return how the sandbox behaves now."""
        with self._lock:
            row = self._one("setting", name="mode")
        return (read_mode(json.loads(row["value"])) if row else None) or Mode()

    def set_mode(self, mode: Mode) -> None:
        """Behave so from now on."""
        with self._writing():
            self._do("set_setting", name="mode", value=json.dumps(mode.written()))

    def take(self, body: dict[str, Any]) -> tuple[dict[str, str], bool]:
        """Take an order, or find the one with its key; tell how it stands and whether it is new."""
        mode, key, text = self.mode(), body["key"], json.dumps(body, sort_keys=True)
        with self._writing():
            known = self._one("order_by_key", key=key)
            if known is not None and known["body"] != text:
                raise KeyTaken(key)
            if known is None:
                self._do("add_order", key=key, body=text, amount=body["amount_yuan"], **_verdict(mode))
        self.settle()
        return self.standing(key) or {}, known is None

    def standing(self, key: str) -> dict[str, str] | None:
        """Return how an order stands."""
        with self._lock:
            row = self._one("order_by_key", key=key)
        return {"key": row["key"], "state": row["state"], "reason": row["reason"]} if row else None

    def settle(self) -> None:
        """Let every order end that is due: money moves once, receipts are given."""
        with self._writing():
            for row in self._all("orders_due", now=time.time()):
                self._end(row)

    def bounce(self, key: str, reason: str) -> dict[str, str] | None:
        """Let the payee's bank give paid money back; ``None`` where nothing was paid."""
        with self._writing():
            row = self._one("order_by_key", key=key)
            if row is None or row["state"] != PAID:
                return None
            self._do("end_order", key=key, state=RETURNED, reason=reason)
            self._give_receipt(row, RETURNED, reason)
        return self.standing(key)

    def receipts(self, after: int, limit: int) -> list[dict[str, Any]]:
        """Return receipts after a number."""
        with self._lock:
            rows = self._all("receipts_after", after=after, limit=limit)
        return [_told(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """Return how many orders, transfers and receipts there are."""
        with self._lock:
            row = self._one("counts")
        return dict(row) if row else {}

    def _end(self, row: sqlite3.Row) -> None:
        verdict = row["verdict"]
        self._do("end_order", key=row["key"], state=verdict, reason=row["reason"])
        if verdict == PAID:
            account = json.loads(row["body"])["account"]
            self._do("add_transfer", key=row["key"], amount=row["amount"], account=account, at=time.time())
        for _time in range(row["told"]):
            self._give_receipt(row, verdict, row["reason"])

    def _give_receipt(self, row: sqlite3.Row, outcome: str, reason: str) -> None:
        self._do("add_receipt", key=row["key"], outcome=outcome, amount=row["amount"], reason=reason,
                 at=time.time())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._link.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._link.rollback()
                raise
            self._link.commit()

    def _do(self, name: str, /, **values: object) -> None:
        self._link.execute(_text(name), values)

    def _one(self, name: str, /, **values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._link.execute(_text(name), values).fetchone()
        return row

    def _all(self, name: str, /, **values: object) -> list[sqlite3.Row]:
        return self._link.execute(_text(name), values).fetchall()


def _verdict(mode: Mode) -> dict[str, object]:
    wait_s = mode.seconds if mode.mode == DELAY else 0.0
    refused = mode.mode == REFUSE
    return {
        "verdict": REFUSED if refused else PAID, "reason": mode.reason if refused else "",
        "told": 2 if mode.mode == TWICE else 1, "due_at": time.time() + wait_s,
    }  # fmt: skip


def _told(row: sqlite3.Row) -> dict[str, Any]:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(row["at"]))
    return {
        "number": row["number"], "receipt_id": f"SB{row['number']:010d}", "key": row["key"],
        "outcome": row["outcome"], "amount_yuan": row["amount"], "reason": row["reason"], "at": at,
    }  # fmt: skip


@cache
def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
