"""Two documents side by side: areas, differences, verdicts, who may look."""

import json

import pytest

from portal.approvals.pairing import SideAbsent, side_by_side
from portal.projects.models import ProjectApproval
from tests.conftest import TODAY, square


@pytest.fixture
def browser(browser):
    """In English unless told."""
    return lambda actor, language="en": browser(actor, language)


@pytest.fixture
def chain(people, project, boundary, ready):
    """A wide A4 in two classes and an A6 that reaches out of it."""
    ready("A4", "effective", attach=boundary(square(0.2, 0.2, 0.01)), areas={"0101": 500_000.0, "0301": 1.0})
    ready("A6", "effective", attach=boundary(square(0.205, 0.2, 0.01)), areas={"0101": 400_000.0})
    return project


def look(people, project, outer="", inner=""):
    return side_by_side(actor=people.officer, code=project.code, outer=outer, inner=inner, on=TODAY)


def test_areas_add_up_and_the_rules_judge(people, chain):
    found = look(people, chain, "A4", "A6")
    pair = found.pair
    assert pair is not None and pair.added_sqm > 1000 and pair.removed_sqm > 1000
    assert pair.common_sqm + pair.removed_sqm == pytest.approx(pair.outer_sqm, abs=0.01)
    assert pair.common_sqm + pair.added_sqm == pytest.approx(pair.inner_sqm, abs=0.01)
    assert pair.within is not None and pair.within.finding is not None
    assert (pair.within.finding.rule, pair.within.finding.severity) == ("L04", "error")
    lines = {line.code: line for line in pair.classes}
    assert lines["0101"].change_sqm == -100_000 and lines["0301"].inner_sqm == 0
    assert [(link.outer, link.inner) for link in found.links] == [("A4", "A6")]


def test_the_wider_stands_left_whatever_the_address_says(people, chain):
    pair = look(people, chain, "A6", "A4").pair
    assert pair is not None and (pair.outer.kind, pair.inner.kind) == ("A4", "A6")
    assert look(people, chain).pair == pair


def test_what_was_superseded_stands_beside_what_took_its_place(people, chain, ready, boundary):
    old = look(people, chain, "A6", "A4").pair.inner
    ready("A6", "effective", attach=boundary(square(0.2, 0.2, 0.01)), number="A6-2")
    pair = look(people, chain, old.key, "A6").pair
    assert (pair.outer.number, pair.inner.number, pair.within) == ("A6-1", "A6-2", None)
    assert not pair.outer.newest and pair.added_sqm > 1000


def test_papers_without_a_case_are_compared_too(people, chain, boundary):
    feature, _survey = boundary(square(0.2, 0.2, 0.005))
    paper = ProjectApproval.objects.create(
        project=chain, kind="A7", number="G-1", authority="局", issued_on=TODAY, extent=feature,
        recorded_at=chain.created_at,
    )  # fmt: skip
    pair = look(people, chain, "A6", str(paper.pk)).pair
    assert pair is not None and pair.inner.kind == "A7" and pair.classes[0].inner_sqm is None


def test_the_page_the_maps_and_the_sheet(browser, people, chain):
    client, base = browser(people.officer), f"/projects/{chain.code}/land/compare/"
    page = client.get(f"{base}?outer=A4&inner=A6").content.decode()
    assert "A4-1" in page and "A6-1" in page and "Paddy field" in page and "−100,000.00 m²" in page
    drawn = json.loads(client.get(f"{base}shapes.geojson?outer=A4&inner=A6").content)
    kinds = {one["properties"]["kind"] for one in drawn["features"]}
    assert kinds == {"outer", "inner", "added", "removed"}
    sheet = client.get(f"{base}sheet.pdf?outer=A4&inner=A6")
    assert sheet.content[:5] == b"%PDF-" and sheet["Content-Type"] == "application/pdf"


def test_with_one_boundary_the_page_says_so(browser, people, project):
    page = browser(people.officer).get(f"/projects/{project.code}/land/compare/")
    assert page.status_code == 200 and "Nothing to hold against each other yet" in page.content.decode()
    base = f"/projects/{project.code}/land/compare/"
    assert browser(people.officer).get(f"{base}sheet.pdf").status_code == 404


def test_hidden_looks_absent(browser, people, chain, client):
    base = f"/projects/{chain.code}/land/compare/"
    assert client.get(base).status_code == 302
    for rest in ("", "shapes.geojson", "sheet.pdf"):
        assert browser(people.elsewhere).get(base + rest).status_code == 404
    assert browser(people.officer).get(f"{base}?outer=A5&inner=A6").status_code == 404
    with pytest.raises(SideAbsent):
        look(people, chain, "A9", "A6")
