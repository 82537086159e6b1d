"""Desktop programs sign in by name and password, behind the lock of the sign-in page."""

import base64

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client

from api.ogc import signing

ITEMS = "/ogc/collections/projects/items?limit=1000"
PASSWORD = "a long test phrase"


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    monkeypatch.setattr(signing, "_remembered", signing._Remembered())


@pytest.fixture
def named(lead):
    lead.username = "leader"
    lead.set_password(PASSWORD)
    lead.save()
    return lead


def _basic(name: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def _found(answer) -> int:
    return b"".join(answer.streaming_content).count(b'"type":"Feature"')


def test_who_signs_in_sees_more_than_the_public(named):
    public = _found(Client().get(ITEMS))
    signed = Client().get(ITEMS, headers=_basic("leader", PASSWORD))
    assert signed.status_code == 200 and _found(signed) > public > 0
    assert signed["Cache-Control"] == "private, no-cache" and "Authorization" in signed["Vary"]


def test_a_wrong_password_is_asked_for_again(named):
    answer = Client().get(ITEMS, headers=_basic("leader", "wrong"))
    assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Basic ")
    assert answer.json()["code"] == "credentials_refused"


def test_too_many_wrong_passwords_lock_the_right_one_out(named):
    for _ in range(5):
        Client().get(ITEMS, headers=_basic("leader", "wrong"))
    assert AccessAttempt.objects.filter(username="leader").exists()
    assert Client().get(ITEMS, headers=_basic("leader", PASSWORD)).status_code == 429


def test_a_password_over_an_open_line_is_refused_unread(named):
    answer = Client(REMOTE_ADDR="203.0.113.9").get(ITEMS, headers=_basic("leader", PASSWORD))
    assert (answer.status_code, answer.json()["code"]) == (403, "plain_password")
    passed_on = Client().get(ITEMS, headers=_basic("leader", PASSWORD) | {"x-forwarded-for": "203.0.113.9"})
    assert (passed_on.status_code, passed_on.json()["code"]) == (403, "plain_password")
    secure = Client(REMOTE_ADDR="203.0.113.9").get(ITEMS, headers=_basic("leader", PASSWORD), secure=True)
    assert secure.status_code == 200


def test_a_second_factor_is_not_passed_by(named):
    Authenticator.objects.create(user=named, type="totp", data={"secret": "x"})
    answer = Client().get(ITEMS, headers=_basic("leader", PASSWORD))
    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_needed")


def test_a_remembered_password_ends_with_the_account(named):
    client = Client()
    assert client.get(ITEMS, headers=_basic("leader", PASSWORD)).status_code == 200
    named.set_password("another long phrase")
    named.save()
    assert client.get(ITEMS, headers=_basic("leader", PASSWORD)).status_code == 401
    assert client.get(ITEMS, headers=_basic("leader", "another long phrase")).status_code == 200
    named.is_active = False
    named.save()
    assert client.get(ITEMS, headers=_basic("leader", "another long phrase")).status_code == 401


@pytest.mark.parametrize("header", ["Basic", "Basic ###", "Bearer x", "Basic " + "QQ==", "x" * 500])
def test_what_is_no_sign_in_is_refused(land, header):
    assert Client().get(ITEMS, headers={"authorization": header}).status_code == 400
