"""Ask the database in DATABASE_URL something: ``.venv/bin/python ask.py QUESTION`` (it needs psycopg)."""

import json
import os
import sys

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

EXTENSIONS = ("postgis", "pg_trgm", "btree_gist")


def prepare() -> None:
    """As superuser: make the application's role, its database and the extensions; harmless when repeated."""
    role, password, name = (os.environ[f"PREPARE_{word}"] for word in ("ROLE", "PASSWORD", "DATABASE"))
    with _connect("template1") as template:
        _extend(template)
        _make_role(template, role, password)
        if not _one(template, "SELECT true FROM pg_database WHERE datname = %s", name):
            make = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(role))
            template.execute(make)
    with _connect(name) as database:
        _extend(database)
        database.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(role)))


def check() -> None:
    """As the application: say the server's version, and which extensions are missing and cannot be made."""
    with _connect() as database:
        wanting = [name for name in EXTENSIONS if not _can_have(database, name)]
        json.dump({"major": database.info.server_version // 10000, "missing": wanting}, sys.stdout)


def holdings() -> None:
    """Say whether there is any project or region, and whether the demo province is there."""
    query = "SELECT EXISTS (SELECT FROM projects_project) OR EXISTS (SELECT FROM regions_region)"
    demo = "SELECT EXISTS (SELECT FROM regions_regionsource WHERE starts_with(document_no, 'DEMO-'))"
    with _connect() as database:
        json.dump({"any": _one(database, query), "demo": _one(database, demo)}, sys.stdout)


def _connect(database: str | None = None) -> psycopg.Connection:
    url = os.environ["DATABASE_URL"].replace("postgis://", "postgresql://", 1)
    where = make_conninfo(url, connect_timeout=10, **({"dbname": database} if database else {}))
    return psycopg.connect(where, autocommit=True)


def _extend(database: psycopg.Connection) -> None:
    for name in EXTENSIONS:
        database.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))


def _make_role(database: psycopg.Connection, role: str, password: str) -> None:
    verb = "ALTER" if _one(database, "SELECT true FROM pg_roles WHERE rolname = %s", role) else "CREATE"
    database.execute(sql.SQL("{} ROLE {} LOGIN CREATEDB NOSUPERUSER PASSWORD {}").format(
        sql.SQL(verb), sql.Identifier(role), sql.Literal(password)))


def _can_have(database: psycopg.Connection, extension: str) -> bool:
    """Tell whether the extension is there, or can be made now by this role."""
    if _one(database, "SELECT true FROM pg_extension WHERE extname = %s", extension):
        return True
    try:
        database.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(extension)))
    except psycopg.Error:
        return False
    return True


def _one(database: psycopg.Connection, query: str, *values: object) -> object:
    row = database.execute(query, values).fetchone()
    return row[0] if row else None


if __name__ == "__main__":
    {"prepare": prepare, "check": check, "holdings": holdings}[sys.argv[1]]()
