"""A copy of the test database for what commits: what is written there goes with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def own_database() -> Iterator[None]:
    """Stand in a copy of the test database; its threads do too."""
    original = connection.settings_dict["NAME"]
    copy = f"{original}_copy"
    _leave()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {copy} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {copy} TEMPLATE {original}")
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        _leave()
        connection.settings_dict["NAME"] = original
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {copy} WITH (FORCE)")


def _leave() -> None:
    connection.close()
    connection.close_pool()
