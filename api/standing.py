"""Connections that stay open after their answer began: one thread a process writes to all of them.

A web thread is too dear to wait with one open map. So the answer's connection is taken from the web server
(``HandedOver``) and listed here; the thread sleeps in LISTEN and wakes when an edit is committed.
"""

import json
import logging
import socket
import time
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock, Thread
from uuid import UUID

from django.db import DatabaseError, connection
from psycopg import Error as PsycopgError

from portal.accounts import policy
from portal.accounts.actor import Actor, Scope, public_actor
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
    listed = frozenset(project for scope in actor.record_scopes for project in scope.projects)
    seen: list[dict[str, object]] = []
    for change in news.changes:
        seen += _seen_by(actor, listed, change)
        if len(seen) > MOST_TOLD or _ANYWHERE in seen[-1:]:
            seen = [_ANYWHERE]
            break
    return f"data: {json.dumps(seen, separators=(',', ':'))}\n\n".encode() if seen else b""


_ANYWHERE: dict[str, object] = {"all": True}


def _seen_by(actor: Actor, listed: frozenset[UUID], change: Change) -> list[dict[str, object]]:
    """Say of one change what the policy says of all, on the rows as they were and as they are.

    ``listed``: projects the actor's scopes name. Ground of several projects is told to whom all of them are
    open; to whom only some are, not where it is.
    """
    box = change.public_box if actor.is_public else change.box
    if not actor.is_public:
        alone = next(iter(change.project_ids)) if len(change.project_ids) == 1 else None
        if not _viewable(actor, change, alone):
            parts = listed & change.project_ids
            return [_ANYWHERE] if any(_viewable(actor, change, part) for part in parts) else []
        if not change.layers:
            return [_ANYWHERE]
    return [] if box is None else [{"layers": change.layers, "from": change.from_zoom, "box": box}]


def _viewable(actor: Actor, change: Change, project_id: UUID | None) -> bool:
    if change.organisation_path is None:
        return False
    place = policy.Place(
        organisation_path=change.organisation_path, region_code=change.region_code, label=change.label,
        project_id=project_id, sector=change.sector,
    )  # fmt: skip
    return bool(policy.roles_at(actor, place))


def asker(session_key: str | None) -> Actor | None:
    """Return who a session is today: the public without one, nobody when it has ended."""
    if session_key is None:
        return public_actor()
    person = person_of(SessionStore(session_key))
    return actor_of(person, on=clock.today()) if person is not None else None


@dataclass(slots=True)
class _Round:
    """Found out once for all open maps and one lot of news: who they are, what equal rights are told."""

    asked: dict[str | None, Actor | None] = field(default_factory=dict)
    said: dict[tuple[Scope, ...] | None, bytes] = field(default_factory=dict)

    def event(self, key: str | None, news: News) -> bytes | None:
        """Return what to tell a session, ``None`` where it has ended."""
        if key not in self.asked:
            self.asked[key] = asker(key)
        actor = self.asked[key]
        if actor is None:
            return None
        rights = None if actor.is_public else actor.scopes
        if rights not in self.said:
            self.said[rights] = told(actor, news)
        return self.said[rights]


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
        if arrived:
            back, newly = lately(), _Round()
            self._drop([one for one in arrived if not _told(one, back, newly)], arrived)
        if news.changes:
            now = _Round()
            self._drop([one for one in self._readers if not _told(one, news, now)])
        self._readers += [one for one in arrived if one.link.fileno() >= 0]
        self._breathe(time.monotonic())
        return True

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


def _told(reader: Reader, news: News, at_once: _Round) -> bool:
    if not news.changes:
        return True
    event = at_once.event(reader.session_key, news)
    return event is not None and _sent(reader, event)


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
