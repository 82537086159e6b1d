"""Desktop programs sign in by name and password, behind the lock of the sign-in page."""

import base64
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client

from api.ogc import signing
from portal.accounts import tokens
from portal.accounts.selectors import actor_of
from spatial.items import streams
from tests.conftest import TODAY
from tests.walk.conftest import SIGN_IN

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
    assert signed["Cache-Control"] == "private, no-store" and "Authorization" in signed["Vary"]


def test_a_wrong_password_is_asked_for_again(named):
    answer = Client().get(ITEMS, headers=_basic("leader", "wrong"))
    assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Basic ")
    assert answer.json()["code"] == "credentials_refused"


def test_too_many_wrong_passwords_lock_the_right_one_out(named):
    for _ in range(5):
        Client().get(ITEMS, headers=_basic("leader", "wrong"))
    assert AccessAttempt.objects.filter(username="leader").exists()
    answer = Client().get(ITEMS, headers=_basic("leader", PASSWORD))
    assert answer.status_code == 429 and answer.json()["code"] == "sign_in_locked"
    assert answer["Content-Type"].startswith("application/problem+json") and not answer.cookies
    assert int(answer["Retry-After"]) == 900


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


@pytest.mark.parametrize("header", ["Basic", "Basic ###", "Basic " + "QQ==", "x" * 500])
def test_what_is_no_sign_in_is_refused(land, header):
    assert Client().get(ITEMS, headers={"authorization": header}).status_code == 400


@pytest.fixture
def token(named):
    return tokens.make_token(actor=actor_of(named, on=TODAY), name="QGIS", days=1, on=TODAY)


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_a_token_opens_what_its_person_may_see(named, token):
    by_password = _found(Client().get(ITEMS, headers=_basic("leader", PASSWORD)))
    assert by_password > _found(Client().get(ITEMS))
    for headers in (_bearer(token), _basic("leader", token), _basic("", token)):
        assert _found(Client().get(ITEMS, headers=headers)) == by_password


def test_a_token_passes_where_a_second_factor_is_asked_for(named, token):
    Authenticator.objects.create(user=named, type="totp", data={"secret": "x"})
    assert Client().get(ITEMS, headers=_bearer(token)).status_code == 200


def test_a_token_that_opens_nothing_is_refused(named, token, monkeypatch):
    for wrong in ("x", token[:-1], token + "x", tokens.START):
        answer = Client().get(ITEMS, headers=_bearer(wrong))
        assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")
    somebody_else = Client().get(ITEMS, headers=_basic("lead", token))
    assert (somebody_else.status_code, somebody_else.json()["code"]) == (401, "token_refused")
    monkeypatch.setattr("portal.core.clock.today", lambda: TODAY + timedelta(days=1))
    assert Client().get(ITEMS, headers=_bearer(token)).status_code == 401


def test_a_token_ends_with_the_account(named, token):
    named.is_active = False
    named.save()
    assert Client().get(ITEMS, headers=_bearer(token)).status_code == 401


def test_a_token_over_an_open_line_is_refused_unread(named, token):
    answer = Client(REMOTE_ADDR="203.0.113.9").get(ITEMS, headers=_bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (403, "plain_password")


def test_a_token_opens_the_standard_doors_only(named, token):
    listed = "/api/v1/projects/"
    assert Client().get(listed, headers=_bearer(token)).json() == Client().get(listed).json()
    assert Client().post(ITEMS, headers=_bearer(token)).status_code == 405


def test_a_long_answer_reaches_who_is_signed_in(named, monkeypatch):
    """What stands after the view asks the database nothing while the answer is still being read from it."""
    monkeypatch.setattr(streams, "BLOCK_BYTES", 1)
    client = Client()
    client.force_login(named, SIGN_IN)
    assert _found(client.get(ITEMS)) > 1


def test_a_token_that_opens_nothing_locks_nobody_out(land, client):
    for length in (43, 40, 43, 3, 43, 43, 43, 0):
        gone = base64.b64encode(f"somebody:gongtu_{'x' * length}".encode()).decode()
        answer = Client().get("/ogc/", headers={"authorization": f"Basic {gone}", "accept-language": "en"})
        assert answer.status_code == 401 and "was ended" in answer.json()["title"]
    assert client.get("/accounts/login/").status_code == 200
