"""Write what a topic says (``markup.bcf``) of 2.1 and 3.0."""

from xml.etree.ElementTree import Element, SubElement  # noqa: S405

from bim.bcf.model import Comment, DocumentReference, Topic, Viewpoint
from bim.bcf.trees_out import marks, packed, put, put_all


def write_markup(topic: Topic, version: str) -> bytes:
    """Return the file of a topic."""
    old = version == "2.1"
    tree = Element("Markup")
    _header(tree, topic, old=old)
    node = SubElement(tree, "Topic", marks(
        Guid=topic.guid, ServerAssignedId=None if old else topic.server_assigned_id,
        TopicType=topic.kind, TopicStatus=topic.status,
    ))  # fmt: skip
    _links(node, topic.reference_links, "ReferenceLink", old=old)
    put(node, "Title", topic.title)
    put(node, "Priority", topic.priority)
    put(node, "Index", topic.index)
    labels = node if old or not topic.labels else SubElement(node, "Labels")
    put_all(labels, "Labels" if old else "Label", topic.labels)
    for name, value in _dates_and_people(topic):
        put(node, name, value)
    _snippet(node, topic, old=old)
    _documents(node, topic.documents, old=old)
    _related(node, topic.related, old=old)
    _talk(tree if old else node, topic, old=old)
    return packed(tree)


def _dates_and_people(topic: Topic) -> tuple[tuple[str, str], ...]:
    return (
        ("CreationDate", topic.creation_date), ("CreationAuthor", topic.creation_author),
        ("ModifiedDate", topic.modified_date), ("ModifiedAuthor", topic.modified_author),
        ("DueDate", topic.due_date), ("AssignedTo", topic.assigned_to), ("Stage", topic.stage),
        ("Description", topic.description),
    )  # fmt: skip


def _header(tree: Element, topic: Topic, *, old: bool) -> None:
    if not topic.header:
        return
    node = SubElement(tree, "Header")
    node = node if old else SubElement(node, "Files")
    for one in topic.header:
        outside = {"isExternal" if old else "IsExternal": one.is_external}
        child = SubElement(node, "File", marks(
            IfcProject=one.ifc_project,
            IfcSpatialStructureElement=one.ifc_spatial_structure_element, **outside,
        ))  # fmt: skip
        put(child, "Filename", one.filename)
        put(child, "Date", one.date)
        put(child, "Reference", one.reference)


def _links(node: Element, links: tuple[str, ...], name: str, *, old: bool) -> None:
    if links:
        put_all(node if old else SubElement(node, f"{name}s"), name, links)


def _snippet(node: Element, topic: Topic, *, old: bool) -> None:
    if topic.snippet is None:
        return
    outside = {"isExternal" if old else "IsExternal": topic.snippet.is_external}
    child = SubElement(node, "BimSnippet", marks(SnippetType=topic.snippet.kind, **outside))
    put(child, "Reference", topic.snippet.reference)
    put(child, "ReferenceSchema", topic.snippet.schema)


def _documents(node: Element, documents: tuple[DocumentReference, ...], *, old: bool) -> None:
    if not documents:
        return
    parent = node if old else SubElement(node, "DocumentReferences")
    for one in documents:
        outside = bool(one.url) if old else None
        child = SubElement(parent, "DocumentReference", marks(Guid=one.guid, isExternal=outside))
        if old:
            put(child, "ReferencedDocument", one.url or one.path)
        else:
            put(child, "DocumentGuid", one.document)
            put(child, "Url", one.url)
        put(child, "Description", one.description)


def _related(node: Element, related: tuple[str, ...], *, old: bool) -> None:
    parent = node if old or not related else SubElement(node, "RelatedTopics")
    for guid in related:
        SubElement(parent, "RelatedTopic", marks(Guid=guid))


def _talk(node: Element, topic: Topic, *, old: bool) -> None:
    comments = node if old or not topic.comments else SubElement(node, "Comments")
    for one in topic.comments:
        _comment(SubElement(comments, "Comment", marks(Guid=one.guid)), one)
    looks = node if old or not topic.viewpoints else SubElement(node, "Viewpoints")
    for look in topic.viewpoints:
        _viewpoint(SubElement(looks, "Viewpoints" if old else "ViewPoint", marks(Guid=look.guid)), look)


def _comment(node: Element, comment: Comment) -> None:
    put(node, "Date", comment.date)
    put(node, "Author", comment.author)
    put(node, "Comment", comment.text)
    if comment.viewpoint:
        SubElement(node, "Viewpoint", marks(Guid=comment.viewpoint))
    put(node, "ModifiedDate", comment.modified_date)
    put(node, "ModifiedAuthor", comment.modified_author)


def _viewpoint(node: Element, look: Viewpoint) -> None:
    put(node, "Viewpoint", look.file)
    put(node, "Snapshot", look.snapshot)
    put(node, "Index", look.index)
