"""Run SQL that lives in a .sql file and return typed rows."""

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection, migrations

Row = TypeVar("Row")


@cache
def read(path: Path) -> str:
    """Return the text of one .sql file."""
    return path.read_text(encoding="utf-8")


def fetch_as(row_type: type[Row], path: Path, **params: Any) -> list[Row]:
    """Return one ``row_type`` per row. Column names must equal its field names."""
    with connection.cursor() as cursor:
        cursor.execute(read(path), params)
        columns = [column.name for column in cursor.description]
        return [row_type(**dict(zip(columns, row, strict=True))) for row in cursor]


def execute(path: Path, **params: Any) -> int:
    """Run one .sql file and return the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(read(path), params)
        return int(cursor.rowcount)


def migration_from(path: Path, *, undo: str = migrations.RunSQL.noop) -> migrations.RunSQL:
    """Return a migration step that runs a .sql file."""
    return migrations.RunSQL(read(path), undo)
