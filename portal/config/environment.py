"""Read settings from the environment: the only place that does."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent
KEEP_CONNECTION_S = 3600
"""A new PostGIS session costs 20-140 ms before its first transform: each thread keeps its own for an hour."""


def data_dir() -> Path:
    """Return the folder for everything that changes: blobs, keys, the private cluster."""
    return Path(os.environ.get("GONGTU_DATA", ROOT / "var")).resolve()


def word(name: str) -> str:
    """Return a setting as it stands, empty when it is not there."""
    return os.environ.get(name, "")


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no setting; anything but 1/0/true/false is refused."""
    text = os.environ.get(name, "1" if default else "0").lower()
    if text not in {"0", "1", "true", "false"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {text!r}.")
    return text in {"1", "true"}


def number(name: str, *, default: int) -> int:
    """Return a whole number above zero from the environment."""
    given = os.environ.get(name, "")
    return int(given) if given.isdigit() and int(given) else default


def words(name: str, default: str) -> list[str]:
    """Return a comma-separated setting as a list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def secret_key() -> str:
    """Return the signing key from the environment or ``secret.key`` in the data folder, made once,
    mode 0600.
    """
    if given := os.environ.get("GONGTU_SECRET_KEY"):
        return given
    path = data_dir() / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def database() -> dict[str, Any]:
    """Return Django's database entry from ``DATABASE_URL`` (``postgresql://user:password@host:port/name``)."""
    url = urlsplit(os.environ.get("DATABASE_URL", "postgresql://gongtu@127.0.0.1:5432/gongtu"))
    if url.scheme not in {"postgres", "postgresql", "postgis"}:
        raise ImproperlyConfigured(f"DATABASE_URL must start with postgresql://, not {url.scheme!r}.")
    query = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.pop("host", None) or url.hostname or "",
        "PORT": str(url.port or query.pop("port", "") or ""),
        "CONN_MAX_AGE": KEEP_CONNECTION_S,
        "OPTIONS": query,
        "TEST": {"NAME": os.environ.get("GONGTU_TEST_DB") or None},
    }

