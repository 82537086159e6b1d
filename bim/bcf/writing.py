"""Write an issue archive of BCF 2.1 or 3.0, the same bytes for the same content."""

import posixpath
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement  # noqa: S405

from bim.bcf.markup_out import write_markup
from bim.bcf.model import IN_SCHEMA, LISTS, Archive, Document, DocumentReference, Topic
from bim.bcf.trees_out import marks, packed, put, put_all
from bim.bcf.views_out import write_view

WRITTEN = ("2.1", "3.0")
EPOCH = (1980, 1, 1, 0, 0, 0)
FOLDER = "Documents"
GROUPS = ("TopicTypes", "TopicStatuses", "Priorities", "TopicLabels", "Users", "SnippetTypes", "Stages")
SINGLE = ("TopicType", "TopicStatus", "Priority", "TopicLabel", "User", "SnippetType", "Stage")
SCHEMA = "http://www.w3.org/2001/XMLSchema"


def write_archive(archive: Archive, version: str) -> bytes:
    """Return the bytes of an archive. ``version``: one of ``WRITTEN``."""
    if version not in WRITTEN:
        raise ValueError(version)
    suited = _with_listed_documents(archive) if version == "3.0" else _with_document_paths(archive)
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packing:
        for path, body in _files(suited, version):
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packing.writestr(entry, body)
    return held.getvalue()


def losses(archive: Archive, version: str) -> tuple[str, ...]:
    """Return what the version has no place for, as ``topic/what``."""
    lost = []
    for topic in archive.topics:
        if version == "2.1" and topic.server_assigned_id:
            lost.append(f"{topic.guid}/ServerAssignedId")
        if version == "2.1" and any(one.camera and one.camera.aspect for one in topic.viewpoints):
            lost.append(f"{topic.guid}/AspectRatio")
        lost += [f"{topic.guid}/Comment/{one.guid}/Status" for one in topic.comments if one.status]
        lost += [f"{topic.guid}/Comment/{one.guid}/ReplyToComment" for one in topic.comments if one.reply_to]
    return tuple(lost)


def _files(archive: Archive, version: str) -> Iterator[tuple[str, bytes]]:
    yield "bcf.version", _version(version)
    yield from _project(archive, version)
    if version == "3.0":
        yield "extensions.xml", _extensions(archive)
        yield "documents.xml", _document_list(archive)
    for topic in archive.topics:
        yield f"{topic.guid}/markup.bcf", write_markup(topic, version)
        for look in topic.viewpoints:
            if look.file:
                yield f"{topic.guid}/{look.file}", write_view(look, version)
    yield from sorted(archive.files.items())


def _version(version: str) -> bytes:
    tree = Element("Version", marks(VersionId=version))
    if version == "2.1":
        put(tree, "DetailedVersion", version)
    return packed(tree)


def _project(archive: Archive, version: str) -> Iterator[tuple[str, bytes]]:
    """Write the project; 2.1 also names its schema of allowed words, which travels beside it."""
    old = version == "2.1"
    tree = Element("ProjectExtension" if old else "ProjectInfo")
    if archive.project_id:
        node = SubElement(tree, "Project", marks(ProjectId=archive.project_id))
        put(node, "Name", archive.project_name)
    if old:
        put(tree, "ExtensionSchema", "extensions.xsd")
        if "extensions.xsd" not in archive.files:
            yield "extensions.xsd", _schema(archive)
    if old or archive.project_id:
        yield "project.bcfp", packed(tree)


def _extensions(archive: Archive) -> bytes:
    tree = Element("Extensions")
    for key, group, single in zip(LISTS, GROUPS, SINGLE, strict=True):
        put_all(SubElement(tree, group), single, archive.lists.get(key, ()))
    return packed(tree)


def _schema(archive: Archive) -> bytes:
    tree = Element("schema", {"xmlns": SCHEMA})
    again = SubElement(tree, "redefine", {"schemaLocation": "markup.xsd"})
    for key, kind in zip(LISTS, IN_SCHEMA, strict=True):
        narrowed = SubElement(SubElement(again, "simpleType", {"name": kind}), "restriction", {"base": kind})
        for word in archive.lists.get(key, ()):
            SubElement(narrowed, "enumeration", {"value": word})
    return packed(tree)


def _document_list(archive: Archive) -> bytes:
    tree = Element("DocumentInfo")
    if archive.documents:
        parent = SubElement(tree, "Documents")
        for one in archive.documents:
            node = SubElement(parent, "Document", marks(Guid=one.guid))
            put(node, "Filename", one.filename)
            put(node, "Description", one.description)
    return packed(tree)


def _with_listed_documents(archive: Archive) -> Archive:
    """Move documents that topics name by their path to the list that 3.0 keeps them in."""
    files, documents = dict(archive.files), {one.guid: one for one in archive.documents}
    files.pop("extensions.xsd", None)
    taken: dict[str, str] = {}

    def listed(topic: Topic, one: DocumentReference) -> DocumentReference:
        path = posixpath.normpath(posixpath.join(topic.guid, one.path))
        if not one.path or (path not in files and path not in taken):
            named = one.guid or _named(topic.guid, one.url or one.path or one.document)
            return replace(one, url=one.url or one.path, path="", guid=named)
        guid = taken.setdefault(path, _named(path))
        if path in files:
            files[f"{FOLDER}/{guid}"] = files.pop(path)
            documents[guid] = Document(guid=guid, filename=posixpath.basename(path))
        return replace(one, path="", document=guid, guid=one.guid or _named(topic.guid, guid))

    topics = tuple(
        replace(topic, documents=tuple(listed(topic, one) for one in topic.documents))
        for topic in archive.topics
    )
    return replace(archive, topics=topics, files=files, documents=tuple(documents.values()))


def _with_document_paths(archive: Archive) -> Archive:
    """Name listed documents by their path, as 2.1 does."""
    names, files = {one.guid: one.filename for one in archive.documents}, dict(archive.files)
    for guid, name in names.items():
        if f"{FOLDER}/{guid}" in files:
            files[f"{FOLDER}/{name}"] = files.pop(f"{FOLDER}/{guid}")
    topics = tuple(
        replace(topic, documents=tuple(
            replace(one, document="", path=f"../{FOLDER}/{names[one.document]}")
            if one.document in names else one
            for one in topic.documents
        ))
        for topic in archive.topics
    )  # fmt: skip
    return replace(archive, topics=topics, files=files, documents=())


def _named(*words: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(words)))
