"""Opening strangers' models: what is read, and what is refused with which code."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from bim.files import faults
from bim.files.opening import MODEL_LIMITS, open_ifc
from bim.files.texts import escaped, mended
from tests.bim.models import model_bytes, write_model


def opened(path: Path, tmp_path: Path, **limits):
    work = tmp_path / "work"
    work.mkdir(exist_ok=True)
    return open_ifc(path, work=work, limits=replace(MODEL_LIMITS, **limits))


def zipped(folder: Path, *members: tuple[str, bytes], name: str = "model.ifczip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return path


@pytest.mark.parametrize(
    ("label", "schema"),
    [("IFC2X3", "IFC2X3"), ("IFC4", "IFC4"), ("IFC4X3_ADD2", "IFC4X3"), ("ifc2x3", "IFC2X3")],
)
def test_the_schemas_of_the_trade_are_read(tmp_path, label, schema):
    assert opened(write_model(tmp_path, label=label), tmp_path).schema == schema


@pytest.mark.parametrize("label", ["IFC4X3", "IFC4X3_ADD1", "IFC4X3_TC1", "IFC4X3_RC4", "IFC4_ADD2"])
def test_a_dialect_is_read_under_its_family_and_that_is_recorded(tmp_path, label):
    found = opened(write_model(tmp_path, label=label), tmp_path)
    assert (found.label, found.rewritten) == (label, True)
    assert [one.Name for one in found.file.by_type("IfcSite")] == ["Site"]


def test_the_label_is_not_looked_for_in_comments(tmp_path):
    text = model_bytes(label="IFC4X3").replace(b"HEADER;", b"HEADER;\n/* FILE_SCHEMA(('IFC2X3')); */", 1)
    path = tmp_path / "model.ifc"
    path.write_bytes(text)
    assert opened(path, tmp_path).label == "IFC4X3"


def test_a_zipped_model_is_unpacked(tmp_path):
    path = zipped(tmp_path, ("a/model.ifc", model_bytes()), ("a/readme.txt", b"hello"))
    assert opened(path, tmp_path).schema == "IFC4"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", faults.EmptyModelFile),
        (b"%PDF-1.7 something", faults.NotAModel),
        (b"just words", faults.NotAModel),
        (b"\x00\x01\x02\x03" * 50, faults.NotAModel),
        (b"<?xml version='1.0'?><ex:iso_10303_28 xmlns:ex='urn'/>", faults.XmlNotRead),
        (b'{"header": {"version": "ifcx_alpha"}, "data": []}', faults.JsonNotRead),
        (model_bytes()[:-40], faults.ModelTruncated),
        (model_bytes(label="IFC4X1"), faults.SchemaNotRead),
        (model_bytes(label="AUTOMOTIVE_DESIGN"), faults.SchemaNotRead),
        (model_bytes().replace(b"FILE_NAME", b"FILE_NOME"), faults.HeaderBroken),
        (model_bytes().replace(b"IFCPROJECT(", b"IFCPROXYZ("), faults.NoProjectInModel),
    ],
)
def test_what_is_no_model_is_refused_with_its_reason(tmp_path, content, refusal):
    path = tmp_path / "model.ifc"
    path.write_bytes(content)
    with pytest.raises(refusal):
        opened(path, tmp_path)


def test_a_parser_that_stops_half_way_is_noticed(tmp_path):
    broken = "#20=IFCWALL('1kTvXnbbzCWw8lcMd1dR4o',$,'a\n" + "".join(
        f"#{n}=IFCDIRECTION((1.,0.,0.));\n" for n in range(30, 90)
    )
    with pytest.raises(faults.ModelNotReadable):
        opened(write_model(tmp_path, more=broken), tmp_path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = zipped(tmp_path, ("model.ifc", b" " * (40 << 20)))
    with pytest.raises(faults.ArchiveRefused) as refused:
        opened(path, tmp_path)
    assert refused.value.facts["reason"] == "zip_ratio"
    with translation.override("zh-hans"):
        assert "压缩炸弹" in str(refused.value) and "archive" not in str(refused.value).lower()
    with translation.override("en"):
        assert str(refused.value).isascii() and "zip bomb" in str(refused.value)


def test_archives_hold_exactly_one_model(tmp_path):
    with pytest.raises(faults.ArchiveWithManyModels):
        opened(zipped(tmp_path, ("a.ifc", model_bytes()), ("b.ifc", model_bytes())), tmp_path)
    with pytest.raises(faults.ArchiveWithoutModel):
        opened(zipped(tmp_path, ("a.txt", b"hello")), tmp_path)


def test_more_than_is_taken_is_refused_by_its_size(tmp_path):
    with pytest.raises(faults.ModelTooLarge):
        opened(write_model(tmp_path), tmp_path, max_file_bytes=100)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "综合楼设计说明"), ("gb18030", "综合楼设计说明第二部分"), ("cp932", "コンクリート表示ソ構造")],
)
def test_raw_bytes_keep_their_letters(tmp_path, encoding, name):
    path = tmp_path / "model.ifc"
    path.write_bytes(model_bytes(project="QQQ").replace(b"QQQ", name.encode(encoding)))
    found = opened(path, tmp_path)
    assert found.file.by_type("IfcProject")[0].Name == name


def test_letters_outside_the_first_plane_are_written_as_the_standard_asks():
    assert escaped("a𠮷b") == b"a\\X4\\00020BB7\\X0\\b"


def test_names_written_byte_by_byte_are_mended(shared_data, tmp_path):
    found = opened(shared_data / "ifc" / "cjk" / "ac16_sjis.ifc", tmp_path)
    names = {mended(one.Name, found.code_page) for one in found.file.by_type("IfcMaterial")}
    assert "コンクリート-構造2" in names


def test_every_real_file_is_opened_or_refused_with_a_code(shared_data, tmp_path):
    outcome = {}
    for path in sorted((shared_data / "ifc" / "broken").iterdir()):
        try:
            outcome[path.name] = opened(path, tmp_path).schema
        except faults.ModelRefused as refused:
            outcome[path.name] = refused.code()
    assert outcome["bimserver-errorfile.ifc"] == "model_not_readable"
    assert outcome["invalid.ifc"] == "header_broken"
    assert outcome["invalid.ifcxml"] == "xml_not_read"
    assert outcome["large_offset.ifc"] == "IFC4"


def test_a_refusal_is_rebuilt_from_its_code_and_facts():
    error = faults.refusal("schema_not_read", {"label": "IFC4X1"})
    assert isinstance(error, faults.SchemaNotRead)
    assert "IFC4X1" in str(error)
