"""A function is one thought, a file is one thing, and both say by name what they are."""

import re

from tests.architecture.sources import ROOT, functions, modules

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
WORD_LISTS = {"static/app/i18n/en.js", "static/app/i18n/zh.js"}
NAMELESS = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "base", "manager", "stuff"}


def test_no_function_is_longer_than_a_thought():
    sizes = {f"{path} {f.name}": (f.end_lineno or 0) - f.lineno + 1 for path, f in functions()}
    assert {name: lines for name, lines in sizes.items() if lines > LONGEST_FUNCTION} == {}


def test_no_file_is_longer_than_can_be_read_at_once():
    scripts = [path for path in (ROOT / "static" / "app").rglob("*") if path.suffix in {".js", ".css"}]
    paths = [ROOT / path for path in modules()] + [*scripts, *(ROOT / "tests").rglob("*.py")]
    sizes = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}
    assert {p: n for p, n in sizes.items() if n > LONGEST_FILE and p not in WORD_LISTS} == {}


def test_no_file_is_named_for_nothing():
    names = [path for path in modules() if path.rsplit("/", 1)[-1].removesuffix(".py") in NAMELESS]
    scripts = [p for p in (ROOT / "static" / "app").rglob("*.js") if p.stem in NAMELESS]
    assert (names, scripts) == ([], [])


def test_every_module_is_named_in_small_letters():
    assert [path for path in modules() if not re.fullmatch(r"[a-z0-9_/]+\.py", path)] == []
