"""The child process: what comes back is typed, and whatever happens inside, the parent gets a sentence."""

import os
import pickle
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from spatial.intake import wire
from spatial.intake.limits import Limits
from spatial.intake.model import Choice, CrsCandidate, CrsFinding, Layer, Row, Shape
from spatial.intake.problems import Address, problem
from spatial.intake.sandbox import FileRefused, read_file, survey_file


def children():
    """Return the processes this one has started and not yet buried."""
    me = os.getpid()
    return Path(f"/proc/{me}/task/{me}/children").read_text().split()


@pytest.fixture
def sheet(desk):
    return desk.write(
        "清单.csv", "名称,经度,纬度\n" + "".join(f"项目{i},112.{i:05d},23.3\n" for i in range(1200))
    )


def test_a_file_is_surveyed_with_progress(sheet):
    steps = []
    found = survey_file(
        sheet, name="清单.csv", progress=lambda stage, percent: steps.append((stage, percent))
    )
    assert (found.kind, found.size_bytes, found.layers[0].crs.srid) == ("csv", sheet.stat().st_size, 4490)
    assert [stage for stage, _percent in steps][:2] == ["sniff", "safety"]
    assert steps[-1] == ("layers", 100)


def test_rows_come_back_typed_and_in_order(sheet):
    with read_file(sheet, name="清单.csv") as reading:
        assert reading.layer.places == ("经度", "纬度")
        rows = list(reading)
    assert [row.number for row in rows] == list(range(1, 1201))
    assert rows[0].values == ("项目0", "112.00000", "23.3")
    assert isinstance(rows[0].shape.wkb, bytes)


def test_a_refusal_carries_its_facts_and_survives_pickling(desk):
    with pytest.raises(FileRefused) as refused:
        survey_file(desk.write("a.xlsx", b"AC1027\0"), name="图纸.dwg")
    copy = pickle.loads(pickle.dumps(refused.value))
    assert copy.facts["problem"] == "kind_dwg"
    assert copy.problem.sentence("zh") == refused.value.problem.sentence("zh")


def test_leaving_early_ends_the_child(sheet):
    before = children()
    with read_file(sheet, name="清单.csv") as reading:
        next(iter(reading))
        assert len(children()) == len(before) + 1
    assert children() == before


def test_too_little_memory_is_said_to_be_the_reason(desk):
    rows = "".join(f"项目{i},{'很长的说明' * 40}\n" for i in range(2000))
    path = desk.write("a.csv", "名称,说明\n" + rows)
    with pytest.raises(FileRefused) as refused:
        survey_file(path, name="a.csv", limits=Limits(memory_bytes=150 << 20))
    assert refused.value.facts["problem"] == "reader_out_of_memory"
    assert refused.value.facts["limit_mb"] == 150


def test_too_much_processor_time_is_said_to_be_the_reason(desk):
    line = ",".join(["1.5"] * 400)
    path = desk.write("a.csv", "\n".join([",".join(f"c{i}" for i in range(400)), *[line] * 60_000]))
    with (
        pytest.raises(FileRefused) as refused,
        read_file(path, name="a.csv", limits=Limits(cpu_seconds=1, max_file_bytes=1 << 30)) as reading,
    ):
        sum(1 for _row in reading)
    assert refused.value.facts == {"problem": "reader_out_of_time", "address": "", "limit": 1}


def test_a_child_that_keeps_silent_is_ended(sheet):
    begun, before = time.monotonic(), children()
    with pytest.raises(FileRefused) as refused:
        survey_file(sheet, name="清单.csv", limits=Limits(silence_seconds=0))
    assert refused.value.facts["problem"] == "reader_slow"
    assert time.monotonic() - begun < 5
    assert children() == before


def test_the_child_sees_none_of_the_servers_secrets(sheet, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    with read_file(sheet, name="清单.csv") as reading:
        environment = Path(f"/proc/{children()[-1]}/environ").read_bytes()
        next(iter(reading))
    assert b"secret" not in environment


def test_nothing_is_left_in_the_temporary_folder(sheet, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    with read_file(sheet, name="清单.csv") as reading:
        next(iter(reading))
    assert set(tmp_path.iterdir()) == before


def test_the_senders_folder_is_left_as_it_was(desk):
    gml = (
        '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" '
        'xmlns:gml="http://www.opengis.net/gml" xmlns:a="urn:a"><gml:featureMember><a:site><a:name>x</a:name>'
        "<a:geom>"
        '<gml:Point srsName="EPSG:4326"><gml:pos>23.3 112.8</gml:pos></gml:Point></a:geom></a:site>'
        "</gml:featureMember></wfs:FeatureCollection>"
    )
    path = desk.write("a.gml", gml)
    before = set(desk.folder.iterdir())
    survey_file(path, name="a.gml")
    assert set(desk.folder.iterdir()) == before


@pytest.mark.parametrize("value", [
    Row(number=1, address=Address(kind="cell", row=2, column=3),
        values=("中", 1, 1.5, True, None, date(2024, 3, 1), datetime(2024, 3, 1, 9, 30), 10**25),
        shape=Shape(wkb=b"\x00\xff", native_wkb=b"", srid=4528, kind="Point"),
        problems=(problem("geometry_missing", Address(kind="fid", row=7)),)),
    Layer(name="a", columns=(), crs=CrsFinding(status="unknown", candidates=(
        CrsCandidate(srid=4528, name="x", reason="zone_declared", swap_axes=True),))),
    Choice(layer="图层", srid=4528, repair=True),
])  # fmt: skip
def test_what_is_sent_arrives_equal(value):
    assert wire.unpack(wire.pack({"it": value})[wire.HEAD.size :]) == {"it": value}


def test_a_frame_cannot_name_a_type_of_its_own_choosing():
    with pytest.raises(wire.BrokenFrame):
        wire.unpack(b'{"it": {"$type": "Popen", "args": ["ls"]}}')


def test_an_absurd_length_is_refused():
    with pytest.raises(wire.BrokenFrame):
        wire.frame_length(b"\xff\xff\xff\xff")
