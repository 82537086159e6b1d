"""``manage.py import_projects`` at the console."""

import io

import pytest
from django.core.management import CommandError, call_command

from portal.core.models import Event, StoredFile
from portal.projects.models import Project
from portal.projects.models_import import ImportBatch
from tests.imports.conftest import HEADER, line


def _run(path, *words: str) -> str:
    out = io.StringIO()
    call_command("import_projects", str(path), *words, stdout=out)
    return out.getvalue()


def test_it_shows_the_mapping_and_saves_nothing(desk):
    said = _run(desk.workbook([HEADER, line()]))
    assert "建设单位  → 项目单位 Owner  95%  列名就是“建设单位” / the header is “建设单位”" in said
    assert "新建 create 1" in said
    assert "没有保存。Nothing was saved." in said
    assert not any(model.objects.exists() for model in (Project, ImportBatch, StoredFile, Event))


def test_it_saves_when_told_to_and_says_so(desk):
    assert "已保存 1 行" in _run(desk.workbook([HEADER, line()]), "--confirm")
    assert Project.objects.get().name == "东江二中"


def test_bad_rows_are_named_and_change_the_status(desk, capsys):
    path = desk.workbook([HEADER, line(), line("东江三中", 行业="占卜", 经度=120.04)])
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_projects", str(path), "--confirm", stdout=out)
    assert ended.value.code == 3
    assert "  C3  ✗ “行业”不能是“占卜”。" in out.getvalue()
    assert Project.objects.count() == 1


def test_answers_are_given_as_options(desk):
    header = ["名目", *HEADER[1:5], "额", *HEADER[6:]]
    path = desk.workbook([header, line()])
    _run(path, "--column", "名目=name", "--column", "额=investment", "--unit", "wan", "--confirm")
    assert str(Project.objects.get().investment_yuan) == "12000000.00"


def test_as_a_person_it_obeys_their_rights(desk, person, other_unit):
    person("pu_clerk", name="other", organisation=other_unit)
    with pytest.raises(SystemExit):
        _run(desk.workbook([HEADER, line()]), "--as", "other", "--confirm")
    assert not Project.objects.exists()


@pytest.mark.parametrize("words", ["--as nobody", "--answers {", "--unit pennies", "--column x"])
def test_what_it_is_told_wrongly_is_said(desk, words):
    with pytest.raises(CommandError):
        _run(desk.workbook([HEADER, line()]), *words.split())


def test_a_file_that_cannot_be_taken_is_an_error(desk, regions):
    with pytest.raises(CommandError, match="没有保存"):
        _run(desk.write("图.dwg", b"AC1032" + b"\0" * 2000))


def test_a_csv_says_how_many_rows_it_has(desk):
    said = _run(desk.csv([HEADER, line(), line("东江三中", 经度=120.04)]))
    assert " 2 行 rows" in said and "? 行" not in said
