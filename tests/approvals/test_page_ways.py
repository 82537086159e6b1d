"""The forms of the way to the ground and of changes after approval: who sees them, what they do, refusals."""

from datetime import date

import pytest

from portal.approvals import ways
from portal.approvals.models import LandCase, LandChange
from tests.approvals.conftest import REASON, text
from tests.approvals.test_page_forms import HTMX
from tests.approvals.test_temporary import land  # noqa: F401  a fixture
from tests.approvals.test_ways import FORMER, permit, reported  # noqa: F401  fixtures
from tests.conftest import TODAY, UNIT_USCC

USUAL = {"version": 0, "supply": "allocation", "new_land": "on", "conversion": "on"}


@pytest.fixture
def base(project):
    return f"/projects/{project.code}/land"


def shown(browser, actor, project, language="zh-hans"):  # noqa: F811
    return browser(actor, language).get(f"/projects/{project.code}/").content.decode()


def test_the_officer_records_the_way_and_the_page_tells_it(browser, people, project, base):  # noqa: F811
    assert "未登记，按通常方式认定" in shown(browser, people.officer, project)
    given = USUAL | {
        "supply": "grant", "temporary": "on", "early_start_on": "2026-01-05",
        "capacity_measure": ["bed", ""], "capacity_units": ["1,300", ""],
        "former_uscc": [FORMER, ""], "present_uscc": [UNIT_USCC, ""],
    }  # fmt: skip
    del given["conversion"]
    told = text(browser(people.officer).post(f"{base}/way/", given, **HTMX))
    case = LandCase.objects.get(project=project)
    assert (case.supply, case.conversion, case.temporary, case.capacity, case.succession) == (
        "grant", False, True, {"bed": 1300.0}, [[FORMER, UNIT_USCC]],
    )  # fmt: skip
    for words in ("取得用地的方式已登记", "出让", "不涉及转用征收", "有临时用地", "2026-01-05 起先行用地",
                  "1300 bed", f"{FORMER} → {UNIT_USCC}", "划拨 → 出让", "officer"):  # fmt: skip
        assert words in told


def test_a_row_emptied_is_taken_off(browser, people, project, base):  # noqa: F811
    beds = {"capacity": {"bed": 3}}
    ways.record_way(actor=people.officer, code=project.code, version=0, changes=beds, on=TODAY)
    given = USUAL | {"version": 1, "capacity_measure": "", "capacity_units": ""}
    browser(people.officer).post(f"{base}/way/", given, **HTMX)
    assert LandCase.objects.get(project=project).capacity == {}


def test_only_the_officer_is_offered_the_way_and_the_unit_only_the_report(
    browser, people, project, permit, base  # noqa: F811
):
    head, officer = shown(browser, people.head, project), shown(browser, people.officer, project)
    assert f"{base}/way/" in officer and f"{base}/changes/" in officer
    assert f"{base}/way/" not in head and f"{base}/changes/" in head
    refused = browser(people.head, "en").post(f"{base}/way/", USUAL, **HTMX)
    assert "not for your role" in text(refused) and not LandCase.objects.exists()
    assert browser(people.elsewhere).post(f"{base}/way/", USUAL, **HTMX).status_code == 404


WRONG = [
    ({"capacity_measure": "bed", "capacity_units": "many"}, "bed: many"),
    ({"capacity_measure": ["bed", "bed"], "capacity_units": ["1", "2"]}, "bed, bed"),
    ({"former_uscc": FORMER, "present_uscc": "123"}, "123"),
    ({"early_start_on": "2030-01-01"}, "2030-01-01"),
]


@pytest.mark.parametrize(("wrong", "named"), WRONG)
def test_a_refusal_keeps_what_was_typed(browser, people, project, base, wrong, named):  # noqa: F811
    given = USUAL | {"supply": "grant"} | wrong
    answer = browser(people.officer, "en").post(f"{base}/way/", given, **HTMX)
    page = answer.content.decode()
    assert f"“{FORMER} → {named}”" in page or f"“{named}”" in page
    assert '<option value="grant" selected>' in page and page.count('role="alert"') == 1
    first = next(iter(wrong.values()))
    assert f'value="{first if isinstance(first, str) else first[0]}"' in page
    assert not LandCase.objects.exists()
    whole = browser(people.officer, "en").post(f"{base}/way/", given)
    assert whole.status_code == 422 and '<option value="grant" selected>' in whole.content.decode()


def test_who_has_not_seen_the_last_record_changes_nothing(browser, people, project, base):  # noqa: F811
    ways.record_way(actor=people.second, code=project.code, version=0, changes={"temporary": True}, on=TODAY)
    told = text(browser(people.officer).post(f"{base}/way/", USUAL, **HTMX))
    assert "您看到的是第 0 版" in told and LandCase.objects.get(project=project).temporary


def test_a_change_is_reported_by_the_unit_and_approved_by_the_officer(
    browser, people, project, permit, base  # noqa: F811
):
    given = {"what": "use", "kind": "A6", "changed_on": "2026-03-02"}
    told = text(browser(people.head).post(f"{base}/changes/", given, **HTMX))
    row = LandChange.objects.get()
    assert "批后变更已报告" in told and "用途变更" in told and "尚未批准" in told
    step, address = {"version": 1, "number": "变-7", "approved_on": "2026-03-01"}, f"{base}/changes/{row.pk}"
    assert f"{address}/approve/" not in shown(browser, people.head, project)
    officer = browser(people.officer)
    assert f"{address}/approve/" in shown(browser, people.officer, project)
    missing = text(officer.post(f"{address}/approve/", {"version": 1, "number": "变-7"}, **HTMX))
    assert "请先填写" in missing and "批准日期" in missing
    done = text(officer.post(f"{address}/approve/", step, **HTMX))
    row.refresh_from_db()
    assert row.state == "approved" and "变-7" in done and "已办理：批准变更" in done
    assert f"{address}/withdraw/" not in shown(browser, people.officer, project)


def test_own_reports_are_not_offered_for_approval(browser, people, project, permit, base):  # noqa: F811
    own = ways.report_change(
        actor=people.officer, code=project.code, what="boundary", kind="A6", changed_on=TODAY, on=TODAY
    )
    page = shown(browser, people.officer, project)
    assert f"/changes/{own.pk}/approve/" not in page and f"/changes/{own.pk}/withdraw/" in page
    assert f"/changes/{own.pk}/approve/" in shown(browser, people.second, project)


def test_a_report_is_withdrawn_and_stays_on_record(browser, people, project, reported, base):  # noqa: F811
    address = f"{base}/changes/{reported.pk}/withdraw/"
    short = text(browser(people.officer).post(address, {"version": 1, "reason": "误"}, **HTMX))
    assert "10" in short
    told = text(browser(people.officer).post(address, {"version": 1, "reason": REASON}, **HTMX))
    reported.refresh_from_db()
    assert reported.state == "withdrawn" and REASON in told and "撤回报告" in told


def test_an_approval_after_the_change_is_marked(browser, people, project, reported):  # noqa: F811
    ways.approve_change(
        actor=people.officer, change_id=reported.pk, version=1, number="变-7", on=TODAY,
        approved_on=date(2026, 9, 1),
    )  # fmt: skip
    assert "先变更后批准" in shown(browser, people.officer, project)


def test_a_change_the_form_cannot_read_keeps_the_form(browser, people, project, permit, base):  # noqa: F811
    given = {"what": "use", "kind": "A6", "changed_on": ""}
    page = browser(people.head, "en").post(f"{base}/changes/", given, **HTMX).content.decode()
    assert "Please mend what is marked" in page and 'option value="A6" selected' in page
    early = given | {"changed_on": "2024-05-05"}
    told = text(browser(people.head, "en").post(f"{base}/changes/", early, **HTMX))
    assert "there was nothing to change" in told and not LandChange.objects.exists()


def test_temporary_land_goes_back_in_the_page(browser, people, project, land, base):  # noqa: F811
    address = f"{base}/documents/{land.pk}"
    assert f"{address}/give_back/" in shown(browser, people.head, project)
    future = {"version": land.version, "returned_on": "2026-11-21"}
    refused = text(browser(people.head, "en").post(f"{address}/give_back/", future, **HTMX))
    assert "cannot be dated 2026-11-21" in refused
    given = {"version": land.version, "returned_on": "2025-10-20"}
    told = text(browser(people.head).post(f"{address}/give_back/", given, **HTMX))
    assert "归还日期 2025-10-20" in told and "已过期仍需使用" not in told
    given = {"version": land.version + 1, "reclaimed_on": "2026-06-01"}
    told = text(browser(people.officer).post(f"{address}/reclaim/", given, **HTMX))
    assert "复垦日期 2026-06-01" in told
