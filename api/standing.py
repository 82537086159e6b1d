"""Connections that stay open after their answer began: one thread a process writes to all of them.

A web thread is too dear to wait with one open map. So the answer's connection is taken from the web server
(``HandedOver``) and listed here; the thread sleeps in LISTEN and wakes when an edit is committed.
"""

import json
import logging
import socket
import time
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock, Thread

from django.db import DatabaseError, connection
from psycopg import Error as PsycopgError

from portal.accounts import policy
from portal.accounts.actor import Actor, public_actor
from portal.accounts.selectors import actor_of
from portal.accounts.sessions import SessionStore, person_of
from portal.core import clock
from spatial.tiles import changes
from spatial.tiles.changes import Change, News

log = logging.getLogger(__name__)
LASTS_S = 60.0
"""After so long the browser must ask anew, with the session it has then."""
BREATH_S = 15.0
LOOK_BACK = timedelta(seconds=10)
"""Told to a newcomer: what changed while its page was on the way."""
MOST_OPEN = 400
MOST_TOLD = 200
"""More changes at once are told as one: everything in view may be different."""


@dataclass(slots=True, eq=False)
class Reader:
    """An open map: its connection, and whose session it came with; the public has none."""

    link: socket.socket
    session_key: str | None
    chunked: bool
    until: float
    breathes: float = 0.0


def lately() -> News:
    """Return what changed while a page that asks now was on the way."""
    return changes.after(clock.now() - LOOK_BACK)


def told(actor: Actor, news: News) -> bytes:
    """Return the event for one reader: only of what they see or saw; empty where that is nothing."""
    seen = [one for change in news.changes if (one := _seen_by(actor, change)) is not None]
    if not seen:
        return b""
    body = [{"all": True}] if len(seen) > MOST_TOLD else seen
    return f"data: {json.dumps(body, separators=(',', ':'))}\n\n".encode()


def _seen_by(actor: Actor, change: Change) -> dict[str, object] | None:
    """Say of one row what the policy says of all, on the row as it was and on the row as it is."""
    if actor.is_public:
        box = change.public_box
    else:
        box = change.box if _viewable(actor, change) else None
    return None if box is None else {"layers": change.layers, "from": change.from_zoom, "box": box}


def _viewable(actor: Actor, change: Change) -> bool:
    if change.organisation_path is None:
        return False
    place = policy.Place(
        organisation_path=change.organisation_path, region_code=change.region_code, label=change.label,
        project_id=change.project_id, sector=change.sector,
    )  # fmt: skip
    return bool(policy.roles_at(actor, place))


def asker(session_key: str | None) -> Actor | None:
    """Return who a session is today: the public without one, nobody when it has ended."""
    if session_key is None:
        return public_actor()
    person = person_of(SessionStore(session_key))
    return actor_of(person, on=clock.today()) if person is not None else None


class Standing:
    """The open connections of one process."""

    def __init__(self) -> None:
        self._readers: list[Reader] = []
        self._new: list[Reader] = []
        self._lock = Lock()
        self._runs = False

    def has_room(self) -> bool:
        """Tell whether one more may stay."""
        with self._lock:
            return len(self._readers) + len(self._new) < MOST_OPEN

    def take(self, link: socket.socket, *, session_key: str | None, chunked: bool) -> None:
        """Go on with a connection whose answer began."""
        link.setblocking(False)
        now = time.monotonic()
        with self._lock:
            self._new.append(Reader(link, session_key, chunked, now + LASTS_S, now + BREATH_S))
            if self._runs:
                return
            self._runs = True
        Thread(target=self._run, name="open-maps", daemon=True).start()

    def _run(self) -> None:
        """Serve until nobody is left; if the database goes, let all go: they ask again."""
        try:
            connection.ensure_connection()
            connection.connection.execute(f"LISTEN {changes.CHANNEL}")
            news = changes.after(clock.now())
            while self._tend(news):
                for _ in connection.connection.notifies(timeout=1.0, stop_after=1):
                    pass
                news = changes.since(news.seen)
        except (DatabaseError, PsycopgError):
            log.exception("Open maps are told nothing until they ask again")
            with self._lock:
                self._runs = False
            self._drop(self._readers)
        finally:
            connection.close()

    def _tend(self, news: News) -> bool:
        with self._lock:
            arrived, self._new = self._new, []
            if not arrived and not self._readers:
                self._runs = False
                return False
        asked: dict[str | None, Actor | None] = {}
        if arrived:
            back = lately()
            self._drop([one for one in arrived if not self._tell(one, back, asked)], arrived)
        if news.changes:
            self._drop([one for one in self._readers if not self._tell(one, news, asked)])
        self._readers += [one for one in arrived if one.link.fileno() >= 0]
        self._breathe(time.monotonic())
        return True

    def _tell(self, reader: Reader, news: News, asked: dict[str | None, Actor | None]) -> bool:
        if not news.changes:
            return True
        key = reader.session_key
        if key not in asked:
            asked[key] = asker(key)
        actor = asked[key]
        return actor is not None and _sent(reader, told(actor, news))

    def _breathe(self, now: float) -> None:
        for reader in self._readers:
            if reader.breathes <= now:
                reader.breathes = now + BREATH_S
                if not _sent(reader, b":\n\n"):
                    reader.until = now
        self._drop([one for one in self._readers if one.until <= now])

    def _drop(self, leaving: list[Reader], among: list[Reader] | None = None) -> None:
        for reader in leaving:
            if reader.chunked and reader.link.fileno() >= 0:
                _written(reader, b"0\r\n\r\n")
            reader.link.close()
        gone = set(map(id, leaving))
        if among is None:
            self._readers = [one for one in self._readers if id(one) not in gone]


def _sent(reader: Reader, event: bytes) -> bool:
    if not event:
        return True
    return _written(reader, b"%x\r\n%b\r\n" % (len(event), event) if reader.chunked else event)


def _written(reader: Reader, data: bytes) -> bool:
    """Write without waiting: who does not read is let go, and asks again."""
    try:
        return reader.link.send(data) == len(data)
    except OSError:
        return False


STANDING = Standing()
