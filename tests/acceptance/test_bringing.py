"""A tree from a workbook: shown first, all or none, every wrong cell named."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from portal.acceptance import faults, faults_import
from portal.acceptance.bringing.columns import COLUMNS
from portal.acceptance.bringing.template import template_workbook
from portal.acceptance.models import Piece
from portal.acceptance.services import bringing
from portal.core.models import Event, StoredFile
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
HEADS = tuple(column.header(english=False) for column in COLUMNS)
FIELDS = [column.field for column in COLUMNS]
TREE = (
    {"code": "T-01-01", "level": "分项工程", "name": "钢筋", "parent": "T-01"},
    {"code": "T", "level": "单位工程", "name": "东江桥", "ground": "东江桥"},
    {"code": "T-01", "level": "分部", "name": "主体", "parent": "T", "division": "主体结构"},
    {"code": "T-01-01-1", "level": "检验批", "name": "一层", "parent": "T-01-01", "needs_test": "是",
     "planned_on": date(2026, 12, 15)},
)  # fmt: skip
"""One that hangs on a later row, and words short and long."""


def book(*rows: dict[str, object], heads=HEADS) -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    made.active.append(heads)
    for one in rows:
        made.active.append([one.get(field) for field in FIELDS])
    file = BytesIO()
    made.save(file)
    return SimpleUploadedFile("划分.xlsx", file.getvalue())


def show(world, *rows, role="con", **more):
    file = book(*rows, **more)
    return bringing.show_tree(
        actor=getattr(world.people, role), code=world.project.code, stream=file, name=file.name
    )


def confirm(world, receipt: str, role="con"):
    return bringing.confirm_tree(
        actor=getattr(world.people, role), code=world.project.code, receipt=receipt, at=NOON
    )


def wrong(world, *rows) -> dict[str, str]:
    before, kept = Piece.objects.count(), StoredFile.objects.count()
    with pytest.raises(faults_import.TreeWrong) as caught:
        show(world, *rows)
    assert (Piece.objects.count(), StoredFile.objects.count()) == (before, kept)
    return {fault["cell"]: fault["reason"] for fault in caught.value.facts["cells"]}


def cell_of(field: str, line: int) -> str:
    return f"{openpyxl.utils.get_column_letter(FIELDS.index(field) + 1)}{line}"


def test_a_tree_in_any_order_is_shown_and_drawn_up_once_confirmed(world):
    found = show(world, *TREE)
    assert len(found.entries) == 4 and not Piece.objects.exists()
    confirm(world, found.receipt)
    rows = {piece.code: piece for piece in Piece.objects.select_related("parent", "feature")}
    lot = rows["T-01-01-1"]
    assert (lot.parent.code, lot.level, lot.needs_test, lot.planned_on) == (
        "T-01-01", "lot", True, date(2026, 12, 15)
    )  # fmt: skip
    assert (rows["T-01"].division, lot.feature, lot.state) == ("02", world.bridge, "planned")
    assert Event.objects.filter(verb="plan", subject_type="acceptance").count() == 4


def test_confirmed_twice_it_is_drawn_up_once(world):
    receipt = show(world, *TREE).receipt
    confirm(world, receipt)
    with pytest.raises(faults_import.TreeWrong):
        confirm(world, receipt)
    assert Piece.objects.count() == 4


def test_every_wrong_cell_is_named_and_nothing_is_kept(world):
    bad = {"code": "X", "level": "楼层", "name": "", "parent": "T-01-01", "ground": "西山隧道",
           "division": "地下室", "planned_on": "去年", "needs_test": "也许"}  # fmt: skip
    cells = wrong(world, *TREE, bad)
    fields = ("level", "name", "ground", "division", "planned_on", "needs_test")
    assert set(cells) == {cell_of(field, 6) for field in fields}
    told = Event.objects.get(verb="refused").facts
    assert (told["code"], told["facts"]["count"]) == ("tree_wrong", 6)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"code": "T-01"}, "code"), ({"code": None}, "code"), ({"code": "长" * 33}, "code"),
     ({"parent": "T-01"}, "parent"), ({"parent": "Z"}, "parent"), ({"parent": None}, "parent"),
     ({"level": "单位工程", "parent": None}, "ground"), ({"level": "单位工程", "ground": "东江桥"}, "parent"),
     ({"ground": "西山隧道"}, "ground"), ({"division": "屋面"}, "division"), ({"name": "名" * 201}, "name"),
     ({"level": "分项工程", "parent": "T-01", "needs_test": "是"}, "needs_test"),
     ({"planned_on": "2026-12"}, "planned_on")],
)  # fmt: skip
def test_what_cannot_stand_is_refused_at_its_cell(world, changes, field):
    row = {"code": "T-01-01-2", "level": "检验批", "name": "二层", "parent": "T-01-01"} | changes
    assert list(wrong(world, *TREE, row)) == [cell_of(field, 6)]


def test_what_is_there_is_not_drawn_up_again(works):
    row = {"code": "01-02-01-001", "level": "检验批", "name": "又一批", "parent": "01-02-01"}
    assert list(wrong(works.world, row)) == [cell_of("code", 2)]


def test_nothing_is_brought_under_what_is_accepted(works):
    works.accept("lot", "item")
    row = {"code": "N", "level": "检验批", "name": "又一批", "parent": "01-02-01"}
    assert list(wrong(works.world, row)) == [cell_of("parent", 2)]


def test_a_file_without_its_columns_or_rows_is_refused(world):
    with pytest.raises(faults_import.TreeColumnsMissing) as caught:
        show(world, *TREE, heads=("编号", "备注", *HEADS[2:]))
    assert caught.value.facts["columns"] == "层级"
    with pytest.raises(faults_import.TreeEmpty):
        show(world)


def test_a_receipt_is_of_one_person(world):
    receipt = show(world, *TREE).receipt
    for role, given in (("sup", receipt), ("con", "x" + receipt)):
        with pytest.raises(faults_import.TreeNotShown):
            confirm(world, given, role)
    with pytest.raises(faults.PlanningNotYours):
        confirm(world, receipt, "pu_clerk")
    with pytest.raises(faults.PlanningNotYours):
        show(world, *TREE, role="aud")
    assert not Piece.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_example_of_the_template_is_read_by_the_reader(world, language):
    with translation.override(language):
        made = openpyxl.load_workbook(template_workbook())
        rows = list(made.worksheets[1].iter_rows(values_only=True))
        file = book(heads=rows[0])
        sheet = openpyxl.load_workbook(file)
        for row in rows[1:]:
            sheet.active.append([("东江桥" if value == "1#" else value) for value in row])
        kept = BytesIO()
        sheet.save(kept)
        kept.seek(0)
        found = bringing.show_tree(
            actor=world.people.con, code=world.project.code, stream=kept, name="t.xlsx"
        )
    assert [one.draft.level for one in found.entries] == ["unit", "division", "item", "lot"]
