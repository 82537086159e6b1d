"""Issue archives: what others wrote is read, and what we write again has lost nothing."""

import io
import zipfile
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bim.bcf.model import Archive, Camera, Comment, Component, Components, Topic, Viewpoint
from bim.bcf.reading import read_archive
from bim.bcf.troubles import (
    ArchiveTooLarge,
    MarkupBroken,
    MarkupDeclaresType,
    MarkupNotXml,
    NotAnArchive,
    NoTopics,
    VersionUnknown,
)  # fmt: skip
from bim.bcf.views_in import read_view
from bim.bcf.writing import losses, write_archive

FILES = ("markup.bcf", ".bcfv", "project.bcfp", "extensions.xml", "documents.xml")
OPTIONAL = {"IsExternal=false", "isExternal=false", "isExternal=true", "IsExternal=true"}
"""An attribute that says what the schema says without it."""


def archives(shared_data, version):
    found = sorted((shared_data / "bcf" / version).glob("*.bcf*"))
    if not found:
        pytest.skip(f"no archives of {version} among the shared files")
    return found


def told(data: bytes) -> Counter:
    """Return every text and attribute of every file by its path, as often as it stands there."""
    seen: Counter = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith(FILES):
                _walk(ElementTree.fromstring(packed.read(name)), "", seen)
    return seen


def _walk(node, path, seen):
    path = f"{path}/{node.tag}"
    for name, value in node.attrib.items():
        mark = f"{name}={value}"
        if "}" not in name and mark not in OPTIONAL:
            seen[f"{path}@{mark.lower() if name == 'Guid' else mark}"] += 1
    words = (node.text or "").strip()
    if words:
        seen[f"{path}: {_plain(words)}"] += 1
    for child in node:
        _walk(child, path, seen)


def _plain(words):
    try:
        return repr(float(words))
    except ValueError:
        return words


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_an_official_archive_written_again_has_lost_nothing(shared_data, version):
    for path in archives(shared_data, f"v{version}"):
        archive = read_archive(path.read_bytes(), path.name)
        again = write_archive(archive, version)
        before, after = told(path.read_bytes()), told(again)
        assert not before - after, (path.name, before - after)
        found = read_archive(again)
        assert replace(found, files={path: found.files[path] for path in archive.files}) == archive
        assert set(found.files) - set(archive.files) <= {"extensions.xsd"}


@pytest.mark.parametrize("target", ["2.1", "3.0"])
@pytest.mark.parametrize("source", ["v2.0", "v2.1", "v3.0", "schependomlaan"])
def test_every_archive_passes_to_every_version_but_for_what_is_told(shared_data, source, target):
    for path in archives(shared_data, source):
        archive = read_archive(path.read_bytes(), path.name)
        again = read_archive(write_archive(archive, target))
        assert again.version == target
        for topic, other in zip(archive.topics, again.topics, strict=True):
            lost = {one.rsplit("/", 1)[1] for one in losses(archive, target)}
            assert other.viewpoints == tuple(_carried(one, target) for one in topic.viewpoints), path.name
            assert [one.text for one in other.comments] == [one.text for one in topic.comments]
            assert replace(other, comments=(), viewpoints=(), documents=(), server_assigned_id="") == replace(
                topic, comments=(), viewpoints=(), documents=(), server_assigned_id=""
            )
            assert len(other.documents) == len(topic.documents)
            assert bool(topic.server_assigned_id) <= (other.server_assigned_id == topic.server_assigned_id
                                                      or "ServerAssignedId" in lost)  # fmt: skip
        kept = {path for path in archive.files if path.endswith((".png", ".jpg"))}
        assert kept <= set(again.files)


def _carried(look: Viewpoint, target: str) -> Viewpoint:
    """2.1 has no place for how wide a view is, and 3.0 asks for it."""
    if look.camera is None:
        return look
    aspect = None if target == "2.1" else look.camera.aspect or 1.0
    return replace(look, camera=replace(look.camera, aspect=aspect))


def test_an_old_archive_names_what_neither_version_can_carry(shared_data):
    path = next(one for one in archives(shared_data, "v2.0") if "MaximumInformation" in one.name)
    archive = read_archive(path.read_bytes())
    lost = losses(archive, "2.1")
    assert sum(one.endswith("/Status") for one in lost) == 4
    assert sum(one.endswith("/ReplyToComment") for one in lost) == 1


def test_an_archive_without_a_version_has_its_look_beside_the_topic(shared_data):
    path = next(one for one in archives(shared_data, "schependomlaan") if "Ytong" in one.name)
    for topic in read_archive(path.read_bytes()).topics:
        (look,) = topic.viewpoints
        assert look.camera is not None and look.snapshot == "snapshot.png" and topic.status


@pytest.mark.parametrize(
    ("listed", "default", "selected", "excepted"),
    [
        ('<Components><Component IfcGuid="a" Visible="true"/></Components>', False, "", "a"),
        ('<Components><Component IfcGuid="a" Visible="true" Selected="false"/></Components>', False, "", "a"),
        ('<Components><Component IfcGuid="a" Visible="true"/><Component IfcGuid="b" Visible="false"/>'
         '</Components>', True, "a", "b"),
        ('<Components DefaultVisibilityComponents="true"><Component IfcGuid="a" Visible="true"/>'
         '</Components>',
         True, "a", ""),
        ('<Components><Component IfcGuid="a" Selected="true"/></Components>', True, "a", ""),
        ('<Components><Component IfcGuid="a" Visible="false"/></Components>', True, "", "a"),
    ],
)  # fmt: skip
def test_every_element_that_2_0_names_is_in_a_list(listed, default, selected, excepted):
    look = Viewpoint(guid="8dc86298-9737-40b4-a448-98a9e953293a", file="v.bcfv")
    xml = f"<VisualizationInfo>{listed}</VisualizationInfo>".encode()
    said = read_view(look, xml, "v.bcfv").components
    assert said is not None and said.default_visibility is default
    assert "".join(one.ifc_guid for one in said.selection) == selected
    assert "".join(one.ifc_guid for one in said.exceptions) == excepted


def test_the_one_wall_of_an_old_archive_is_seen_alone(shared_data):
    path = next(one for one in archives(shared_data, "v2.0") if "SingleVisibleWall" in one.name)
    again = read_archive(write_archive(read_archive(path.read_bytes()), "2.1"))
    said = again.topics[0].viewpoints[0].components
    assert said is not None and not said.default_visibility
    assert [one.ifc_guid for one in said.exceptions] == ["3UVeROy_r0UP$XJczNVszE"]


def topic(**changes) -> Topic:
    guid = "63e78882-7c6a-4bf7-8982-fc478afb9c97"
    return Topic(**{"guid": guid, "title": "外墙越界", "creation_date": "2026-01-01T00:00:00Z",
                    "creation_author": "a"} | changes)  # fmt: skip


def test_the_same_archive_is_the_same_bytes():
    look = Viewpoint(
        guid="8dc86298-9737-40b4-a448-98a9e953293a", file="v.bcfv",
        camera=Camera(position=(1.0, 2.0, 3.25), direction=(0.0, 1.0, 0.0), up=(0.0, 0.0, 1.0), scale=12.5),
        components=Components(selection=(Component(ifc_guid="0fdpeZZEX3FwJ7x0ox5kzF"),)),
    )  # fmt: skip
    archive = Archive(version="3.0", topics=(topic(viewpoints=(look,)),), lists={"topic_types": ("越界",)})
    assert write_archive(archive, "3.0") == write_archive(archive, "3.0")
    again = read_archive(write_archive(archive, "2.1"))
    assert (again.topics[0].title, again.lists) == ("外墙越界", {"topic_types": ("越界",)})
    assert again.topics[0].viewpoints == (look,)


def test_names_that_look_like_script_stay_text():
    bad = '<script>alert("1")</script>&amp;'
    said = Comment(guid="780fae52-c432-42be-adea-ff3e7a8cd8e1", date="2026-01-01", author=bad, text=bad)
    archive = Archive(version="3.0", topics=(topic(title=bad, comments=(said,)),))
    (found,) = read_archive(write_archive(archive, "3.0")).topics
    assert (found.title, found.comments[0].author, found.comments[0].text) == (bad, bad, bad)


def packed(**files: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), body)
    return held.getvalue()


MARKUP = '<Markup><Topic Guid="A"><Title>t</Title></Topic></Markup>'
ENTITY = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{MARKUP.replace(">t<", ">&x;<")}'


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", NotAnArchive),
        (b"PK\x03\x04 torn", NotAnArchive),
        (packed(readme_txt="nothing"), NoTopics),
        (packed(bcf_version='<Version VersionId="9.9"/>', a__markup_bcf=MARKUP), VersionUnknown),
        (packed(a__markup_bcf="<Markup><Topic"), MarkupNotXml),
        (packed(a__markup_bcf="<Markup/>"), MarkupBroken),
        (packed(a__markup_bcf=ENTITY), MarkupDeclaresType),
    ],
)
def test_what_is_no_archive_is_refused_by_name(data, trouble):
    with pytest.raises(trouble):
        read_archive(data, "x.bcf")


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr("bim.bcf.reading.MOST_BYTES", 1000)
    with pytest.raises(ArchiveTooLarge):
        read_archive(packed(a__markup_bcf=MARKUP, big_bin=b"0" * 2000))
