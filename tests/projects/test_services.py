"""Filing a project, changing it, moving it through its life."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.gis.geos import GEOSGeometry, LineString

from portal.core.lifecycle import ActionNotAllowed
from portal.core.models import Event
from portal.projects import faults, services
from portal.projects.readiness import DocumentsMissing, readiness_of, standing
from portal.projects.services import ApprovalFacts, add_approval, take_action
from spatial.features import geometry
from spatial.features.models import AllocationShare, Feature
from tests.conftest import TODAY, facts, square

BOW_TIE = [[120, 30], [120.1, 30.1], [120.1, 30], [120, 30.1], [120, 30]]
REASON = "材料不全，请补充用地预审意见"


def act(actor, project, action, reason=""):
    project.refresh_from_db()
    return take_action(
        actor=actor, code=project.code, action=action, version=project.version, reason=reason, on=TODAY
    )


def test_a_filed_project_stands_on_its_ground(file_project):
    project = file_project(0.2, 0.2)
    assert (project.stage, project.region_code, project.site.kind) == ("draft", "970101001", "site")
    assert project.site.root_id == project.site_id
    assert project.mx is not None and project.site.geom.equals(square(0.2, 0.2))


def test_a_project_is_found_by_name_pinyin_initials_unit_and_place(file_project):
    text = file_project(0.2, 0.2).search_text
    for word in ("东江中学", "dongjiangzhongxue", "djzx", "东江建设中心", "区970101", "dongjiang school"):
        assert word in text


def test_only_the_unit_itself_files_its_projects(regions, unit, other_unit, person):
    stranger = person("pu_head", organisation=other_unit)
    with pytest.raises(faults.NotYourUnit):
        services.register_project(actor=stranger, owner=unit, facts=facts(), geom=square(0.2, 0.2), on=TODAY)
    assert not Feature.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"investment_yuan": Decimal(0)}, "investment_yuan"),
        ({"investment_yuan": Decimal("NaN")}, "investment_yuan"),
        ({"planned_end": date(2025, 1, 1)}, "planned_end"),
        ({"sector": "spaceport"}, "sector"),
        ({"name": "  "}, "name"),
        ({"investment_code": "2509-140602-89-05"}, "investment_code"),
    ],
)
def test_a_field_that_cannot_stand_is_named_and_nothing_is_saved(file_project, change, field):
    with pytest.raises(faults.FieldInvalid) as refusal:
        file_project(0.2, 0.2, **change)
    assert refusal.value.facts["field"] == field
    assert not Feature.objects.exists()


def test_ground_outside_every_region_is_refused_with_its_place(file_project):
    with pytest.raises(faults.OutsideEveryRegion, match=r"120\.51"):
        file_project(5, 0.2)


def test_a_road_through_two_towns_is_shared_by_length(file_project):
    road = file_project(geom=LineString((120.05, 30.05), (120.05, 30.15), srid=4326))
    shares = list(AllocationShare.objects.filter(feature=road.site).order_by("region_code"))
    assert [s.region_code for s in shares] == ["970101001", "970101002"]
    assert sum(s.share for s in shares) == 1 and road.crosses
    assert abs(float(shares[0].share) - 0.5) < 0.001


def test_shares_that_do_not_sum_to_one_cannot_be_committed(file_project, django_assert_max_num_queries):
    from django.db import IntegrityError, connection, transaction

    road = file_project(geom=LineString((120.05, 30.05), (120.05, 30.15), srid=4326))
    with pytest.raises(IntegrityError, match="sum to"), transaction.atomic():
        AllocationShare.objects.filter(feature=road.site, region_code="970101001").update(
            share=Decimal("0.4")
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_first_steps_go_from_unit_to_department(file_project, person):
    project, head = file_project(0.2, 0.2), person("pu_head")
    reviewer, director = person("dept_reviewer"), person("dept_head")
    for actor, action in (
        (head, "submit"),
        (reviewer, "screen"),
        (reviewer, "pass_screening"),
        (director, "admit"),
    ):
        project = act(actor, project, action)
    assert project.stage == "reserve"
    verbs = list(
        Event.objects.filter(subject_id=str(project.pk)).order_by("id").values_list("verb", flat=True)
    )
    assert verbs == ["register", "submit", "screen", "pass_screening", "admit"]


def test_no_step_is_skipped(file_project, person):
    with pytest.raises(ActionNotAllowed):
        act(person("dept_head"), file_project(0.2, 0.2), "admit")


def test_nobody_judges_at_two_levels(file_project, person, unit, province):
    from portal.accounts.models import Grant, User
    from portal.accounts.selectors import actor_of

    project, head, both = file_project(0.2, 0.2), person("pu_head"), person("dept_reviewer", name="two hats")
    Grant.objects.create(
        user=User.objects.get(username="two hats"), role="dept_head", organisation=province, region_code="97",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    both = actor_of(User.objects.get(username="two hats"), on=TODAY)
    for actor, action in ((head, "submit"), (both, "screen"), (both, "pass_screening")):
        act(actor, project, action)
    with pytest.raises(faults.OwnWork):
        act(both, project, "admit")


def test_a_return_says_why(file_project, person):
    project = file_project(0.2, 0.2)
    act(person("pu_head"), project, "submit")
    reviewer = person("dept_reviewer")
    act(reviewer, project, "screen")
    with pytest.raises(faults.ReasonTooShort):
        act(reviewer, project, "return", "不行")
    assert act(reviewer, project, "return", REASON).stage == "returned"


def test_the_second_of_two_hands_is_told(file_project, person):
    project, head = file_project(0.2, 0.2), person("pu_head")
    services.change_project(actor=head, code=project.code, version=1, changes={"address": "东江路1号"})
    with pytest.raises(faults.ProjectChanged, match="2"):
        services.change_project(actor=head, code=project.code, version=1, changes={"address": "东江路2号"})


def test_submitted_facts_stand_still(file_project, person):
    project, head = file_project(0.2, 0.2), person("pu_head")
    act(head, project, "submit")
    project.refresh_from_db()
    with pytest.raises(faults.NotEditable):
        services.change_project(
            actor=head, code=project.code, version=project.version, changes={"address": "x"}
        )


def test_a_stage_waits_for_its_documents(file_project, person):
    project, planner = file_project(0.2, 0.2), person("plan")
    type(project).objects.filter(pk=project.pk).update(stage="reserve")
    with pytest.raises(DocumentsMissing, match="项目建议书"):
        act(planner, project, "approve_proposal")
    document = ApprovalFacts(
        kind="A1_proposal", number="东发改〔2026〕1号", authority="发改委", issued_on=date(2026, 2, 1)
    )
    add_approval(actor=planner, code=project.code, facts=document)
    assert act(planner, project, "approve_proposal").stage == "proposal_approved"


def test_a_document_that_ran_out_is_shown_as_such(file_project, person):
    project, planner = file_project(0.2, 0.2), person("plan")
    document = ApprovalFacts(
        kind="A1_proposal", number="1", authority="x", issued_on=date(2022, 1, 1), valid_to=date(2024, 1, 1)
    )
    add_approval(actor=planner, code=project.code, facts=document)
    state = readiness_of(project, stage="proposal_approved", on=TODAY)
    assert (state.expired, state.missing, state.ratio) == (("A1_proposal",), (), 0.0)


@pytest.mark.parametrize(
    ("start", "expired"),
    [(date(2023, 6, 1), ()), (date(2024, 6, 1), ("A1_proposal",)), (date(2030, 1, 1), ("A1_proposal",))],
    ids=["work began in time", "work began too late", "work is said to begin in the future"],
)
def test_a_document_counts_on_the_day_work_began_upon_it(file_project, person, start, expired):
    project, planner = file_project(0.2, 0.2), person("plan")
    document = ApprovalFacts(
        kind="A1_proposal", number="1", authority="x", issued_on=date(2022, 1, 1), valid_to=date(2024, 1, 1)
    )
    add_approval(actor=planner, code=project.code, facts=document)
    project.actual_start = start
    assert readiness_of(project, stage="proposal_approved", on=TODAY).expired == expired
    kept = project.approvals.get()
    assert standing(project, kept, TODAY) == ("expired" if expired else "used")
    assert standing(project, kept, date(2023, 12, 31)) == "valid"


def test_the_same_document_is_not_recorded_twice(file_project, person):
    project, planner = file_project(0.2, 0.2), person("plan")
    document = ApprovalFacts(kind="A2", number="1", authority="x", issued_on=date(2022, 1, 1))
    add_approval(actor=planner, code=project.code, facts=document)
    with pytest.raises(faults.ApprovalKnown):
        add_approval(actor=planner, code=project.code, facts=document)


def test_only_what_is_labelled_public_is_published(file_project, person):
    project = file_project(0.2, 0.2, label="internal")
    with pytest.raises(faults.NotForPublication):
        services.publish_project(
            actor=person("plan"), code=project.code, version=project.version, published=True
        )


def test_new_ground_brings_a_new_region_and_keeps_the_old_in_history(file_project, person):
    project, head = file_project(0.2, 0.2), person("pu_head")
    moved = services.move_site(actor=head, code=project.code, version=1, geom=square(0.2, 1.2), on=TODAY)
    assert moved.region_code == "970101002" and moved.site.version == 2
    history = Feature.pgh_event_model.objects.filter(pgh_obj_id=project.site_id)
    assert any(row.geom.equals(square(0.2, 0.2)) for row in history)


@pytest.mark.parametrize(
    ("shape", "error"),
    [
        ({"type": "Polygon", "coordinates": [BOW_TIE]}, geometry.GeometryInvalid),
        ({"type": "Point", "coordinates": [30.2, 120.1]}, geometry.CoordinatesSwapped),
        ({"type": "Point", "coordinates": [40514400, 3347800]}, geometry.CoordinatesOutOfRange),
        ({"type": "Point", "coordinates": []}, geometry.GeometryInvalid),
        ({"type": "LineString", "coordinates": [[120, 30]] * 200_001}, geometry.GeometryTooLarge),
        ("POINT(120 30)", geometry.GeometryUnreadable),
    ],
)  # fmt: skip
def test_a_shape_that_cannot_be_is_refused_by_name(shape, error):
    with pytest.raises(error):
        geometry.read_geojson(shape)


def test_every_public_coordinate_lies_on_the_grid(file_project):
    site = file_project(0.2023, 0.2017).site
    site.refresh_from_db()
    shape = GEOSGeometry(site.public_geom.wkt)
    steps = [value / 0.0005 for pair in shape.coords[0] for value in pair]
    assert all(abs(step - round(step)) < 1e-6 for step in steps)


def test_a_lot_smaller_than_the_grid_stays_as_a_point_of_it(file_project):
    site = file_project(geom=square(0.2023, 0.2017, size=0.0001)).site
    site.refresh_from_db()
    assert site.public_geom is not None and not site.public_geom.empty
