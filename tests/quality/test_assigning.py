"""Who mends a quality issue: a body that builds the place, and nobody else begins or reports it."""

import pytest

from portal.core.models import Event
from portal.quality.models import QualityCase
from tests.quality.conftest import Desk, raised

pytestmark = pytest.mark.django_db
DUE = {"due_on": "2026-11-27"}


@pytest.fixture
def built(performing, desk) -> Desk:
    """A minor issue on a bridge whose section a contractor builds, by each door."""
    return Desk(desk.world, raised(desk.world, "minor"), desk.door)


def given(bodies, which: str = "con", **said) -> dict[str, str]:
    return {"body": str(getattr(bodies, which).pk), "assignee": "王工"} | DUE | said


def refused(desk) -> Event:
    return Event.objects.filter(verb="refused", subject_id=str(desk.issue.pk)).latest("pk")


def test_it_is_given_to_the_body_that_builds_there_and_to_its_person(built, bodies):
    assert built.step("sup", "assign", **given(bodies)).status_code in (200, 302)
    case = built.case
    assert (case.assigned_body, case.assigned_to) == (bodies.con, "王工")
    built.issue.refresh_from_db()
    assert built.issue.assigned_to == "远大路桥公司 · 王工"
    done = Event.objects.get(subject_type="quality_case", subject_id=str(case.pk), verb="assign")
    assert done.facts["body"] == "远大路桥公司" and done.facts["due_on"] == "2026-11-27"
    address = f"/projects/{built.world.project.code}/quality/{case.pk}/"
    page = built.client("sup").get(address).content.decode()
    assert page.count("远大路桥公司 · 王工") >= 2


def test_a_body_is_named_where_one_is_known_and_one_that_builds_elsewhere_is_refused(built, bodies):
    assert built.step("sup", "assign", assignee="谁都行", **DUE).status_code == 422
    assert refused(built).facts["facts"] == {"place": "第一标段", "known": "远大路桥公司"}
    assert built.step("sup", "assign", **given(bodies, "rival")).status_code == 409
    facts = refused(built).facts["facts"]
    assert facts["body"] == "宏图建筑公司" and facts["known"] == "远大路桥公司"
    assert (built.case.state, built.case.assigned_body) == ("open", None)


def test_only_who_builds_for_that_body_begins_and_reports_it(built, bodies):
    built.step("sup", "assign", **given(bodies))
    answer = built.step("rival", "start")
    assert answer.status_code == 409 and refused(built).facts["facts"]["guard"] == "given_to_another"
    assert "远大路桥公司" in answer.content.decode()
    built.go(("con", "start"))
    built.show("con")
    assert built.step("rival", "claim_fixed").status_code == 409
    built.go(("con", "claim_fixed"))
    assert built.case.state == "fixed_claimed"


def test_while_it_is_assigned_it_can_be_given_to_another_with_a_reason(built, bodies):
    built.step("sup", "assign", **given(bodies))
    other = given(bodies, assignee="李工", due_on="2026-12-05")
    assert built.step("sup", "assign", **other, reason="").status_code == 422
    assert built.case.assigned_to == "王工"
    assert built.step("sup", "assign", **other, reason="王工已调往其他项目部").status_code in (200, 302)
    case = built.case
    assert (case.state, case.assigned_to, str(case.due_on)) == ("assigned", "李工", "2026-12-05")


def test_where_no_contract_covers_the_place_a_name_is_enough_and_no_body_fits(desk, bodies):
    minor = Desk(desk.world, raised(desk.world, "minor"), desk.door)
    assert minor.step("sup", "assign", **given(bodies)).status_code == 409
    assert minor.step("sup", "assign", assignee="王工", **DUE).status_code in (200, 302)
    assert QualityCase.objects.get(pk=minor.issue.pk).assigned_body is None


def test_who_may_give_it_reads_to_whom(performing, rest, bodies):
    rest.go(("sup", "stop_work"))
    told = rest.client("sup").get(f"/api/v1/issues/{rest.issue.pk}/").json()
    assert told["quality"]["menders"] == [{"id": str(bodies.con.pk), "name": "远大路桥公司"}]
    assert "stop_work" not in told["allowed_actions"]
    page = rest.client("sup").get(told["quality"]["page"]).content.decode()
    assert f'value="{bodies.con.pk}"' in page and "/actions/stop_work/" not in page
    assert rest.client("con").get(f"/api/v1/issues/{rest.issue.pk}/").json()["quality"]["menders"] == []


def test_nobody_mends_until_a_day_that_is_over(desk):
    answer = desk.step("sup", "stop_work", number="停工-1")
    assert answer.status_code in (200, 302)
    held = desk.step("sup", "assign", **desk.given_to("assign"), assignee="某", due_on="2026-11-19")
    assert held.status_code == 422 and desk.case.state == "open"
    desk.go(("sup", "assign"))
