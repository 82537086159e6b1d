"""The pages of evaluation: who sees what, what the forms do, how a refusal is told, the files."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from portal.accounts.models import User
from portal.performance.models import Evaluation, TargetLine
from tests.conftest import TODAY
from tests.performance.conftest import GIVEN, LINES, REASON
from tests.performance.test_doors import HEAD, SIGN_IN, workbook


@pytest.fixture
def browser():
    def sign_in(actor, language="zh-hans") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(User.objects.get(pk=actor.user_id), SIGN_IN)
        return client

    return sign_in


def text(answer) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def rows(lines=LINES):
    """The editor's fields."""
    found = {
        name: [] for name in ("code", "name", "weight", "target", "zero", "planned", "unit", "components")
    }
    for line in lines:
        for name in found:
            value = getattr(line, name)
            found[name].append("" if value in (None, ()) else str(value))
    for name in found:
        found[name].append("")
    return found


def scored(given=GIVEN, ticked=()):
    found = {"position": [str(at) for at in range(1, len(given) + 1)], "take": [str(at) for at in ticked]}
    for at, figures in enumerate(given, start=1):
        found |= {f"f_{at}_{name}": str(value) for name, value in figures.items()}
    return found


def test_an_evaluation_is_led_through_its_pages(browser, people, project):
    clerk, head, dept = browser(people.clerk), browser(people.head), browser(people.dept)
    begun = clerk.post(f"/projects/{project.code}/performance/", {"year": "2026", "mode": "finance"})
    row, base = Evaluation.objects.get(), begun["Location"]
    clerk.post(f"{base}targets/", {"version": row.version, **rows()})
    assert TargetLine.objects.filter(set__evaluation=row).count() == len(LINES)

    def act(who, action, **given):
        row.refresh_from_db()
        return who.post(f"{base}steps/{action}/", {"version": row.version, **given})

    act(head, "set_targets")
    assert "批准绩效目标" in text(dept.get(base)) and "批准绩效目标" not in text(head.get(base))
    act(dept, "approve_targets")
    act(head, "monitor", note="年中监控")
    row.refresh_from_db()
    clerk.post(f"{base}scores/self/", {"version": row.version, **scored()})
    act(head, "self_evaluate")
    act(dept, "assign", person="third", selection="draw", valid_to=(TODAY + timedelta(days=30)).isoformat())
    third = browser(people.third)
    act(third, "accept", declaration="本机构与该项目无任何利害关系，独立评价")
    row.refresh_from_db()
    assert row.state == "tp_in_progress" and str(row.self_points) == "96.0000"
    shown = text(third.get(base))
    assert "第三方评价" in shown and "95 % 置信区间" in shown.replace("95%", "95 %")


def test_a_refusal_is_told_on_the_page_and_what_was_typed_stays(browser, people, road, project):
    road.to("published")
    base = f"/projects/{project.code}/performance/{road.pk}/"
    refused = browser(people.fin2).post(
        f"{base}steps/apply/", {"version": road.row.version, "decision": "cut", "reason": "太短"}
    )
    assert refused.status_code == 422 and "优" in text(refused) and "太短" in text(refused)
    wrong = browser(people.fin2).post(f"{base}steps/apply/", {"version": "x"})
    assert wrong.status_code == 409


def test_finance_scores_what_it_ticks_and_takes_the_rest(browser, people, road, project):
    road.to("finance_reevaluation")
    base = f"/projects/{project.code}/performance/{road.pk}/"
    given = [*GIVEN[:3], {"share": "80%"}, *GIVEN[4:]]
    browser(people.fin).post(
        f"{base}scores/finance/", {"version": road.row.version, **scored(given, ticked=[4])}
    )
    none = browser(people.fin).post(f"{base}scores/finance/", {"version": road.row.version, **scored(given)})
    assert none.status_code == 422 and "勾选" in text(none)
    assert road.row.finance_points == 93 and road.row.scores.filter(party="finance").count() == 1
    assert "取自第三方" in text(browser(people.fin).get(base))


def test_a_flaw_of_the_workbook_is_told_by_its_cell(browser, people, road, project):
    base = f"/projects/{project.code}/performance/{road.pk}/"
    file = workbook([HEAD, ("实际完成率", None, "四十", 1, None, None, None, None)])
    refused = browser(people.clerk).post(f"{base}targets/import/", {"version": "1", "file": file})
    assert refused.status_code == 422 and "C2" in text(refused)


def test_the_record_and_the_list_show_points_and_grade(browser, people, road, project, client):
    road.to("feedback")
    record = text(browser(people.head).get(f"/projects/{project.code}/"))
    assert "94.5" in record and "优" in record
    listed = browser(people.fin).get("/performance/?year=2026&grade=excellent")
    assert "93.0" in text(listed) and project.code in text(listed)
    assert "没有" in text(browser(people.fin).get("/performance/?grade=poor"))
    english = text(browser(people.fin, "en").get(f"/projects/{project.code}/performance/{road.pk}/"))
    assert "Budget execution" in english and "Every number recomputed" in english
    assert client.get("/performance/").status_code == 302


def test_pdf_and_xlsx_tell_the_same_numbers(browser, people, road, project):
    road.to("feedback")
    base = f"/projects/{project.code}/performance/{road.pk}/"
    fin = browser(people.fin)
    pdf = PdfReader(io.BytesIO(b"".join(fin.get(f"{base}report.pdf"))))
    told = "".join(page.extract_text() for page in pdf.pages)
    assert "94.5" in told and "预算执行率" in told and "2020" in told
    listed = PdfReader(io.BytesIO(b"".join(fin.get("/performance/list.pdf"))))
    assert project.code in "".join(page.extract_text() for page in listed.pages)
    assert b"".join(fin.get(f"{base}report.xlsx"))[:2] == b"PK"


def test_a_change_is_proposed_and_decided_on_the_page(browser, people, road, project):
    road.to("mid_monitoring")
    base = f"/projects/{project.code}/performance/{road.pk}/"
    browser(people.head).post(f"{base}changes/", {"version": road.row.version, "reason": REASON, **rows()})
    assert road.row.sets.count() == 2
    browser(people.dept).post(f"{base}changes/reject/", {"version": road.row.version, "reason": REASON})
    assert road.row.sets.get(revision=2).rejected_at is not None
