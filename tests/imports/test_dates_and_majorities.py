"""Which date a header means, and how many coordinates must agree before a list is read."""

import pytest
import shapely

from portal.projects.importing import remarks
from portal.projects.importing.mapping import Settled, map_columns
from spatial.coordinates.transform import transform_geometry
from spatial.intake.model import Column, Layer
from tests.imports.conftest import HEADER, line, outcomes, said

DAYS = ("planned_start", "planned_end", "actual_start", "actual_end")


def fields_of(*headers: str) -> dict[str, str]:
    columns = tuple(Column(name=name, number=n, kind="text") for n, name in enumerate(headers, start=1))
    layer = Layer(name="清单", columns=columns, rows=2, geometry="", crs=None)
    sample = [["2026-03-01"] * len(headers)] * 2
    mapped, _remarks = map_columns(layer, sample, Settled())
    return {column.column: column.field for column in mapped}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Actual Completion Date", "actual_end"), ("Actual completion", "actual_end"),
        ("Actual Finish Date", "actual_end"), ("Date completed", "actual_end"),
        ("Actual Start Date", "actual_start"), ("Actual commencement date", "actual_start"),
        ("Planned Completion Date", "planned_end"), ("Expected completion", "planned_end"),
        ("Scheduled start", "planned_start"), ("Completion Date", "planned_end"),
        ("实际竣工", "actual_end"), ("实际竣工日期", "actual_end"), ("实际完工", "actual_end"),
        ("实际完工时间", "actual_end"), ("竣工验收日期", "actual_end"), ("实际开工日期", "actual_start"),
        ("预计竣工日期", "planned_end"), ("拟完工时间", "planned_end"), ("预计开工日期", "planned_start"),
        ("开工日期", "planned_start"), ("竣工日期", "planned_end"),
    ],
)  # fmt: skip
def test_a_header_means_the_date_it_says(header, field):
    assert fields_of(header) == {header: field}


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (("开工日期", "计划开工日期"), ("actual_start", "planned_start")),
        (("竣工日期", "计划竣工日期"), ("actual_end", "planned_end")),
        (("实际开工日期", "开工日期"), ("actual_start", "planned_start")),
        (("Start date", "Planned start", "Actual start"), ("", "planned_start", "actual_start")),
        (("Completion Date", "Actual Completion Date"), ("planned_end", "actual_end")),
        (("Actual Construction Start Date", "Actual Completion Date"), ("actual_start", "actual_end")),
        (("Planned Phase Start Date", "实际主体开工日期"), ("planned_start", "actual_start")),
        (("Completion Year", "Actual Expenditure"), ("", "")),
    ],
)
def test_a_bare_date_is_what_its_neighbours_leave(headers, fields):
    assert fields_of(*headers) == dict(zip(headers, fields, strict=True))


def claimed(header: str, *cells: object) -> str:
    """Return the field one column is taken for by its header and what stands in it."""
    columns = (Column(name=header, number=1, kind="text"),)
    layer = Layer(name="清单", columns=columns, rows=2, geometry="", crs=None)
    (mapped,), _remarks = map_columns(layer, [[cell] for cell in cells], Settled())
    return mapped.field


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Completion Year", (2023, 2024), ""), ("Completion Year", (12, 40), ""),
        ("Completion", (12, 40), "progress"),
        ("visibility", ("1", "0"), ""), ("visibility", ("公开", "内部"), "label"),
        ("adcode", (330_106, 330_108), "region"), ("code", ("GT97-2020-000058",), "code"),
    ],
)  # fmt: skip
def test_a_header_is_believed_only_with_what_stands_below_it(header, cells, field):
    assert claimed(header, *cells) == field


def test_a_row_with_longitude_and_latitude_swapped_says_so(desk):
    batch = desk.read(desk.workbook(degrees(19, 1)))
    (row,) = batch.rows.filter(outcome="refused")
    (told,) = [one for one in remarks.load(row.remarks) if one.severity == "error"]
    assert remarks.say(told, "zh") == "经度与纬度填反了：应为经度 120.03、纬度 30.03。"


def degrees(good: int, bad: int) -> list[list[object]]:
    """Rows of which some have the latitude first."""
    right = [line(f"好{n}", 经度=120.03 + n / 1e4) for n in range(good)]
    return [HEADER, *right, *(line(f"反{n}", 经度=30.03, 纬度=120.03) for n in range(bad))]


def test_what_a_clear_majority_says_is_read_and_the_rest_named_row_by_row(desk):
    batch = desk.read(desk.workbook(degrees(13, 7)))
    assert outcomes(batch) == {"create": 13, "refused": 7}
    assert {"crs_majority", "degrees_swapped"} <= said(batch)
    (told,) = [one for one in remarks.load(batch.remarks) if one.code == "crs_majority"]
    assert "65%" in remarks.say(told, "zh") and "65 %" in remarks.say(told, "en")


def test_a_few_that_do_not_fit_need_no_word_of_their_own(desk):
    batch = desk.read(desk.workbook(degrees(18, 2)))
    assert outcomes(batch) == {"create": 18, "refused": 2} and "crs_majority" not in said(batch)


def test_half_and_half_is_refused_with_the_reason(desk):
    batch = desk.read(desk.workbook(degrees(10, 10)))
    assert outcomes(batch) == {"refused": 20} and "crs_divided" in said(batch)


def test_plane_coordinates_with_a_zone_are_read_beside_some_that_are_none(desk):
    header = [*HEADER[:-2], "X坐标", "Y坐标"]
    native = transform_geometry(shapely.Point(120.03, 30.03), source=4490, target=4528)
    rows = [[*line(f"好{n}")[:-2], native.y + n, native.x] for n in range(13)]
    bad = [[*line(f"度{n}")[:-2], 30.03, 120.03] for n in range(7)]
    batch = desk.read(desk.workbook([header, *rows, *bad]))
    assert outcomes(batch) == {"create": 13, "refused": 7}
    assert {"crs_inferred_zone", "crs_majority"} <= said(batch)
