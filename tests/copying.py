"""A copy of the test database for what commits: what is written there goes with it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import ProgrammingError, connection
from psycopg.errors import InsufficientPrivilege

TRIES, PAUSE_S = 20, 0.5


@contextmanager
def own_database() -> Iterator[None]:
    """Stand in a copy of the test database; its threads do too."""
    original = connection.settings_dict["NAME"]
    copy = f"{original}_copy"
    _leave()
    _drop(copy)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {copy} TEMPLATE {original}")
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        _leave()
        connection.settings_dict["NAME"] = original
        _drop(copy)


def _drop(name: str) -> None:
    """Drop a database; while autovacuum, which is not ours to end, is in it, try again."""
    for tries in range(TRIES):
        try:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        except ProgrammingError as error:
            if tries == TRIES - 1 or not isinstance(error.__cause__, InsufficientPrivilege):
                raise
            time.sleep(PAUSE_S)
        else:
            return


def _leave() -> None:
    connection.close()
    connection.close_pool()
