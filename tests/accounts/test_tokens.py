"""A person's access tokens: made, shown once, ended; each in the event log."""

import re
from datetime import timedelta

import pytest

from portal.accounts import tokens
from portal.accounts.models import AccessToken
from portal.accounts.selectors import actor_of
from portal.core.models import Event
from tests.conftest import TODAY

PAGE = "/accounts/tokens/"


@pytest.fixture
def person(signed_in_user, client):
    client.force_login(signed_in_user)
    return signed_in_user


@pytest.fixture
def signed_in_user(django_user_model):
    return django_user_model.objects.create_user("tokens-person")


def _make(client, name="QGIS", days="90"):
    return client.post(PAGE, {"name": name, "days": days})


def test_a_token_is_shown_once_and_kept_as_a_digest(person, client):
    answer = _make(client)
    (token,) = re.findall(r'id="made" readonly value="([^"]+)"', answer.content.decode())
    row = AccessToken.objects.get()
    assert tokens.person_of_token(token, on=TODAY) == person
    assert token not in client.get(PAGE).content.decode() and row.shown in client.get(PAGE).content.decode()
    assert token not in str(vars(row)) and "no-store" in answer["Cache-Control"]
    row.refresh_from_db()
    assert row.used_on == TODAY


def test_the_form_sent_again_makes_no_second_token(person, client):
    once = re.search(r'name="once" value="([^"]+)"', client.get(PAGE).content.decode()).group(1)
    given = {"name": "QGIS", "days": 30, "once": once}
    assert "gongtu_" in client.post(PAGE, given).content.decode()
    assert client.post(PAGE, given).status_code == 302 and AccessToken.objects.count() == 1


def test_it_holds_to_the_end_of_its_last_day(person):
    token = tokens.make_token(actor=actor_of(person, on=TODAY), name="x", days=2, on=TODAY)
    assert tokens.person_of_token(token, on=TODAY + timedelta(days=1)) == person
    assert tokens.person_of_token(token, on=TODAY + timedelta(days=2)) is None


def test_an_ended_token_opens_nothing_and_both_are_in_the_log(person, client):
    token = tokens.make_token(actor=actor_of(person, on=TODAY), name="x", days=2, on=TODAY)
    row = AccessToken.objects.get()
    assert client.post(f"{PAGE}{row.pk}/end/").status_code == 302
    assert tokens.person_of_token(token, on=TODAY) is None
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == ["token.made", "token.ended"]
    assert not any(token in str(one.facts) for one in Event.objects.all())


def test_nobody_ends_or_sees_the_token_of_another(person, client, django_user_model):
    tokens.make_token(actor=actor_of(person, on=TODAY), name="mine alone", days=2, on=TODAY)
    client.force_login(django_user_model.objects.create_user("another"))
    assert "mine alone" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{AccessToken.objects.get().pk}/end/").status_code == 404
    assert AccessToken.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "days"), [("", "90"), ("  ", "90"), ("x", "0"), ("x", "367"), ("x", "-1"), ("x", "y")]
)
def test_what_is_no_token_is_refused_and_what_was_typed_stays(person, client, name, days):
    answer = _make(client, name, days)
    assert answer.status_code == 422 and AccessToken.objects.count() == 0
    assert f'value="{name}"' in answer.content.decode()


def test_one_person_holds_only_so_many(person, client):
    for _ in range(tokens.MOST):
        assert _make(client).status_code == 200
    assert _make(client).status_code == 409 and AccessToken.objects.count() == tokens.MOST
    assert _make(client).content.decode().count("gongtu_") == tokens.MOST


def test_the_page_is_for_who_signed_in(db, client):
    assert client.get(PAGE)["Location"].startswith("/accounts/login/")
    assert client.post(PAGE, {"name": "x", "days": 1}).status_code == 302 and not AccessToken.objects.exists()
