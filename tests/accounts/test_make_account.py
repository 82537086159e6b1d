"""The first account of an empty house, and those after it, are made by one command."""

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import Grant, Organisation, User
from portal.accounts.selectors import actor_of
from portal.core.models import Event
from portal.projects import policy
from tests.conftest import TODAY

FIRST = ("planner", "--role", "plan", "--organisation", "省发展改革委", "--region", "97")


def test_an_empty_house_gets_its_first_account(db, capsys):
    call_command("make_account", *FIRST)
    username, password = capsys.readouterr().out.split()[:2]
    assert User.objects.get(username=username).check_password(password)
    actor = actor_of(User.objects.get(username="planner"), on=TODAY)
    assert actor.roles == {"plan"} and policy.importable(actor)
    assert Organisation.objects.get().path == "/1/"
    told = Event.objects.order_by("pk").values_list("verb", "facts")
    assert [verb for verb, _facts in told] == ["grant_role", "account.made"] and password not in str(told)


def test_later_bodies_stand_below_the_first(db, capsys):
    call_command("make_account", *FIRST)
    for name, role in (("clerk", "pu_clerk"), ("head", "pu_head")):
        call_command(
            "make_account", name, "--role", role, "--organisation", f"单位{name}", "--kind", "unit",
            "--region", "970101",
        )  # fmt: skip
    call_command("make_account", "second", "--role", "lead", *FIRST[3:])
    paths = Organisation.objects.order_by("path").values_list("path", flat=True)
    assert list(paths) == ["/1/", "/1/1/", "/1/2/"]
    assert Grant.objects.get(user__username="second").organisation.path == "/1/"


@pytest.mark.parametrize(("words", "said"), [
    (FIRST, "already an account planner"),
    (("other", *FIRST[1:-1], "somewhere"), "somewhere"),
])  # fmt: skip
def test_what_cannot_be_made_is_said_and_changes_nothing(db, words, said):
    call_command("make_account", *FIRST)
    with pytest.raises(CommandError, match="planner|somewhere") as refused:
        call_command("make_account", *words)
    assert said.split()[-1] in str(refused.value)
    assert User.objects.count() == 1 and Organisation.objects.count() == 1
