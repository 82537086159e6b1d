"""Areas by land class: lines that add up to the total, and decide which authority must approve."""

from datetime import date

import pytest

from portal.approvals import services
from portal.approvals.areas import AreaLineInvalid, AreasDoNotSum
from portal.approvals.cover import ApplicantInvalid, UseInvalid
from portal.approvals.models import LandDocument
from portal.approvals.selectors import check_project
from tests.approvals.test_doors import JSON, browser  # noqa: F401  a fixture
from tests.conftest import TODAY

HA = 10_000.0
LINES = [
    {"code": "0101", "hectares": "12.3456"}, {"code": "0301", "name": "防护林地", "hectares": "7.6544"},
]  # fmt: skip


def level_findings(people, project) -> set[str]:
    report = check_project(actor=people.officer, project=project, on=TODAY)
    return {finding.code for finding in report.findings if finding.rule == "L07"}


def test_lines_come_and_go_in_hectares_with_their_names(browser, people, project):  # noqa: F811
    base = f"/api/v1/projects/{project.code}/land/documents/"
    body = {"kind": "A4", "declared_sqm": "200000.00", "area_lines": LINES}
    made = browser(people.head).post(base, body, **JSON)
    assert made.status_code == 201
    assert made.json()["area_lines"] == [
        {"code": "0101", "name": "水田", "hectares": 12.3456},
        {"code": "0301", "name": "防护林地", "hectares": 7.6544},
    ]
    assert made.json()["areas"] == {"0101": 123_456.0, "0301": 76_544.0}


def test_lines_that_do_not_add_up_are_refused_and_nothing_is_kept(browser, people, project):  # noqa: F811
    base, head = f"/api/v1/projects/{project.code}/land/documents/", browser(people.head)
    body = {"kind": "A4", "declared_sqm": "200003.00", "area_lines": LINES}
    refused = head.post(base, body, **JSON)
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:problem:areas_do_not_sum")
    assert "20.0003" in refused.json()["title"] and not LandDocument.objects.exists()
    made = head.post(base, body | {"declared_sqm": "200001.00"}, **JSON).json()
    again = head.patch(f"{base}{made['id']}/", {"version": 1, "area_lines": LINES[:1]}, **JSON)
    assert again.status_code == 422
    assert len(LandDocument.objects.get().areas) == 2


@pytest.mark.parametrize(
    "lines", [[LINES[0], LINES[0]], [{"code": "0101", "hectares": "0"}], [{"code": "", "hectares": "1"}]]
)
def test_a_class_counts_once_and_has_an_area(browser, people, project, lines):  # noqa: F811
    base = f"/api/v1/projects/{project.code}/land/documents/"
    body = {"kind": "A4", "declared_sqm": "1.00", "area_lines": lines}
    assert browser(people.head).post(base, body, **JSON).status_code == 422
    assert not LandDocument.objects.exists()


def test_areas_are_told_once_only(browser, people, project):  # noqa: F811
    base = f"/api/v1/projects/{project.code}/land/documents/"
    body = {"kind": "A4", "area_lines": LINES, "areas": {"0101": 1.0}}
    assert browser(people.head).post(base, body, **JSON).json()["type"] == "urn:problem:body_invalid"


@pytest.mark.parametrize("areas", [{"0101": -1.0}, {"0101": float("nan")}, {"": 1.0}, {"0101": "many"}])
def test_areas_in_square_metres_are_held_to_the_same(ready, areas):
    with pytest.raises(AreaLineInvalid):
        ready("A4", "preparing", areas=areas, declared_sqm=1.0)


def test_a_correction_that_breaks_the_sum_is_refused(ready, people):
    document = ready("A4", "preparing", areas={"0101": 5_000.0, "0301": 5_000.0}, declared_sqm=10_000.0)
    with pytest.raises(AreasDoNotSum, match="1.2"):
        services.amend(
            actor=people.head, document_id=document.pk, version=document.version,
            changes={"declared_sqm": 12_000.0},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("areas", "says"),
    [
        ({"0101": 34.9 * HA, "0301": 69.9 * HA}, set()), ({"0103": 35.1 * HA}, {"level_too_low"}),
        ({"0301": 40 * HA, "04": 30.1 * HA}, {"level_too_low"}), ({"YN": 1.0}, {"level_too_low"}),
    ],
    ids=["below both", "35 ha of cultivated land", "70 ha of other land", "permanent basic farmland"],
)  # fmt: skip
def test_the_lines_decide_who_must_approve(ready, boundary, people, project, areas, says):
    ready("A4", "effective", attach=boundary(), areas=areas, authority_level="province",
          declared_sqm=sum(areas.values()))  # fmt: skip
    assert level_findings(people, project) == says


def test_classes_of_the_siting_opinion_count_where_a4_names_none(ready, boundary, people, project):
    ready("A2", "effective", attach=boundary(), areas={"0101": 36 * HA}, declared_sqm=36 * HA,
          issued_on=date(2026, 10, 1))  # fmt: skip
    assert level_findings(people, project) == {"level_required"}
    ready("A4", "effective", attach=boundary(), authority_level="province")
    assert level_findings(people, project) == {"level_too_low"}


@pytest.mark.parametrize(
    ("facts", "refused"),
    [({"applicant_uscc": "<b>"}, ApplicantInvalid), ({"uses": ("zz",)}, UseInvalid),
     ({"uses": ("0804", "YN")}, None)],
)  # fmt: skip
def test_a_cover_has_codes_where_codes_belong(ready, facts, refused):
    if refused is None:
        assert ready("A2", "preparing", **facts).uses == list(facts["uses"])
        return
    with pytest.raises(refused):
        ready("A2", "preparing", **facts)
