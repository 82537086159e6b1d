"""Sessions that know whose they are: with every tile, one question brings session, person and grants."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from portal.accounts.actor import Granted
from portal.accounts.models import SignIn, User
from portal.accounts.selectors import GrantRow, scopes_of
from portal.core import clock
from portal.core.sql import fetch_as

SQL = Path(__file__).resolve().parent / "sql"


@dataclass(frozen=True, slots=True)
class _Kept:
    """``person`` and ``grants``: rows as JSON; none for a session that is nobody's."""

    session_data: str
    person: str | None
    grants: str | None


class SessionStore(db.SessionStore):
    """A session kept in ``SignIn``. ``person``: whose it was when it was read."""

    person: User | None = None

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        """Return the table of sessions."""
        return SignIn

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        """Return the row to save, with whose it is."""
        row = cast(SignIn, super().create_model_instance(data))
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and no key, when it is absent or has expired."""
        on = clock.today()
        kept = fetch_as(_Kept, SQL / "sign_in.sql", key=self.session_key, now=timezone.now(), on=on)
        if not kept:
            self._session_key = None
            return {}
        if kept[0].person:
            grants = [GrantRow(**row) for row in json.loads(kept[0].grants or "[]")]
            self.person = _person(json.loads(kept[0].person))
            self.person.came_with = Granted(on=on, scopes=scopes_of(grants))
        return dict(self.decode(kept[0].session_data))


def person_of(session: SessionBase) -> User | None:
    """Return whose session this is, if all that Django asks of a session holds; ``None``: ask Django."""
    said = session.get(SESSION_KEY), session.get(BACKEND_SESSION_KEY)
    person = session.person if isinstance(session, SessionStore) else None
    if person is None or said[0] != str(person.pk) or said[1] not in settings.AUTHENTICATION_BACKENDS:
        return None
    proved = constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    return person if proved and person.is_active else None


def _person(row: dict[str, Any]) -> User:
    fields = User._meta.concrete_fields
    values = [field.to_python(row[str(field.column)]) for field in fields]
    return User.from_db("default", [field.attname for field in fields], values)


def ends_at(session: SessionBase) -> datetime | None:
    """Return when a session runs out by itself; ``None`` for one that is nobody's."""
    rows = SignIn.objects.filter(session_key=session.session_key, user_id__isnull=False)
    return rows.values_list("expire_date", flat=True).first() if session.session_key else None
