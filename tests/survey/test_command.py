"""``manage.py check_land``: for offices that work in batches."""

import io
import json

import pytest
from django.core.management import call_command

from spatial.survey.outlines import Outline
from tests.survey.conftest import HOLE, OUTER, Sheet
from tests.survey.corpus.case import Good


@pytest.fixture
def check(desk):
    """Run the command; return its exit code and what it printed."""

    def run(content, *options, name="界址点.txt"):
        out, err = io.StringIO(), io.StringIO()
        path = desk.write(content, name)
        with pytest.raises(SystemExit) as ended:
            call_command("check_land", str(path), *options, stdout=out, stderr=err)
        return ended.value.code, out.getvalue() or err.getvalue()

    return run


def test_a_good_file_ends_with_nothing(check, sheet):
    code, said = check(sheet.parcel(OUTER, HOLE, area="1.8").text(), "--json")
    answer = json.loads(said)
    assert code == 0
    (parcel,) = answer["parcels"]
    assert {key: parcel[key] for key in ("name", "srid", "rings")} == {
        "name": "地块一",
        "srid": 4528,
        "rings": 2,
    }
    assert parcel["area_plane_m2"] == pytest.approx(18_000)
    assert parcel["area_ellipsoid_m2"] == pytest.approx(17_999.91, abs=0.005)
    assert {key: answer["crs"][key] for key in ("srid", "how")} == {"srid": 4528, "how": "prefix+header"}
    assert answer["findings"] == []


def test_an_error_ends_with_one_and_says_where(check, sheet):
    sheet.parcel(OUTER, area="5")
    code, said = check(sheet.text(), "--json", "--lang", "en")
    (error,) = [d for d in json.loads(said)["defects"] if d["severity"] == "error"]
    assert (code, error["code"], error["where"]["line"]) == (1, "area_fits_no_unit", 8)
    assert error["message"].startswith("The stated area")
    assert error["where"]["geometry"]["type"] == "Polygon"


@pytest.mark.parametrize(("language", "sentence"), [("zh", "没有这个文件"), ("en", "no such file")])
def test_a_path_that_names_no_file_is_told_in_the_readers_language(tmp_path, language, sentence):
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_land", str(tmp_path / "无.txt"), "--json", "--lang", language, stdout=out)
    answer = json.loads(out.getvalue())
    assert (ended.value.code, answer["code"]) == (2, "no_such_file") and sentence in answer["message"]


@pytest.mark.parametrize(("content", "code"), [(b"", "kind_empty"), (b"\x89PNG\r\n\x1a\n....", "kind_image")])
def test_what_cannot_be_read_ends_with_two(check, content, code):
    ended, said = check(content, "--json", name="x.bin")
    answer = json.loads(said)
    assert (ended, answer["parcels"], answer["defects"][0]["code"]) == (2, [], code)
    ended, said = check(content, name="x.bin")
    assert ended == 2
    assert said.startswith("x.bin")


def test_a_file_that_is_not_there_ends_with_two(desk):
    with pytest.raises(SystemExit) as ended:
        call_command("check_land", str(desk.folder / "nowhere.txt"), stderr=io.StringIO())
    assert ended.value.code == 2


def test_people_read_lines_in_their_language(check, sheet):
    sheet.parcel(OUTER[::-1])
    code, chinese = check(sheet.text())
    _code, english = check(sheet.text(), "--lang", "en")
    assert code == 0
    assert "平面 20,000.00 m²" in chinese and "警告 orientation" in chinese
    assert "plane 20,000.00 m²" in english and "warning orientation" in english


def test_the_county_is_looked_up_and_held_against(check, sheet, regions):
    code, said = check(sheet.parcel(OUTER).text(), "--json", "--county", "970101")
    answer = json.loads(said)
    assert "county" in answer["crs"]["how"] or any(d["code"].endswith("county") for d in answer["defects"])
    code, said = check(sheet.text(), "--county", "999999")
    assert code == 2
    assert "999999" in said


def test_the_person_s_choice_is_passed_on(check):
    ring = tuple((x, y - 40_000_000) for x, y in OUTER)
    sheet = Sheet(header={"坐标系": "CGCS2000"}).parcel(ring)
    assert check(sheet.text())[0] == 1
    code, said = check(sheet.text(), "--srid", "4549", "--json")
    assert (code, json.loads(said)["crs"]["how"]) == (0, "chosen")


def test_the_shape_of_the_answer_is_the_same_for_every_kind_of_file(check):
    from spatial.survey.export import export_parcels

    outlines: list[Outline] = Good.of_seed(1).outlines
    for format, name in (("gpkg", "x.gpkg"), ("shp", "x.zip"), ("geojson", "x.geojson")):
        code, said = check(export_parcels(outlines, format=format, srid=4528), "--json", name=name)
        answer = json.loads(said)
        assert code == 0
        assert answer["crs"]["srid"] == 4528
        assert [
            set(p) >= {"name", "area_plane_m2", "area_ellipsoid_m2", "srid", "rings"}
            for p in answer["parcels"]
        ]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b'<?xml version="1.0"?><LandXML xmlns="http://www.landxml.org/schema/LandXML-1.2"/>', "a.xml",
         "survey_kind_landxml"),
        (b'<?xml version="1.0"?><osm version="0.6"><node id="1" lat="30" lon="120"/></osm>', "a.osm",
         "survey_kind_osm"),
    ],
)  # fmt: skip
def test_what_is_no_survey_is_told_in_the_words_of_surveys(check, content, name, code):
    for lang, said in (("zh", "界址"), ("en", "survey")):
        ended, out = check(content, "--json", "--lang", lang, name=name)
        (defect,) = json.loads(out)["defects"]
        assert (ended, defect["code"]) == (2, code)
        assert said in defect["message"] and "项目表" not in out and "projects" not in out
