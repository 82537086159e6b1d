"""Read an issue archive of BCF 2.0, 2.1 or 3.0 from its bytes."""

import posixpath
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO

from bim.bcf.markup_in import read_markup
from bim.bcf.model import IN_SCHEMA, LISTS, Archive, Document, Topic, Viewpoint
from bim.bcf.trees import parse, text, texts
from bim.bcf.troubles import ArchiveTooLarge, NotAnArchive, NoTopics, VersionUnknown
from bim.bcf.views_in import read_view

VERSIONS = ("2.0", "2.1", "3.0")
UNSTATED = "2.0"
MARKUP, VIEWPOINT, SNAPSHOT = "markup.bcf", "viewpoint.bcfv", "snapshot.png"
MOST_BYTES = 1_000_000_000
MOST_ENTRIES = 50_000
OWN = ("bcf.version", "project.bcfp", "extensions.xml", "documents.xml")


def read_archive(data: bytes, name: str = "") -> Archive:
    """Return what an archive holds.

    Raises ``NotAnArchive``, ``ArchiveTooLarge``, ``VersionUnknown``, ``MarkupBroken`` or ``NoTopics``.
    """
    files = _unpack(data, name)
    version = _version(files, name)
    topics = {path: _topic(files, path) for path in sorted(files) if _is_markup(path)}
    if not topics:
        raise NoTopics(name=name)
    project_id, project_name = _project(files)
    return Archive(
        version=version, topics=tuple(topics.values()), project_id=project_id, project_name=project_name,
        lists=_lists(files), documents=_documents(files), files=_others(files, topics),
    )  # fmt: skip


def _is_markup(path: str) -> bool:
    return posixpath.basename(path).lower() == MARKUP


def _others(files: dict[str, bytes], topics: dict[str, Topic]) -> dict[str, bytes]:
    """Return what was not read, those of a topic under its GUID, however its folder was written."""
    folders = {posixpath.dirname(path): topic for path, topic in topics.items()}
    left: dict[str, bytes] = {}
    for path, body in files.items():
        folder, name = posixpath.split(path)
        topic = folders.get(folder)
        if path in OWN or path in topics or (topic and name in {one.file for one in topic.viewpoints}):
            continue
        left[posixpath.join(topic.guid, name) if topic else path] = body
    return left


def _unpack(data: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            entries = [one for one in packed.infolist() if not one.is_dir()]
            size = sum(one.file_size for one in entries)
            if size > MOST_BYTES or len(entries) > MOST_ENTRIES:
                raise ArchiveTooLarge(name=name, bytes=size, entries=len(entries), limit=MOST_BYTES)
            return {posixpath.normpath(one.filename.replace("\\", "/")): packed.read(one) for one in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotAnArchive(name=name) from error


def _version(files: dict[str, bytes], name: str) -> str:
    said = UNSTATED
    if "bcf.version" in files:
        said = parse(files["bcf.version"], "bcf.version").get("VersionId", "")
    if said not in VERSIONS:
        raise VersionUnknown(name=name, version=said[:40])
    return said


def _topic(files: dict[str, bytes], path: str) -> Topic:
    topic, folder = read_markup(files[path], path), posixpath.dirname(path)
    listed = topic.viewpoints or _unlisted(files, folder)
    return replace(topic, viewpoints=tuple(_seen(files, folder, one) for one in listed))


def _unlisted(files: dict[str, bytes], folder: str) -> tuple[Viewpoint, ...]:
    """Return the look that lies beside an old topic under the names all used then."""
    if posixpath.join(folder, VIEWPOINT) not in files:
        return ()
    drawn = SNAPSHOT if posixpath.join(folder, SNAPSHOT) in files else ""
    return (Viewpoint(guid=posixpath.basename(folder).lower(), file=VIEWPOINT, snapshot=drawn),)


def _seen(files: dict[str, bytes], folder: str, viewpoint: Viewpoint) -> Viewpoint:
    path = posixpath.join(folder, viewpoint.file)
    return read_view(viewpoint, files[path], path) if viewpoint.file and path in files else viewpoint


def _project(files: dict[str, bytes]) -> tuple[str, str]:
    if "project.bcfp" not in files:
        return "", ""
    node = parse(files["project.bcfp"], "project.bcfp").find("Project")
    return ("", "") if node is None else (node.get("ProjectId", ""), text(node, "Name"))


def _lists(files: dict[str, bytes]) -> dict[str, tuple[str, ...]]:
    """Return the allowed words: from the list of 3.0, or from the schema that earlier archives carry."""
    if "extensions.xml" in files:
        tree = parse(files["extensions.xml"], "extensions.xml")
        found = {_snake(group.tag): texts(group, "*") for group in tree}
    elif "extensions.xsd" in files:
        tree = parse(files["extensions.xsd"], "extensions.xsd")
        kinds = {one.get("name", ""): one for one in tree.iter("simpleType")}
        found = {
            key: tuple(value.get("value", "") for value in kinds[kind].iter("enumeration"))
            for key, kind in zip(LISTS, IN_SCHEMA, strict=True)
            if kind in kinds
        }
    else:
        return {}
    return {key: words for key, words in found.items() if key in LISTS and words}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _documents(files: dict[str, bytes]) -> tuple[Document, ...]:
    if "documents.xml" not in files:
        return ()
    tree = parse(files["documents.xml"], "documents.xml")
    return tuple(
        Document(
            guid=one.get("Guid", "").lower(), filename=text(one, "Filename"),
            description=text(one, "Description"),
        )
        for one in tree.findall("Documents/Document")
    )  # fmt: skip
