"""What a land officer drops and confirms is the boundary of the document it was dropped for."""

import io
import json

import pytest
import shapely
import shapely.affinity
from django.contrib.gis.geos import GEOSGeometry

from portal.accounts.models import User
from portal.approvals import faults, services
from portal.approvals.caseview import case_view
from portal.approvals.models import LandDocument
from portal.approvals.selectors import check_project
from portal.approvals.services import DocumentFacts
from portal.core.files import open_file
from portal.core.jobs import run_job
from portal.surveying.models import SurveyBatch
from portal.surveying.services import confirm, receive_survey
from spatial.features.services import move_feature
from tests.approvals.conftest import forward, sign_all
from tests.conftest import TODAY
from tests.survey.conftest import HEADER, Sheet
from tests.surveying.conftest import ring

LOT, NEXT = (120.0202, 30.0202), (120.0232, 30.0202)


@pytest.fixture
def document(people, project):
    """A document in preparation that waits for its boundary."""
    facts = DocumentFacts(number="A6-1", authority="东江县自然资源局", issued_on=TODAY)
    return services.prepare(actor=people.head, code=project.code, kind="A6", facts=facts)


@pytest.fixture
def dropped(near, people, project):
    """A function that drops a survey of some lots for a kind of document and has it read."""

    def drop(*places, kind="A6") -> SurveyBatch:
        sheet = Sheet(header=dict(HEADER))
        for place in places:
            sheet = sheet.parcel(ring(*place), area="1.0000")
        answers = {"project": project.code, "document": kind}
        batch = receive_survey(
            actor=people.officer, stream=io.BytesIO(sheet.text().encode("gb18030")), name="界址点.txt",
            answers=answers, on=TODAY,
        )  # fmt: skip
        run_job(job_id=str(batch.job_id))
        batch.refresh_from_db()
        return batch

    return drop


def _confirm(batch, people):
    return confirm(actor=people.officer, batch_id=batch.pk, version=batch.version, on=TODAY)


def test_the_boundary_is_the_documents(document, dropped, people):
    batch = _confirm(dropped(LOT), people)
    document.refresh_from_db()
    assert document.extent == batch.saved.get().feature
    assert document.survey.sha256 == batch.file.sha256
    assert (document.extent.kind, document.extent.root_id) == ("permit_extent", document.project.site_id)


def test_confirming_again_changes_nothing(document, dropped, people):
    batch = _confirm(dropped(LOT), people)
    version = LandDocument.objects.get().version
    _confirm(batch, people)
    assert LandDocument.objects.get().version == version


def test_several_parcels_are_one_boundary_and_each_keeps_its_own_row(document, dropped, people):
    batch = _confirm(dropped(LOT, NEXT), people)
    document.refresh_from_db()
    rows = list(document.parcels.order_by("position"))
    assert {row.feature_id for row in rows} == set(batch.saved.values_list("feature", flat=True))
    assert {row.feature.parent_id for row in rows} == {document.extent_id}
    assert {row.survey.sha256 for row in rows} == {document.survey.sha256} == {batch.file.sha256}
    assert document.survey.geom_native.area == pytest.approx(20_000)
    assert document.extent.geom.area == pytest.approx(sum(row.feature.geom.area for row in rows), rel=1e-9)


def test_the_parcels_of_a_boundary_are_frozen_together(document, dropped, people, everything):
    _confirm(dropped(LOT, NEXT), people)
    granted = forward(people, LandDocument.objects.get(), "effective")
    rows = list(granted.parcels.order_by("position"))
    assert [row.geometry_version for row in rows] == [1, 1]
    assert len({row.geometry_sha256 for row in rows}) == 2 and all(row.geometry_sha256 for row in rows)
    report = json.load(open_file(granted.report))
    assert [one["sha256"] for one in report["parcels"]] == [row.geometry_sha256 for row in rows]
    east = shapely.affinity.translate(shapely.from_wkb(bytes(rows[1].feature.geom.wkb)), xoff=0.0001)
    away = GEOSGeometry(memoryview(shapely.to_wkb(east)), srid=4326)
    move_feature(actor=everything, feature=rows[1].feature, geom=away, version=1, valid_from=TODAY)
    (finding,) = case_view(actor=people.officer, code=granted.project.code, on=TODAY).blocking
    assert (finding.rule, finding.subject) == ("L14", "A6")
    assert finding.facts["added_ha"] == pytest.approx(0.0964, abs=0.001)


def test_a_parcel_moved_after_the_check_must_be_checked_again(document, dropped, people, everything):
    _confirm(dropped(LOT, NEXT), people)
    checked = forward(people, LandDocument.objects.get(), "technical_check")
    sign_all(people, checked)
    one = checked.parcels.order_by("position").first().feature
    move_feature(actor=everything, feature=one, geom=one.geom.envelope, version=1, valid_from=TODAY)
    with pytest.raises(faults.CheckOutdated):
        services.grant(actor=people.officer, document_id=checked.pk, version=checked.version, on=TODAY)


def test_parcels_that_do_not_add_up_to_the_document_are_told(document, dropped, people):
    LandDocument.objects.filter(pk=document.pk).update(declared_sqm=25_000)
    _confirm(dropped(LOT, NEXT), people)
    report = check_project(
        actor=people.officer, project=document.project, on=TODAY, candidate=LandDocument.objects.get()
    )
    (finding,) = [one for one in report.findings if one.rule == "L03"]
    assert (finding.code, finding.area_sqm) == ("parcels_sum", pytest.approx(5_000))


def test_programs_see_the_parcels_of_a_boundary(document, dropped, people, client):
    _confirm(dropped(LOT, NEXT), people)
    client.force_login(
        User.objects.get(pk=people.officer.user_id), "allauth.account.auth_backends.AuthenticationBackend"
    )
    address = f"/api/v1/projects/{document.project.code}/land/documents/{document.pk}/"
    assert [one["position"] for one in client.get(address).json()["parcels"]] == [1, 2]


@pytest.mark.parametrize("kind", ["A7", ""])
def test_a_survey_for_another_document_leaves_it_alone(document, dropped, people, kind):
    _confirm(dropped(LOT, kind=kind), people)
    document.refresh_from_db()
    assert document.extent is None


def test_a_document_already_submitted_takes_no_other_boundary(document, dropped, people):
    batch = dropped(LOT)
    LandDocument.objects.filter(pk=document.pk).update(state="submitted")
    _confirm(batch, people)
    document.refresh_from_db()
    assert document.extent is None
