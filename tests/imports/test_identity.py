"""Which project a row is."""

import pytest

from portal.projects.models import Project
from tests.imports.conftest import HEADER, complaints, line, outcomes, said

CODE, OTHER = "2509-140602-89-05-864976", "2211-441900-04-02-310151"
WITH_CODE, WITH_NUMBER = [*HEADER, "项目代码"], [*HEADER, "项目编号"]


@pytest.fixture
def known(file_project):
    """A draft that carries a national code."""
    return file_project(0.2, 0.2, name="东江二中", nature="new", label="internal", investment_code=CODE)


def _match(desk, header, *rows, **answers):
    batch = desk.read(desk.workbook([header, *rows]), **answers)
    return batch, [row.project for row in batch.rows.order_by("number")]


def test_the_national_code_decides_even_when_the_name_was_changed(desk, known):
    batch, found = _match(desk, WITH_CODE, [*line("东江第二中学"), CODE])
    assert (found, outcomes(batch)) == ([known], {"update": 1})


def test_the_same_name_and_unit_is_taken_for_it_with_a_warning(desk, file_project):
    project = file_project(0.2, 0.2, name="东江二中", label="internal")
    batch, found = _match(desk, HEADER, line())
    assert found == [project]
    assert "matched_by_name" in said(batch)


def test_a_person_may_say_that_it_is_another_project(desk, file_project):
    file_project(0.2, 0.2, name="东江二中", label="internal")
    batch, found = _match(desk, HEADER, line(), separate=[1])
    assert (found, outcomes(batch)) == ([None], {"create": 1})
    desk.confirm(batch)
    again, _found = _match(desk, HEADER, line())
    assert "project_ambiguous" in said(again)


def test_the_same_name_with_another_code_is_another_project(desk, known):
    batch, found = _match(desk, WITH_CODE, [*line("东江二中"), OTHER])
    assert (found, outcomes(batch)) == ([None], {"create": 1})


def test_a_number_and_a_code_of_two_projects_are_refused(desk, known, file_project):
    other = file_project(0.6, 0.6, name="别的", label="internal")
    batch, _found = _match(desk, [*HEADER, "项目代码", "系统编号"], [*line(), CODE, other.code])
    (complaint,) = complaints(batch)
    assert complaint.startswith(f"L2 系统编号是项目 {other.code} 的，项目代码却是 {known.code} 的。")


def test_a_number_in_our_form_that_nobody_knows_is_refused_and_a_list_s_own_is_not_used(desk, regions):
    batch, _found = _match(desk, WITH_NUMBER, [*line("甲"), "GT97-2026-999999"], [*line("乙"), "1"])
    assert complaints(batch) == ["K2 没有编号为 GT97-2026-999999 的项目。新项目请把系统编号留空。"]
    assert outcomes(batch) == {"create": 1, "refused": 1}


def test_two_rows_that_are_one_project_are_refused_from_the_second_on(desk, regions):
    rows = [[*line("甲"), CODE], [*line("乙", 经度=120.05), CODE], [*line("甲"), None]]
    batch, _found = _match(desk, WITH_CODE, *rows)
    assert complaints(batch) == [f"A3 与第 2 行是同一个项目（{CODE}）。", "A4 与第 2 行是同一个项目（甲）。"]


def test_a_hidden_project_looks_absent(desk, file_project, other_unit):
    hidden = file_project(1.2, 1.2, owner=other_unit, name="水厂", label="internal")
    batch, _found = _match(desk, [*HEADER, "系统编号"], [*line("水厂"), hidden.code])
    assert complaints(batch) == [f"K2 没有编号为 {hidden.code} 的项目。新项目请把系统编号留空。"]
    assert Project.objects.count() == 1
