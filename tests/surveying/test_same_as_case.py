"""Ground that is dropped hears what the case says of it, and is judged again before it is saved."""

import io
from datetime import date
from decimal import Decimal

import pytest

from portal.approvals import services as approvals
from portal.approvals.models import LandCase, LandDocument
from portal.approvals.selectors import check_project
from portal.approvals.services import DocumentFacts
from portal.core.models import Event, RuleVersion
from portal.projects.models import Project, ProjectApproval
from portal.surveying import checking, services
from portal.surveying.faults import SurveyForbidden, SurveyJudgedAnew
from portal.surveying.models import SurveyBatch
from spatial.features.models import Feature
from spatial.features.services import Placement, place_feature
from tests.conftest import TODAY, square
from tests.survey.conftest import HEADER, Sheet
from tests.surveying.conftest import good, ring, worked

LOT = (120.0202, 30.0202)


def told(findings) -> set:
    """What findings say, whatever the ground is called."""
    return {
        (f.rule, f.code, f.severity, f.legal_basis, None if f.area_sqm is None else round(f.area_sqm, 2),
         None if f.distance_m is None else round(f.distance_m, 3))
        for f in findings
    }  # fmt: skip


@pytest.fixture
def entangled(people, project, everything):
    """A project of which the case has much to say: applicant, narrow A5, farmland, a neighbour."""
    Project.objects.filter(pk=project.pk).update(actual_start=date(2026, 1, 5), progress_pct=Decimal(10))
    LandCase.objects.create(project=project, capacity={"bed": 300})
    approvals.prepare(
        actor=people.head, code=project.code, kind="A6",
        facts=DocumentFacts(number="A6-1", applicant_uscc="91110000600037341L", declared_sqm=12_000.0,
                            issued_on=date(2024, 3, 1)),
    )  # fmt: skip
    place = {"organisation_id": project.owner_id, "region_code": "970101", "label": "internal"}
    for kind, shape, more in (
        ("permit_extent", square(0.2, 0.2, 0.005), {"parent": project.site}),
        ("control_line", square(0.2, 0.2, 0.02), {"subkind": "farmland", "code": "YN-1"}),
        ("parcel", square(0.2, 0.2, 0.004), {"code": "N-1"}),
    ):
        made = place_feature(
            actor=everything, placement=Placement(kind=kind, geom=shape, **place, **more), valid_from=TODAY
        )
        if kind == "permit_extent":
            ProjectApproval.objects.create(
                project=project, kind="A5", number="A5-1", authority="县", issued_on=date(2025, 1, 1),
                extent=made, recorded_at=project.created_at,
            )  # fmt: skip
    return Project.objects.get(pk=project.pk)


@pytest.fixture
def dropped(near, people):
    """A function that drops a survey of one lot for a project."""

    def drop(code: str, *, document: str = "", lots=(LOT,)) -> SurveyBatch:
        sheet = Sheet(header=dict(HEADER))
        for lot in lots:
            sheet = sheet.parcel(ring(*lot), area="1.0000")
        content = sheet.text().encode("gb18030")
        answers = {"project": code, "document": document}
        return worked(services.receive_survey(
            actor=people.officer, stream=io.BytesIO(content), name="界址点.txt", answers=answers, on=TODAY
        ))  # fmt: skip

    return drop


def confirm(batch, actor):
    return services.confirm(actor=actor, batch_id=batch.pk, version=batch.version, on=TODAY)


@pytest.mark.parametrize("lots", [(LOT,), (LOT, (120.0225, 30.0202))], ids=["one parcel", "two parcels"])
def test_a_documents_boundary_is_judged_as_the_case_judges_it(entangled, dropped, people, lots):
    batch = dropped(entangled.code, document="A6", lots=lots)
    before = checking.unkept(batch.findings)
    confirm(batch, people.officer)
    document = LandDocument.objects.get(kind="A6")
    after = check_project(actor=people.officer, project=entangled, on=TODAY, candidate=document).findings
    assert told(before) == told(after) and len(before) == len(after)
    assert {"L03", "L06", "L07", "L08", "L10", "L13"} <= {f.rule for f in before}


@pytest.mark.parametrize("rule", ["L07", "L10", "L13"])
def test_a_dropped_survey_hears_of_papers_and_neighbours(entangled, dropped, rule):
    assert rule in {one["rule"] for one in dropped(entangled.code, document="A6").findings}


def test_parcels_of_the_site_are_judged_as_the_case_judges_them(entangled, dropped, people):
    Feature.objects.filter(code="N-1").update(valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1))
    batch = dropped(entangled.code)
    before = checking.unkept(batch.findings)
    confirm(batch, people.officer)
    after = check_project(actor=people.officer, project=entangled, on=TODAY).findings
    assert told(before) == told(after) and len(before) == len(after)


def neighbour(project, everything):
    place = Placement(
        kind="parcel", geom=square(0.2, 0.2, 0.01), organisation_id=project.owner_id, region_code="970101",
        label="internal", code="N-2",
    )  # fmt: skip
    place_feature(actor=everything, placement=place, valid_from=TODAY)


def test_errors_nobody_has_seen_are_shown_before_anything_is_saved(
    project,
    dropped,
    people,
    everything,
):
    batch = dropped(project.code, document="A6")
    neighbour(project, everything)
    with pytest.raises(SurveyJudgedAnew, match="L13"):
        confirm(batch, people.officer)
    assert not Feature.objects.filter(kind="permit_extent").exists()
    batch.refresh_from_db()
    assert "L13" in {one["rule"] for one in batch.findings if one["severity"] == "error"}
    assert Event.objects.filter(subject_id=str(batch.pk), verb="judge_again").count() == 1
    assert confirm(batch, people.officer).state == "confirmed"


def test_a_parcel_on_others_ground_is_not_put_on_record_by_itself(
    project,
    dropped,
    people,
    everything,
):
    neighbour(project, everything)
    batch = dropped(project.code)
    with pytest.raises(SurveyForbidden, match="L13"):
        confirm(batch, people.officer)
    assert not SurveyBatch.objects.get().saved.exists()


def test_a_rule_that_came_into_force_meanwhile_is_heard(received, officer, file_project, everything):
    project = file_project()
    place = Placement(
        kind="parcel", geom=square(0.305, 0.305, 0.000_006_5), organisation_id=project.owner_id,
        region_code="970101001", label="internal", code="half a square metre",
    )  # fmt: skip
    place_feature(actor=everything, placement=place, valid_from=TODAY)
    batch = received(good(), project=project.code)
    assert "L13" not in {one["rule"] for one in batch.findings}
    RuleVersion.objects.filter(code="land_overlap_tolerance_sqm").update(value=Decimal("0.1"))
    with pytest.raises(SurveyJudgedAnew, match="L13"):
        confirm(batch, officer)
