"""Budgets through the doors: what a program and a browser may do, and what is refused to them."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook

from portal.accounts.models import User
from portal.budget.models import BudgetRequest
from portal.core.models import Event
from portal.core.money import AmountInvalid
from tests.budget.conftest import D, fresh

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/budget"
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
REASON = "超出同类项目支出标准，予以核减"


def browser(actor) -> Client:
    """A signed-in browser."""
    user = User.objects.get(pk=actor.user_id)
    User.objects.filter(pk=user.pk).update(organisation=actor.organisation_id)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), SIGN_IN)
    return client


def line(**changes):
    """A line as a program sends it."""
    ordinary = {
        "name": "教学楼", "functional": "2050299", "economic": "50302", "source": "county_budget",
        "year": 2026, "requested_yuan": "600000.00",
    }  # fmt: skip
    return ordinary | changes


def step(client, row, action, **more):
    """Take a step as a program."""
    row.refresh_from_db()
    body = {"version": row.version, "request_id": fresh()} | more
    return client.post(f"{ROOT}/requests/{row.pk}/actions/{action}/", body, content_type="application/json")


def test_a_program_drafts_and_reviews_and_is_told_what_it_may_do(bench):
    body = {"project": bench.project.code, "title": "2026", "year": 2026, "lines": [line()]}
    made = browser(bench.clerk).post(f"{ROOT}/requests/", body, content_type="application/json")
    assert (made.status_code, made.json()["allowed_actions"]) == (201, ["submit", "withdraw"])
    row = bench.at("dept_review")
    found = browser(bench.dept).get(f"{ROOT}/requests/{row.pk}/").json()
    assert found["allowed_actions"] == ["pass", "return"]
    cuts = [{"position": 1, "amount_yuan": "500000.00", "reason": REASON}]
    answer = step(browser(bench.dept), row, "pass", cuts=cuts).json()
    assert answer["state"] == "finance_review"
    assert [one["yuan"] for one in answer["levels"]] == ["600000.00", "600000.00", "500000.00", None]
    assert answer["steps"][-1]["differences"][0]["after"] == "500000.00"


@pytest.mark.parametrize("action", ["approve", "issue", "close", "adjust", "become_rich"])
def test_a_raw_call_skips_no_level(bench, action):
    row = bench.at("dept_review")
    answer = step(browser(bench.fin), row, action, adopted_no="1", adopted_on="2026-01-01")
    assert answer.status_code in {404, 409}
    row.refresh_from_db()
    assert row.state == "dept_review"


def test_a_superuser_has_no_way_round(bench):
    row = bench.at("dept_review")
    root = User.objects.create_superuser("root", password="a long test phrase")
    client = Client()
    client.force_login(root, SIGN_IN)
    assert step(client, row, "pass").status_code == 404
    assert client.get("/admin/").status_code == 404


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("-1", "not_positive"), ("0", "not_positive"), ("1.005", "too_many_places"),
        ("1000000000000000000", "too_large"),
    ],
)  # fmt: skip
def test_bad_amounts_are_refused_with_their_reason_and_kept_in_the_log(bench, amount, reason):
    body = {
        "project": bench.project.code, "title": "x", "year": 2026, "lines": [line(requested_yuan=amount)]
    }  # fmt: skip
    answer = browser(bench.clerk).post(f"{ROOT}/requests/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["facts"]["reason"]) == (422, reason)
    assert Event.objects.get(verb="refused").facts["facts"]["reason"] == reason


def test_the_sums_of_a_list_are_those_of_its_rows(bench):
    bench.at("finance_review", "600000.00")
    bench.draft("100.00")
    client = browser(bench.fin)
    rows = client.get(f"{ROOT}/requests/?year=2026").json()["requests"]
    totals = client.get(f"{ROOT}/requests/totals/?year=2026").json()
    assert totals["count"] == len(rows) == 2
    assert D(str(totals["requested_yuan"])) == sum(D(str(one["requested_yuan"])) for one in rows)
    assert client.get(f"{ROOT}/requests/?state=approved").json()["requests"] == []
    assert client.get(f"{ROOT}/requests/?state=nonsense").status_code == 422


def test_what_waits_is_on_the_desk_of_its_level_alone(bench):
    row = bench.at("dept_review")
    for actor, there in ((bench.dept, True), (bench.fin, False), (bench.clerk, False)):
        found = browser(actor).get(f"{ROOT}/waiting/").json()["requests"]
        assert [one["id"] for one in found] == ([str(row.pk)] if there else [])
    assert row.number in browser(bench.dept).get("/budget/").content.decode()


def test_an_indicator_tells_why_not_more(bench):
    indicator = bench.indicator("100.00", planned="60.00")
    bench.freeze(indicator, "50.00")
    found = browser(bench.clerk).get(f"{ROOT}/indicators/{indicator.pk}/").json()
    assert [(one["code"], one["room_yuan"]) for one in found["rooms"]] == [("H1", "50.00"), ("H2", "10.00")]
    page = browser(bench.clerk).get(f"/budget/indicators/{indicator.pk}/").content.decode()
    assert "= 50.00" in page and "= 10.00" in page
    entries = browser(bench.clerk).get(f"{ROOT}/indicators/{indicator.pk}/entries/").json()["entries"]
    assert {one["kind"] for one in entries} == {"approved", "frozen"}


def test_a_reviewer_cuts_on_the_page(bench):
    row = bench.at("dept_review")
    client = browser(bench.dept)
    form = {
        "version": row.version, "request_id": fresh(), "amount-1": "500000", "reason-1": REASON,
        "priority": "1",
    }  # fmt: skip
    answer = client.post(f"/budget/requests/{row.pk}/pass/", form)
    assert answer.status_code == 302
    page = client.get(f"/budget/requests/{row.pk}/").content.decode()
    assert "500,000.00" in page and "− 100,000.00" in page and REASON in page


def test_what_is_refused_on_the_page_says_so_and_keeps_what_was_typed(bench):
    row = bench.at("dept_review")
    form = {"version": row.version, "request_id": fresh(), "amount-1": "700000", "reason-1": "多给一些"}
    answer = browser(bench.dept).post(f"/budget/requests/{row.pk}/pass/", form)
    assert answer.status_code == 409
    assert "700000" in answer.content.decode()


def typed(**changes):
    """A request as it is typed."""
    ordinary = {f"line-0-{name}": value for name, value in line().items()}
    targets = {"target-0-name": "面积", "target-0-value": "1", "target-0-unit": "平方米"}
    return {"title": "2026", "year": "2026", "line-0-feature": "", **ordinary, **targets} | changes


def test_a_clerk_writes_a_request_by_hand_and_changes_it(bench):
    client = browser(bench.clerk)
    assert client.get(f"/projects/{bench.project.code}/budget/new/").status_code == 200
    answer = client.post(f"/projects/{bench.project.code}/budget/new/", typed())
    row = BudgetRequest.objects.get()
    assert (answer.status_code, row.lines.get().requested_yuan) == (302, D("600000.00"))
    changed = typed(version=row.version, **{"line-0-requested_yuan": "5.00"})
    assert client.post(f"/budget/requests/{row.pk}/edit/", changed).status_code == 302
    assert row.lines.get().requested_yuan == D("5.00")
    wrong = client.post(f"/projects/{bench.project.code}/budget/new/", typed(**{"line-0-year": "abc"}))
    assert wrong.status_code == 422 and BudgetRequest.objects.count() == 1


HEADS = ("项目内容", "功能分类", "经济分类", "资金来源", "年度", "位置", "金额（元）")


def workbook(*rows, heads=HEADS) -> BytesIO:
    """A list as an office sends it."""
    book, file = Workbook(), BytesIO()
    for row in (heads, *rows):
        book.active.append(row)
    book.save(file)
    file.seek(0)
    file.name = "预算.xlsx"
    return file


def send(bench, file):
    """Hand a list in on the page."""
    bare = {"title": "2026", "year": "2026", "list": file}
    return browser(bench.clerk).post(f"/projects/{bench.project.code}/budget/new/", bare)


def test_a_list_becomes_a_request(bench):
    rows = [
        ("教学楼", 2050299, 50302, "县级财政", 2026, "", 600000.1),
        ("设备", "2050299", "50306", "县级财政", 2026, None, "1,000"),
    ]
    assert send(bench, workbook(*rows)).status_code == 302
    amounts = BudgetRequest.objects.get().lines.order_by("position").values_list("requested_yuan", flat=True)
    assert list(amounts) == [D("600000.10"), D("1000.00")]


def test_every_wrong_cell_of_a_list_is_named(bench):
    rows = [
        ("教学楼", 20502, 50302, "县级财政", 2026, "", 1.005),
        ("", 2050299, 50302, "小金库", 2026, "月球", "很多"),
    ]
    answer = send(bench, workbook(*rows))
    page = answer.content.decode()
    assert answer.status_code == 422 and BudgetRequest.objects.count() == 0
    for cell in ("B2", "G2", "A3", "D3", "F3", "G3"):
        assert f">{cell}<" in page, cell


def test_a_formula_without_its_result_is_called_so(bench):
    answer = send(bench, workbook(("教学楼", 2050299, 50302, "县级财政", 2026, "", "=1+1")))
    page = answer.content.decode()
    assert answer.status_code == 422 and ">G2<" in page and "没有计算结果的公式" in page


def test_a_list_without_its_columns_or_lines_is_refused(bench):
    assert send(bench, workbook(("x",), heads=("项目内容",))).status_code == 422
    assert send(bench, workbook()).status_code == 422
    assert BudgetRequest.objects.count() == 0


def test_a_request_leaves_as_a_workbook_with_what_each_level_left(bench):
    row = bench.at("approved", "600000.00")
    answer = browser(bench.fin).get(f"/budget/requests/{row.pk}/request.xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet[2]][:2] == ["项目0", "2050299"]
    assert [cell.value for cell in sheet[2]][6:10] == [600000, 600000, 600000, 600000]
    empty = browser(bench.clerk).get("/budget/lines.xlsx")
    heads = load_workbook(BytesIO(b"".join(empty.streaming_content))).active[1]
    assert [cell.value for cell in heads] == list(HEADS)


def test_money_hidden_looks_absent_on_every_page(bench, person):
    indicator = bench.indicator("100.00")
    for role in ("con", "land"):
        client = browser(person(role))
        assert client.get(f"/budget/requests/{indicator.request_id}/").status_code == 404
        assert client.get(f"/budget/indicators/{indicator.pk}/").status_code == 404
        assert client.get("/budget/").status_code == 403
        assert 'id="budget"' not in client.get(f"/projects/{bench.project.code}/").content.decode()
    assert 'id="budget"' in browser(bench.clerk).get(f"/projects/{bench.project.code}/").content.decode()


def test_an_amount_is_told_in_words():
    assert str(AmountInvalid(value="-1", field="x", reason="negative"))
