"""Who may import what; another's import looks absent."""

from datetime import date

import pytest
from django.db import transaction

from portal.accounts.models import Grant, User
from portal.accounts.selectors import actor_of
from portal.core.models import Event
from portal.projects.importing import services
from portal.projects.importing.answers import AnswerInvalid
from portal.projects.importing.selectors import ImportNotFound, get_import, list_imports
from portal.projects.models import Project
from tests.conftest import TODAY
from tests.imports.conftest import HEADER, complaints, line, outcomes, said


@pytest.mark.parametrize("role", ["lead", "aud", "fin_budget", "land", "sysadm"])
def test_only_roles_that_may_file_projects_import(desk, person, role):
    with pytest.raises(services.ImportForbidden):
        desk.read(desk.workbook([HEADER, line()]), actor=person(role))


def test_the_public_imports_nothing(desk, anyone):
    with pytest.raises(services.ImportForbidden):
        desk.read(desk.workbook([HEADER, line()]), actor=anyone)
    assert not list_imports(actor=anyone).exists()


def test_another_s_import_looks_absent_even_to_a_planner(desk, planner, everything):
    batch = desk.lists(line())
    for actor in (planner, everything):
        with pytest.raises(ImportNotFound):
            get_import(actor=actor, batch_id=batch.pk)
    with pytest.raises(ImportNotFound):
        desk.confirm(batch, actor=planner)
    assert not Project.objects.exists()


def test_rows_outside_the_grant_are_refused_by_name(desk, person, unit, other_unit):
    narrow = person("plan", region="970101", clearance="internal", sectors=["education"])
    header = [*HEADER, "公开属性"]
    path = desk.workbook([
        header, [*line("甲"), None], [*line("乙", 经度=120.13), None], [*line("丙", 行业="公路"), None],
        [*line("丁"), "敏感"],
    ])  # fmt: skip
    batch = desk.read(path, actor=narrow)
    assert outcomes(batch) == {"create": 1, "refused": 3}
    assert complaints(batch) == [
        "3:3 区970102001不在您的管辖区域内。",
        "C4 “公路”不在您负责的行业内。",
        "K5 您的权限不能录入“敏感”的项目。",
    ]


def test_a_clerk_files_for_the_own_unit_only(desk, other_unit):
    batch = desk.lists(line(建设单位="西山水务局"))
    assert complaints(batch) == ["B2 您无权为“西山水务局”录入或修改项目。"]


def test_a_clerk_s_list_needs_no_column_of_units(desk, unit):
    header = [name for name in HEADER if name != "建设单位"]
    row = [value for name, value in zip(HEADER, line(), strict=True) if name != "建设单位"]
    desk.confirm(desk.read(desk.workbook([header, row])))
    assert Project.objects.get().owner == unit


def test_only_planners_record_a_stage(desk, planner):
    header, row = [*HEADER, "项目阶段"], [*line(), "在建"]
    batch = desk.read(desk.workbook([header, row]))
    assert "stage_needs_planner" in said(batch)
    assert batch.rows.get().facts["stage"] == "draft"
    planned = desk.read(desk.workbook([header, row]), actor=planner)
    desk.confirm(planned, actor=planner)
    assert Project.objects.get().stage == "construction"


def test_a_grant_that_ran_out_before_confirming_saves_nothing(desk, clerk):
    batch = desk.lists(line())
    Grant.objects.filter(user_id=clerk.user_id).update(valid_to=date(2026, 11, 1))
    with pytest.raises(services.ImportForbidden):
        desk.confirm(batch, actor=actor_of(User.objects.get(pk=clerk.user_id), on=TODAY))
    assert not Project.objects.exists()


def test_an_import_is_confirmed_once(desk):
    batch = desk.confirm(desk.lists(line()))
    with pytest.raises(services.ImportClosed):
        desk.confirm(batch)
    with pytest.raises(services.ImportClosed):
        services.discard_import(actor=desk.actor, batch_id=batch.pk)
    assert Project.objects.count() == 1


def test_an_old_page_confirms_nothing(desk):
    batch = desk.lists(line())
    services.settle_import(
        actor=desk.actor, batch_id=batch.pk, version=1, answers={"unit": "yuan"}, at_once=True
    )
    with pytest.raises(services.ImportChanged, match="1.*2"):
        services.confirm_import(actor=desk.actor, batch_id=batch.pk, version=1, on=TODAY)


def test_answers_are_checked(desk):
    wrong = ({"unit": "pennies"}, {"columns": {"x": "nonsense"}}, {"srid": "1; DROP TABLE"}, {"other": 1})
    for answers in wrong:
        with pytest.raises(AnswerInvalid), transaction.atomic():
            desk.lists(line(), **answers)


def test_a_discarded_import_leaves_only_its_event(desk):
    batch = desk.lists(line())
    services.discard_import(actor=desk.actor, batch_id=batch.pk)
    assert not batch.rows.exists()
    verbs = Event.objects.filter(subject_type="import").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["receive", "read", "discard"]
