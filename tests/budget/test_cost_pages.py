"""The pages of stages of cost and of ceilings: recorded, refused with reasons, not for everybody."""

from decimal import Decimal

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.budget.models import CostStage, SourceCeiling
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id), SIGN_IN)
    return client


def stage(yuan="100.00", lines=("60.00", "40.00")):
    said = {"stage": "approx", "yuan": yuan, "approved_on": TODAY.isoformat(), "authority": "省发展改革委"}
    for n, one in enumerate(lines):
        said |= {f"line-{n}-code": str(n + 1), f"line-{n}-name": "建筑", f"line-{n}-yuan": one,
                 f"line-{n}-category": "building", f"line-{n}-feature": ""}  # fmt: skip
    return said


@pytest.fixture
def officer(person, province):
    return person("fin_budget", organisation=province)


def test_a_stage_with_its_lines_is_recorded(file_project, officer):
    project = file_project()
    answer = client_of(officer).post(f"/projects/{project.code}/budget/cost/", stage())
    assert answer.status_code == 302
    row = CostStage.objects.get(project=project)
    assert [line.original_yuan for line in row.lines.order_by("position")] == [Decimal(60), Decimal(40)]


@pytest.mark.parametrize("yuan", ["100.001", "-5", "0", "NaN", "1" + "0" * 18])
def test_what_is_no_amount_is_refused_and_kept_as_typed(file_project, officer, yuan):
    project = file_project()
    answer = client_of(officer).post(f"/projects/{project.code}/budget/cost/", stage(yuan, (yuan,)))
    assert answer.status_code == 422
    assert not CostStage.objects.exists()


def test_lines_that_do_not_add_up_are_told(file_project, officer):
    project = file_project()
    answer = client_of(officer).post(f"/projects/{project.code}/budget/cost/", stage("100.00", ("60.00",)))
    assert answer.status_code in (409, 422)
    assert "60.00" in answer.content.decode()


def test_a_clerk_records_no_stage_and_sees_no_form(file_project, person, unit):
    project, clerk = file_project(), client_of(person("pu_clerk", organisation=unit))
    page = clerk.get(f"/projects/{project.code}/budget/cost/")
    assert 'id="record"' not in page.content.decode()
    assert clerk.post(f"/projects/{project.code}/budget/cost/", stage()).status_code == 403
    assert not CostStage.objects.exists()


def test_a_treasury_raises_a_ceiling_once(officer):
    said = {"request_id": "one", "region_code": "97", "source": "county_budget", "year": TODAY.year,
            "delta_yuan": "500.00", "basis_no": "财预1号", "department": ""}  # fmt: skip
    for _twice in range(2):
        assert client_of(officer).post("/budget/ceilings/", said).status_code == 302
    assert SourceCeiling.objects.get().amount_yuan == Decimal(500)


def test_a_unit_sets_no_ceiling(person, unit):
    clerk = client_of(person("pu_clerk", organisation=unit))
    said = {"request_id": "one", "region_code": "97", "source": "county_budget", "year": TODAY.year,
            "delta_yuan": "500.00", "basis_no": "财预1号", "department": ""}  # fmt: skip
    assert clerk.post("/budget/ceilings/", said).status_code == 403
    assert not SourceCeiling.objects.exists()
