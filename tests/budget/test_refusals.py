"""What a form or a raw call about budgets is refused stays in the event log, whoever sent it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import Organisation
from portal.budget import names, steps
from portal.budget.models import BudgetRequest
from portal.core.models import Event
from tests.budget.conftest import fresh
from tests.budget.test_doors import ROOT, browser, step, typed

pytestmark = pytest.mark.django_db


def kept() -> list[Event]:
    """The refusals in the log, oldest first."""
    return list(Event.objects.filter(verb="refused").order_by("pk"))


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("-5", "not_positive"), ("0", "not_positive"), ("1.234", "too_many_places"),
        ("1" + "0" * 18, "too_large"),
    ],
)  # fmt: skip
def test_an_amount_refused_on_the_form_is_kept_once(bench, amount, reason):
    address = f"/projects/{bench.project.code}/budget/new/"
    answer = browser(bench.clerk).post(address, typed(**{"line-0-requested_yuan": amount}))
    assert answer.status_code == 422 and not BudgetRequest.objects.exists()
    (event,) = kept()
    assert event.facts["facts"]["reason"] == reason and event.actor_id == bench.clerk.user_id


def test_a_request_whose_paper_is_refused_is_not_made_and_the_refusal_is_kept(bench):
    row = bench.at("unit_review")
    paper = SimpleUploadedFile("a.txt", b"a")
    before = len(kept())
    answer = browser(bench.clerk).post(f"/budget/requests/{row.pk}/edit/", typed(version=1, papers=paper))
    assert answer.status_code == 403 and len(kept()) == before + 1


@pytest.mark.parametrize("field", ["line-0-requested_yuan", "year"])
def test_what_is_no_number_on_the_form_is_kept_with_what_was_typed(bench, field):
    address = f"/projects/{bench.project.code}/budget/new/"
    answer = browser(bench.clerk).post(address, typed(**{field: "viel"}))
    assert answer.status_code == 422
    (event,) = kept()
    assert (event.subject_type, event.subject_id) == ("budget_request", bench.project.code)
    assert event.facts["verb"] == "budget-new"


def test_a_step_by_who_may_not_even_see_it_is_kept_on_the_page_and_by_a_program(bench, person):
    row = bench.at("unit_review")
    other = Organisation.objects.create(name="别处", kind="contractor", path="/other/")
    for role in ("sysadm", "con"):
        stranger = browser(person(role, organisation=other))
        before = len(kept())
        assert step(stranger, row, "pass").status_code == 404
        form = {"version": row.version, "request_id": fresh()}
        assert stranger.post(f"/budget/requests/{row.pk}/pass/", form).status_code == 404
        assert [one.subject_id for one in kept()[before:]] == [str(row.pk)] * 2
        assert stranger.get(f"{ROOT}/requests/{row.pk}/").status_code == 404
        assert len(kept()) == before + 2


def test_issue_before_its_level_is_told_that_the_level_is_skipped(bench):
    row = bench.at("unit_review")
    answer = step(browser(bench.fin), row, "issue")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem:step_not_open")
    assert kept()[-1].facts["code"] == "step_not_open"


@pytest.mark.parametrize(("amount", "reason"), [("1e5", "exponent"), ("viel", "not_number")])
def test_a_power_of_ten_is_refused_with_a_sentence(bench, amount, reason):
    address = f"/projects/{bench.project.code}/budget/new/"
    answer = browser(bench.clerk).post(address, typed(**{"line-0-requested_yuan": amount}))
    assert answer.status_code == 422 and str(names.LINE_REASONS[reason]) in answer.content.decode()
    assert kept()[0].facts["facts"]["reason"] == reason


def test_full_width_digits_are_taken_as_digits(bench):
    address = f"/projects/{bench.project.code}/budget/new/"
    answer = browser(bench.clerk).post(address, typed(**{"line-0-requested_yuan": "１，２００．５０"}))
    assert answer.status_code == 302
    assert str(BudgetRequest.objects.get().lines.get().requested_yuan) == "1200.50"


def test_a_request_without_lines_is_marked_and_offers_no_handing_in(bench):
    row = bench.draft("100.00")
    assert "submit" in steps.allowed_actions(bench.clerk, row)
    row.lines.all().delete()
    client = browser(bench.clerk)
    page = client.get(f"/budget/requests/{row.pk}/").content.decode()
    assert "没有明细" in page and f"/budget/requests/{row.pk}/submit/" not in page
    assert "没有明细" in client.get("/budget/").content.decode()
    assert "submit" not in client.get(f"{ROOT}/requests/{row.pk}/").json()["allowed_actions"]
    assert step(client, row, "submit").json()["type"] == "urn:problem:lines_missing"


def test_who_may_see_a_request_opens_its_papers_and_nobody_else(bench, person):
    row = bench.at("dept_review")
    paper = row.files.get()
    page = f"/budget/requests/{row.pk}/papers/{paper.pk}/"
    assert page in browser(bench.dept).get(f"/budget/requests/{row.pk}/").content.decode()
    for address in (page, f"/api/v1{page}"):
        for actor in (bench.clerk, bench.dept, bench.fin):
            answer = browser(actor).get(address)
            assert answer.status_code == 200 and b"".join(answer.streaming_content)
            assert answer["Content-Type"] == "application/octet-stream"
            assert answer["Content-Disposition"].startswith("attachment")
        path = f"/o{len(address)}/"
        other = Organisation.objects.create(name=f"别处 {path}", kind="contractor", path=path)
        assert browser(person("con", organisation=other)).get(address).status_code == 404
        assert browser(bench.clerk).get(address.replace(f"/{paper.pk}/", "/999999/")).status_code == 404
