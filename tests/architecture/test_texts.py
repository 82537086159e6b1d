"""What no source may hold: SQL outside its places, another host's address, a status the table should know."""

import ast
import re

from tests.architecture.sources import ROOT, modules, texts

SQL = re.compile(
    r"^\s*(SELECT|INSERT INTO|UPDATE \w|DELETE FROM|CREATE|ALTER|DROP|WITH \w|COPY|TRUNCATE|LOCK|EXPLAIN"
    r"|DECLARE|SET (LOCAL|CONSTRAINTS))\b"
)
SQL_PLACES = ("portal/core/sql.py", "spatial/tiles/")
SHORT_SQL = {
    "api/health.py": "the shortest question there is",
    "portal/core/events.py": "the lock of the chain",
    "portal/core/slices.py": "slices of the file the database made",
    "portal/projects/services.py": "the next number of a sequence",
    "portal/projects/exporting/streams.py": "a timeout, and whether the file is there",
    "spatial/items/streams.py": "whether the file is there",
    "spatial/items/timing.py": "a timeout",
    "spatial/intake/vector_reader.py": "a stranger's GeoPackage, read where it lies",
}
"""Files that may hold a statement of one line, and why it is not worth a file."""
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)
NAMESPACES = {"http://www.w3.org", "//www.w3.org"}
REFUSERS = {"api/errors.py", "api/handlers.py"}


def test_sql_stands_in_files_of_its_own():
    found = {
        (path, text.value.strip()[:60])
        for path, tree in modules().items() if not path.startswith(SQL_PLACES)
        for text in texts(tree) if SQL.match(text.value)
    }  # fmt: skip
    assert {(path, text) for path, text in found if path not in SHORT_SQL or "\n" in text} == set()


def test_no_page_and_no_script_names_another_host():
    pages = [*(ROOT / "static" / "app").rglob("*"), *(ROOT / "portal" / "pages" / "templates").rglob("*")]
    read = [path for path in pages if path.suffix in {".js", ".css", ".html", ".json", ".svg"}]
    named = {str(p.relative_to(ROOT)): set(ADDRESS.findall(p.read_text(encoding="utf-8"))) for p in read}
    assert {path: hosts for path, hosts in named.items() if hosts - NAMESPACES} == {}


def test_a_refusals_status_is_written_in_one_table_only():
    found = [
        (path, call.lineno)
        for path, tree in modules().items() if path.startswith("api/") and path not in REFUSERS
        for call in ast.walk(tree) if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "status" and isinstance(word.value, ast.Constant) and int(word.value.value) >= 400
    ]  # fmt: skip
    assert found == []


def test_nothing_is_swallowed_in_silence():
    found = [
        (path, handler.lineno)
        for path, tree in modules().items()
        for handler in ast.walk(tree) if isinstance(handler, ast.ExceptHandler)
        if handler.type is None or (len(handler.body) == 1 and isinstance(handler.body[0], ast.Pass))
    ]  # fmt: skip
    assert found == []
