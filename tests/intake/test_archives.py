"""Zips are looked at before they are opened."""

import io
import stat
import struct
import zipfile

import pytest

from spatial.intake.limits import Limits
from spatial.intake.problems import Refused

SMALL = Limits(max_unpacked_bytes=20 << 20, max_entries=50, max_ratio=100)


def packed(desk, entries, name="a.zip", method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(desk.folder / name, "w", method) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return desk.folder / name


def refusal(desk, path, limits=SMALL):
    with pytest.raises(Refused) as refused:
        desk.survey(path, limits)
    return refused.value.problem


def test_a_bomb_is_refused_by_what_it_would_unpack_to(desk):
    path = packed(desk, {"a.csv": b"0" * (30 << 20)})
    found = refusal(desk, path)
    assert (found.code, found.facts["found_mb"], found.facts["limit_mb"]) == ("zip_bomb", 30, 20)


def test_a_bomb_within_the_size_is_refused_by_its_ratio(desk):
    assert refusal(desk, packed(desk, {"a.csv": b"0" * (12 << 20)})).code == "zip_ratio"


def test_a_bomb_dressed_as_a_workbook_is_refused(desk):
    path = packed(desk, {"[Content_Types].xml": "<x/>", "xl/sharedStrings.xml": b" " * (30 << 20)}, "a.xlsx")
    assert refusal(desk, path).code == "zip_bomb"


def test_a_zip_that_lies_about_its_sizes_is_stopped_while_unpacking(desk):
    path = packed(desk, {"a.csv": b"a,b\n" + b"1,2\n" * 100_000})
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(signature)
        data[place + at : place + at + 4] = struct.pack("<I", 100)
    assert refusal(desk, desk.write("lie.zip", bytes(data))).code == "zip_entry_broken"


def test_too_many_entries_are_refused(desk):
    assert refusal(desk, packed(desk, {f"{i}.csv": "a,b" for i in range(60)})).code == "zip_too_many"


@pytest.mark.parametrize("entry", ["../a.csv", "/etc/passwd.csv", "x/../../a.csv", "C:\\a.csv", "..\\a.csv"])
def test_a_path_that_leaves_the_archive_is_refused(desk, entry):
    assert refusal(desk, packed(desk, {entry: "a,b\n1,2"})).code == "zip_path"


def test_a_link_is_refused(desk):
    info = zipfile.ZipInfo("a.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(desk.folder / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert refusal(desk, desk.folder / "a.zip").code == "zip_link"


def test_a_zip_in_a_zip_is_refused_by_name(desk):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", "a,b")
    found = refusal(desk, packed(desk, {"下级/清单.zip": inner.getvalue()}))
    assert (found.code, found.facts["entry"]) == ("zip_nested", "下级/清单.zip")


def test_a_password_is_named_as_the_reason(desk):
    path = packed(desk, {"a.csv": "a,b\n1,2"})
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(signature) + at] |= 1
    assert refusal(desk, desk.write("locked.zip", bytes(data))).code == "zip_password"


def test_a_damaged_zip_is_refused(desk):
    path = packed(desk, {"a.csv": "a,b\n" + "1,2\n" * 500})
    assert refusal(desk, desk.write("cut.zip", path.read_bytes()[:60])).code == "kind_zip_broken"


def test_one_readable_file_in_a_zip_is_read_beside_the_litter_of_a_mac(desk):
    path = packed(desk, {"清单.csv": "a,b\n1,2\n", "__MACOSX/._清单.csv": "junk", "说明.txt.bak": "x"})
    read = desk.read(path)
    assert (read.layer.name, read.column("b")) == ("清单", ["2"])


def test_several_readable_files_are_named_and_none_is_chosen(desk):
    found = refusal(desk, packed(desk, {"a.csv": "a,b\n1,2", "b.csv": "a,b\n1,2"}))
    assert (found.code, found.facts["names"]) == ("zip_several", "a.csv, b.csv")


def test_a_zip_of_pictures_holds_nothing_readable(desk):
    assert refusal(desk, packed(desk, {"a.jpg": b"\xff\xd8\xff"})).code == "zip_nothing"


def test_names_written_by_a_chinese_zip_program_are_read(desk):
    with zipfile.ZipFile(desk.folder / "a.zip", "w") as archive:
        archive.writestr("placeholder-name.csv", "a,b\n1,2\n")
    name = "项目清单表甲_____".encode("gb18030")[:16] + b".csv"
    raw = (desk.folder / "a.zip").read_bytes().replace(b"placeholder-name.csv", name)
    read = desk.read(desk.write("b.zip", raw))
    assert read.layer.name.startswith("项目清单表甲")


def test_a_file_over_the_limit_is_refused_before_it_is_opened(desk):
    path = desk.folder / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    found = refusal(desk, path, Limits(max_file_bytes=512 << 20))
    assert (found.code, found.facts) == ("file_too_large", {"found_mb": 2048, "limit_mb": 512})
