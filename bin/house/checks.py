"""The checks of ``bin/test``, in their order: quick ones first, the browser last."""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from house.ground import Ground

LINT_IMPORTS = "import sys; from importlinter import cli; sys.exit(cli.lint_imports_command())"
PYTEST = ("-m", "pytest", "-o", "faulthandler_timeout=300", "--durations=25", "-m")
SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile")
"""One test database for each core; the tests of one file stay together, with what they set up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A program to run. ``nothing``: why it has nothing to look at yet; then it is skipped, aloud."""

    name: str
    argv: tuple[str | Path, ...]
    nothing: str = ""
    timeout_s: int = 600
    counts: bool = False
    may_be_empty: bool = False


def all_checks(ground: Ground, *, node: Path, fast: bool) -> list[Check]:
    """Return what to run; ``fast`` leaves the browser out."""
    browser = [] if fast else [_browser(ground)]
    return [*_python(ground), _pytest(ground), *_javascript(ground, node), *browser]


def of_clients(ground: Ground) -> Check:
    """Return the tests in which programs of others open our doors."""
    return _some(ground, "pytest of the clients", "tests/clients")


def of_peers(ground: Ground) -> Check:
    """Return the tests that try our suite on servers of others."""
    return _some(ground, "pytest on the peers", "tests/ogc/test_peers.py")


def _some(ground: Ground, name: str, path: str) -> Check:
    return Check(name=name, argv=(ground.python, *PYTEST, "not browser", path), timeout_s=3000, counts=True)


def _python(ground: Ground) -> list[Check]:
    root, python = ground.root, ground.python
    tools = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")).get("tool", {})
    return [
        Check(name="lock files name no host", argv=(sys.executable, root / "bin" / "house", "hosts")),
        Check(name="ruff", argv=(python, "-m", "ruff", "check", ".")),
        Check(name="mypy", argv=(python, "-m", "mypy"), nothing=_unless("mypy" in tools, "no [tool.mypy]")),
        Check(name="mypy of the commands",
              argv=(python, "-m", "mypy", "--strict", "--config-file=", "bin/house")),
        Check(name="import contracts", argv=(python, "-c", LINT_IMPORTS),
              nothing=_unless("importlinter" in tools, "no [tool.importlinter]")),
        Check(name="migrations", argv=(python, "manage.py", "makemigrations", "--check", "--dry-run"),
              nothing=_unless((root / "manage.py").exists(), "no manage.py")),
    ]


def _pytest(ground: Ground) -> Check:
    return Check(name="pytest", argv=(ground.python, *PYTEST, "not browser", *SIDE_BY_SIDE), timeout_s=3000,
                 counts=True)


def _browser(ground: Ground) -> Check:
    return Check(name="pytest in the browser", argv=(ground.python, *PYTEST, "browser"), timeout_s=3000,
                 counts=True, may_be_empty=True)


def _javascript(ground: Ground, node: Path) -> list[Check]:
    root = ground.root
    scripts = sorted((root / "static" / "app").rglob("*.js"))
    tests = sorted((root / "tests" / "js").rglob("*.test.*js"))
    tsc = root / "node_modules" / "typescript" / "bin" / "tsc"
    return [
        Check(name="tsc", argv=(node, tsc, "-p", "static/jsconfig.json"),
              nothing=_unless(bool(scripts), "no static/app/*.js")),
        Check(name="node --test", argv=(node, "--test", "--test-reporter=spec", *tests), counts=True,
              nothing=_unless(bool(tests), "no tests/js/*.test.js")),
    ]


def _unless(there: bool, reason: str) -> str:
    return "" if there else reason
