"""The land officer's desk of the demo is what docs/demo-province.md lists, and what the lifecycle allows."""

from collections import Counter
from datetime import date
from pathlib import Path

from portal.approvals.rules import POLYGON_KINDS
from portal.demo.works.desk import CHECK, CORRECT, HELD, WAITING
from portal.demo.works.land_planted import TEMPORARY, TEMPORARY_LAND
from spatial.land.chain import LIFECYCLE

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "demo-province.md"


def listed() -> Counter[tuple[int, str, str]]:
    """Return (work, document, state) of each row of the document's table."""
    text = DOCUMENT.read_text(encoding="utf-8").split("## On the land officer's desk")[1].split("\n## ")[0]
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| GT97-")]
    return Counter((int(row[1].strip()[-6:]) - 1, row[2].strip(), row[3].strip()) for row in rows)


def test_what_is_planted_is_what_is_listed():
    planted = [(one.work, one.kind, one.then or one.state) for one in WAITING]
    planted += [(work, kind, state) for (work, kind), state in HELD.items()]
    assert Counter(planted) == listed()


def test_every_state_is_one_a_document_can_be_in():
    assert {state for _work, _kind, state in listed()} <= set(LIFECYCLE.states)
    assert all(one.state == "accepted" and one.bounded for one in WAITING if one.then)
    assert {one.then for one in WAITING} == {"", CHECK, CORRECT}
    assert all(one.kind in POLYGON_KINDS for one in WAITING if one.bounded)
    assert all(len(one.reason) >= 10 for one in WAITING if one.then == CORRECT)


def test_temporary_land_runs_out_step_by_step():
    on = date(2026, 11, 27)
    left = [(until - on).days for work, (_since, until) in TEMPORARY_LAND.items() if work != TEMPORARY]
    assert [next(step for step in (7, 30, 90) if days <= step) for days in left] == [7, 30, 90]
    assert all((until - since).days <= 730 for since, until in TEMPORARY_LAND.values())
