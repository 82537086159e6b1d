"""Who may grant what, and that no person holds two of the three administrator roles."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from portal.accounts import services
from portal.accounts.models import Grant, User
from portal.accounts.services import AdministratorsApart, GrantFacts, GrantForbidden
from portal.core.models import Event
from tests.conftest import TODAY


@pytest.fixture
def somebody(db):
    """A person without any role."""
    return User.objects.create_user(username="somebody")


@pytest.fixture
def security(person):
    """The security administrator of city 9701."""
    return person("secadm", region="9701", name="security")


@pytest.fixture
def give(province, everything, somebody):
    """A function that grants a role: ``give("audadm")``."""

    def grant(role, *, actor=None, user=None, **more):
        ordinary = {"organisation": province, "region_code": "970101", "valid_from": TODAY}
        return services.grant_role(
            actor=actor or everything, user_id=(user or somebody).pk,
            facts=GrantFacts(role=role, **(ordinary | more)),
        )  # fmt: skip

    return grant


@pytest.mark.parametrize("second", ["secadm", "audadm"])
def test_two_administrator_roles_never_meet_in_one_person(give, somebody, second):
    give("sysadm")
    with pytest.raises(AdministratorsApart, match=f"{second}.*sysadm|sysadm.*{second}"):
        give(second)
    assert list(somebody.grants.values_list("role", flat=True)) == ["sysadm"]
    assert Event.objects.filter(verb="grant_role").count() == 1


def test_one_may_follow_the_other(give, everything, somebody):
    first = give("sysadm")
    services.end_grant(actor=everything, grant_id=first.pk, last=TODAY + timedelta(days=9))
    with pytest.raises(AdministratorsApart):
        give("audadm", valid_from=TODAY + timedelta(days=9))
    assert give("audadm", valid_from=TODAY + timedelta(days=10)).role == "audadm"


def test_other_roles_and_the_same_one_elsewhere_go_together(give):
    give("sysadm")
    give("sysadm", region_code="970102")
    assert give("lead").role == "lead"


def test_the_database_itself_keeps_them_apart(give, somebody, province):
    give("sysadm")
    with pytest.raises(IntegrityError, match="grant_administrators_apart"), transaction.atomic():
        Grant.objects.create(
            user=somebody, role="secadm", organisation=province, region_code="98", valid_from=TODAY
        )


def test_a_security_administrator_grants_within_the_own_scope_only(give, security, somebody):
    assert give("land", actor=security).region_code == "970101"
    with pytest.raises(GrantForbidden):
        give("land", actor=security, region_code="98")
    with pytest.raises(GrantForbidden):
        give("land", actor=security, clearance="sensitive")
    with pytest.raises(GrantForbidden):
        give("lead", actor=security, user=User.objects.get(username="security"))


@pytest.mark.parametrize("role", ["sysadm", "audadm", "lead", "land"])
def test_others_grant_nothing(give, person, role, somebody):
    with pytest.raises(GrantForbidden):
        give("land", actor=person(role, region="97"))
    assert not somebody.grants.exists()


@pytest.mark.parametrize(
    "wrong", [{"region_code": ""}, {"clearance": "secret"}, {"valid_to": TODAY - timedelta(days=1)}]
)
def test_what_is_no_grant_is_refused(give, wrong):
    with pytest.raises(services.GrantInvalid):
        give("land", **wrong)


def test_at_the_console_the_same_holds(somebody, province, capsys):
    call_command("grant_role", "somebody", "sysadm", organisation="/1/", region="97")
    with pytest.raises(CommandError, match="somebody"):
        call_command("grant_role", "somebody", "secadm", organisation="/1/", region="97")
    assert somebody.grants.get().valid_from <= date.today()
