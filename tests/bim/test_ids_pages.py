"""The pages of the operator's own requirements: files kept and ended there, a report that knows its age."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from bim.catalog.models_checks import IdsFile, ModelFinding
from bim.catalog.selectors import elements_of
from bim.catalog.services import requiring
from bim.catalog.services.requiring import Kept, add_ids
from bim.checks.ids import running
from portal.accounts.models import Organisation, User
from portal.core.files import store_file
from portal.core.jobs import run_job
from portal.core.models import Job
from tests.bim.models import building, guid, standard
from tests.bim.test_ids import IDS, RATED, needs_program
from tests.conftest import NOON, TODAY

PAGE = "/models/requirements/"
TOLD = 'ifcVersion="IFC4" description="疏散所需" instructions="在构件属性里填写">'
SAYING = RATED.replace(b'ifcVersion="IFC4">', TOLD.encode()).replace(
    b"</title>", b"</title><version>2.1</version><author>fire@unit.cn</author>"
)


@pytest.fixture
def enter(client):
    """A function that signs a person in: ``enter(actor)``."""

    def make(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        client.cookies["django_language"] = "en"
        return client

    return make


@pytest.fixture
def reviewer(person, unit):
    """A reviewer of the department, for the whole province."""
    return person("dept_reviewer", organisation=unit, name="reviewer", region="97")


@pytest.fixture
def clerk(person, unit):
    """A clerk of the unit, who sends models and keeps no IDS files."""
    return person("pu_clerk", organisation=unit, name="clerk", region="97")


@pytest.fixture
def kept(reviewer):
    """A row as an IDS file leaves it, without the audit."""

    def make(name="Fire", **words):
        given = {"valid_from": TODAY, "created_at": NOON, "contents": {"title": name}} | words
        return IdsFile.objects.create(name=name, file=store_file(io.BytesIO(RATED), name="f.ids"), **given)

    return make


def sent(content):
    return {"file": SimpleUploadedFile("fire.ids", content)}


@needs_program
def test_a_file_is_brought_in_and_ended_on_the_page(enter, reviewer):
    client = enter(reviewer)
    assert 'id="none"' in client.get(PAGE).content.decode()
    assert client.post(PAGE, sent(SAYING)).status_code == 302
    row = IdsFile.objects.get()
    page = client.get(PAGE).content.decode()
    for words in ("fire", "防火要求", "2.1", "fire@unit.cn", "Walls are rated", str(TODAY), "in force"):
        assert words in page, words
    assert client.post(f"{PAGE}{row.pk}/end/", {"valid_to": str(TODAY)}).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == TODAY
    assert f"last day {TODAY}" in client.get(PAGE).content.decode()


@needs_program
def test_a_faulty_file_is_refused_with_each_line_and_what_was_typed(enter, reviewer):
    answer = enter(reviewer).post(
        PAGE, sent(IDS.format(set="Pset_Invented").encode()) | {"name": "Fire safety"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Line 6" in page and "Pset_Invented" in page
    assert 'value="Fire safety"' in page and not IdsFile.objects.exists()


def test_who_keeps_no_files_reads_and_changes_nothing(enter, clerk, kept):
    row, client = kept(), enter(clerk)
    page = client.get(PAGE).content.decode()
    assert "Fire" in page and 'type="file"' not in page and "/end/" not in page
    assert client.post(PAGE, sent(RATED)).status_code == 403
    assert client.post(f"{PAGE}{row.pk}/end/", {"valid_to": str(TODAY)}).status_code == 403
    row.refresh_from_db()
    assert row.valid_to is None and IdsFile.objects.count() == 1


def test_a_unit_s_engineer_is_offered_the_unit_alone(enter, engineer, unit, kept):
    kept("Of the province")
    page = enter(engineer).get(PAGE).content.decode()
    assert f'<option value="{unit.pk}"' in page and '<option value="">' not in page
    assert "Of the province" in page and "/end/" not in page


def test_strangers_see_no_file(client, enter, person, kept, file_project):
    far = Organisation.objects.create(name="远处", kind="unit", path="/far/", region_code="98")
    row = kept("Of the far unit", organisation=far)
    assert client.get(PAGE).status_code == 302
    other = person("pu_clerk", organisation=file_project(0.5, 0.5).owner, name="other", region="97")
    assert "Of the far unit" not in enter(other).get(PAGE).content.decode()
    assert client.post(f"{PAGE}{row.pk}/end/", {"valid_to": str(TODAY)}).status_code == 404


def test_a_report_without_files_in_force_says_so(enter, engineer, published):
    page = enter(engineer).get(f"/twin/{published.model_id}/report/").content.decode()
    assert 'id="ids-none"' in page and "/report/check/" not in page


@needs_program
def test_a_report_older_than_the_files_in_force_says_so_and_is_checked_again(
    enter, engineer, reviewer, published
):
    add_ids(actor=reviewer, stream=io.BytesIO(SAYING), kept=Kept(name="Fire", valid_from=TODAY))
    client, address = enter(engineer), f"/twin/{published.model_id}/report/"
    before = client.get(address).content.decode()
    assert 'id="ids-stale"' in before and "Fire" in before and f"{address}check/" in before
    assert 'href="/land/check/"' not in before, "the header offers what the role may, whatever the page says"
    answer = client.post(f"{address}check/", {"revision": str(published.pk)})
    assert answer["Location"] == f"{address}?revision={published.pk}"
    job = Job.objects.get(kind=requiring.IDS_JOB)
    during = client.get(address).content.decode()
    assert 'id="ids-pending"' in during and 'id="ids-stale"' not in during
    client.post(f"{address}check/", {"revision": str(published.pk)})
    assert Job.objects.filter(kind=requiring.IDS_JOB).count() == 1
    run_job(job_id=str(job.pk))
    after = client.get(address).content.decode()
    assert 'id="ids-held"' in after and 'id="ids-stale"' not in after and "report/check/" not in after
    for words in ("疏散所需", "在构件属性里填写", guid(1)):
        assert words in after, words
    add_ids(actor=reviewer, stream=io.BytesIO(RATED), kept=Kept(name="Newer", valid_from=TODAY))
    stale = client.get(address).content.decode()
    assert 'id="ids-held"' in stale and 'id="ids-stale"' in stale and "Newer" in stale


def test_a_check_that_did_not_end_does_not_count(monkeypatch, tmp_path, enter, engineer, published, kept):
    monkeypatch.setattr(running, "libraries", lambda: tmp_path)
    kept()
    client, address = enter(engineer), f"/twin/{published.model_id}/report/"
    client.post(f"{address}check/", {"revision": str(published.pk)})
    run_job(job_id=str(Job.objects.get(kind=requiring.IDS_JOB).pk))
    page = client.get(address).content.decode()
    assert 'id="ids-stale"' in page and 'id="ids-held"' not in page


def test_who_may_not_have_it_checked_is_told_who_may(enter, person, unit, published, kept):
    kept()
    officer = person("land", organisation=unit, name="officer", region="97")
    client, address = enter(officer), f"/twin/{published.model_id}/report/"
    page = client.get(address).content.decode()
    assert 'id="ids-stale"' in page and f"{address}check/" not in page
    assert client.post(f"{address}check/", {"revision": str(published.pk)}).status_code == 403
    assert not Job.objects.filter(kind=requiring.IDS_JOB).exists()


def test_failing_elements_are_named_and_the_rest_opens_on_demand(enter, engineer, take_in, kept):
    revision = take_in(building(standard()))
    named = dict(elements_of(revision).values_list("global_id", "name"))
    one = next(key for key, name in named.items() if name)
    facts = {"file": "Fire", "specification": "Walls", "description": "Needed for escape"}
    ModelFinding.objects.create(
        revision=revision, ids_file=kept(), source="ids", position=0, code="ids_prohibited_found",
        facts=facts, elements=list(named), count=140,
    )  # fmt: skip
    client, address = enter(engineer), f"/twin/{revision.model_id}/report/"
    page = client.get(address).content.decode()
    assert "Needed for escape" in page and f'</a> <span class="quiet">{named[one]}' in page
    assert f"and {140 - len(named)} more" in page
    with translation.override("en"):
        told = client.get(f"/api/v1/revisions/{revision.pk}/report/").json()
    assert any(found["facts"].get("description") for found in told["findings"])
