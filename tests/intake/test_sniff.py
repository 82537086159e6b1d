"""A file is what its content says, and what is not taken is refused in words a clerk understands."""

import re

import pytest

from spatial.intake.problems import Refused
from spatial.intake.sentences import SENTENCES
from spatial.intake.sniff import sniff


@pytest.mark.parametrize("content, kind", [
    (b"", "empty"), (b"\n\n  ", "empty"), (b"PAR1....", "parquet"), (b"AC1027\0\0", "dwg"),
    (b"%PDF-1.7", "pdf"), (b"\x89PNG\r\n", "image"), (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (b"\x1f\x8b\x08", "gzip"), (b"MZ\x90", "program"), (b"ISO-10303-21;", "ifc"), (b"II*\0", "raster"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_office"), (b"SQLite format 3\0" + b"\0" * 100, "sqlite"),
    (b"<html><table>", "html"), (b"<!DOCTYPE html>", "html"),
    (b"<?xml version='1.0'?><Workbook/>", "old_sheet"),
    (b"<?xml version='1.0'?><LandXML>", "landxml"), (b"<?xml version='1.0'?><kml>", "kml"),
    (b"<note>hi</note>", "xml"), ("［属性描述］\n".encode(), "parcel_txt"),
    ("[属性描述]\n坐标系=x".encode("gb18030"), "parcel_txt"),
    ("【地块坐标】\n".encode(), "parcel_txt"), (b'{"type": "Feature"}', "json"), (b"[1, 2]", "json"),
    ("一份通知，没有表格。".encode(), "prose"), (b"a,b\n1,2\n", "csv"), (b"a\tb\n1\t2\n", "csv"),
    (bytes(range(256)) * 4, "binary"), (b"  0\r\nSECTION\r\n", "dxf"),
])  # fmt: skip
def test_content_decides(desk, content, kind):
    assert sniff(desk.write("file.dat", content), "file.dat") == kind


@pytest.mark.parametrize("content, code", [
    (b"AC1027\0\0", "kind_dwg"), (b"PAR1....", "kind_parquet"), (b"", "kind_empty"),
    (b"<html><table></table></html>", "kind_html"), ("[属性描述]\n".encode(), "kind_parcel_txt"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "kind_old_office"),
])  # fmt: skip
def test_what_is_not_taken_is_refused_whatever_its_name(desk, content, code):
    with pytest.raises(Refused) as refused:
        desk.survey(desk.write("项目清单.xlsx", content))
    assert refused.value.problem.code == code
    assert refused.value.problem.severity == "error"


def test_a_boundary_point_file_is_sent_to_the_land_module(desk):
    with pytest.raises(Refused) as refused:
        desk.survey(desk.write("宗地.txt", "[属性描述]\n[地块坐标]\n"))
    assert "用地" in refused.value.problem.sentence("zh")
    assert "land module" in refused.value.problem.sentence("en")


def test_a_workbook_named_csv_is_read_as_the_workbook_it_is(desk):
    made = desk.workbook([["名称", "投资"], ["桥", 1]])
    path = made.rename(made.with_suffix(".csv"))
    assert desk.survey(path, name="清单.csv").kind == "xlsx"


def test_every_sentence_has_a_severity_and_two_languages_with_the_same_facts():
    import string

    def facts(text):
        return {field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field}

    quoted = re.compile(r"\[[^\]]*\]|“[^”]*”|‘[^’]*’")
    for code, (severity, chinese, english) in SENTENCES.items():
        assert severity in {"note", "warn", "error"}, code
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese), code
        assert not any("\u4e00" <= c <= "\u9fff" for c in quoted.sub("", english)), code
        ours = {field.replace("_zh", "") for field in facts(chinese)}
        theirs = {field.replace("_en", "") for field in facts(english)}
        assert ours == theirs or code == "xml_broken", code


def test_a_billion_laughs_is_refused(desk):
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<kml><Document><name>&b;</name></Document></kml>"
    )
    with pytest.raises(Refused, match="xml_entities"):
        desk.survey(desk.write("a.kml", bomb))


def test_an_outside_entity_is_refused(desk):
    leak = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>'
    with pytest.raises(Refused, match="xml_entities"):
        desk.survey(desk.write("a.kml", leak))


def test_broken_markup_is_refused_with_its_line(desk):
    with pytest.raises(Refused) as refused:
        desk.survey(desk.write("a.kml", "<kml>\n<Document>\n</kml>"))
    assert (refused.value.problem.code, refused.value.problem.facts["line"]) == ("xml_broken", 3)


def test_markup_nested_too_deep_is_refused(desk):
    with pytest.raises(Refused, match="xml_too_deep"):
        desk.survey(desk.write("a.kml", "<kml>" + "<a>" * 300 + "</a>" * 300 + "</kml>"))


def test_a_kml_in_gb2312_is_read(desk):
    text = (
        '<?xml version="1.0" encoding="GB2312"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>'
        "<name>东城小学</name><Point><coordinates>112.8,23.3</coordinates></Point></Placemark></Document></kml>"
    )
    read = desk.read(desk.write("a.kml", text, "gb18030"))
    assert read.column("Name") == ["东城小学"]
