"""Bytes changed by chance: whatever comes of them is a reading or a refusal, in two languages and as JSON."""

import json
import random

import pytest

from spatial.intake.problems import Refused
from spatial.survey.report import as_json, as_text
from tests.survey.corpus.case import Good
from tests.survey.corpus.drawings import half_round, in_block
from tests.survey.corpus.maps import PACKED, as_csv, as_xlsx, geojson, kml, shp_parts, table, zipped
from tests.survey.corpus.texts import joined, lines_of

ODD = (b"9" * 30, b"-", b"nan", b"1e308", b",", b"@", b"\r", b"\xff", b"{", b"}", b"7594")
TURNS = 60


def good_files():
    good = Good.of_seed(3)
    files = {
        "x.txt": joined(lines_of(good)), "x.zip": zipped(shp_parts(good)), "x.kml": kml(good),
        "x.geojson": json.dumps(geojson(good)).encode(), "x.csv": as_csv(table(good, front="40")),
        "x.xlsx": as_xlsx(table(good, front="40")), "arc.dxf": half_round(), "block.dxf": in_block(),
    }  # fmt: skip
    return files | {name: PACKED[name](good)[0] for name in ("gpkg-good", "fgb-good", "gml-good")}


FILES = good_files()


def spoilt(chance, content):
    """The content with a few bytes changed, lost, repeated, or put in."""
    data = bytearray(content)
    for _turn in range(chance.choice((1, 1, 2, 5, 20))):
        how, at = chance.random(), chance.randrange(len(data))
        if how < 0.5:
            data[at] = chance.randrange(256)
        elif how < 0.7:
            del data[at : at + chance.randint(1, 30)]
        elif how < 0.9:
            data[at:at] = bytes(data[chance.randrange(len(data)) :][: chance.randint(1, 60)])
        else:
            data[at:at] = chance.choice(ODD)
        data = data or bytearray(b"x")
    return bytes(data)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FILES)
def test_chance_never_breaks_the_reader(desk, name):
    chance = random.Random(name)
    outcomes = set()
    for _turn in range(TURNS):
        path = desk.write(spoilt(chance, FILES[name]), name)
        try:
            reading = desk.read(path).reading
        except Refused as refused:
            assert refused.problem.sentence("zh") != refused.problem.sentence("en")
            outcomes.add("refused")
            continue
        assert json.dumps(as_json(reading), allow_nan=False)
        assert list(as_text(reading, language="en")) != list(as_text(reading))
        outcomes.add("read")
    assert outcomes
