"""Who may look at a survey: whoever sees the project it stands on record for; before that its owner alone."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.approvals.services import DocumentFacts, prepare
from portal.core.models import Event
from portal.surveying.models import SurveyBatch
from portal.surveying.selectors import SurveyNotFound, get_batch, lock_batch, own_batches
from portal.surveying.services import confirm
from tests.conftest import TODAY
from tests.surveying.conftest import good

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
READS = ("", "progress/", "shapes.geojson", "report.pdf", "report.xlsx", "parcels.txt", "parcels.geojson")
WRITES = ("choose/", "repairs/", "confirm/", "discard/")
LOT = (120.0202, 30.0202)


def confirmed(batch: SurveyBatch, actor) -> SurveyBatch:
    return confirm(actor=actor, batch_id=batch.pk, version=batch.version, on=TODAY)


@pytest.fixture
def read(received, project):
    """A survey of a project's ground that its owner has not confirmed."""
    return received(good(*LOT), project=project.code, document="A6")


@pytest.fixture
def on_record(read, officer):
    """The same, confirmed."""
    return confirmed(read, officer)


@pytest.fixture
def others(person):
    """The unit's head, a second land officer of the place, one of another province."""
    return SimpleNamespace(
        head=person("pu_head", name="head"), second=person("land", region="9701", name="second"),
        elsewhere=person("land", region="98", name="elsewhere"),
    )  # fmt: skip


@pytest.fixture
def browser():
    """A function that signs a person in."""

    def enter(actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id), SIGN_IN)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
        return client

    return enter


def asked(client: Client, batch: SurveyBatch) -> set[int]:
    return {client.get(f"/land/check/{batch.pk}/{rest}").status_code for rest in READS}


@pytest.mark.parametrize("role", ["land", "aud", "lead"])
def test_who_sees_the_project_reads_what_stands_on_record(on_record, person, browser, role):
    client = browser(person(role, region="9701", name="second"))
    assert asked(client, on_record) == {200}
    page = client.get(f"/land/check/{on_record.pk}/").content.decode()
    assert "各附测绘原件" in page and "10,000.00 m²" in page
    assert 'method="post" action="/land/check/' not in page
    assert client.get(f"/land/check/{on_record.pk}/parcels.txt").content.decode("gb18030").count("J1,1,") == 2


def test_the_record_leads_the_second_officer_to_the_survey(received, officer, others, project, browser):
    prepare(actor=others.head, code=project.code, kind="A6", facts=DocumentFacts(number="A6-1"))
    batch = confirmed(received(good(*LOT), project=project.code, document="A6"), officer)
    page = browser(others.second).get(f"/projects/{project.code}/").content.decode()
    assert f'<a href="/land/check/{batch.pk}/">' in page


def test_before_it_is_confirmed_and_elsewhere_it_looks_absent(read, officer, others, browser):
    assert asked(browser(others.second), read) == {404}
    confirmed(read, officer)
    assert asked(browser(others.second), read) == {200}
    hidden = browser(others.elsewhere).get(f"/land/check/{read.pk}/")
    absent = browser(others.elsewhere).get(f"/land/check/{nowhere_by(read)}/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert said(hidden, read.pk) == said(absent, nowhere_by(read))
    assert 200 not in asked(Client(), read)


def test_parcels_of_no_project_stay_their_owners(received, officer, others, browser):
    batch = confirmed(received(good()), officer)
    assert asked(browser(others.second), batch) == {404}


def test_only_its_owner_changes_a_survey(on_record, officer, others, browser):
    client = browser(others.second)
    for verb in WRITES:
        assert client.post(f"/land/check/{on_record.pk}/{verb}", {"version": 1}).status_code == 404
    with pytest.raises(SurveyNotFound):
        lock_batch(actor=others.second, batch_id=on_record.pk)
    assert get_batch(actor=others.second, batch_id=on_record.pk) == on_record
    assert (list(own_batches(actor=others.second)), list(own_batches(actor=officer))) == ([], [on_record])
    assert not Event.objects.filter(subject_id=str(on_record.pk), actor_id=others.second.user_id).exists()


def nowhere_by(batch: SurveyBatch) -> str:
    """Return an address of the same form where nothing is."""
    return f"{str(batch.pk)[:-4]}0000"


def said(answer, batch_id) -> str:
    page = re.sub(r'"[A-Za-z0-9]{64}"', "token", answer.content.decode())
    return page.replace(str(batch_id), "…")


def test_the_page_says_which_document_took_the_boundary(received, officer, others, project, browser):
    client = browser(others.second)
    alone = confirmed(received(good(*LOT), project=project.code, document="A7"), officer)
    assert "尚无文件采用" in client.get(f"/land/check/{alone.pk}/").content.decode()
    made = prepare(actor=others.head, code=project.code, kind="A6", facts=DocumentFacts(number="A6-77"))
    taken = confirmed(received(good(*LOT), project=project.code, document="A6"), officer)
    page = client.get(f"/land/check/{taken.pk}/").content.decode()
    assert f'/projects/{project.code}/#document-{made.pk}"' in page and "A6-77" in page
    assert "尚无文件采用" not in page
