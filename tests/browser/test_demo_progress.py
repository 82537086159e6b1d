"""The false progress of the demo (docs/demo-province.md) is what the product finds, and little else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.demo.progress import planted

ROOT = Path(__file__).resolve().parents[2]
LEAST_RECALL, MOST_FALSE = 0.9, 0.02
PAID_FIRST_ROW = "paid ahead of the work"


def _documented(section: str) -> str:
    text = (ROOT / "docs" / "demo-province.md").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith(f"| {section}"))


def test_works_paid_ahead_are_those_the_document_lists():
    row = _documented(PAID_FIRST_ROW)
    assert all(f"-{work + 1:06d}" in row for work in planted.PAID_FIRST)
    assert row.count("GT97-") == len(planted.PAID_FIRST)


def test_false_progress_is_found_and_honest_months_are_left_alone(site):
    if not site.database:
        pytest.skip("the given site's database is not named (GONGTU_BROWSER_DATABASE)")
    told = subprocess.run(
        [sys.executable, "manage.py", "measure_false_progress"], check=True, capture_output=True, text=True,
        env=os.environ | {"DATABASE_URL": site.database}, cwd=ROOT,
    ).stdout  # fmt: skip
    found = json.loads(told.splitlines()[-1])
    assert found["planted"] == len(planted.FALSE) and found["project_months"] > 1000
    assert found["recall"] >= LEAST_RECALL, found["missed"]
    assert found["false_rate"] <= MOST_FALSE, found["false"]
