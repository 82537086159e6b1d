"""What model, schedule, report, sequence and money say of a task, in one line; who reads it; its issue."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bim.disputes import faults, voices
from bim.disputes.rules import BIM, Actual, says_of, supported
from bim.disputes.selectors import lines_of
from bim.disputes.services import raise_line
from bim.disputes.voices import chosen_of
from bim.issues.faults import WritingForbidden
from bim.issues.models import Issue
from bim.issues.services.writing import act_on_issue
from portal.accounts.actor import public_actor
from portal.accounts.models import User
from portal.earned.rules import ORDER
from portal.projects.models import Project
from tests.conftest import NOON, TODAY
from tests.earned.conftest import plan

D = Decimal


def listed(actor, world, as_of=TODAY):
    return lines_of(actor=actor, code=world.project.code, as_of=as_of)


def raised(actor, world, task="2"):
    return raise_line(actor=actor, code=world.project.code, feature_id=world.section.pk, task=task,
                      as_of=TODAY, on=TODAY, at=NOON)  # fmt: skip


def signed(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))


def test_a_line_tells_what_each_says(false_claim, people, world, house):
    (line,) = listed(people.eng, world).lines
    assert (line.claim.key, line.reasons, line.claim.open_before) == ("2", (ORDER,), ("土方",))
    assert (line.at_stake, line.report.pk) == (D(100000), false_claim.pk)
    assert (line.model.model_id, line.model.elements) == (house.model_id, 4)
    assert set(line.model.global_ids) <= set(house.elements.values_list("global_id", flat=True))
    assert line.model.category == "early"
    assert line.said == "silent"


def test_the_total_is_the_sum_of_the_lines_as_they_are_told(false_claim, people, world):
    found = listed(people.eng, world)
    (line,) = found.lines
    thirds = replace(found, lines=(replace(line, at_stake=D("10.004")),) * 3)
    assert thirds.at_stake == D("30.00")
    halves = replace(found, lines=(replace(line, at_stake=D("10.005")),) * 2)
    assert halves.at_stake == D("20.02")


def test_the_schedules_own_days_are_a_voice_of_their_own(performing, linked, people, site, world):
    linked(t1=(date(2026, 11, 2), date(2026, 11, 10)))
    site.report(date(2026, 11, 18), t1="60", t2="0")
    (line,) = listed(people.eng, world).lines
    assert (line.claim.key, line.reasons, line.said) == ("1", (BIM,), "ended")
    assert (line.supported, line.at_stake) == (D(100), D(200000))


def test_a_schedule_without_actual_days_contradicts_nobody(performing, linked, people, site, world):
    linked()
    site.report(date(2026, 11, 18), t1="60", t2="0")
    assert listed(people.eng, world).lines == ()


@pytest.mark.parametrize(
    ("began", "ended", "claimed", "borne"),
    [(None, None, 30, 0), (None, None, 0, None), (5, None, 30, None), (5, None, 100, 20), (5, 9, 90, 100),
     (5, 9, 100, None)],
)  # fmt: skip
def test_a_file_contradicts_what_it_can_know(began, ended, claimed, borne):
    days = [date(2026, 11, day) if day else None for day in (began, ended)]
    said = says_of(Actual(began=days[0], ended=days[1], telling=True), date(2026, 11, 30))
    assert supported(said, D(claimed), D(20)) == (None if borne is None else D(borne))


def test_an_issue_of_a_line_and_the_line_know_each_other(false_claim, people, world, house):
    made = raised(people.eng, world)
    (line,) = listed(people.sup, world).lines
    assert line.dispute == made and line.dispute.issue.number == 1
    issue = Issue.objects.get()
    assert issue.model_id == house.model_id and len(issue.at) == 3
    chosen = issue.views.get().look["components"]["selection"]
    assert {one["ifc_guid"] for one in chosen} == set(line.model.global_ids)
    (address,) = issue.topic["reference_links"]
    assert address.endswith(f"#line-{line.name}")


def test_an_issue_chooses_all_a_task_makes_and_of_too_many_some_of_every_part(
    false_claim, people, world, house, monkeypatch
):
    (line,) = listed(people.eng, world).lines
    every = chosen_of(line.model, "2")
    assert len(every) == line.model.elements == 4
    monkeypatch.setattr(voices, "MOST_CHOSEN", 2)
    assert chosen_of(line.model, "2") == every[::2]
    monkeypatch.setattr(voices, "MOST_CHOSEN", 3)
    assert chosen_of(line.model, "2") == every[::2]
    assert chosen_of(line.model, "nothing") == []


def test_a_line_has_one_open_issue(false_claim, people, world):
    made = raised(people.eng, world)
    with pytest.raises(faults.RaisedAlready):
        raised(people.sup, world)
    act_on_issue(actor=people.con, issue_id=made.issue_id, action="resolve", reason="已更正")
    act_on_issue(actor=people.sup, issue_id=made.issue_id, action="close", reason="")
    assert raised(people.sup, world).issue.number == 2


def test_without_elements_an_issue_stands_on_the_sections_structure(
    performing, actual, people, site, world
):
    actual()
    site.report(date(2026, 11, 18), t1="60", t2="20")
    assert raised(people.eng, world).issue.structure_id == world.bridge.pk


def test_who_reads_no_contracts_reads_no_lines(false_claim, people, world):
    hidden = listed(people.con, world)
    assert (hidden.reads, hidden.lines, hidden.may_raise) == (False, (), False)
    with pytest.raises(faults.LineNotFound):
        raised(people.con, world)


def test_the_public_reads_no_lines_of_what_it_sees(false_claim, world):
    Project.objects.filter(pk=world.project.pk).update(published=True, label="public")
    assert not listed(public_actor(), world).reads


def test_who_only_reads_raises_nothing(false_claim, people, world):
    assert listed(people.aud, world).lines and not listed(people.aud, world).may_raise
    with pytest.raises(WritingForbidden):
        raised(people.aud, world)


def test_what_does_not_disagree_is_no_line(false_claim, people, world):
    with pytest.raises(faults.LineNotFound):
        raised(people.eng, world, task="1")


def test_programs_read_and_raise(false_claim, people, world, client):
    signed(client, people.eng)
    address = f"/api/v1/projects/{world.project.code}/disagreements/"
    found = client.get(address).json()
    (line,) = found["lines"]
    assert (found["at_stake_yuan"], line["says"]["sequence"]) == ("100000.00", ["土方"])
    assert line["twin"].startswith(f"/twin/{line['says']['model']['model']}/#side=progress&")
    assert line["twin"].endswith(f"&task={line['task']}") and "el=" not in line["twin"]
    given = {"feature": line["feature"], "task": line["task"]}
    made = client.post(address, json.dumps(given), content_type="application/json")
    assert made.status_code == 201
    issue = client.get(f"/api/v1/issues/{made.json()['id']}/").json()
    assert issue["disagreement"]["task"] == "2"
    assert issue["reference_links"] == [issue["disagreement"]["address"]]
    assert client.get(address).json()["lines"][0]["issue"]["number"] == made.json()["number"]
    again = client.post(address, json.dumps(given), content_type="application/json")
    assert (again.status_code, again.json()["type"]) == (409, "urn:problem:raised_already")


def test_a_person_raises_with_one_click(false_claim, people, world, client):
    signed(client, people.eng)
    address = f"/projects/{world.project.code}/disagreements/"
    page = client.get(address).content.decode()
    assert f'id="line-{world.section.pk}-2"' in page and "/twin/" in page and "提出问题" in page
    given = {"feature": world.section.pk, "task": "2", "as_of": TODAY}
    answer = client.post(f"{address}issues/", given)
    assert answer.status_code == 302 and answer["Location"].endswith(f"#line-{world.section.pk}-2")
    assert "#1" in client.get(address).content.decode()
    assert client.post(f"{address}issues/", given).status_code == 409


def test_another_schedule_with_the_same_keys_renames_nothing(false_claim, people, world, site):
    other = plan(world.section.name)
    tasks = tuple(replace(task, name=f"别的 {task.key}") for task in other.tasks)
    site.plan(replace(other, name="另一份计划", tasks=tasks, relations=()))
    (line,) = listed(people.eng, world).lines
    assert (line.claim.name, line.claim.open_before) == ("柱", ("土方",))


def categories(client, house, on="2026-11-30"):
    answer = client.get(f"/api/v1/revisions/{house.pk}/states/?on={on}&doubts=1").json()
    return {name: n for name, n in answer["counts"].items() if n}


def test_elements_of_a_contradicted_report_are_claimed_without_evidence(
    false_claim, people, world, house, client
):
    signed(client, people.eng)
    assert categories(client, house) == {"claimed_without_evidence": 4}
    assert "claimed_without_evidence" not in categories(client, house, "2026-11-17")
    (task,) = client.get(f"/api/v1/revisions/{house.pk}/states/changes/").json()["tasks"]
    assert task["doubt"] == [false_claim.period_last.isoformat(), 0.0]


def test_who_reads_no_lines_is_told_of_no_doubt(false_claim, people, world, house, client):
    signed(client, people.con)
    assert "claimed_without_evidence" not in categories(client, house)
    (task,) = client.get(f"/api/v1/revisions/{house.pk}/states/changes/").json()["tasks"]
    assert task["doubt"] is None


def test_progress_says_what_of_it_does_not_hold_up(false_claim, people, world, client):
    signed(client, people.eng)
    address = f"/api/v1/projects/{world.project.code}/progress/"
    found = client.get(address).json()
    assert found["holds_up"]["contested_yuan"] == "100000.00"
    left = D(found["ev"]) - D("100000.00")
    assert found["holds_up"]["spi"] == f"{left / D(found['pv']):.4f}"
    page = client.get(f"/projects/{world.project.code}/progress/").content.decode()
    assert "100,000.00" in page and "不计这部分" in page
    signed(client, people.con)
    assert client.get(address).json()["holds_up"] is None


def test_a_task_the_latest_report_does_not_name_stands_as_confirmed(performing, linked, people, site, world):
    linked()
    site.report(date(2026, 10, 31), t1="100", t2="20")
    site.report(date(2026, 11, 18), t2="25")
    assert listed(people.eng, world).lines == ()
    site.report(date(2026, 11, 19), until="submit", t1="100")
    assert listed(people.eng, world).lines == ()


def test_work_before_it_that_no_report_ever_named_is_open(performing, linked, people, site, world):
    linked()
    site.report(date(2026, 11, 18), t2="20")
    (line,) = listed(people.eng, world).lines
    assert (line.claim.key, line.reasons, line.claim.open_before) == ("2", (ORDER,), ("土方",))


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01", "1900-01-01"])
@pytest.mark.parametrize("page", ["progress/", "progress/parts/", "disagreements/"])
def test_days_no_plan_speaks_of_are_refused(false_claim, people, world, client, page, on):
    signed(client, people.eng)
    answer = client.get(f"/projects/{world.project.code}/{page}", {"as_of": on})
    assert answer.status_code == 422 and on in answer.content.decode()
    assert client.get(f"/api/v1/projects/{world.project.code}/{page}", {"as_of": on}).status_code == 422


def test_what_disagrees_is_told_of_no_day_to_come(false_claim, people, world, client):
    signed(client, people.eng)
    answer = client.get(f"/projects/{world.project.code}/disagreements/", {"as_of": "2026-12-31"})
    assert answer.status_code == 422 and "尚未到来" in answer.content.decode()


def test_the_page_of_progress_has_the_same_lines_as_the_list(performing, linked, people, site, world, client):
    linked(t1=(date(2026, 11, 2), date(2026, 11, 10)))
    site.report(date(2026, 11, 18), t1="60", t2="20")
    signed(client, people.eng)
    address = f"/api/v1/projects/{world.project.code}/"
    listed_there = client.get(f"{address}disagreements/").json()["lines"]
    told = client.get(f"{address}progress/").json()["disagreements"]
    assert [(one["task"], one["at_stake_yuan"]) for one in told] == [
        (one["task"], one["at_stake_yuan"]) for one in listed_there
    ]
    assert {reason for one in told for reason in one["reasons"]} == {BIM, ORDER}
