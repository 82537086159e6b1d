"""The demo sign-ins: one person per role, and two where a deed takes two."""

import pytest

from portal.accounts.models import Organisation, User
from portal.accounts.selectors import actor_of
from portal.demo.accounts import OFFICE, make_accounts
from tests.conftest import TODAY


@pytest.fixture
def offices(province):
    """One office of each kind the demo's people work in."""
    kinds = sorted(set(OFFICE.values()) - {"government"})
    for n, kind in enumerate(kinds, start=10):
        Organisation.objects.create(
            name=f"{kind}局", name_en=kind, kind=kind, parent=province, path=f"/1/{n}/", region_code="97"
        )


def test_two_land_officers_of_one_scope_can_confirm_each_other(offices):
    made = {one.username: one for one in make_accounts(on=TODAY)}
    first, second = (actor_of(User.objects.get(username=name), on=TODAY) for name in ("land", "land2"))
    assert first.user_id != second.user_id and first.scopes == second.scopes
    assert first.name != second.name and made["land"].password != made["land2"].password


def test_every_other_role_has_one_sign_in_and_a_second_run_only_renews_passwords(offices):
    made = make_accounts(on=TODAY)
    names = [one.username for one in made]
    again = make_accounts(on=TODAY)
    assert sorted(names) == sorted(set(names)) == sorted(one.username for one in again)
    assert User.objects.count() == len(names)
    assert not {one.password for one in made} & {one.password for one in again}
