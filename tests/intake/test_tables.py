"""Sheets and delimited text as offices write them: titles, merged headers, formulas, lost quotes."""

from datetime import date, datetime

import openpyxl
import pytest

from spatial.intake.limits import Limits
from spatial.intake.problems import Refused

PLAIN = [
    ["项目名称", "总投资", "开工日期"],
    ["东城小学", 1200.5, date(2024, 3, 1)],
    ["西城大桥", 800, date(2024, 5, 1)],
]


def test_a_plain_sheet_is_read_with_types_and_cell_addresses(desk):
    read = desk.read(desk.workbook(PLAIN))
    assert [(c.name, c.kind) for c in read.layer.columns[:2]] == [("项目名称", "text"), ("总投资", "number")]
    assert read.rows[0].values == ("东城小学", 1200.5, date(2024, 3, 1))
    assert read.rows[1].address.at_column(2).text() == "B3"


def test_a_title_and_unit_above_the_header_are_kept_aside(desk):
    rows = [["2024年政府投资项目计划表", None, None], [None, None, "单位：万元"], *PLAIN]
    read = desk.read(desk.workbook(rows))
    assert (read.layer.header_row, len(read.rows)) == (3, 2)
    assert read.layer.preamble == ("2024年政府投资项目计划表", "单位：万元")
    assert "header_below" in read.codes
    assert read.rows[0].address.at_column(1).text() == "A4"


def test_merged_group_names_are_joined_with_the_names_below(desk):
    rows = [
        ["序号", "项目名称", "资金来源", None, None, "备注"], [None, None, "中央", "省级", "市级", None],
        [1, "东城小学", 100, 50, 30, "x"], [2, "西城大桥", 10, 5, 3, "y"],
    ]  # fmt: skip
    read = desk.read(desk.workbook(rows, merge=("C1:E1", "A1:A2", "B1:B2", "F1:F2")))
    assert [c.name for c in read.layer.columns] == [
        "序号", "项目名称", "资金来源/中央", "资金来源/省级", "资金来源/市级", "备注",
    ]  # fmt: skip
    assert read.column("资金来源/省级") == [50, 5]


def test_a_merged_cell_gives_its_value_to_every_row_and_says_so(desk):
    rows = [["单位", "项目"], ["交通局", "县道改建"], [None, "大桥新建"], ["教育局", "小学"]]
    read = desk.read(desk.workbook(rows, merge=("A2:A3",)))
    assert read.column("单位") == ["交通局", "交通局", "教育局"]
    note = read.rows[1].problems[0]
    assert (note.code, note.address.text(), note.facts["source"]) == ("merged_value", "A3", "A2")


def test_a_formula_without_a_stored_value_is_named_with_its_cell(desk):
    rows = [["项目", "投资"], ["小学", "=B3*2"], ["大桥", 5]]
    read = desk.read(desk.workbook(rows))
    found = read.rows[0].problems[0]
    assert (found.code, found.address.text(), found.facts["formula"]) == (
        "formula_without_value",
        "B2",
        "=B3*2",
    )


def test_an_error_value_is_empty_and_named(desk):
    book = openpyxl.Workbook()
    book.active.append(["项目", "投资"])
    book.active.append(["小学", "#REF!"])
    book.active["B2"].data_type = "e"
    book.save(desk.folder / "a.xlsx")
    read = desk.read(desk.folder / "a.xlsx")
    assert (read.rows[0].values, read.codes) == (("小学", None), ["cell_error"])


def test_hidden_sheets_are_marked_and_a_choice_is_asked_for(desk):
    book = openpyxl.Workbook()
    book.active.title = "清单"
    for row in PLAIN:
        book.active.append(row)
    hidden = book.create_sheet("旧数据")
    hidden.append(["a", "b"])
    hidden.append([1, 2])
    hidden.sheet_state = "hidden"
    book.create_sheet("空表")
    book.save(desk.folder / "a.xlsx")
    layers = desk.survey(desk.folder / "a.xlsx").layers
    assert [layer.name for layer in layers] == ["清单", "旧数据"]
    assert layers[1].problems[0].code == "sheet_hidden"
    with pytest.raises(Refused, match="layer_needs_choice"):
        desk.read(desk.folder / "a.xlsx")
    assert len(desk.read(desk.folder / "a.xlsx", layer="清单").rows) == 2
    with pytest.raises(Refused, match="layer_absent"):
        desk.read(desk.folder / "a.xlsx", layer="没有")


def test_blank_rows_are_skipped_without_shifting_addresses(desk):
    read = desk.read(desk.workbook([PLAIN[0], [None], PLAIN[1], [None, None], PLAIN[2]]))
    assert [row.address.text() for row in read.rows] == ["3:3", "5:5"]
    assert [row.number for row in read.rows] == [1, 2]


def test_names_that_repeat_or_miss_are_made_distinct_and_said(desk):
    read = desk.read(desk.workbook([["名称", "投资", "投资", None], *[["小学", 1, 2, 3]] * 3]))
    assert [c.name for c in read.layer.columns] == ["名称", "投资", "投资 (2)", "#4"]
    assert {"header_twice", "header_empty"} <= set(read.codes)


def test_the_header_row_can_be_chosen(desk):
    read = desk.read(desk.workbook([["a", "b"], ["c", "d"], ["e", "f"]]), header_row=2)
    assert ([c.name for c in read.layer.columns], len(read.rows)) == (["c", "d"], 1)


def test_text_is_never_turned_into_numbers(desk):
    read = desk.read(desk.workbook([["代码", "n"], ["0012", 1]]))
    assert read.column("代码") == ["0012"]


def test_moments_keep_their_time(desk):
    read = desk.read(desk.workbook([["项目", "时间"], ["a", datetime(2024, 3, 1, 9, 30)]]))
    assert read.column("时间") == [datetime(2024, 3, 1, 9, 30)]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|", "，"])
def test_any_usual_delimiter_is_found(desk, mark):
    read = desk.read(desk.write("a.csv", f"名称{mark}投资\n小学{mark}12\n大桥{mark}34\n"))
    assert read.column("投资") == ["12", "34"]


def test_csv_addresses_are_the_lines_of_the_file_even_with_cells_of_several_lines(desk):
    read = desk.read(desk.write("a.csv", '名称,说明\n小学,"一\n二"\n大桥,三\n'))
    assert [row.address.row for row in read.rows] == [2, 4]
    assert read.rows[1].address.at_column(2).text("zh") == "第4行第2列"
    assert read.rows[1].address.at_column(2).text("en") == "line 4, column 2"


def test_a_row_wider_than_the_header_is_named(desk):
    read = desk.read(desk.write("a.csv", "名称,投资\n小学,1,2,234\n大桥,3\n"))
    found = read.rows[0].problems[0]
    assert (found.code, found.address.text("en"), found.facts) == (
        "row_too_wide", "line 2, column 3", {"found": 4, "expected": 2},
    )  # fmt: skip


def test_a_lost_quote_that_swallows_rows_is_noticed(desk):
    body = "".join(f"项目{i},{i}\n" for i in range(80))
    read = desk.read(desk.write("a.csv", f'名称,投资\n小学,"1\n{body}'))
    assert "quote_not_closed" in read.codes


def test_too_many_rows_or_columns_are_refused(desk):
    path = desk.write("a.csv", "a,b\n" + "1,2\n" * 50)
    with pytest.raises(Refused, match="too_many_rows"):
        desk.read(path, Limits(max_rows=20))
    wide = desk.write("b.csv", ",".join(f"c{i}" for i in range(60)) + "\n" + ",".join("1" * 60) + "\n")
    with pytest.raises(Refused, match="too_many_columns"):
        desk.read(wide, Limits(max_columns=20))


def test_binary_that_calls_itself_csv_is_refused(desk):
    with pytest.raises(Refused, match="kind_binary"):
        desk.read(desk.write("a.csv", bytes(range(256)) * 20))


def test_a_zero_byte_deep_inside_a_text_is_refused_with_its_line(desk):
    with pytest.raises(Refused) as refused:
        desk.read(desk.write("a.csv", b"a,b\n" + b"1,2\n" * 30_000 + b"\0,1\n"))
    assert (refused.value.problem.code, refused.value.problem.address.row) == ("text_has_nul", 30_002)


def test_a_large_text_is_read_in_pieces(desk):
    path = desk.write("a.csv", "名称,投资\n" + "".join(f"项目{i},{i}\n" for i in range(30_000)))
    read = desk.read(path)
    assert len(read.rows) == 30_000
    assert read.rows[-1].values == ("项目29999", "29999")


@pytest.mark.parametrize("lon, lat", [("112.8", "23.3"), ("112°48′00″", "23°18′00″"), (112.8, 23.3)])
def test_columns_of_longitude_and_latitude_become_points(desk, lon, lat):
    read = desk.read(desk.workbook([["名称", "经度", "纬度"], ["小学", lon, lat], ["大桥", 112.9, 23.4]]))
    assert (read.layer.geometry, read.layer.crs.srid, read.layer.places) == ("Point", 4490, ("经度", "纬度"))
    assert read.rows[0].shape.wkb


def test_plane_coordinates_say_their_zone_and_which_column_is_north(desk):
    read = desk.read(
        desk.workbook([["名称", "X", "Y"], ["小学", 3347800, 40514400], ["大桥", 3347900, 40514500]])
    )
    assert (read.layer.crs.status, read.layer.crs.srid) == ("inferred", 4528)
    assert {"first_is_north", "crs_inferred_zone"} <= set(read.codes)


def test_plane_coordinates_without_zone_ask_for_it_and_take_the_answer(desk):
    path = desk.workbook([["名称", "X坐标", "Y坐标"], ["小学", 3347800, 514400]])
    asked = desk.read(path)
    assert (asked.layer.crs.status, len(asked.layer.crs.candidates)) == ("unknown", 21)
    assert (asked.rows[0].shape.wkb, "crs_needs_zone" in asked.codes) == (b"", True)
    assert desk.read(path, srid=4549).rows[0].shape.wkb


def test_a_column_of_pasted_pairs_is_read_row_by_row(desk):
    rows = [
        ["名称", "坐标"],
        ["小学", "112.8,23.3"],
        ["大桥", "东经112°48′ 北纬23°18′"],
        ["河堤", "不详"],
        ["桥", "87.6,43.8"],
    ]
    read = desk.read(desk.workbook(rows))
    assert [bool(row.shape) for row in read.rows] == [True, True, False, True]
    assert read.rows[2].problems[0].code == "place_unreadable"
    assert read.rows[3].problems[0].code == "place_order_assumed"


def test_a_column_of_wkt_becomes_shapes_and_a_broken_one_is_named(desk):
    text = 'name,geom\na,"POINT(112.8 23.3)"\nb,"POLYGON((112 23,113 23,113 24,112 23))"\nc,"POINT(112.8"\n'
    read = desk.read(desk.write("a.csv", text))
    assert [row.shape.kind if row.shape else "" for row in read.rows] == ["Point", "Polygon", ""]
    assert (read.rows[2].problems[0].code, read.rows[2].problems[0].address.text("en")) == (
        "wkt_broken", "line 4, column 2",
    )  # fmt: skip


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7])
def test_a_workbook_damaged_inside_is_refused(desk, at):
    whole = desk.workbook([["名称", "数"], *([f"项目{n}", n] for n in range(2_000))]).read_bytes()
    middle = int(len(whole) * at)
    broken = desk.write("坏.xlsx", whole[:middle] + bytes(40) + whole[middle + 40 :])
    with pytest.raises(Refused) as refused:
        desk.read(broken)
    assert refused.value.problem.code in {"xlsx_broken", "zip_broken"}
