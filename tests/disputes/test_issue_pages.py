"""The pages of issues: an issue without a model is opened, talked over and mended like any other."""

from dataclasses import replace
from datetime import date

import pytest

from bim.disputes.models import Dispute
from bim.disputes.selectors import line_of
from bim.disputes.services import raise_line
from bim.issues.faults import WordsNotYours
from bim.issues.models import Issue
from bim.issues.services.writing import act_on_issue, change_issue, raise_issue
from portal.accounts.models import User
from portal.core.models import Event
from portal.earned.rules import AHEAD, ORDER, PAID, PHOTOS
from portal.progress.names import fact
from tests.conftest import NOON, TODAY


@pytest.fixture
def made(performing, actual, people, site, world) -> Dispute:
    """An issue of a line whose task has no element."""
    actual()
    site.report(date(2026, 11, 18), t1="60", t2="20")
    return raise_line(actor=people.eng, code=world.project.code, feature_id=world.section.pk, task="2",
                      as_of=TODAY, on=TODAY, at=NOON)  # fmt: skip


@pytest.fixture
def at(client, world, made):
    """A function that signs somebody in and returns the address of the issue, or of a part of it."""

    def go(actor, rest: str = "") -> str:
        client.force_login(User.objects.get(pk=actor.user_id))
        return f"/projects/{world.project.code}/issues/{made.issue_id}/{rest}"

    return go


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def on_map(code: str, part) -> str:
    return f"&amp;project={code}&amp;section={part.pk}"


def another(people, world, **facts):
    return raise_issue(actor=people.eng, structure_id=world.bridge.pk, look=None, snapshot="", on=TODAY,
                       facts={"title": "缺栏杆"} | facts)  # fmt: skip


def test_an_issue_without_a_model_has_a_page_the_list_of_lines_leads_to(at, client, people, made, world):
    address, code = at(people.eng), world.project.code
    lines = text(client.get(f"/projects/{code}/disagreements/"))
    assert f'href="{address}"' in lines and on_map(code, world.section) in lines
    page = text(client.get(address))
    assert made.issue.title in page and "未落在任何建筑模型上" in page and "/twin/" not in page
    assert on_map(code, world.bridge) in page
    assert f"issue={made.issue_id}" in page
    assert f"#line-{world.section.pk}-2" in page


def test_an_issue_on_a_model_leads_into_the_twin(false_claim, people, world, house, client):
    issue = raise_line(actor=people.eng, code=world.project.code, feature_id=world.section.pk, task="2",
                       as_of=TODAY, on=TODAY, at=NOON).issue  # fmt: skip
    client.force_login(User.objects.get(pk=people.eng.user_id))
    twin = f"/twin/{house.model_id}/#side=issues&amp;issue={issue.pk}"
    assert twin in text(client.get(f"/projects/{world.project.code}/issues/{issue.pk}/"))
    lines = text(client.get(f"/projects/{world.project.code}/disagreements/"))
    assert twin in lines and f"/issues/{issue.pk}/" in lines


def test_it_is_talked_over_and_mended_on_its_page(at, client, people, made):
    page = text(client.get(at(people.con)))
    assert 'actions/start/"' in page and 'actions/resolve/"' in page and 'actions/close/"' not in page
    assert client.post(at(people.con, "comments/"), {"text": "已看过 <b>"}).status_code == 302
    assert "已看过 &lt;b&gt;" in text(client.get(at(people.con)))
    assert client.post(at(people.con, "actions/start/"), {}).status_code == 302
    assert "需要理由" in text(client.post(at(people.con, "actions/resolve/"), {"reason": " "}), 422)
    assert client.post(at(people.con, "actions/resolve/"), {"reason": "报告已更正"}).status_code == 302
    assert client.post(at(people.sup, "actions/close/"), {}).status_code == 302
    page = text(client.get(at(people.sup)))
    made.issue.refresh_from_db()
    assert made.issue.state == "closed" and "报告已更正" in page and "已关闭" in page


def test_who_mended_is_told_why_somebody_else_closes_it(at, client, people, made):
    act_on_issue(actor=people.eng, issue_id=made.issue_id, action="resolve", reason="已更正")
    page = text(client.get(at(people.eng)))
    assert 'actions/close/"' not in page and "由他人" in page
    assert 'actions/close/"' in text(client.get(at(people.sup)))
    assert "actions/close/" not in text(client.get(at(people.con)))
    text(client.post(at(people.eng, "actions/close/")), 403)


def test_who_only_reads_finds_no_form_and_is_refused(at, client, people, made):
    page = text(client.get(at(people.aud)))
    assert "<form" not in page.split('<div class="columns">')[1]
    assert "办理者" in page
    text(client.post(at(people.aud, "comments/"), {"text": "看"}), 403)
    text(client.post(at(people.aud, "actions/resolve/"), {"reason": "看"}), 403)
    assert not made.issue.comments.exists()


def test_who_reads_no_contracts_is_not_led_to_the_line(at, client, people):
    page = text(client.get(at(people.con)))
    assert "#line-" not in page and "能看本项目合同的人" in page


def test_what_is_typed_survives_a_change_of_another(at, client, people, made):
    change_issue(actor=people.eng, issue_id=made.issue_id, version=1, facts={"title": "甲"})
    given = {"version": 1, "title": "乙", "description": "丙"}
    page = text(client.post(at(people.eng, "words/"), given), 409)
    assert 'value="乙"' in page and ">丙</textarea>" in page
    assert client.post(at(people.eng, "words/"), given | {"version": 2}).status_code == 302
    made.issue.refresh_from_db()
    assert (made.issue.title, made.issue.topic["description"]) == ("乙", "丙")


def test_what_an_issue_says_is_its_authors_and_what_it_said_is_told(at, client, people, made):
    before, given = made.issue.title, {"version": 1, "title": "无需处理", "description": "轻微"}
    text(client.post(at(people.con, "words/"), given), 403)
    assert "words/" not in text(client.get(at(people.con)))
    door = f"/api/v1/issues/{made.issue_id}/"
    assert "change" not in client.get(door).json()["allowed_actions"]
    told = client.patch(door, given, content_type="application/json")
    assert (told.status_code, told.json()["type"]) == (403, "urn:problem:words_not_yours")
    other = client.patch(door, {"version": 1, "kind": "已作废"}, content_type="application/json")
    assert other.status_code == 403
    label = {"version": 1, "labels": ["甲标"]}
    assert client.patch(door, label, content_type="application/json").status_code == 200
    made.issue.refresh_from_db()
    assert made.issue.title == before
    assert Event.objects.filter(verb="refused", facts__code="words_not_yours").count() == 3
    assert client.post(at(people.sup, "words/"), given | {"version": 2}).status_code == 302
    due = {"version": 3, "due_date": "2026-12-01"}
    assert client.patch(door, due, content_type="application/json").status_code == 200
    history = text(client.get(at(people.con))).split('id="history"')[1]
    assert "原内容" in history and before in history
    assert "限期: – → 2026-12-01" in history and "标签: – → 甲标" in history


def test_who_raised_an_issue_changes_its_words(at, client, people, world):
    own = raise_issue(actor=people.con, structure_id=world.bridge.pk, look=None, snapshot="", on=TODAY,
                      facts={"title": "图纸缺标高"})  # fmt: skip
    change_issue(actor=people.con, issue_id=own.pk, version=1, facts={"title": "图纸缺两处标高"})
    with pytest.raises(WordsNotYours):
        change_issue(actor=people.rival, issue_id=own.pk, version=2, facts={"title": "无"})


def test_one_of_quality_is_mended_among_the_quality_issues(at, client, people, made, world):
    given = {"severity": "major"}
    assert client.post(at(people.sup, "actions/grade/"), given).status_code == 302
    page = text(client.get(at(people.sup)))
    assert f"/projects/{world.project.code}/quality/{made.issue_id}/" in page
    assert 'actions/resolve/"' not in page


def test_the_list_tells_kind_state_place_and_age(at, client, people, made, world):
    Issue.objects.filter(pk=made.issue_id).update(created_at=NOON.replace(day=NOON.day - 3))
    row = text(client.get(at(people.eng).rsplit("/", 2)[0] + "/")).split("<tbody>")[1].split("</tr>")[0]
    for words in ("#1", made.issue.title, "进度", "待处理", world.bridge.name, "3 天"):
        assert words in row, words


def test_the_list_is_filtered_by_state_and_paged(at, client, people, world, monkeypatch):
    monkeypatch.setattr("portal.pages.views_issues.SHOWN", 2)
    made = [another(people, world, title=f"缺栏杆{n}") for n in range(3)]
    act_on_issue(actor=people.con, issue_id=made[0].pk, action="resolve", reason="已补")
    address = at(people.eng).rsplit("/", 2)[0] + "/"
    found = text(client.get(address, {"state": "resolved"}))
    assert "缺栏杆0" in found and "缺栏杆1" not in found
    assert "没有处于该状态的问题" in text(client.get(address, {"state": "closed"}))
    first, second = (text(client.get(address, {"page": n})) for n in (1, 2))
    assert "1–2" in first and "page=2" in first and "3–4" in second
    assert all((f"缺栏杆{n}" in first) != (f"缺栏杆{n}" in second) for n in range(3))


@pytest.mark.parametrize("asked", [{"state": "nonsense"}, {"number": "x"}, {"colour": "red"}])
def test_what_the_list_cannot_be_asked_is_refused(at, client, people, asked):
    address = at(people.eng).rsplit("/", 2)[0] + "/"
    assert client.get(address, asked).status_code == 422


def test_a_number_leads_to_its_issue(at, client, people, made, world):
    address = at(people.eng).rsplit("/", 2)[0]
    assert client.get(f"{address}/1/")["Location"] == at(people.eng)
    text(client.get(f"{address}/9/"), 404)
    text(client.get(f"{address}/99999999999999999999/"), 404)
    raise_issue(actor=people.eng, structure_id=world.section.pk, look=None, snapshot="", on=TODAY,
                facts={"title": "另一处"})  # fmt: skip
    there = client.get(f"{address}/1/")["Location"]
    assert there.endswith("?number=1")
    found = text(client.get(there))
    assert made.issue.title in found and "另一处" in found


def test_no_issue_says_so(client, people, world):
    client.force_login(User.objects.get(pk=people.eng.user_id))
    assert "还没有提出过问题" in text(client.get(f"/projects/{world.project.code}/issues/"))


def test_hidden_and_absent_answer_alike(at, client, people, made, world, file_project):
    other = file_project()
    address = at(people.pu_clerk)
    text(client.get(f"/projects/{other.code}/issues/{made.issue_id}/"), 404)
    text(client.get(address.replace(str(made.issue_id), "0198c0de-0000-7000-8000-000000000000")), 404)
    client.logout()
    assert client.get(address)["Location"].startswith("/accounts/login/")


def test_a_reference_that_runs_something_is_no_link(at, client, people, made):
    topic = made.issue.topic
    kept = topic["reference_links"]
    links = ["javascript:alert(1)", "//elsewhere.example/", "https://example.org/a", *kept]
    Issue.objects.filter(pk=made.issue_id).update(topic=topic | {"reference_links": links})
    page = text(client.get(at(people.eng)))
    assert 'href="https://example.org/a"' in page and "javascript:alert(1)" in page
    assert 'href="javascript' not in page and 'href="//elsewhere' not in page


def test_the_page_reads_in_english(at, client, people):
    address = at(people.eng)
    client.cookies["django_language"] = "en"
    page = text(client.get(address))
    assert "It stands on no building model." in page and "What comes next" in page


def test_what_speaks_against_photos_is_told_in_words(performing, actual, people, site, world, monkeypatch):
    actual()
    report = site.report(date(2026, 11, 18), t1="60", t2="20")
    line = line_of(actor=people.eng, code=world.project.code, feature_id=world.section.pk, task="2",
                   as_of=TODAY)  # fmt: skip
    assert line.report.pk == report.pk
    fishy = replace(line, reasons=(PHOTOS,), facts=("picture_reused, no_time",))
    monkeypatch.setattr("bim.disputes.services.selectors.line_of", lambda **_asked: fishy)
    made = raise_line(actor=people.eng, code=world.project.code, feature_id=world.section.pk, task="2",
                      as_of=TODAY, on=TODAY, at=NOON)  # fmt: skip
    said = made.issue.topic["description"]
    assert "照片曾在别处使用" in said and "picture_reused" not in said and "no_time" not in said
    assert "元" not in said and f"{line.at_stake:,.2f}" not in said


def test_an_issue_tells_nothing_of_money_as_everybody_who_sees_the_project_reads_it(
    performing, actual, people, site, world, monkeypatch, client
):
    actual()
    site.report(date(2026, 11, 18), t1="60", t2="20")
    asked = {"code": world.project.code, "feature_id": world.section.pk, "task": "2", "as_of": TODAY}
    line = line_of(actor=people.eng, **asked)
    facts = ("土方", "claims_ahead:53.6:53.1", "paid_ahead:77.7:20.0")
    early = replace(line, reasons=(ORDER, AHEAD, PAID), facts=facts)
    monkeypatch.setattr("bim.disputes.services.selectors.line_of", lambda **_asked: early)
    issue = raise_line(actor=people.eng, **asked, on=TODAY, at=NOON).issue
    said = issue.topic["description"]
    assert "土方" in said and "77.7" not in said and "53.1" not in said and "元" not in said
    for who, told in ((people.eng, True), (people.con, False)):
        client.force_login(User.objects.get(pk=who.user_id))
        row = client.get(f"/api/v1/issues/{issue.pk}/").json()
        assert bool(row["disagreement"]) is told
        lines = client.get(f"/api/v1/projects/{world.project.code}/disagreements/").json()
        assert (lines["reads"], lines["at_stake_yuan"] is not None) == (told, told)


def test_what_money_says_is_told_in_words():
    assert fact("claims_ahead:53.6:53.1") == (
        "标段已报 53.6 %；按已计量、近期进度另加 12 个百分点，至多 53.1 %"
    )
    assert fact("paid_ahead:77.7:20.0") == "标段已付 77.7 %，已报 20.0 %"
