"""The case, the desk and the comparison, as programs read them."""

from datetime import date, timedelta

import pytest

from portal.approvals import services
from portal.approvals.models import LandDocument
from portal.projects.models import Project, ProjectApproval
from spatial.features.services import move_feature
from tests.conftest import TODAY, square

JSON = {"content_type": "application/json"}


@pytest.fixture
def browser(browser):
    """Programs ask in English."""
    return lambda actor: browser(actor, "en")


def kinds(client, project):
    answer = client.get(f"/api/v1/projects/{project.code}/land/").json()
    return answer, {row["kind"]: row for row in answer["kinds"]}


def test_the_case_is_red_for_what_is_due_and_missing(browser, people, project):
    Project.objects.filter(pk=project.pk).update(stage="design_approved")
    ProjectApproval.objects.create(
        project=project, kind="A2", number="Y-1", authority="局", issued_on=date(2024, 1, 10),
        valid_to=TODAY + timedelta(days=25), recorded_at=project.created_at,
    )  # fmt: skip
    case, found = kinds(browser(people.officer), project)
    assert case["missing"] == ["A1_proposal", "A1_feasibility", "A3"] and case["red"]
    assert (found["A2"]["due"], found["A2"]["missing"], found["A2"]["state"]) == (True, False, "expiring")
    assert (found["A2"]["papers"][0]["days_left"], found["A2"]["papers"][0]["alert_days"]) == (25, 30)
    assert (found["A6"]["due"], found["A6"]["state"]) == (False, "not_due")


def test_a_paper_that_has_served_counts_no_days(browser, people, project):
    for kind in ("A2", "A4", "A6"):
        ProjectApproval.objects.create(
            project=project, kind=kind, number=kind, authority="局", issued_on=date(2024, 1, 10),
            valid_to=date(2025, 1, 1), recorded_at=project.created_at,
        )  # fmt: skip
    _case, found = kinds(browser(people.officer), project)
    assert found["A2"]["papers"][0]["days_left"] is None and not found["A2"]["red"]


def test_ground_moved_after_a_grant_blocks_the_case(browser, people, project, ready, boundary, everything):
    feature, survey = boundary()
    ready("A6", "effective", attach=(feature, survey))
    assert kinds(browser(people.officer), project)[0]["blocking"] == []
    move_feature(actor=everything, feature=feature, geom=square(0.2, 0.2, 0.03), version=1, valid_from=TODAY)
    (alert,) = kinds(browser(people.officer), project)[0]["blocking"]
    assert (alert["rule"], alert["subject"]) == ("L14", "A6")
    assert alert["facts"]["added_ha"] > 500 and alert["facts"]["removed_ha"] == pytest.approx(0, abs=0.02)


def test_the_case_is_for_those_who_see_the_project(browser, people, project, client):
    assert client.get(f"/api/v1/projects/{project.code}/land/").status_code == 404
    assert browser(people.elsewhere).get(f"/api/v1/projects/{project.code}/land/").status_code == 404
    Project.objects.filter(pk=project.pk).update(label="public", published=True)
    assert client.get(f"/api/v1/projects/{project.code}/land/").status_code == 403


def test_a_document_goes_through_the_api(browser, people, project):
    head, officer = browser(people.head), browser(people.officer)
    base = f"/api/v1/projects/{project.code}/land/documents/"
    made = head.post(base, {"kind": "A1_proposal", "number": "A1-7", "authority": "局"}, **JSON)
    assert made.status_code == 201
    act = f"{base}{made.json()['id']}/actions/"
    version = head.post(f"{act}submit/", {"version": 1}, **JSON).json()["version"]
    refused = head.post(f"{act}accept/", {"version": version}, **JSON)
    assert refused.status_code == 403 and "not for your role" in refused.json()["title"]
    for step in ("accept", "check"):
        version = officer.post(f"{act}{step}/", {"version": version}, **JSON).json()["version"]
    detail = officer.get(f"{base}{made.json()['id']}/").json()
    for row in detail["findings"]:
        if row["severity"] == "warn":
            place = f"/api/v1/projects/{project.code}/land/findings/{row['id']}/accept/"
            given = {"seen": row["mark"], "reason": "经核实，情况属实，同意"}
            assert officer.post(place, given, **JSON).status_code == 200
    early = officer.post(f"{act}grant/", {"version": version}, **JSON)
    assert (early.status_code, early.json()["type"]) == (422, "urn:problem:field_missing")
    granted = officer.post(f"{act}grant/", {"version": version, "issued_on": "2026-11-19"}, **JSON)
    assert granted.json()["state"] == "decided_granted" and granted.json()["report_sha256"]


def test_the_case_names_attaching_where_it_can_be_done(browser, people, project, ready):
    ready("A6", "submitted")
    ready("A3", "preparing")

    def named(actor) -> dict[str, list[str]]:
        case = browser(actor).get(f"/api/v1/projects/{project.code}/land/").json()
        held = [kind for kind in case["kinds"] if kind["papers"]]
        return {kind["kind"]: kind["papers"][0]["allowed_actions"] for kind in held}

    assert "attach" in named(people.officer)["A6"] and "attach" not in named(people.head)["A6"]
    assert "attach" not in named(people.officer)["A3"] and "attach" not in named(people.head)["A3"]


def test_a_document_is_found_only_under_its_own_project(browser, people, project, ready, file_project):
    document, other = ready("A3", "preparing"), file_project(0.6, 0.2, label="internal")
    answer = browser(people.officer).get(f"/api/v1/projects/{other.code}/land/documents/{document.pk}/")
    assert answer.status_code == 404


def test_the_desk_holds_what_waits_the_worst_first(browser, people, project, ready):
    good = ready("A3", "submitted")
    bad = ready("A8", "submitted", applicant_uscc="91110000600037341L")
    LandDocument.objects.filter(pk=bad.pk).update(worst_rank=4)
    ready("A9", "preparing")
    officer = browser(people.officer)
    page = officer.get("/api/v1/land/worklist/?limit=1").json()
    assert [row["id"] for row in page["documents"]] == [str(bad.pk)]
    assert page["documents"][0]["worst"] == "error"
    rest = officer.get(page["next"]).json()
    assert [row["id"] for row in rest["documents"]] == [str(good.pk)] and rest["next"] is None
    assert officer.get("/api/v1/land/worklist/?region=970102").json()["documents"] == []
    assert officer.get("/api/v1/land/worklist/?severity=grave").status_code == 422
    for other in (people.head, people.elsewhere):
        assert browser(other).get("/api/v1/land/worklist/").json()["documents"] == []


def test_two_documents_are_held_against_each_other(browser, people, project, ready, boundary):
    ready("A5", "effective", attach=boundary(square(0.2, 0.2, 0.02)))
    ready("A6", "effective", attach=boundary(square(0.21, 0.2, 0.02)), areas={"0701": 100.0})
    address = f"/api/v1/projects/{project.code}/land/compare/"
    found = browser(people.officer).get(f"{address}?outer=A5&inner=A6").json()
    assert found["added_sqm"] == pytest.approx(found["inner_sqm"] * 0.05, rel=1e-3)
    assert found["common_sqm"] == pytest.approx(found["inner_sqm"] * 0.95, rel=1e-3)
    assert found["removed_sqm"] == pytest.approx(found["outer_sqm"] - found["common_sqm"], abs=0.01)
    assert found["added"]["type"] in {"Polygon", "MultiPolygon"} and found["inner_areas"] == {"0701": 100.0}
    assert browser(people.officer).get(f"{address}?outer=A5&inner=A7").status_code == 404
    assert browser(people.officer).get(f"{address}?outer=A5").status_code == 404


def test_two_documents_of_one_kind_are_chosen_by_their_ids(browser, people, project, ready, boundary):
    former = ready("A6", "effective", attach=boundary(square(0.2, 0.2, 0.02)))
    later = ready("A6", "effective", attach=boundary(square(0.2, 0.2, 0.01)), number="A6-2")
    address = f"/api/v1/projects/{project.code}/land/compare/"
    found = browser(people.officer).get(f"{address}?outer={former.pk}&inner={later.pk}").json()
    assert found["removed_sqm"] == pytest.approx(found["outer_sqm"] * 0.75, rel=1e-3)
    told = [found[name]["id"] for name in ("outer_document", "inner_document")]
    assert told == [str(former.pk), str(later.pk)]
    back = browser(people.officer).get(f"{address}?outer={later.approval_id}&inner=A5").json()
    assert (back["status"], back["facts"]) == (404, {"key": "A5"})
    papers = f"{address}?outer={later.approval_id}&inner={former.approval_id}"
    assert browser(people.officer).get(papers).json()["added_sqm"] == pytest.approx(found["removed_sqm"])


def test_a_project_is_cross_checked_without_a_file(browser, people, project, ready, client):
    ready("A5", "submitted")
    ready("A8", "effective")
    address = f"/api/v1/projects/{project.code}/land/check/"
    told = browser(people.officer).post(address).json()
    assert (told["on"], told["worst"], told["parcels"][0]["srid"]) == (TODAY.isoformat(), "error", 4528)
    (missing,) = [one for one in told["findings"] if one["subject"] == "A7"]
    assert (missing["code"], missing["facts"]) == ("basis_missing", {"upon": ["A8"]})
    assert client.post(address).status_code == 403
    assert browser(people.elsewhere).post(address).status_code == 404


def test_extra_ground_is_judged_with_the_case(people, project):
    from portal.approvals.selectors import check_case
    from spatial.land.grounds import Ground

    away = Ground(key="新", shape=bytes(square(1.2, 0.2).ewkb), county="970101")
    report = check_case(actor=people.officer, project_code=project.code, on=TODAY, extra_grounds=(away,))
    assert ("L01", "outside_county", "新") in {(f.rule, f.code, f.subject) for f in report.findings}
    plain = check_case(actor=people.officer, project_code=project.code, on=TODAY)
    assert not any(f.rule == "L01" for f in plain.findings)


def test_the_calendar_steps_and_warns_once(everything, project, ready, people):
    from io import StringIO

    from django.core.management import call_command

    from portal.core.models import Event

    document = ready("A8", "effective", valid_to=TODAY + timedelta(days=28))

    def night(on) -> str:
        out = StringIO()
        call_command("land_calendar", on=on, stdout=out)
        return out.getvalue().strip()

    assert night(TODAY) == "1 begin to run out, 0 ran out, 1 alerts raised."
    assert night(TODAY) == "0 begin to run out, 0 ran out, 0 alerts raised."
    assert night(TODAY + timedelta(days=22)) == "0 begin to run out, 0 ran out, 1 alerts raised."
    assert night(TODAY + timedelta(days=29)) == "0 begin to run out, 1 ran out, 0 alerts raised."
    told = Event.objects.filter(verb="expiry_alert").order_by("id").values_list("facts__step_days", flat=True)
    assert list(told) == [30, 7]
    document.refresh_from_db()
    assert document.state == "expired"
    with pytest.raises(services.faults.StepNotOpen):
        services.revoke(
            actor=people.officer, document_id=document.pk, version=document.version,
            reason="超过有效期应予收回", on=TODAY,
        )  # fmt: skip
