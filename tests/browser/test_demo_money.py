"""The faults of the demo's money (docs/demo-province.md) are what the product finds, and all it finds."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.demo.money import planted
from tests.conftest import TODAY

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "demo-province.md"


def _listed() -> set[tuple[str, str]]:
    """Return (project, finding) of every row of the document's table."""
    text = DOCUMENT.read_text(encoding="utf-8").split("## Money")[1].split("\n## ")[0]
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| GT97-")]
    return {(row[1].strip(), found) for row in rows for found in re.findall(r"`([^`]+)`", row[2])}


def test_every_planted_fault_is_listed():
    works = {int(code[-6:]) - 1 for code, _finding in _listed()}
    assert {fault.work for fault in planted.FAULTS} <= works


def test_the_products_checks_find_what_is_listed_and_nothing_else(site):
    if not site.database:
        pytest.skip("the given site's database is not named (GONGTU_BROWSER_DATABASE)")
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.judge_money", TODAY.isoformat()], check=True,
        capture_output=True, text=True, env=os.environ | {"DATABASE_URL": site.database},
    ).stdout  # fmt: skip
    assert {tuple(one) for one in json.loads(told)} == _listed()
