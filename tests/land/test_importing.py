"""Control lines come in whole, with their document, follow each other, and come in once."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from portal.core.models import Event
from spatial.features.models import Feature
from spatial.land.importing import (
    ControlColumnMissing,
    ControlLineOlder,
    ControlRowsInvalid,
    Source,
    import_control_lines,
)
from spatial.land.models import ControlPiece, ControlSource

CROSSED = [[[120, 30], [120.01, 30.01], [120.01, 30], [120, 30.01], [120, 30]]]
BEGIN, LATER = date(2024, 1, 1), date(2026, 1, 1)


def box(west, south, size=0.01):
    east, north = west + size, south + size
    return [[[west, south], [west, north], [east, north], [east, south], [west, south]]]


def lines(tmp_path, *rows, code="BSM", name="XZQMC", file="lines.geojson"):
    features = [
        {"type": "Feature", "properties": {code: number, name: title},
         "geometry": {"type": "Polygon", "coordinates": rings}}
        for number, title, rings in rows
    ]  # fmt: skip
    path = tmp_path / file
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def two(tmp_path):
    return lines(tmp_path, ("1", "东块", box(120.01, 30.01)), ("2", "西块", box(120.15, 30.15)))


@pytest.fixture
def bring(everything, province, regions):
    """A function that imports a file as farmland of the province."""

    def act(path, *, kind="farmland", valid_from=BEGIN, dry_run=False, columns=()):
        source = Source(kind=kind, title="三线成果", authority="自然资源部", owner=province, columns=columns)
        return import_control_lines(
            actor=everything, path=path, source=source, valid_from=valid_from, dry_run=dry_run
        )

    return act


def test_lines_come_with_source_label_region_and_pieces(bring, two):
    done = bring(two)
    east = Feature.objects.get(code="1")
    assert (done.added, done.replaced, done.unchanged, done.saved) == (2, 0, 0, True)
    assert done.regions == ("970101", "970102") and done.area_sqm > 2_000_000
    assert (east.kind, east.subkind, east.name, east.label, east.published) == (
        "control_line", "farmland", "东块", "internal", False,
    )  # fmt: skip
    assert east.region_code == "970101001"
    source = ControlSource.objects.get(pk=east.attributes["source"])
    assert (source.sha256, source.lines) == (done.sha256, 2)
    assert ControlPiece.objects.filter(kind="farmland").count() == 2
    assert Event.objects.get(verb="import_control_lines").facts["lines"] == 2


def test_the_urban_boundary_is_open_to_the_public_coarsened(bring, two):
    bring(two, kind="urban")
    row = Feature.objects.get(code="1")
    assert (row.label, row.published, row.public_geom is not None) == ("public", True, True)


def test_a_preview_counts_and_saves_nothing(bring, two):
    seen = bring(two, dry_run=True)
    assert (seen.added, seen.saved) == (2, False)
    assert not Feature.objects.exists() and not ControlSource.objects.exists()


def test_the_same_file_twice_changes_nothing(bring, two):
    bring(two)
    events, rows = Event.objects.count(), list(Feature.objects.values())
    again = bring(two)
    assert (again.added, again.replaced, again.unchanged, again.saved) == (0, 0, 2, False)
    assert (Event.objects.count(), list(Feature.objects.values())) == (events, rows)


def test_a_changed_line_ends_the_former_and_an_equal_one_stays(bring, two, tmp_path):
    bring(two)
    moved = lines(tmp_path, ("1", "东块", box(120.02, 30.01)), ("2", "西块", box(120.15, 30.15)),
                  file="new.geojson")  # fmt: skip
    done = bring(moved, valid_from=LATER)
    assert (done.added, done.replaced, done.unchanged) == (0, 1, 1)
    former, now = Feature.objects.filter(code="1").order_by("valid_from")
    assert (former.valid_to, now.valid_from, now.valid_to) == (date(2025, 12, 31), LATER, None)


def test_a_line_cannot_begin_before_the_one_it_follows(bring, two, tmp_path):
    bring(two)
    moved = lines(tmp_path, ("1", "东块", box(120.02, 30.01)), file="new.geojson")
    with pytest.raises(ControlLineOlder, match="2024-01-01"):
        bring(moved)
    assert Feature.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "x", box(120.01, 30.01)), "编号为空|code is empty"),
        (("1", "x", box(120.01, 30.01)), "两次|twice"),
        (("9", "x", box(100.0, 30.0)), "行政区|region"),
        (("9", "x", CROSSED), "120.005|相交|cross"),
    ],
)  # fmt: skip
def test_one_bad_row_keeps_all_out(bring, tmp_path, row, reason):
    path = lines(tmp_path, ("1", "好", box(120.05, 30.05)), row)
    with pytest.raises(ControlRowsInvalid, match=reason):
        bring(path)
    assert not Feature.objects.exists()


def test_each_kind_knows_its_own_columns_and_a_chosen_one_goes_first(bring, tmp_path):
    heritage = lines(tmp_path, ("W1", "古塔", box(120.01, 30.01)), code="文物编号", name="文物名称")
    assert bring(heritage, kind="heritage").added == 1
    odd = lines(tmp_path, ("F1", "田", box(120.03, 30.03)), code="号", name="n", file="odd.geojson")
    with pytest.raises(ControlColumnMissing, match="号"):
        bring(odd)
    assert bring(odd, columns=(("code", "号"), ("name", "n"))).added == 1
    assert Feature.objects.get(code="F1").name == "田"


def test_the_command_previews_imports_and_refuses(bring, two, province, capsys):
    given = {"kind": "ecology", "source": "三线成果", "authority": "自然资源部", "owner": province.name,
             "valid_from": BEGIN}  # fmt: skip
    call_command("import_control_lines", two, dry_run=True, **given)
    assert "2 new lines" in capsys.readouterr().out and not Feature.objects.exists()
    call_command("import_control_lines", two, **given)
    assert Feature.objects.filter(subkind="ecology").count() == 2
    with pytest.raises(CommandError, match="moon"):
        call_command("import_control_lines", two, **(given | {"kind": "moon"}))
    with pytest.raises(CommandError, match="organisations"):
        call_command("import_control_lines", two, **(given | {"owner": "nobody"}))
