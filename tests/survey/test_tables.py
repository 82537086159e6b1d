"""Tables of points become parcels."""

import pytest

from spatial.intake.problems import Refused
from tests.survey.conftest import HOLE, OUTER

HEAD = ["地块名称", "地块编号", "点号", "圈号", "X", "Y", "地块面积(公顷)"]


def rows_of(name, code, *rings, area=""):
    """The rows of one parcel; its name stands in the first only, as in merged cells."""
    rows = []
    for number, ring in enumerate(rings, start=1):
        rows += [
            ["", "", f"J{n}", number, f"{x:.3f}", f"{y:.3f}", ""] for n, (x, y) in enumerate(ring, start=1)
        ]
    rows[0][:2], rows[0][-1] = [name, code], area
    return rows


def csv(rows, encoding="gb18030"):
    return "\n".join(",".join(str(cell) for cell in row) for row in rows).encode(encoding)


NEXT = tuple((x, y + 500) for x, y in OUTER)


def test_several_parcels_stand_in_one_table(desk):
    rows = [HEAD, *rows_of("东", "A-1", OUTER, HOLE, area="1.8"), *rows_of("西", "A-2", NEXT, area="3")]
    found = desk.read(desk.write(csv(rows), "界址点.csv"))
    assert [(p.title, p.attributes.code, p.area_plane_sqm) for p in found.reading.parcels] == [
        ("东", "A-1", pytest.approx(18_000)), ("西", "A-2", pytest.approx(20_000)),
    ]  # fmt: skip
    assert found.errors == {"area_differs"}
    assert found.one("area_differs").parcel_name == "西"


def test_a_workbook_says_its_system_above_the_table(desk):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["界址点成果表"])
    book.active.append(["坐标系：2000国家大地坐标系，中央经线：120，单位：米"])
    for row in [HEAD, *rows_of("东", "A-1", tuple((x, y - 40_000_000) for x, y in OUTER))]:
        book.active.append([float(c) if str(c).startswith(("33", "51")) else c for c in row])
    path = desk.folder / "成果表.xlsx"
    book.save(path)
    found = desk.read(path)
    assert (found.reading.crs.srid, found.reading.crs.how) == (4549, "header")
    assert found.reading.parcels[0].area_plane_sqm == pytest.approx(20_000)
    assert found.errors == set()


@pytest.mark.parametrize(("names", "swapped", "code"), [
    (("X", "Y"), False, None), (("X", "Y"), True, "xy_reversed"),
    (("北坐标", "东坐标"), True, "xy_reversed"), (("纵坐标", "横坐标"), False, None),
])  # fmt: skip
def test_columns_called_x_and_y_are_told_by_their_numbers_named_sides_are_not(desk, names, swapped, code):
    rows = [["点号", *names]]
    rows += [[f"J{n}", *((y, x) if swapped else (x, y))] for n, (x, y) in enumerate(OUTER, start=1)]
    found = desk.read(desk.write(csv(rows), "p.csv"))
    assert (code in found.codes) if code else "xy_reversed" not in found.codes
    assert ("xy_reversed" in found.errors) == (code == "xy_reversed")


def test_degrees_in_two_columns_close_to_a_parcel(desk):
    rows = [["点号", "经度", "纬度"], *([f"J{n}", lon, lat] for n, (lon, lat) in enumerate(
        [(120.15, 30.25), (120.151, 30.25), (120.151, 30.249), (120.15, 30.249)], start=1))]  # fmt: skip
    found = desk.read(desk.write(csv(rows), "p.csv"))
    assert found.reading.crs.srid == 4490
    assert found.reading.parcels[0].area_ellipsoid_sqm == pytest.approx(10_670, abs=20)


def test_a_list_of_projects_with_places_is_no_table_of_points(desk):
    rows = [
        ["项目名称", "投资", "经度", "纬度"],
        ["学校", 5, 120.15, 30.25],
        ["医院", 6, 120.16, 30.26],
        ["桥", 1, 120.2, 30.2],
    ]
    with pytest.raises(Refused) as refused:
        desk.read(desk.write(csv(rows), "项目.csv"))
    assert refused.value.problem.code == "survey_without_polygons"


def test_a_cell_that_is_no_number_is_found_in_its_line(desk):
    rows = [HEAD, *rows_of("东", "A-1", OUTER)]
    rows[3][4] = "详见附图"
    bad = desk.read(desk.write(csv(rows), "p.csv")).one("line_unreadable")
    assert (bad.where.address.row, bad.severity) == (4, "error")
