"""One question brings a session, whose it is and what they may: and nothing of it outlives its end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Grant, SignIn, User
from portal.accounts.selectors import actor_of
from portal.core import clock

ME = "/api/v1/me"


@pytest.fixture
def signed_in(client, person):
    """Return the browser of a planner, and the planner."""
    user = User.objects.get(pk=person("plan", name="planner").user_id)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, user


def _who(client):
    return client.get(ME).json()


def test_one_question_tells_who_asks(signed_in, django_assert_num_queries):
    client, user = signed_in
    with django_assert_num_queries(1):
        assert client.get("/tiles/structures/3/1/1").status_code == 204
    assert SignIn.objects.get().user == user


def test_who_comes_with_the_session_is_who_the_table_knows(signed_in, rf):
    client, user = signed_in
    store = type(client.session)(client.session.session_key)
    store.load()
    assert {f.attname: getattr(store.person, f.attname) for f in User._meta.concrete_fields} == {
        f.attname: getattr(user, f.attname) for f in User._meta.concrete_fields
    } | {"last_login": store.person.last_login}
    on = clock.today()
    assert actor_of(store.person, on=on) == actor_of(User.objects.get(pk=user.pk), on=on)


def test_scopes_of_another_day_are_asked_for(signed_in):
    client, user = signed_in
    Grant.objects.filter(user=user).update(valid_to=clock.today())
    store = type(client.session)(client.session.session_key)
    store.load()
    assert actor_of(store.person, on=clock.today()).scopes
    assert not actor_of(store.person, on=clock.today() + timedelta(days=1)).scopes


@pytest.mark.parametrize(
    "change",
    [
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        lambda user: User.objects.filter(pk=user.pk).update(password="another"),
        lambda user: SignIn.objects.update(expire_date=timezone.now() - timedelta(seconds=1)),
        lambda user: SignIn.objects.all().delete(),
        lambda user: SignIn.objects.update(session_data="forged"),
    ],
    ids=["deactivated", "new password", "expired", "ended", "forged"],
)
def test_what_ends_a_sign_in_ends_it_at_once(signed_in, change):
    client, user = signed_in
    assert _who(client)["signed_in"]
    change(user)
    assert not _who(client)["signed_in"]


def test_a_session_moved_to_another_row_stays_its_owners(signed_in):
    client, user = signed_in
    SignIn.objects.update(user=User.objects.create(username="somebody else"))
    assert _who(client)["name"] == str(user)


def test_a_grant_taken_away_is_gone_with_the_next_question(signed_in):
    client, user = signed_in
    assert _who(client)["roles"] == ["plan"]
    Grant.objects.filter(user=user).delete()
    assert _who(client)["roles"] == ["pub"]


def test_a_person_removed_takes_their_sessions_along(signed_in):
    _client, user = signed_in
    Grant.objects.filter(user=user).delete()
    user.delete()
    assert not SignIn.objects.exists()


def test_wrong_passwords_lock_one_name_and_not_the_office_it_sits_in(client, person):
    for name in ("forgetful", "colleague"):
        user = User.objects.get(pk=person("plan", name=name).user_id)
        user.username = name
        user.set_password("a long test phrase")
        user.save()
    for _ in range(5):
        client.post("/accounts/login/", {"login": "Forgetful", "password": "wrong"})
    locked = client.post("/accounts/login/", {"login": "forgetful", "password": "a long test phrase"})
    assert locked.status_code == 429 and not _who(client)["signed_in"]
    client.post("/accounts/login/", {"login": "colleague", "password": "a long test phrase"})
    assert _who(client)["signed_in"]


def test_on_the_way_to_the_site_the_phone_is_remembered_and_told_why(client):
    page = client.get("/accounts/login/?next=/site/").content.decode()
    box = page.split('name="remember"')[1].split(">")[0]
    assert "checked" in box and "现场" in page.split('name="remember"')[1].split("</div>")[0]
    plain = client.get("/accounts/login/").content.decode()
    assert "checked" not in plain.split('name="remember"')[1].split(">")[0]
