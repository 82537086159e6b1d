"""What people do with alerts through REST and pages, and what they may not."""

import uuid
from datetime import timedelta

import pytest

from portal.accounts.models import User
from portal.alerts import selectors
from portal.core import clock
from portal.core.models import Event
from portal.moneymap.work import tasks
from tests.alerts.conftest import at_noon, history, look_on, the_alert
from tests.conftest import TODAY

REASON = "已与施工单位约谈并重排计划"


@pytest.fixture
def alert(late, people):
    look_on(TODAY)
    return the_alert()


@pytest.fixture
def as_(client, people):
    """A function that lets somebody ask: ``as_("eng")``."""

    def sign_in(role: str):
        user = User.objects.get(pk=people[role].user_id)
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def step(client, alert, action: str, **body):
    body = {"version": the_alert().version} | body
    return client.post(f"/api/v1/alerts/{alert.pk}/actions/{action}/", body, content_type="application/json")


def test_the_engineer_answers_and_the_time_is_measured(alert, as_):
    with clock.standing_at(at_noon(TODAY) + timedelta(hours=30)):
        said = step(as_("eng"), alert, "acknowledge").json()
    assert (said["state"], said["response_hours"], said["acknowledged_by"]) == ("acknowledged", 30.0, "eng")
    assert [act["action"] for act in said["acts"]] == ["raise", "acknowledge"]
    (unit,) = as_("lead").get("/api/v1/alerts/responses/").json()["units"]
    assert (unit["answered"], unit["mean_hours"]) == (1, 30.0)


def test_it_is_resolved_by_one_and_closed_by_another(alert, as_):
    eng = as_("eng")
    assert step(eng, alert, "acknowledge").status_code == 200
    assert step(eng, alert, "begin").status_code == 200
    short = step(eng, alert, "resolve", reason="好")
    assert short.status_code == 422
    assert step(eng, alert, "resolve", reason=REASON).json()["allowed_actions"] == ["assign"]
    assert step(eng, alert, "verify", reason=REASON).status_code == 403
    closed = step(as_("dept_head"), alert, "verify", reason=REASON).json()
    assert (closed["state"], closed["reason"], closed["holding"]) == ("verified", REASON, True)
    assert closed["allowed_actions"] == []


def test_who_reported_it_as_resolved_does_not_judge_it(alert, as_):
    look_on(TODAY + timedelta(days=3))
    head = as_("dept_head")
    step(head, alert, "acknowledge")
    step(head, alert, "resolve", reason=REASON)
    for action in ("verify", "dismiss", "reopen"):
        answer = step(head, alert, action, reason=REASON)
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:problem:own_alert")


@pytest.mark.parametrize(("role", "status"), [
    ("eng", 200), ("pu_head", 200), ("dept_head", 403), ("lead", 403), ("con", 404),
])  # fmt: skip
def test_only_who_was_told_answers(alert, as_, role, status):
    assert step(as_(role), alert, "acknowledge").status_code == status


def test_a_refusal_is_kept_in_the_log(alert, as_):
    step(as_("lead"), alert, "acknowledge")
    kept = Event.objects.get(verb="refused", subject_type="alert")
    assert kept.facts["code"] == "alert_step_not_yours"


def test_the_same_request_twice_is_done_once(alert, as_):
    client, request = as_("eng"), str(uuid.uuid4())
    for _turn in range(2):
        answer = step(client, alert, "acknowledge", version=1, request_id=request)
        assert answer.status_code == 200
    assert history(alert) == ["raise", "acknowledge"]
    assert step(client, alert, "begin", request_id=request).status_code == 409


@pytest.mark.parametrize(("action", "body", "status"), [
    ("acknowledge", {"version": 9}, 409), ("acknowledge", {"version": 0}, 422),
    ("acknowledge", {"version": "x"}, 422), ("acknowledge", {"request_id": "no"}, 422),
    ("acknowledge", {"unknown": 1}, 422), ("resolve", {"reason": REASON}, 409), ("end", {}, 403),
    ("nothing", {}, 409),
])  # fmt: skip
def test_bad_steps_are_refused_with_facts(alert, as_, action, body, status):
    answer = step(as_("eng"), alert, action, **body)
    assert answer.status_code == status and answer.json()["facts"] is not None
    assert history(alert) == ["raise"]


def give(client, alert, **body):
    body = {"version": the_alert().version} | body
    return client.post(f"/api/v1/alerts/{alert.pk}/assignment/", body, content_type="application/json")


def test_it_is_given_to_a_person_who_then_has_it_on_their_list(alert, as_, people):
    due = (TODAY + timedelta(days=5)).isoformat()
    said = give(as_("eng"), alert, person="pu_head", due_on=due).json()
    assert (said["assignee"], said["due_on"]) == ("pu_head", due)
    (task,) = [one for one in tasks(actor=people["pu_head"], on=TODAY) if one.kind == "alert"]
    assert (task.number, str(task.due), task.late) == ("N1", due, False)


@pytest.mark.parametrize(("body", "status"), [
    ({"person": "con"}, 422), ({"person": "nobody"}, 422), ({}, 422),
    ({"person": "pu_head", "due_on": "2020-01-01"}, 422), ({"person": "pu_head", "due_on": "x"}, 422),
    ({"person": "pu_head", "version": 7}, 409),
])  # fmt: skip
def test_it_is_given_to_nobody_unfit(alert, as_, body, status):
    assert give(as_("eng"), alert, **body).status_code == status


def test_whose_turn_it_is_moves_with_the_level(alert, people):
    def waits(role: str, on) -> bool:
        return selectors.waiting(actor=people[role]).exists()

    assert [waits(role, TODAY) for role in ("eng", "dept_head", "lead", "con")] == [True, False, False, False]
    look_on(TODAY + timedelta(days=7))
    assert [waits(role, TODAY) for role in ("eng", "dept_head", "lead", "con")] == [True, True, True, False]


@pytest.mark.parametrize(("query", "count"), [
    ("", 1), ("rule=N1", 1), ("rule=N2", 0), ("state=open", 1), ("state=closed", 0), ("severity=warning", 1),
    ("level=1", 0), ("age=0", 1), ("age=1", 0), ("q=不存在", 0), ("project=GT97-0", 0),
])  # fmt: skip
def test_the_list_is_narrowed(alert, as_, query, count):
    said = as_("lead").get(f"/api/v1/alerts/?{query}").json()
    assert len(said["alerts"]) == said["totals"]["alerts"] == count


@pytest.mark.parametrize("query", [
    "rule=N8", "state=x", "severity=1", "level=9", "age=-1", "age=1e3", "age=99999", "nonsense=1",
    "sort=facts", "rule=N1&rule=N2",
])  # fmt: skip
def test_what_the_list_does_not_know_is_refused(alert, as_, query):
    assert as_("lead").get(f"/api/v1/alerts/?{query}").status_code == 422


def test_the_public_and_the_contractor_see_none(alert, as_, client):
    assert client.get("/api/v1/alerts/").json()["alerts"] == []
    assert client.get(f"/api/v1/alerts/{alert.pk}/").status_code == 404
    assert as_("con").get(f"/api/v1/projects/{alert.project.code}/alerts/").json()["alerts"] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_show_and_do_it(alert, as_, language):
    client = as_("eng")
    client.cookies["django_language"] = language
    of_project = f"/alerts/?project={alert.project.code}"
    for address in (f"/alerts/{alert.pk}/", "/alerts/", "/my-work/", of_project):
        page = client.get(address)
        assert page.status_code == 200 and "N1" in page.content.decode()
    done = client.post(f"/alerts/{alert.pk}/actions/acknowledge/", {"version": 1})
    assert done.status_code == 302 and the_alert().state == "acknowledged"
    again = client.post(f"/alerts/{alert.pk}/actions/acknowledge/", {"version": 1})
    assert again.status_code == 409 and 'role="alert"' in again.content.decode()


@pytest.mark.parametrize(("language", "url", "words"), [
    ("zh-hans", "https://example.com:99999/", "端口"), ("en", "https://example.com:99999/", "its port is"),
    ("en", "https://example.com:0/", "its port is none"), ("en", "https://example.com:x/", "its port is"),
    ("en", "example.com", "it is no address"), ("zh-hans", "https://[1/", "地址"),
])  # fmt: skip
def test_an_address_that_is_none_is_refused_in_words(alert, as_, url, language, words):
    head = as_("dept_head")
    head.cookies["django_language"] = language
    answer = head.post("/alerts/webhooks/add/", {"url": url, "name": "x"})
    page = answer.content.decode()
    assert 'type="url"' not in page, "a browser would keep it back without a word of ours"
    assert answer.status_code == 422 and 'role="alert"' in page and f'value="{url}"' in page
    assert words in page.partition('role="alert">')[2].partition("</div>")[0]
    assert head.get("/api/v1/alerts/webhooks/").json()["webhooks"] == []


def test_the_secret_of_a_webhook_is_told_once(alert, as_, settings):
    settings.WEBHOOK_INTERNAL = ["127.0.0.1"]
    head = as_("dept_head")
    made = head.post("/alerts/webhooks/add/", {"url": "https://127.0.0.1/in", "name": "大屏"})
    assert "alert-secret" in made.content.decode()
    assert "alert-secret" not in head.get("/alerts/webhooks/").content.decode()
    (row,) = head.get("/api/v1/alerts/webhooks/").json()["webhooks"]
    assert "secret" not in row
    refused = head.post("/alerts/webhooks/add/", {"url": "https://10.0.0.1/in"})
    assert refused.status_code == 422
    assert as_("lead").get("/api/v1/alerts/webhooks/").json()["webhooks"] == [], "another's are not shown"
    assert as_("lead").delete(f"/api/v1/alerts/webhooks/{row['id']}/").status_code == 404
    assert as_("eng").get("/alerts/webhooks/").status_code == 403
