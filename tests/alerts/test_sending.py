"""From one outbox: mail to those who are told, webhooks signed; nothing lost, nothing knowingly twice."""

import email
import email.policy
import hashlib
import hmac
import ipaddress
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from portal.accounts.models import Grant, User
from portal.alerts import faults, hooks, outbox, services
from portal.alerts.models import Message
from portal.core import clock
from portal.projects.models import Project
from tests.alerts.conftest import at_noon, look_on, set_to, the_alert
from tests.conftest import NOON, TODAY


class Listener:
    """A program of somebody else's, that keeps what it is sent and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.got.append((dict(self.headers.items()), body))
                self.send_response(listener.status)
                if listener.status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *args) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/in?x=1"


@pytest.fixture
def listener(settings):
    """The listener, on a host the operator has listed."""
    settings.WEBHOOK_INTERNAL, settings.WEBHOOK_PLAIN_HTTP = ["127.0.0.0/8"], True
    found = Listener()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def hook(listener, people):
    """The department's webhook."""
    return services.add_webhook(actor=people["dept_head"], name="大屏", url=listener.url, rules=[], at=NOON)


def states(**where) -> list[str]:
    return list(Message.objects.filter(**where).order_by("created_at", "pk").values_list("state", flat=True))


def test_those_of_the_level_get_mail_and_nobody_else(late, people):
    look_on(TODAY)
    outbox.send_due()
    assert sorted(one.to[0] for one in mail.outbox) == ["eng@example.org", "pu_head@example.org"]
    look_on(TODAY + timedelta(days=3))
    with clock.standing_at(at_noon(TODAY + timedelta(days=3))):
        outbox.send_due()
    assert sorted(one.to[0] for one in mail.outbox[2:]) == [
        "dept_head@example.org", "dept_reviewer@example.org",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [
    ("zh-hans", ("警告：开工延迟", "已过 10 天仍未开工")),
    ("en", ("Warning: Late start", "not started 10 days later")),
])  # fmt: skip
def test_mail_is_written_in_its_readers_language(late, people, language, words):
    User.objects.filter(username="eng").update(language=language)
    look_on(TODAY)
    outbox.send_due()
    (letter,) = [one for one in mail.outbox if one.to == ["eng@example.org"]]
    assert words[0] in letter.subject and words[1] in letter.body
    assert f"/alerts/{the_alert().pk}/" in letter.body
    assert letter.extra_headers["Message-ID"].startswith("<")


@pytest.mark.parametrize("name", ["路", "S237省道文垂县段新建", "很长的名称" * 20, "Road " * 30, "é" * 190])
def test_the_subject_of_a_mail_begins_on_its_own_line_and_comes_back_whole(late, people, name):
    Project.objects.filter(pk=late.pk).update(name=name)
    look_on(TODAY)
    outbox.send_due()
    (letter,) = [one for one in mail.outbox if one.to == ["eng@example.org"]]
    sent = letter.message().as_bytes(linesep="\r\n")
    first = sent.partition(b"Subject: ")[2].partition(b"\r\n")[0]
    assert first.strip() and len(b"Subject: " + first) <= 78
    lines = sent.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert all(line.strip() and len(line) <= 998 for line in lines)
    read = email.message_from_bytes(sent, policy=email.policy.default)["Subject"]
    assert read == letter.subject and read.startswith("警告：")


def test_all_of_one_night_is_one_mail(late, file_project, people):
    set_to(file_project(1.2, 0.2), stage="preconstruction", planned_start=TODAY - timedelta(days=9))
    look_on(TODAY)
    outbox.send_due()
    (letter,) = [one for one in mail.outbox if one.to == ["eng@example.org"]]
    assert letter.body.count("/alerts/") == 2


def test_a_message_is_sent_once_however_often_the_worker_wakes(late, people):
    look_on(TODAY)
    for _turn in range(3):
        outbox.send_due()
    assert len(mail.outbox) == 2 and set(states()) == {"sent"}


def test_a_webhook_is_signed_and_carries_its_key(late, hook, listener):
    look_on(TODAY)
    outbox.send_due()
    ((head, body),) = listener.got
    stamp = head["X-Gongtu-Timestamp"]
    expected = hmac.new(hook.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert head["X-Gongtu-Signature"] == f"sha256={expected}"
    told = json.loads(body)
    assert (told["key"], told["event"]) == (head["Idempotency-Key"], "alert.raise")
    assert (told["alert"]["rule"], told["alert"]["project"]) == ("N1", late.code)


@pytest.mark.parametrize(("status", "state"), [
    (200, "sent"), (500, "queued"), (503, "queued"), (429, "queued"), (400, "failed"), (410, "failed"),
    (302, "failed"),
])  # fmt: skip
def test_what_the_other_side_answers_decides(late, hook, listener, status, state):
    listener.status = status
    look_on(TODAY)
    outbox.send_due()
    assert states(channel="webhook") == [state] and len(listener.got) == 1


def test_a_listener_that_is_away_is_tried_again_under_the_same_key(late, hook, listener):
    look_on(TODAY)
    listener.status = 503
    outbox.send_due()
    outbox.send_due()
    assert len(listener.got) == 1, "not before its time"
    listener.status = 200
    with clock.standing_at(clock.now() + timedelta(seconds=60)):
        outbox.send_due()
    first, second = (head["Idempotency-Key"] for head, _body in listener.got)
    assert first == second and states(channel="webhook") == ["sent"]


def test_it_gives_up_at_last_and_can_be_told_to_try_again(late, hook, listener, people):
    look_on(TODAY)
    listener.status = 503
    Message.objects.filter(channel="webhook").update(tries=outbox.MOST_TRIES - 1)
    outbox.send_due()
    assert states(channel="webhook") == ["failed"]
    listener.status = 200
    services.send_again(actor=people["dept_head"], webhook_id=hook.pk, at=clock.now())
    outbox.send_due()
    assert states(channel="webhook") == ["sent"]


def test_what_a_killed_worker_held_is_taken_up_and_not_before(late, hook, listener):
    look_on(TODAY)
    held = clock.now() + timedelta(seconds=outbox.CLAIM_S)
    Message.objects.update(state="sending", next_at=held)
    outbox.send_due()
    assert listener.got == [] and mail.outbox == []
    with clock.standing_at(held + timedelta(seconds=1)):
        outbox.send_due()
    assert len(listener.got) == 1 and set(states()) == {"sent"}


def test_rights_that_ended_hold_back_what_waits(late, hook, listener, people):
    look_on(TODAY)
    Grant.objects.filter(user_id=people["dept_head"].user_id).update(valid_to=TODAY - timedelta(days=1))
    Grant.objects.filter(user_id=people["eng"].user_id).update(valid_to=TODAY - timedelta(days=1))
    outbox.send_due()
    assert listener.got == [] and states(channel="webhook") == ["withheld"]
    assert [one.to[0] for one in mail.outbox] == ["pu_head@example.org"]


def test_a_webhook_learns_only_what_its_owner_sees(late, people, listener, person, other_unit):
    stranger = person("dept_head", organisation=other_unit, region="970102")
    services.add_webhook(actor=stranger, name="", url=listener.url, rules=[], at=NOON)
    services.add_webhook(
        actor=people["dept_head"], name="", url=listener.url, rules=["N2"], at=NOON
    )  # of another rule
    look_on(TODAY)
    assert states(channel="webhook") == []


def test_a_message_that_was_written_is_what_is_sent(late, hook):
    look_on(TODAY)
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        Message.objects.update(body={})


INSIDE = (
    "127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "100.64.0.1", "::1", "fe80::1", "fd00::1",
    "::ffff:10.0.0.1", "0.0.0.0", "224.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize(("address", "lists", "may"), [
    *((address, [], False) for address in INSIDE), ("93.184.216.34", [], True), ("2606:4700::1111", [], True),
    ("10.1.2.3", ["10.1.0.0/16"], True), ("10.2.2.3", ["10.1.0.0/16"], False),
    ("10.1.2.3", ["oa.gov"], True), ("10.1.2.3", ["not a network"], False),
])  # fmt: skip
def test_what_lies_inside_is_refused_unless_it_is_listed(address, lists, may):
    assert hooks.allowed("oa.gov", ipaddress.ip_address(address), lists) == may


@pytest.mark.parametrize(("url", "reason"), [
    ("", "no_address"), ("ftp://example.org/x", "no_address"), ("https://", "no_address"),
    ("https://exa mple.org/", "no_address"), ("https://example.org/\r\nX: y", "no_address"),
    ("https://example.org:99999/", "no_port"), ("https://[::1", "no_address"),
    ("https://u:p@example.org/", "with_password"), ("http://example.org/", "plain_http"),
    ("https://localhost/", "internal"), ("https://127.0.0.1/", "internal"), ("https://[::1]/", "internal"),
    ("https://2130706433/", "internal"), ("https://nowhere.invalid/", "unknown_host"),
])  # fmt: skip
def test_addresses_that_nothing_is_sent_to(url, reason):
    with pytest.raises(faults.HookTargetRefused) as refused:
        hooks.target_of(url)
    assert refused.value.facts["reason"] == reason


def test_an_address_that_later_leads_inside_is_not_followed(late, hook, listener, settings):
    settings.WEBHOOK_INTERNAL = []
    look_on(TODAY)
    outbox.send_due()
    assert listener.got == [] and states(channel="webhook") == ["failed"]


def test_few_may_send_out_of_the_house(people, listener):
    with pytest.raises(faults.HookForbidden):
        services.add_webhook(actor=people["eng"], name="", url=listener.url, rules=[], at=NOON)


def test_a_hello_can_be_tried_and_an_ended_webhook_is_silent(hook, listener, people):
    services.try_webhook(actor=people["dept_head"], webhook_id=hook.pk, at=clock.now())
    outbox.send_due()
    assert json.loads(listener.got[0][1])["event"] == "hello"
    services.try_webhook(actor=people["dept_head"], webhook_id=hook.pk, at=clock.now())
    services.end_webhook(actor=people["dept_head"], webhook_id=hook.pk, at=clock.now())
    outbox.send_due()
    assert len(listener.got) == 1
