"""What is wrong on purpose in the demo province (docs/demo-province.md) is there for a planner to see."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from tests.conftest import TODAY

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "demo-province.md"
CODE = re.compile(r"GT97-\d{4}-\d{6}")
KINDS = {"feasibility": "A1_feasibility"}


def _row(title: str) -> str:
    """Return a row of the document's table."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith(f"| {title} |")).split("|")[2]


def _codes(title: str) -> list[str]:
    return CODE.findall(_row(title))


def _with_kinds(title: str) -> list[tuple[str, str]]:
    found = re.findall(r"(GT97-\d{4}-\d{6}) \((\w+)\)", _row(title))
    return [(code, KINDS.get(kind, kind)) for code, kind in found]


@pytest.fixture(scope="module")
def ask(site, browser, signed_in):
    """A function that asks the API as the planner."""
    context = browser.new_context(storage_state=signed_in("plan"))

    def get(path: str) -> dict:
        answer = context.request.get(f"{site.address}/api/v1/{path}")
        assert answer.ok, answer.text()
        return answer.json()

    yield get
    context.close()


@pytest.fixture(scope="module")
def checked(site, browser, signed_in):
    """A function that has a land officer cross-check a project: the rules found, by severity."""
    context = browser.new_context(storage_state=signed_in("land"))
    context.request.get(f"{site.address}/")

    def check(code: str) -> set[tuple[str, str]]:
        page = context.new_page()
        page.goto(f"{site.address}/projects/{code}/")
        page.locator("form[action$='/land/check/'] button").click()
        page.wait_for_selector("#land-found li")
        rows = page.locator("#land-found li").all()
        found = {(row.get_attribute("class"), row.locator("b.code").inner_text()) for row in rows}
        page.close()
        return found

    yield check
    context.close()


RULES = [f"L{n:02d}" for n in range(1, 19)]
WITH = {
    "L01": {"L02"}, "L02": {"L01"}, "L06": {"L07"}, "L09": {"L08"}, "L15": {"L09"}, "L17": {"L08"},
    "L18": {"L05"},
}  # fmt: skip
"""Rule → what its planted work shows besides: one follows from the other, or the hospital has both."""


@pytest.mark.parametrize("rule", RULES)
def test_the_cross_check_finds_what_is_planted_and_nothing_else(checked, rule):
    (code,) = _codes(rule)
    found = checked(code)
    grave = {name for severity, name in found if severity != "found-info"}
    assert rule in {name for _severity, name in found}
    assert grave - {rule} == WITH.get(rule, set())


def _listed() -> set[tuple[str, str, str]]:
    """Return (project, rule, severity) of every row of the document's table of findings."""
    text = DOCUMENT.read_text(encoding="utf-8").split("## Every finding")[1]
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| GT97-")]
    return {
        (row[1].strip(), rule, severity)
        for row in rows for rule, severity in re.findall(r"(L\d\d) (error|alert|warn|info)", row[2])
    }  # fmt: skip


def test_the_whole_province_shows_what_is_listed_and_nothing_else(site):
    if not site.database:
        pytest.skip("the given site's database is not named (GONGTU_BROWSER_DATABASE)")
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.judge_province", TODAY.isoformat()], check=True,
        capture_output=True, text=True, env=os.environ | {"DATABASE_URL": site.database},
    ).stdout  # fmt: skip
    judged = json.loads(told)
    found = {tuple(one) for one in judged["found"]}
    silent = {(code, "L10", "info") for code in judged["papers"]}
    silent |= {(code, "L07", "info") for code in judged["wide"]}
    assert found - silent == _listed()
    assert {rule for _code, rule, _severity in _listed()} == set(RULES)


def _desk() -> list[tuple[str, ...]]:
    """Return (project, document, state, worst finding) of every row of the document's table of the desk."""
    text = DOCUMENT.read_text(encoding="utf-8").split("## On the land officer's desk")[1].split("\n## ")[0]
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| GT97-")]
    return [tuple(cell.strip() for cell in row[1:5]) for row in rows]


def test_the_desk_holds_what_is_listed(site, browser, signed_in):
    context = browser.new_context(storage_state=signed_in("land"))
    states = "submitted,accepted,technical_check,correction,decided_granted,expiring"
    address, shown = f"{site.address}/api/v1/land/worklist/?state={states}&limit=200", set()
    rows = context.request.get(address).json()["documents"]
    context.close()
    for row in rows:
        shown.add((row["project"], row["kind"], row["state"], row["worst"] or ""))
    assert len(_desk()) == 18 and set(_desk()) <= shown


@pytest.fixture(scope="module")
def facts(ask):
    return lambda code: ask(f"projects/{code}/")["properties"]


@pytest.fixture(scope="module")
def ground(ask):
    return lambda code: shapely.make_valid(shape(ask(f"projects/{code}/")["geometry"]))


def _papers(project: dict, kind: str) -> list[dict]:
    return [one for one in project["approvals"] if one["kind"] == kind]


def test_the_province_is_whole(ask):
    totals = ask("projects/totals/")
    assert totals["projects"] == 600
    assert sum(row["projects"] for row in totals["by_sector"]) == 600


LATE = [("late to start", "late_start"), ("late to finish", "late_finish")]


@pytest.mark.parametrize(("title", "status"), LATE)
def test_the_late_ones_are_late(facts, title, status):
    assert [facts(code)["status"] for code in _codes(title)] == [status] * 3


def test_some_are_paid_far_ahead_of_the_work(facts):
    for project in map(facts, _codes("paid ahead of the work")):
        paid = Decimal(project["paid_yuan"]) / Decimal(project["investment_yuan"]) * 100
        assert project["progress_pct"] < 38 and paid > 67


def test_approvals_are_missing_and_run_out(facts):
    missing, expired = _with_kinds("an approval is missing"), _with_kinds("an approval ran out")
    assert (len(missing), len(expired)) == (3, 3)
    assert all(kind in facts(code)["readiness"]["missing"] for code, kind in missing)
    assert all(kind in facts(code)["readiness"]["expired"] for code, kind in expired)


def test_work_began_before_its_permit(facts):
    for project in map(facts, _codes("started before its permit")):
        (permit,) = _papers(project, "A8")
        assert date.fromisoformat(permit["issued_on"]) > date.fromisoformat(project["actual_start"])


def test_sites_lie_on_permanent_basic_farmland(ask, ground):
    for code in _codes("on permanent basic farmland"):
        site = ground(code)
        box = ",".join(map(str, site.bounds))
        lines = ask(f"features/?kind=control_line&bbox={box}&limit=200")["features"]
        farmland = [shape(one["geometry"]) for one in lines if one["properties"]["subkind"] == "farmland"]
        assert any(site.intersects(field) for field in farmland), code


def test_two_pairs_overlap_and_three_are_declared_twice(facts, ground):
    overlapping, twice = _codes("on another's ground"), _codes("declared twice")
    assert (len(overlapping), len(twice)) == (4, 6)
    for later, earlier in zip(overlapping[::2], overlapping[1::2], strict=True):
        assert ground(later).intersection(ground(earlier)).area > 0
    for later, earlier in zip(twice[::2], twice[1::2], strict=True):
        shared = ground(later).intersection(ground(earlier)).area
        assert shared > 0.5 * ground(earlier).area
        assert facts(later)["investment_code"] != facts(earlier)["investment_code"]
