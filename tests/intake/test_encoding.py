"""Text encodings are found, stated with how they are known, and never assumed."""

import struct

import pytest

from spatial.intake.encoding import canonical, find_in_samples
from spatial.intake.problems import Refused

TEXTS = {
    "gb18030": ["肇庆市四会市东城街道污水处理厂扩建工程", "县道改建", "2024年", "学校（新建）", "水库"],
    "big5": ["臺北市立國民小學新建工程"],
    "cp932": ["プロジェクト道路の工事"],
    "cp1252": ["Zone à urbaniser généré", "Saint-Étienne", "Köln"],
    "cp1251": ["Дорога Москва река", "РУССКИЙ"],
    "utf-8": ["项目名称", "Elément de paysage à côté", "Bâtiment agricole"],
}


@pytest.mark.parametrize("encoding, text", [(e, t) for e, texts in TEXTS.items() for t in texts])
def test_the_bytes_alone_tell_the_encoding(encoding, text):
    assert find_in_samples([text.encode(encoding)]).encoding == encoding


def test_little_text_gives_little_confidence_and_lists_the_alternatives():
    finding = find_in_samples(["桥".encode("gb18030")])
    assert finding.confidence < 0.75
    assert {guess.encoding for guess in finding.alternatives} >= {"euc_kr", "cp1251"}


@pytest.mark.parametrize("label, name", [
    ("936", "gb18030"), ("ANSI 936", "gb18030"), ("GBK", "gb18030"), ("gb2312", "gb18030"),
    ("UTF-8", "utf-8"), ("65001", "utf-8"), ("1252", "cp1252"), ("88591", "iso8859-1"),
    ("latin1", "iso8859-1"), ("nonsense", None),
])  # fmt: skip
def test_encodings_are_known_by_all_their_names(label, name):
    assert canonical(label) == name


@pytest.mark.parametrize("encoding, how", [
    ("utf-8", "bytes"), ("utf-8-sig", "bom"), ("gb18030", "bytes"), ("utf-16", "bom"), ("utf-16-le", "bytes"),
    ("big5", "bytes"),
])  # fmt: skip
def test_a_csv_of_an_office_is_read_whatever_wrote_it(desk, encoding, how):
    text = "項目名稱,總投資\n道路工程,1200\n學校新建,800\n" if encoding == "big5" else (
        "项目名称,总投资(万元)\n东城街道污水处理厂扩建工程,1200\n中心小学新建,800\n"
    )  # fmt: skip
    read = desk.read(desk.write("清单.csv", text, encoding))
    assert read.layer.encoding.how == how
    assert read.column(read.layer.columns[0].name)[1] == (
        "學校新建" if encoding == "big5" else "中心小学新建"
    )


def test_a_guess_is_told_and_a_choice_overrides_it(desk):
    path = desk.write("清单.csv", "名称,投资\n桥,1\n", "gb18030")
    assert "encoding_guessed" in desk.read(path).codes or "encoding_unsure" in desk.read(path).codes
    chosen = desk.read(path, encoding="GBK")
    assert (chosen.layer.encoding.how, chosen.column("名称")) == ("chosen", ["桥"])


def test_a_wrong_choice_is_refused_with_the_line_where_it_breaks(desk):
    path = desk.write("清单.csv", "name,n\nabc,1\n名称,2\n", "gb18030")
    with pytest.raises(Refused) as refused:
        desk.read(path, encoding="utf-8")
    assert refused.value.problem.code == "encoding_label_false"
    assert refused.value.problem.address.text("en") == "line 3"


def test_an_unknown_encoding_name_is_refused(desk):
    with pytest.raises(Refused, match="encoding_not_known"):
        desk.read(desk.write("a.csv", "a,b\n1,2\n"), encoding="martian")


def dbf(values, *, language=0, field="NAME", width=20, encoding="gb18030"):
    """Return a DBF with one text column."""
    name = field.encode(encoding)[:10].ljust(11, b"\0")
    head = struct.pack("<BBBBIHH17xB2x", 3, 120, 1, 1, len(values), 65, 1 + width, language)
    column = name + b"C" + b"\0" * 4 + bytes([width]) + b"\0" * 15
    body = b"".join(b" " + value.encode(encoding)[:width].ljust(width) for value in values)
    return head + column + b"\r" + body + b"\x1a"


def test_a_dbf_without_any_label_is_read_by_its_bytes_field_names_included(desk):
    read = desk.read(desk.write("a.dbf", dbf(["东城街道小学", "西城大桥"], field="名称")))
    assert read.column("名称") == ["东城街道小学", "西城大桥"]
    assert read.layer.encoding.encoding == "gb18030"


def test_a_character_cut_by_the_field_width_does_not_spoil_the_rest(desk):
    read = desk.read(desk.write("a.dbf", dbf(["东城街道小学教学楼", "西城大桥"], width=9)))
    assert read.column("NAME")[1] == "西城大桥"
    assert read.layer.encoding.encoding == "gb18030"


def test_the_language_byte_is_believed_when_it_can_be_true(desk):
    read = desk.read(desk.write("a.dbf", dbf(["简体"], language=0x7A)))
    assert (read.layer.encoding.how, read.column("NAME")) == ("ldid", ["简体"])


def test_a_cpg_that_lies_is_overruled_and_said_so(desk):
    desk.write("a.cpg", "UTF-8")
    read = desk.read(desk.write("a.dbf", dbf(["东城街道小学", "西城大桥"])))
    assert read.column("NAME") == ["东城街道小学", "西城大桥"]
    assert "encoding_label_wrong" in read.codes


def test_a_western_label_on_chinese_bytes_is_overruled(desk):
    read = desk.read(desk.write("a.dbf", dbf(["东城街道小学", "西城大桥"], language=0x03)))
    assert read.column("NAME") == ["东城街道小学", "西城大桥"]
    assert "encoding_label_wrong" in read.codes


def test_a_damaged_dbf_is_refused(desk):
    with pytest.raises(Refused, match="dbf_broken"):
        desk.read(desk.write("a.dbf", dbf(["x"])[:40]))
