"""Run SQL that lives in a .sql file and return typed rows."""

import re
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, migrations
from django.db.models import QuerySet

Row = TypeVar("Row")


@cache
def read(path: Path) -> str:
    """Return the text of one .sql file."""
    return path.read_text(encoding="utf-8")


def fetch_as(row_type: type[Row], path: Path, **params: Any) -> list[Row]:
    """Return one ``row_type`` per row. Column names must equal its field names."""
    with connection.cursor() as cursor:
        cursor.execute(read(path), params)
        return _typed(row_type, cursor)


def sql_of(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    """Return a queryset's SQL and its parameters, also of one that can hold no row."""
    sql, values = rows.query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False).as_sql()
    return sql, tuple(values)


def fetch_around(row_type: type[Row], path: Path, rows: QuerySet[Any], **params: Any) -> list[Row]:
    """Return one ``row_type`` per row of a .sql file that says ``{rows}`` where a queryset's own SQL goes."""
    sql, values = sql_of(rows)
    numbers = count()
    named = re.sub(r"%[%s]", lambda found: "%%" if found[0] == "%%" else f"%(row_{next(numbers)})s", sql)
    given = params | {f"row_{n}": value for n, value in enumerate(values)}
    with connection.cursor() as cursor:
        cursor.execute(read(path).replace("{rows}", named), given)
        return _typed(row_type, cursor)


def _typed(row_type: type[Row], cursor: Any) -> list[Row]:
    columns = [column.name for column in cursor.description]
    return [row_type(**dict(zip(columns, row, strict=True))) for row in cursor]


def execute(path: Path, **params: Any) -> int:
    """Run one .sql file and return the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(read(path), params)
        return int(cursor.rowcount)


def advisory_lock(key: int) -> None:
    """Wait until nobody else holds the key; it is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def migration_from(path: Path, *, undo: str = migrations.RunSQL.noop) -> migrations.RunSQL:
    """Return a migration step that runs a .sql file."""
    return migrations.RunSQL(read(path), undo)
