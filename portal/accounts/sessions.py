"""Django's database sessions, read by plain SQL: they are read with every tile, and nothing else differs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from portal.core.sql import fetch_as

SQL = Path(__file__).resolve().parent / "sql"


@dataclass(frozen=True, slots=True)
class _Kept:
    session_data: str


class SessionStore(db.SessionStore):
    """A session kept in ``django_session``."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and no key, when it is absent or has expired."""
        kept = fetch_as(_Kept, SQL / "session.sql", key=self.session_key, now=timezone.now())
        if not kept:
            self._session_key = None
            return {}
        return dict(self.decode(kept[0].session_data))
