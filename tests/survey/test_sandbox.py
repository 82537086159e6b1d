"""The same reading from a child process, with its limits; large and hostile files end in good time."""

import os
import random
import signal
import threading
from dataclasses import replace

import pytest
import shapely

from spatial.intake import wire
from spatial.intake.limits import MIB
from spatial.intake.problems import Refused
from spatial.intake.sandbox import Child, FileRefused
from spatial.survey.model import Declared
from spatial.survey.repair import repair
from spatial.survey.sandbox import SURVEY_LIMITS, read_survey
from tests.survey.conftest import HOLE, OUTER, Sheet
from tests.survey.test_corpus import CASES

SAMPLE = random.Random(6).sample(CASES, 8)


def test_the_child_says_what_is_said_here(desk, sheet, county):
    path = desk.write(sheet.parcel(OUTER[::-1], HOLE, area="7").text())
    there, here = read_survey(path, name=path.name, county=county), desk.read(path, county=county).reading
    assert there == here
    assert there.county is county


def test_a_reading_from_the_child_can_be_mended(desk, sheet):
    path = desk.write(sheet.parcel(tuple((y, x) for x, y in OUTER)).text())
    reading = read_survey(path, name=path.name)
    after = repair(reading, accepted=["xy_reversed:0:0:0"])
    assert after.crs.srid == 4528


def test_a_reading_can_be_kept_as_json(desk, sheet, county):
    reading = desk.text(sheet.parcel(OUTER[::-1], HOLE, area="7"), county=county).reading
    assert wire.typed_deep(wire.plain(reading)) == reading


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_a_sample_of_the_corpus_goes_through_the_child(desk, county, case):
    path = desk.write(case.content, case.filename)
    try:
        reading = read_survey(path, name=path.name, county=county if case.in_county else None)
    except FileRefused as refused:
        assert refused.problem.code in case.want.any_of
        return
    assert case.want.says <= {defect.code for defect in reading.defects}


def _points(megabytes):
    line = "J{0},1,334{0:07d}.{0:03d},40514{0:03d}.000\n"
    block = "".join(line.format(at % 1000) for at in range(25_000))
    return "".join(["[地块坐标]\n1,,1,大,面,,,,@\n", *[block] * (megabytes * MIB // len(block))])


def test_a_hundred_megabytes_are_refused_with_the_limit(desk):
    path = desk.write(_points(100), "巨.txt", "utf-8")
    with pytest.raises(FileRefused) as refused:
        read_survey(path, name=path.name)
    assert refused.value.problem.code == "survey_too_many_points"
    assert refused.value.facts["limit"] == 300_000


@pytest.mark.parametrize(("lines", "codes"), [
    (lambda: ["J1,1,3347800.000,40514400.000," * 1_000], {"survey_line_too_long"}),
    (lambda: ["无"] * 300, {"survey_not_points"}),
    (lambda: ["1,1,1,x,面,,,,@"] * 20_001, {"survey_too_many_parcels"}),
    (lambda: ["1,1,1,x,面,,,,@", *(f"J{n},{n % 9},{n},{n + 1}" for n in range(5_002))],
    {"survey_too_many_rings"}),
], ids=["one-line", "garbage", "parcels", "rings"])  # fmt: skip
def test_more_of_anything_than_the_limit_is_refused(desk, lines, codes):
    path = desk.write("\n".join(["[地块坐标]", *lines()]) + "\n", "x.txt")
    with pytest.raises(Refused) as refused:
        desk.read(path)
    assert refused.value.problem.code in codes
    assert refused.value.problem.facts["limit"]


def test_a_scribble_of_thousands_of_crossings_is_answered(desk, sheet):
    chance = random.Random(1)
    scribble = tuple(
        (3347700 + chance.uniform(0, 900), 40514400 + chance.uniform(0, 900)) for _n in range(4_000)
    )
    path = desk.write(sheet.parcel(scribble).text())
    reading = read_survey(path, name=path.name)
    assert sum(defect.code == "self_crossing" for defect in reading.defects) == 20


def test_thousands_of_parcels_on_one_place_are_answered(desk, tmp_path):
    sheet = Sheet()
    for _n in range(3_000):
        sheet.parcel(OUTER)
    path = desk.write(sheet.text())
    reading = read_survey(path, name=path.name)
    assert sum(defect.code == "overlap" for defect in reading.defects) == 100


def test_what_takes_too_long_is_refused(desk):
    path = desk.write(_points(1), "巨.txt", "utf-8")
    hurried = replace(SURVEY_LIMITS, wall_seconds=0, silence_seconds=0)
    with pytest.raises(FileRefused) as refused:
        read_survey(path, name=path.name, limits=hurried)
    assert refused.value.problem.code == "reader_slow"
    assert "服务器可能正忙" in refused.value.problem.sentence("zh")


def test_a_small_file_waits_its_turn_on_a_busy_machine(desk, sheet, monkeypatch):
    """A child that gets no turn for longer than its computing time may last is not refused for it."""
    computing, start = 6, Child.start

    def late(child):
        start(child)
        pid = child._process._process.pid
        os.kill(pid, signal.SIGSTOP)
        threading.Timer(computing + 1, os.kill, (pid, signal.SIGCONT)).start()

    monkeypatch.setattr(Child, "start", late)
    path = desk.write(sheet.parcel(OUTER).text())
    reading = read_survey(path, name=path.name, limits=replace(SURVEY_LIMITS, cpu_seconds=computing))
    assert len(reading.parcels) == 1


def test_the_person_s_choices_reach_the_child(desk):
    data = shapely.to_geojson(shapely.box(514_400, 3_347_700, 514_500, 3_347_800))
    path = desk.write(data, "x.geojson", "utf-8")
    reading = read_survey(path, name=path.name, declared=Declared(srid=4549))
    assert (reading.crs.srid, reading.crs.how) == (4549, "chosen")
