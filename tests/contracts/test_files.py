"""A bill of quantities from a workbook and back again."""

from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation

from portal.contracts import faults, faults_import
from portal.contracts.contractview import bill_of
from portal.contracts.exporting import bill_workbook, list_workbook
from portal.contracts.importing import import_bill
from portal.contracts.models import Contract
from portal.contracts.selectors import ContractFilter, find_contracts
from tests.contracts.conftest import draft, live

HEADS = ("项目编码", "项目名称", "计量单位", "工程量", "综合单价（元）", "合价（元）", "标段或单体")
GOOD = (
    ("010101", "土方开挖", "m3", 500, 1000, 500000, "第一标段"),
    ("010502", "混凝土柱", "m3", 250.5, 1996.01, 500000.51, "东江桥"),
)


def book(tmp_path, rows, heads=HEADS):
    path = tmp_path / "清单.xlsx"
    sheet = (made := openpyxl.Workbook()).active
    for row in (heads, *rows):
        sheet.append(row)
    made.save(path)
    return path


def bring(world, contract, path):
    return import_bill(
        actor=world.people.pu_clerk, contract_id=contract.pk, version=contract.version, path=path,
        name=path.name,
    )  # fmt: skip


def test_a_bill_is_taken_over_whole(world, tmp_path):
    contract = draft(world)
    foot = ("合计", None, None, None, None, 1000000.51, None)
    found = bring(world, contract, book(tmp_path, [*GOOD, foot]))
    assert found.total_yuan == Decimal("1000000.51")
    items = {item.code: item for ground in bill_of(contract) for item in ground.items}
    assert items["010502"].quantity == Decimal("250.5")
    assert items["010502"].feature_id == world.bridge.pk


def test_every_wrong_cell_is_named_and_nothing_is_taken_over(world, tmp_path):
    contract = draft(world)
    rows = [
        *GOOD, ("010101", "土方", "m3", 1, 2, 2, "第一标段"), ("", "无编码", "m3", 1, 2, 2, ""),
        ("3", "负数", "m3", -1, 2, -2, ""), ("4", "三位小数", "m3", 1, 2.001, 2, ""),
        ("5", "不是数", "m3", "很多", 2, 2, ""), ("6", "合价不符", "m3", 2, 3, 7, ""),
        ("7", "别处", "m3", 1, 1, 1, "西山隧道"),
    ]  # fmt: skip
    with pytest.raises(faults_import.BillFileWrong) as caught:
        bring(world, contract, book(tmp_path, rows))
    cells = {cell["cell"]: cell["value"] for cell in caught.value.facts["cells"]}
    assert set(cells) == {"A4", "A5", "D6", "E7", "D8", "F9", "G10"}
    assert (cells["D8"], cells["G10"]) == ("很多", "西山隧道")
    assert contract.items.count() == 2


def test_a_merged_number_a_lost_formula_and_a_truth_are_wrong_cells(world, tmp_path):
    path = book(tmp_path, [
        *GOOD, ("3", "甲", "m3", 10, 5, None, ""), ("4", "乙", "m3", None, 5, None, ""),
        ("5", "丙", "m3", True, 5, None, ""), ("6", "丁", "m3", "=1+1", 5, None, ""),
    ])  # fmt: skip
    made = openpyxl.load_workbook(path)
    made.active.merge_cells("D4:D5")
    made.active.merge_cells("G2:G3")
    made.save(path)
    contract = draft(world)
    with pytest.raises(faults_import.BillFileWrong) as caught:
        bring(world, contract, path)
    cells = {cell["cell"]: cell["value"] for cell in caught.value.facts["cells"]}
    assert set(cells) == {"D5", "D6", "D7"} and cells["D6"] == "TRUE"
    assert contract.items.count() == 2


def test_a_file_without_the_columns_says_which(world, tmp_path):
    with pytest.raises(faults_import.ColumnsMissing, match="工程量"):
        bring(world, draft(world), book(tmp_path, [("1", "a")], heads=("项目编码", "项目名称")))


def test_a_bill_that_was_handed_in_takes_no_file(world, tmp_path):
    contract = Contract.objects.get(pk=live(world, "submit").pk)
    with pytest.raises(faults.NotChangeable):
        bring(world, contract, book(tmp_path, GOOD))


def test_what_is_written_out_can_be_read_in(world, tmp_path):
    contract = draft(world)
    bring(world, contract, book(tmp_path, GOOD))
    contract = Contract.objects.get(pk=contract.pk)
    path = tmp_path / "out.xlsx"
    path.write_bytes(bill_workbook(contract).read())
    assert bring(world, contract, path).total_yuan == Decimal("1000000.51")


def test_the_list_is_written_with_its_three_prices(world, tmp_path, performing):
    path = tmp_path / "list.xlsx"
    rows = find_contracts(actor=world.people.aud, criteria=ContractFilter())
    with translation.override("zh-hans"):
        path.write_bytes(list_workbook(rows).read())
    lines = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert [lines[0][at] for at in (0, 6)] == ["编号", "统一社会信用代码"]
    assert [lines[1][at] for at in (0, 7, 8, 9)] == ["HT-2026-001", 1000000, 0, 1000000]
