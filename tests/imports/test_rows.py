"""Each row is understood, or refused with its cell and a reason a clerk understands."""

import pytest
from django.contrib.gis.geos import Polygon

from portal.core.models import Event
from portal.projects.importing.writing import ImportOvertaken
from portal.projects.models import Project
from portal.projects.models_import import ImportBatch
from spatial.features.models import Feature, SurveyOriginal
from tests.imports.conftest import HEADER, complaints, line, outcomes, said


def test_nothing_is_saved_before_it_is_confirmed(desk):
    batch = desk.lists(line(), line("东江三中", 经度=120.04))
    assert outcomes(batch) == {"create": 2}
    assert not Project.objects.exists()
    assert not Feature.objects.exists()


def test_a_confirmed_list_is_filed_as_drafts_with_all_that_hangs_on_it(desk, clerk):
    desk.confirm(desk.lists(line(经度=120.13)))
    project = Project.objects.get()
    assert (project.stage, project.label, project.published) == ("draft", "internal", False)
    assert (project.region_code, project.site.region_code) == ("970102001", "970102001")
    assert (str(project.investment_yuan), project.owner.name) == ("12000000.00", "东江建设中心")
    assert "dongjiangerzhong" in project.search_text
    assert project.site.public_geom is not None
    assert (project.mx, project.my) != (None, None)
    assert Event.objects.filter(verb="register", subject_id=str(project.pk)).exists()
    assert SurveyOriginal.objects.get().srid == 4490


def test_a_thousand_rows_name_each_bad_one_and_come_twice_without_a_double(desk):
    rows = [line(f"项目{n:04d}", 经度=120.001 + n * 0.00005) for n in range(1000)]
    rows[10][5], rows[500][2], rows[999][6] = "很多", "占卜", "2026-13-40"
    path = desk.workbook([HEADER, *rows])
    batch = desk.read(path)
    assert outcomes(batch) == {"create": 997, "refused": 3}
    first, second, third = complaints(batch)
    assert first == "F12 “很多”不是金额。"
    assert second.startswith("C502 “行业”不能是“占卜”。可用：公路、")
    assert third.startswith("G1001 “2026-13-40”不是日期")
    desk.confirm(batch)
    again = desk.read(path)
    assert outcomes(again) == {"same": 997, "refused": 3}
    assert Project.objects.count() == 997


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"建设单位": "没有的单位"}, "B2 没有“没有的单位”这个单位。请核对名称，或填写统一社会信用代码。"),
        ({"总投资（万元）": -5}, "F2 总投资必须大于 0，实际是 -5。"),
        ({"总投资（万元）": None}, "第2行 缺少“总投资”。"),
        ({"计划完工": "2025-01-01"}, "H2 计划完工（2025-01-01）早于计划开工（2026-03-01）。"),
        ({"项目名称": "长" * 201}, "A2 “项目名称”有 201 个字，最多 200 个。"),
        ({"经度": 119.0}, "第2行 位置 119.0, 30.03 不在任何已知行政区内，请核对坐标系。"),
        ({"经度": "东经"}, "I2 坐标“东经”无法识别。"),
        ({"经度": None, "纬度": None}, "第2行 没有位置。请补上经纬度或图形，或选择“暂放在所在行政区中心”。"),
    ],
)
def test_a_bad_cell_is_named(desk, changes, complaint):
    batch = desk.lists(line(**changes))
    assert outcomes(batch) == {"refused": 1}
    assert complaint.replace("第2行 ", "2:2 ") in complaints(batch)


def test_a_region_that_exists_nowhere_is_refused_and_one_that_differs_is_warned_of(desk):
    header = [*HEADER, "行政区划代码"]
    rows = [
        [*line("甲"), "999999"],
        [*line("乙", 经度=120.04), "970102"],
        [*line("丙", 经度=120.05), "970101000000"],
    ]
    path = desk.workbook([header, *rows])
    batch = desk.read(path)
    assert outcomes(batch) == {"create": 2, "refused": 1}
    assert complaints(batch) == ["K2 没有“999999”这个行政区。"]
    assert "region_differs" in said(batch)


def test_a_row_without_a_place_may_stand_at_its_region_until_it_has_one(desk):
    header = [*HEADER, "所在县区"]
    row = [*line(经度=None, 纬度=None), "区970102001"]
    assert outcomes(desk.read(desk.workbook([header, row]))) == {"refused": 1}
    batch = desk.read(desk.workbook([header, row]), place_by_region=True)
    assert outcomes(batch) == {"create": 1}
    desk.confirm(batch)
    assert Project.objects.get().region_code == "970102001"


def test_differences_are_shown_before_they_are_saved(desk, file_project, unit):
    project = file_project(0.2, 0.2, name="东江二中", nature="new", label="internal")
    header = [*HEADER[:-2], "系统编号"]
    row = [*line(建设性质="改建")[:-2], project.code]
    batch = desk.read(desk.workbook([header, row]))
    assert outcomes(batch) == {"update": 1}
    changes = batch.rows.get().changes
    assert changes["nature"] == ["new", "rebuild"]
    assert "site" not in changes
    desk.confirm(batch)
    project.refresh_from_db()
    assert (project.nature, project.version) == ("rebuild", 2)


def test_an_empty_cell_changes_nothing_and_a_new_shape_moves_the_site(desk, file_project):
    project = file_project(0.2, 0.2, name="东江二中", content="保留", label="internal")
    shape = Polygon.from_bbox((120.13, 30.03, 120.14, 30.04)).wkt
    header = ["系统编号", "建设内容", "总投资（元）", "图形WKT"]
    path = desk.workbook([header, [project.code, None, None, shape]])
    batch = desk.read(path)
    assert list(batch.rows.get().changes) == ["site"]
    desk.confirm(batch)
    project.refresh_from_db()
    assert (project.content, project.region_code) == ("保留", "970102001")


def test_filed_facts_of_a_submitted_project_are_not_changed_by_a_file(desk, file_project):
    project = file_project(0.2, 0.2, name="东江二中", label="internal")
    Project.objects.filter(pk=project.pk).update(stage="construction")
    path = desk.workbook([["系统编号", "总投资（元）"], [project.code, 5]])
    batch = desk.read(path)
    assert complaints(batch) == [f"2:2 {project.code} 处于“在建”，申报内容不能再由导入修改。"]
    assert complaints(batch, "en") == [
        f"2:2 {project.code} is at “Under construction”; its filed facts are no longer changed by import."
    ]


def test_a_library_that_changed_meanwhile_stops_the_whole_import(desk, file_project):
    batch = desk.lists(line("东江二中"), line("东江三中", 经度=120.04))
    file_project(0.6, 0.6, name="东江三中", label="internal")
    with pytest.raises(ImportOvertaken):
        desk.confirm(batch)
    assert Project.objects.count() == 1
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READY
